"""What the faces show of past and unfinished plays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pmquest.framework import Grade
from pmquest.game.settings import Mode

if TYPE_CHECKING:
    from pmquest.game.headers import Header
    from pmquest.scoring.career import Career

Status = Literal["unfinished", "ended", "stuck", "set aside"]
"""How a play stands; `set aside` where the player started over instead of going on."""


class PlayRecord(Struct, frozen=True):
    """One play, as lists show it."""

    id: str
    """Its number, by which `resume`, `debrief` and `report` know it."""
    scenario: str
    """The id of the scenario."""
    file: str
    """Where the scenario's file stood; "" where it was in none."""
    hash: str
    """The version that was played last: `sha256:` and the digest of its text."""
    title: str
    mode: Mode
    seed: int
    started: datetime
    last: datetime
    """When anything was last done in it."""
    status: Status = "unfinished"
    ended: datetime | None = None
    """When an ending or a dead end was met; None before."""
    decisions: int = 0
    """How many decisions were made, those taken back not counted."""
    replay: bool = False
    """Whether it began at a decision of an earlier play, and so is no evidence."""
    stopped_at: str = ""
    """Title of the scene at which it stands; "" where that is not known without reading."""
    judgment: float | None = None
    """Judgment, 0 to 1; None where nothing scored was decided, where it is not known yet, and
    in an assessed play until that is over."""
    ending: str | None = None
    """Title of the ending that was reached."""
    grade: Grade | None = None
    """The ending's grade."""
    touched: bool = False
    """Whether the player ever picked or noted anything in it."""
    plan: str = ""
    """The if-then plan that the player wrote or accepted in its debrief; "" where none."""
    left: str = ""
    """When it was last played, in words: "left yesterday", "finished 3 days ago"."""
    second: bool = False
    """Whether its scenario is known by its path, because another is found by the id."""

    @property
    def name(self) -> str:
        """What its scenario is played by: `Header.name`."""
        return self.file if self.second else self.scenario

    @property
    def decision(self) -> int:
        """The number of the decision at which an unfinished play waits: `Play.next_decision`."""
        return self.decisions + 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What the player has made of one scenario so far."""

    played: int
    """How many plays came to an end, replays from a decision not counted."""
    best: float | None
    """The best judgment of those, 0 to 1; None where none was scored."""


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything that the library shows of the player."""

    history: tuple[PlayRecord, ...]
    """Every play, the latest first; one that was left before anything was done in it is none."""
    career: Career
    """Title, lean and what the next title asks."""

    @property
    def unfinished(self) -> tuple[PlayRecord, ...]:
        """The plays that can be gone on with, the latest first."""
        return tuple(record for record in self.history if record.status == "unfinished")

    @property
    def standings(self) -> dict[str, Standing]:
        """By `Header.name`, what came of it; scenarios never played to an end are left out."""
        return standings(self.history)

    def plays_of(self, header: Header) -> tuple[PlayRecord, ...]:
        """Give the plays of a scenario, the latest first.

        A play belongs to the file it was played from while that is listed; else, as where the
        file was moved, to the scenario that is found by its id.
        """
        return tuple(
            record
            for record in self.history
            if record.name == header.name
            or (record.scenario, record.file) == (header.id, header.file)
        )


def standings(history: Iterable[PlayRecord]) -> dict[str, Standing]:
    """Give for each scenario how often it was played to an end, and the best judgment."""
    found: dict[str, Standing] = {}
    for record in history:
        if record.replay or record.status not in ("ended", "stuck"):
            continue
        before = found.get(record.name, Standing(0, None))
        scored = [share for share in (before.best, record.judgment) if share is not None]
        found[record.name] = Standing(before.played + 1, max(scored, default=None))
    return found
