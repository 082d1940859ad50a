# ruff: noqa: N818 - the names say what happened
"""What a face may have to tell the player instead of doing what was asked.

Every message is a plain sentence that a face shows as it stands::

    GameError
    ├── UnknownScenario     no scenario of that name; says which was perhaps meant
    ├── UnknownPlay         no play of that number
    ├── UnreadablePlay      the version that was played is not kept, or cannot be read any more
    ├── CarriedOnElsewhere  another window went on with this play, or deleted it
    ├── NoTakingBack        an assessed play, or nothing there to take back
    ├── DebriefComesLater   an assessed play that is not over yet
    ├── NoSuchDecision      a play has not so many decisions
    ├── WrongSetting        a setting that does not exist, or a value that it cannot take
    ├── NotOurData          a file that is to be imported is not an export of pmquest
    ├── NotDeleted          what is to be deleted cannot be reached or changed now
    └── NotStarted          a new scenario cannot be written where it was wanted
"""

from __future__ import annotations


class GameError(Exception):
    """Something that the player should be told; `str` of it is the sentence."""


class UnknownScenario(GameError):
    """No scenario has that id, and no file stands at that path."""

    def __init__(self, name: str, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.suggestions = suggestions
        """Ids that were perhaps meant, the likeliest first."""


class UnknownPlay(GameError):
    """No play has that number."""


class UnreadablePlay(GameError):
    """The version of the scenario that was played is not kept, or cannot be read any more."""


class CarriedOnElsewhere(GameError):
    """Another window, or another process, wrote to this play or deleted it."""


class NoTakingBack(GameError):
    """The play is assessed, or no pick has been made yet."""


class DebriefComesLater(GameError):
    """The play is assessed and not over yet: nothing about its answers is told before."""


class NoSuchDecision(GameError):
    """The play has not so many decisions."""


class WrongSetting(GameError):
    """There is no such setting, or it cannot take that value."""


class NotOurData(GameError):
    """The file that is to be imported is not an export of pmquest."""


class NotDeleted(GameError):
    """What is to be deleted cannot be reached or changed now."""


class NotStarted(GameError):
    """The file of a new scenario is there already, or cannot be written."""
