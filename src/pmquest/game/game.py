"""The one object that every face holds: the library, the plays, the settings, the career.

A face opens a game, asks it for values and renders them. Nothing that a player can cause makes
it raise anything but a `GameError`, whose text is a sentence to show. Where nothing can be
saved the game goes on in memory, and `notices` says so.

Importing this module loads neither YAML nor a screen nor the scenario reader.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pmquest.engine.play import Play
from pmquest.game import paths
from pmquest.game.deeds import SetAside, Started, entry
from pmquest.game.errors import NoSuchDecision, NotDeleted, UnknownPlay, UnreadablePlay
from pmquest.game.keeping import PLAYS, Clock, Keeper, StreamLog
from pmquest.game.kept_play import KeptPlay, write
from pmquest.game.library import Library
from pmquest.game.profile import PlanToShow, Profile
from pmquest.game.records import Glance, PlayRecord
from pmquest.game.resume import EditedScenario, Resuming, replayed
from pmquest.game.saved_play import SavedPlay, fold
from pmquest.game.settings import (
    CHANGED,
    SETTINGS_STREAM,
    Mode,
    Settings,
    changed,
    fold_settings,
)
from pmquest.game.suggestion import Suggestion, suggestion
from pmquest.game.versions import Versions
from pmquest.journal.errors import JournalError
from pmquest.journal.event import Event
from pmquest.scoring.clean import clean_line

if TYPE_CHECKING:
    from pmquest.game.data import Imported
    from pmquest.game.headers import Header
    from pmquest.scenario.model import Scenario
    from pmquest.scoring.career import Career
    from pmquest.scoring.debrief import Debrief

Entropy = Callable[[int], bytes]
"""Gives that many random bytes."""

SEED_BYTES: Final = 4
"""A drawn seed has at most ten digits: short to type again, and exact in any JSON reader."""

UID_BYTES: Final = 16


def local_now() -> datetime:
    """Give the time now in the player's own time zone."""
    return datetime.now().astimezone()


class Game:
    """The game as one player has it: what is there to play, what was played, what it shows.

    Safe to use from several threads. Close it at the end, or use it in a `with`.
    """

    library: Library
    """The scenarios that can be played."""

    def __init__(
        self,
        home: Path | None,
        scenario_folders: Sequence[Path],
        clock: Clock,
        entropy: Entropy,
    ) -> None:
        """Keep the game in `home`, or nowhere where that is None; see `open` and `in_memory`."""
        self._home = home
        self._entropy = entropy
        self._clock = clock
        self._keeper = Keeper(home and paths.journal_file(home), clock)
        self.library = Library(
            paths.scenario_folders(scenario_folders, home), home and paths.headers_file(home)
        )
        self._versions = Versions(self._keeper, self.library)
        self._resuming = Resuming(self._keeper, self.library, self._versions, self.start_over)

    @classmethod
    def open(
        cls,
        home: Path | None = None,
        scenario_folders: Sequence[Path] = (),
        clock: Clock = local_now,
        entropy: Entropy = os.urandom,
    ) -> Game:
        """Open the game kept in `home` (default: PMQUEST_HOME, else the user's data folder).

        `scenario_folders` come before those of PMQUEST_SCENARIOS, the user's own folder and
        the built-in scenarios. Never raises: what cannot be opened is said in `notices`.
        """
        game = cls(home or paths.default_home(), scenario_folders, clock, entropy)
        game._keeper.open()
        return game

    @classmethod
    def in_memory(
        cls,
        scenario_folders: Sequence[Path] = (),
        clock: Clock = local_now,
        entropy: Entropy = os.urandom,
    ) -> Game:
        """Open a game that keeps nothing on disk, for previews and tests."""
        return cls(None, scenario_folders, clock, entropy)

    def close(self) -> None:
        """Save what is still waiting, if that is possible now, and let go of the file."""
        self._keeper.close()

    def __enter__(self) -> Game:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """Plain sentences about the keeping that the player should see: not saved, set aside.

        What there is to say about folders of scenarios stands in `library.notices`.
        """
        return self._keeper.notices

    # What the library's first screen needs

    def glance(self) -> Glance:
        """Give the history and the career as last folded: fast, reads no scenario.

        Plays that changed since stand in it without judgment and scene title, and the career
        is without them; `refresh` completes both.
        """
        return self._profile.glance(_seconds(self.library.headers()))

    def refresh(self, wanted: Callable[[], bool] = lambda: True) -> Glance:
        """Fold what has changed since, for a worker: reads the scenarios that were played.

        `wanted` is as for `Library.refresh`, which this asks first.
        """
        return self._profile.refresh(_seconds(self.library.refresh(wanted)))

    # Settings

    @property
    def settings(self) -> Settings:
        """What the player has set."""
        return fold_settings(self._keeper.read(SETTINGS_STREAM))

    def change_settings(self, **changes: Any) -> Settings:
        """Change settings by name and remember them; raises `WrongSetting`."""
        settings = changed(self.settings, changes)
        self._keeper.add(SETTINGS_STREAM, (CHANGED, changes))
        return settings

    # Playing

    def begin(
        self, scenario: Scenario, mode: Mode | None = None, seed: int | None = None
    ) -> KeptPlay:
        """Begin a play; `scenario` is what `library.read` gave.

        Without a mode the settings' counts; without a seed one is drawn.
        """
        drawn = int.from_bytes(self._entropy(SEED_BYTES), "big")
        play = Play.begin(self._versions.machine_of(scenario), drawn if seed is None else seed)
        return self._begun(play, mode or self.settings.mode, self.library.path(scenario.hash))

    def resume(self, play_id: str) -> KeptPlay | EditedScenario:
        """Take up a play where it stands.

        Gives an `EditedScenario`, with the three offers, where the file has changed so that a
        pick does not mean the same any more. Raises `UnknownPlay`, `UnreadablePlay`.
        """
        log, _ = self._taken_up(play_id)
        return self._resuming.take_up(log)

    def start_over(self, play_id: str) -> KeptPlay:
        """Begin the play's scenario anew as it is now, and set the old play aside.

        Where the scenario is not there any more, the version that was played is begun anew.
        """
        log, saved = self._taken_up(play_id)
        scenario, _ = self._resuming.scenario_now(saved)
        if scenario is None:
            scenario = self._versions.machine(saved.start.scenario, saved.hash).scenario
        begun = self.begin(scenario, saved.start.mode)
        if saved.status == "unfinished":
            write(self._keeper, log, [SetAside()])
        return begun

    def replay_from(self, play_id: str, decision_index: int) -> KeptPlay:
        """Begin a play that shares the first `decision_index` picks of an earlier one.

        It stands at that decision, counted from 0, in the version that was played then, and is
        no evidence for the career. Raises `UnknownPlay`, `UnreadablePlay`, `NoSuchDecision`.
        """
        saved = self._saved(play_id)
        if not 0 <= decision_index < len(saved.picks):
            raise NoSuchDecision(
                f"Play {play_id} has {len(saved.picks)} decisions to replay from, "
                f"and {decision_index + 1} is not one of them."
            )
        machine = self._versions.machine(saved.start.scenario, saved.hash)
        play = replayed(machine, saved, decision_index).settle()
        return self._begun(play, saved.start.mode, saved.start.path, saved.start.uid)

    # What was played

    def history(self) -> tuple[PlayRecord, ...]:
        """Give every play, the latest first, complete (see `refresh` for the cost).

        A play that was left before anything was picked or noted in it is not listed.
        """
        return self.refresh().history

    def career(self) -> Career:
        """Give title, ladder, lean and the rest over all plays."""
        return self.refresh().career

    def suggestion(self) -> Suggestion | None:
        """Suggest what to play next, from what is listed and what was played."""
        return suggestion(self.library.refresh(), self.refresh())

    def debrief(self, play_id: str) -> Debrief:
        """Give the debrief of a play, with the player's answers, by the version played.

        Raises `UnknownPlay`, `UnreadablePlay`, and `DebriefComesLater` for an assessed play that
        is not over.
        """
        return self.kept_play(play_id).debrief()

    def kept_play(self, play_id: str) -> KeptPlay:
        """Give a play as it stands in the version that was played, to look at or answer.

        For the debrief's notes, reflections, plan and reports; asks nothing about edits. Raises
        `UnknownPlay`, `UnreadablePlay`.
        """
        return self._resuming.as_saved(*self._taken_up(play_id))

    def plan_to_show(self) -> PlanToShow | None:
        """Give the player's own latest plan, to be shown before the next play begins."""
        return self._profile.plan_to_show()

    # The player's data

    def export_data(self) -> bytes:
        """Give everything that is kept about the player as one JSON file."""
        from pmquest.game.data import export

        return export(self._keeper)

    def import_data(self, exported: bytes) -> Imported:
        """Take in an export, without duplicates; raises `NotOurData`."""
        from pmquest.game.data import import_into

        imported = import_into(self._keeper, exported)
        self._profile.forget()
        return imported

    def delete_play(self, play_id: str) -> None:
        """Delete one play for good; raises `UnknownPlay`, `NotDeleted`. Faces ask first."""
        stream = self._stream(play_id)
        others = [end.stream for end in self._keeper.ends(PLAYS) if end.stream != stream]
        self._delete([stream], others)

    def delete_everything(self) -> None:
        """Delete all that is kept about the player; raises `NotDeleted`. Faces ask first.

        Copies of damaged and older journals go too; the player's own scenarios stay.
        """
        self._delete([end.stream for end in self._keeper.ends("")], [])
        self.library.forget()
        try:
            self._keeper.delete_copies()
        except (OSError, JournalError) as error:
            told = clean_line(str(error))
            raise NotDeleted(f"Not everything could be deleted: {told}.") from error

    # Inside

    @cached_property
    def _profile(self) -> Profile:
        file = self._home and paths.profile_file(self._home)
        return Profile(self._keeper, self._versions, self._clock, file)

    def _begun(self, play: Play, mode: Mode, path: str, replay_of: str | None = None) -> KeptPlay:
        scenario = play.scenario
        started = Started(
            uid=self._entropy(UID_BYTES).hex(),
            scenario=scenario.id,
            hash=scenario.hash,
            path=path,
            title=scenario.title,
            seed=play.seed,
            mode=mode,
            replay_of=replay_of,
            picks=play.picks,
        )
        text = self._versions.text(scenario.hash)
        texts = {} if text is None else {scenario.hash: text}
        return KeptPlay(self._keeper, self._keeper.begin(entry(started), texts), play)

    def _taken_up(self, play_id: str) -> tuple[StreamLog, SavedPlay]:
        """Take up a play's stream and fold it; raises `UnknownPlay`, `UnreadablePlay`."""
        log = self._keeper.take_up(self._stream(play_id))
        return log, _folded(play_id, log.events)

    def _saved(self, play_id: str) -> SavedPlay:
        """Fold a play, without taking it up."""
        return _folded(play_id, self._keeper.read(self._stream(play_id)))

    def _stream(self, play_id: str) -> str:
        """Give the stream of a play that is there; raises `UnknownPlay`."""
        stream = f"{PLAYS}{play_id}"
        if all(end.stream != stream for end in self._keeper.ends(PLAYS)):
            raise UnknownPlay(f"There is no play {clean_line(play_id)}.")
        return stream

    def _delete(self, streams: Sequence[str], others: Iterable[str]) -> None:
        from pmquest.game.data import hashes

        keep = hashes(event for other in others for event in self._keeper.read(other))
        try:
            self._keeper.delete(streams, keep)
        except JournalError as error:
            raise NotDeleted(f"Nothing could be deleted: {clean_line(str(error))}.") from error
        self._profile.forget()


def _seconds(headers: Iterable[Header]) -> frozenset[str]:
    return frozenset(header.file for header in headers if header.second)


def _folded(play_id: str, events: Iterable[Event]) -> SavedPlay:
    try:
        return fold(events)
    except ValueError as error:
        raise UnreadablePlay(f"What is kept of play {play_id} makes no sense.") from error
