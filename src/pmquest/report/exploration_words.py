"""Sentences about what exploring found: how much was followed, how long plays are, how they end."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10
from typing import Final

from pmquest.explore.exploration import Counts, EndingFigures, Exploration, Range
from pmquest.scoring.words import counted, listed, percent

_MOST_NAMED: Final = 20
"""Of more names than this the others are counted; JSON and the map have all."""
_WHOLE: Final = 10**15
"""Numbers beyond this are told by their size."""


def named(names: Iterable[str]) -> str:
    """List names, the first few of very many."""
    every = list(names)
    if len(every) <= _MOST_NAMED:
        return listed(every)
    return f"{', '.join(every[:_MOST_NAMED])} and {len(every) - _MOST_NAMED:,} more"


def followed(found: Exploration) -> str:
    """Say how much was followed; of a sample, plainly that it is one."""
    if found.sampled is not None:
        return (
            "This is a sample, not every road: there are more states than were to be followed, so "
            f"{found.sampled.plays:,} plays were drawn (seed {found.sampled.seed}). What they did "
            "not meet may be there all the same. With a larger budget (--budget) every road may be "
            "followed."
        )
    states = "one state" if found.states == 1 else f"{found.states:,} states"
    if found.paths is None:
        roads = "roads without number, since some lead round in a circle"
    else:
        roads = "one road" if found.paths == 1 else f"{_size(found.paths)} roads"
    return f"Every road was followed: {roads}; {states}."


def _size(number: int) -> str:
    """Say a count: in figures as far as they can be read, else by its size."""
    if number < _WHOLE:
        return f"{number:,}"
    return f"about 10^{log10(number):.0f}"


def extent(decisions: Counts, judgment: Range) -> str:
    """Say how long plays to an ending are and what judgments they reach; "" where none ends."""
    if decisions.min is None:
        return ""
    if decisions.max is None:
        counts = f"{counted(decisions.min, 'scored decision')} or more, without bound"
    elif decisions.max == decisions.min:
        counts = counted(decisions.min, "scored decision")
    else:
        counts = f"{decisions.min} to {counted(decisions.max, 'scored decision')}"
    told = f"A play to an ending has {counts}"
    if judgment.min is None:
        return f"{told}."
    return f"{told}, and a judgment of {percent(judgment.min)} to {percent(judgment.max)}."


def all_well(found: Exploration, *, scored: bool) -> str:
    """Say that nothing is wrong; `scored`: whether anything counts in the score."""
    if not found.exact:
        return "Nothing wrong was met in the sample."
    told = [
        "Nothing is wrong: no dead end, no circle without a way out, no scene that nobody reaches, "
        "no answer that is never open."
    ]
    if scored:
        told.append("Everywhere a strong answer can be picked, at the level called for.")
    if found.players["strong"] is not None:  # else such a player may go round for ever
        told.append("Who always picks a best one comes to a good ending.")
    return " ".join(told)


def judgment_range(figures: EndingFigures) -> str:
    """Say the judgments of the plays that end somewhere; "" where nothing was judged."""
    least, greatest = figures.judgment.min, figures.judgment.max
    if least is None:
        return ""
    told = percent(least) if least == greatest else f"{percent(least)} to {percent(greatest)}"
    return told if figures.mean is None else f"{told}, {percent(figures.mean)} in the mean"
