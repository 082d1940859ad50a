"""pmquest: a training game for product managers, played in a terminal."""

__version__ = "0.4.0"
