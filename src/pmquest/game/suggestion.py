"""What to play next: the next on the way, or what trains the weakest so far.

Nothing is ever locked; a suggestion is only that. Pure: of what is listed and what was played.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pmquest.game.headers import Header
from pmquest.game.records import Glance, Standing
from pmquest.scoring.career import Career
from pmquest.scoring.words import counted, percent

_AHEAD: Final = 3
"""Among so many that come next on the way, the weakest so far decides: far enough to choose,
near enough that nobody who has just begun is sent to the top."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario to play next, and why."""

    header: Header
    reason: str
    """A sentence or two."""


def suggestion(headers: Iterable[Header], glance: Glance) -> Suggestion | None:
    """Suggest a scenario of the packs that give an order; None where there is none to play.

    Of those never played to an end, the next few on the way count, and among them the one with
    most moments that ask for the responsibility that went worst so far. Where all were played
    to an end, it is the one with the lowest best judgment.
    """
    on_the_way = [header for header in headers if header.place and header.problem is None]
    standings = glance.standings
    ahead = [header for header in on_the_way if header.name not in standings][:_AHEAD]
    if ahead:
        return _trained(ahead, glance.career) or Suggestion(ahead[0], _next(on_the_way, standings))
    return _to_better(on_the_way, standings)


def _next(on_the_way: Sequence[Header], standings: Mapping[str, Standing]) -> str:
    played = sum(header.name in standings for header in on_the_way)
    if not played:
        return "The way begins here."
    return f"It comes next on the way: you have finished {played} of {len(on_the_way)}."


def _trained(ahead: Sequence[Header], career: Career) -> Suggestion | None:
    """Give the one that asks most for what went worst; None where none of them does."""
    weakest = career.weakest
    if weakest is None:
        return None

    def moments(header: Header) -> int:
        return header.coverage.responsibilities.get(weakest.info.id, 0)

    most = max(ahead, key=moments)
    if not moments(most):
        return None
    ask = "one moment here asks" if moments(most) == 1 else f"{moments(most)} moments here ask"
    return Suggestion(
        most, f"“{weakest.info.label}” is your weakest so far, {weakest.in_words}; {ask} for it."
    )


def _to_better(
    on_the_way: Sequence[Header], standings: Mapping[str, Standing]
) -> Suggestion | None:
    """Give the one of those played with most to gain; None where nothing was lost anywhere."""
    lowest = [
        (best, header)
        for header in on_the_way
        if (best := standings[header.name].best) is not None and best < 1
    ]
    if not lowest:
        return None
    best, header = min(lowest, key=lambda pair: pair[0])
    told = counted(len(on_the_way), "scenario")
    return Suggestion(
        header,
        f"You have finished all {told}. Here you have most to gain: your best is {percent(best)}.",
    )
