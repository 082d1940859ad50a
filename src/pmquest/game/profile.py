"""The history and the career, folded from the journal.

Folding a play means reading its scenario and replaying it; what comes of it is kept in a cache,
so that only plays that changed are folded again. The cache can be lost without harm.
"""

from __future__ import annotations

import threading
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pmquest import __version__
from pmquest.engine.play import PickRefused, Play
from pmquest.game import cache
from pmquest.game.deeds import Picked, Rebased, TakenBack, deeds
from pmquest.game.errors import UnreadablePlay
from pmquest.game.keeping import PLAYS, Clock, Keeper
from pmquest.game.kept_play import answers
from pmquest.game.records import Glance, PlayRecord
from pmquest.game.resume import replayed
from pmquest.game.saved_play import SavedPlay, fold
from pmquest.game.versions import Versions
from pmquest.game.words import ago
from pmquest.journal.event import Event
from pmquest.journal.journal import StreamEnd
from pmquest.scoring.career import Evidence, Finished, career, evidence_of
from pmquest.scoring.debrief import debrief

FOLDED_AS: Final = f"{__version__}/4"
"""The second number goes up when what is kept of a play changes."""


@dataclass(frozen=True, slots=True)
class PlanToShow:
    """The player's latest if-then plan, written or accepted, shown before the next play."""

    text: str
    title: str
    """The scenario whose debrief it comes from."""
    when: str
    """When that play ended, in words: "yesterday"."""


class FoldedPlay(Struct, frozen=True):
    """What the profile needs of one play, up to one of its events."""

    end: StreamEnd
    record: PlayRecord
    evidence: tuple[Evidence, ...] = ()
    """Every scored pick, those taken back included; none from a replay."""
    finished: tuple[Finished, ...] = ()
    """Every ending reached, those taken back included; none from a replay."""


class _Content(Struct, frozen=True):
    version: str
    plays: dict[str, FoldedPlay]


class Profile:
    """Folds plays, keeps what came of it, and gives it to the faces."""

    def __init__(
        self, keeper: Keeper, versions: Versions, clock: Clock, cache_file: Path | None
    ) -> None:
        self._keeper = keeper
        self._versions = versions
        self._clock = clock
        self._cache_file = cache_file
        self._folding = threading.Lock()
        content = cache.load(cache_file, _Content)
        self._folded = dict(content.plays) if content and content.version == FOLDED_AS else {}

    def glance(self, seconds: Container[str] = ()) -> Glance:
        """Give what is folded already; other plays stand in it as far as their events say.

        `seconds` are the files of scenarios whose id means another (`Header.second`): what was
        played from them counts for them alone.
        """
        plays = []
        for end in self._keeper.ends(PLAYS):
            known = self._known(end)
            saved = None if known else _saved(self._keeper.read(end.stream))
            if known:
                plays.append(known)
            elif saved:
                record = saved.record(end.stream.removeprefix(PLAYS))
                plays.append(FoldedPlay(end, record, finished=_finished(saved)))
        return self._glance(plays, seconds)

    def refresh(self, seconds: Container[str] = ()) -> Glance:
        """Fold every play that has changed since, and keep what came of it; as `glance`."""
        with self._folding:
            folded = {}
            for end in self._keeper.ends(PLAYS):
                play = self._known(end) or self._fold(end)
                if play is not None:
                    folded[end.stream] = play
            if folded != self._folded:
                self._folded = folded
                cache.store(self._cache_file, _Content(FOLDED_AS, folded))
            return self._glance(folded.values(), seconds)

    def plan_to_show(self) -> PlanToShow | None:
        """Give the player's own plan from the latest debrief that has one; None where none has.

        What a debrief only suggested is no plan of the player's.
        """
        over = [(each.ended, each) for each in self.refresh().history if each.ended and each.plan]
        if not over:
            return None
        ended, latest = max(over, key=lambda pair: pair[0])
        return PlanToShow(latest.plan, latest.title, ago(ended, self._clock()))

    def forget(self) -> None:
        """Remove what is kept of plays, what is just being folded included."""
        with self._folding:
            self._folded = {}
            cache.forget(self._cache_file)

    def _glance(self, plays: Iterable[FoldedPlay], seconds: Container[str]) -> Glance:
        now = self._clock()
        plays = [_as_second(play) if play.record.file in seconds else play for play in plays]
        plays.sort(key=lambda play: play.record.last, reverse=True)
        records = tuple(_as_seen(play.record, now) for play in plays)
        return Glance(
            history=tuple(record for record in records if _is_a_play(record)),
            career=career(
                (evidence for play in plays for evidence in play.evidence),
                (ending for play in plays for ending in play.finished),
            ),
        )

    def _known(self, end: StreamEnd) -> FoldedPlay | None:
        """Give what is kept of a play, unless it has gone on since."""
        play = self._folded.get(end.stream)
        return play if play and play.end == end else None

    def _fold(self, end: StreamEnd) -> FoldedPlay | None:
        """Fold a play; as far as its events say where its scenario cannot be read any more."""
        events = self._keeper.read(end.stream)
        saved = _saved(events)
        if saved is None:
            return None
        record = saved.record(end.stream.removeprefix(PLAYS))
        finished = _finished(saved)
        try:
            play, evidence = self._replayed(saved, events)
        except UnreadablePlay:
            return FoldedPlay(end, record, finished=finished)
        return FoldedPlay(end, _completed(record, saved, play), evidence, finished)

    def _replayed(
        self, saved: SavedPlay, events: Iterable[Event]
    ) -> tuple[Play, tuple[Evidence, ...]]:
        """Play a play again, deed by deed; gives how it stands and the evidence on its way."""
        start = saved.start
        if start.replay_of is not None:
            return replayed(self._versions.machine(start.scenario, saved.hash), saved), ()
        found = []
        play = Play.begin(self._versions.machine(start.scenario, start.hash), start.seed)
        try:
            for time, deed in deeds(events):
                match deed:
                    case Picked(scene, choice):
                        play = _picked(play, scene, choice)
                        when = time.timestamp()
                        found.append(evidence_of(play.scenario, play.decisions[-1], when))
                    case TakenBack():
                        play = play.take_back()
                    case Rebased(hash, picks):
                        machine = self._versions.machine(start.scenario, hash)
                        play = Play.replay(machine, start.seed, picks)
        except PickRefused as refusal:
            raise UnreadablePlay(str(refusal)) from refusal
        return play, tuple(each for each in found if each is not None)


def _saved(events: tuple[Event, ...]) -> SavedPlay | None:
    """Fold a play's events; None where they are not those of a play."""
    try:
        return fold(events)
    except ValueError:
        return None


def _as_second(play: FoldedPlay) -> FoldedPlay:
    """Give a play whose scenario is known by its path, because another is found by the id."""
    name = play.record.file
    return replace(
        play,
        record=replace(play.record, second=True),
        evidence=tuple(replace(each, scenario=name) for each in play.evidence),
        finished=tuple(replace(each, scenario=name) for each in play.finished),
    )


def _finished(saved: SavedPlay) -> tuple[Finished, ...]:
    """Give the endings that a play reached, for the career; none of a replay."""
    if saved.start.replay_of is not None:
        return ()
    return tuple(Finished(saved.start.scenario, time.timestamp()) for time in saved.endings)


def _picked(play: Play, scene: str, choice: str) -> Play:
    play = play.settle()
    if play.scene.id != scene:
        raise UnreadablePlay(f"The play stands at “{play.scene.id}”, not at “{scene}”.")
    return play.pick(choice)


def _completed(record: PlayRecord, saved: SavedPlay, play: Play) -> PlayRecord:
    """Give the record with what the scenario adds to it."""
    found = debrief(play, answers(saved, play))
    return replace(
        record,
        title=found.title,
        stopped_at=play.view.title,
        judgment=found.score.judgment if saved.may_be_judged else None,
        ending=found.ending.title if found.ending else None,
        grade=found.ending.grade if found.ending else None,
    )


def _is_a_play(record: PlayRecord) -> bool:
    """Tell whether anything came of it; what was only looked at is nothing to go on with."""
    return record.touched or record.ended is not None


def _as_seen(record: PlayRecord, now: datetime) -> PlayRecord:
    """Give the record with its times in the player's zone, and in words."""
    last, ended = record.last.astimezone(now.tzinfo), record.ended
    return replace(
        record,
        started=record.started.astimezone(now.tzinfo),
        last=last,
        ended=ended and ended.astimezone(now.tzinfo),
        left=f"finished {ago(ended, now)}" if ended else f"left {ago(last, now)}",
    )
