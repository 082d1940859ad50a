"""Playing a scenario, purely: a Machine steps from State to State; a Play is what was picked.

Nothing here knows YAML, files, clocks, screens or global randomness.
"""
