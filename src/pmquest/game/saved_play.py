"""A play as its events leave it: the fold over what the journal keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from pmquest.engine.play import Pick
from pmquest.game.deeds import (
    Deed,
    Finished,
    Held,
    Noted,
    Picked,
    Planned,
    Rebased,
    Reflected,
    SetAside,
    Started,
    TakenBack,
    deeds,
)
from pmquest.game.records import PlayRecord, Status
from pmquest.journal.event import Event
from pmquest.scoring.clean import clean, clean_line


class SavedPlay(Struct, frozen=True):
    """What is known of a play without reading its scenario."""

    start: Started
    started: datetime
    last: datetime
    """When anything was last done in it."""
    hash: str
    """The version it stands under now."""
    picks: tuple[Pick, ...]
    """Those that stand, in order."""
    notes: dict[int, Noted]
    """The latest note on each decision, by its place among all picks."""
    reflections: dict[int, str]
    plan: str = ""
    finished: datetime | None = None
    """When its ending or dead end was met, unless that was taken back."""
    ending: str | None = None
    """The ending's scene."""
    endings: tuple[datetime, ...] = ()
    """When an ending was reached, those taken back included: what was earned by it stays."""
    set_aside: bool = False
    held: str = ""
    """The edited version that the player chose not to go on under."""
    touched: bool = False
    """Whether the player ever picked or noted anything in it."""

    @property
    def status(self) -> Status:
        """How it stands."""
        if self.finished is not None:
            return "ended" if self.ending is not None else "stuck"
        return "set aside" if self.set_aside else "unfinished"

    @property
    def may_be_judged(self) -> bool:
        """Whether its judgment may be told: of an assessed play not before it is over."""
        return self.start.mode == "coached" or self.finished is not None

    def notes_on(self, scenes: Iterable[str]) -> dict[int, str]:
        """Give the notes on these decisions, told by their scenes, in order.

        A note stands with the scene it was written in: where the play went another way after
        taking back, it is not shown.
        """
        found = {}
        for place, scene in enumerate(scenes):
            note = self.notes.get(place)
            if note and note.text and note.scene in ("", scene):
                found[place] = clean(note.text)
        return found

    def record(self, id: str) -> PlayRecord:
        """Give what can be listed of the play without its scenario."""
        return PlayRecord(
            id=id,
            scenario=clean_line(self.start.scenario),
            file=clean(self.start.path),
            hash=self.hash,
            title=clean_line(self.start.title),
            mode=self.start.mode,
            seed=self.start.seed,
            started=self.started,
            last=self.last,
            status=self.status,
            ended=self.finished,
            decisions=len(self.picks),
            replay=self.start.replay_of is not None,
            touched=self.touched,
            plan=clean(self.plan),
        )


def fold(events: Iterable[Event]) -> SavedPlay:
    """Fold a play's events; raises ValueError where they are not those of a play."""
    (started, start), *rest = deeds(events)
    assert isinstance(start, Started)
    saved = SavedPlay(
        start=start,
        started=started,
        last=started,
        hash=start.hash,
        picks=start.picks,
        notes={},
        reflections={},
    )
    for time, deed in rest:
        saved = replace(_after(saved, time, deed), last=time)
    return saved


def _after(saved: SavedPlay, time: datetime, deed: Deed) -> SavedPlay:
    match deed:
        case Picked(scene, choice):
            picks = (*saved.picks, Pick(scene, choice))
            return replace(saved, picks=picks, set_aside=False, touched=True)
        case TakenBack():
            return replace(saved, picks=saved.picks[:-1], finished=None, ending=None)
        case Noted(decision):
            notes = {**saved.notes, decision: deed}
            return replace(saved, notes=notes, touched=saved.touched or bool(deed.text))
        case Reflected(question, text):
            return replace(saved, reflections={**saved.reflections, question: text})
        case Planned(text):
            return replace(saved, plan=text)
        case Rebased(hash, picks):
            return replace(saved, hash=hash, picks=picks, notes=_carried_over(saved, picks))
        case Held(against):
            return replace(saved, held=against)
        case Finished(ending):
            endings = (*saved.endings, time) if ending is not None else saved.endings
            return replace(saved, finished=time, ending=ending, endings=endings)
        case SetAside():
            return replace(saved, set_aside=True)
        case Started():
            return saved


def _carried_over(saved: SavedPlay, picks: tuple[Pick, ...]) -> dict[int, Noted]:
    """Let notes stay with their decisions where scenes have new names."""
    notes = dict(saved.notes)
    for place, (before, after) in enumerate(zip(saved.picks, picks, strict=False)):
        if place in notes and notes[place].scene == before.scene:
            notes[place] = replace(notes[place], scene=after.scene)
    return notes
