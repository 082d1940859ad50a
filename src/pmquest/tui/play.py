"""Playing: a scene and its answers, what came of the last one, and the way on.

One screen for a whole play. Scenes change in place: no widget is mounted or removed between
two of them. Nothing that is shown of an open scene knows the level of an answer.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from pmquest.game.errors import CarriedOnElsewhere, GameError
from pmquest.game.resume import EditedScenario
from pmquest.game.resume import Offer as ResumeOffer
from pmquest.tui import play_keys
from pmquest.tui.cards import Offer
from pmquest.tui.countdown import Countdown
from pmquest.tui.meters import MeterLine, Meters, SoFar
from pmquest.tui.notices import Notices
from pmquest.tui.scene_screen import SceneScreen
from pmquest.tui.screen import too_small
from pmquest.tui.stage import Answered, Stage, answered, so_far
from pmquest.tui.story import TitleLine

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.kept_play import KeptPlay

_TICK: Final = 0.25
"""Seconds between two looks at the clock while a time limit runs."""
_ASSESSED: Final = "In an assessed play no answer is taken back. The debrief looks at each of them."
_NOTHING_TO_TAKE_BACK: Final = "There is no answer to take back yet."


class PlayScreen(SceneScreen[None]):
    """A play, from where it stands to its end."""

    CSS_PATH = "play.tcss"
    HELP = (
        "Read what happens, then decide as you would at work. Every answer is kept at once: "
        "you can leave at any moment and go on later."
    )
    BINDINGS: ClassVar[list[BindingType]] = play_keys.BINDINGS

    def __init__(
        self, game: Game, kept: KeptPlay, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the play to go on with; `clock` gives seconds and is used for time limits only."""
        super().__init__()
        self.game = game
        self.kept = kept
        self._clock = clock
        self._looked = clock()
        self._stage = Stage(kept.play, kept.may_take_back)
        self._countdown: Countdown | None = None
        self._so_far = so_far(kept.play)

    def compose_body(self) -> ComposeResult:
        """The page with the text over the answers, and the sheet beside it."""
        with Vertical(classes="page"):
            yield TitleLine()
            yield MeterLine()
            yield Notices()
            yield from self.compose_scene()
        with Vertical(classes="sheet"):
            yield Meters()
            yield SoFar()

    def on_mount(self) -> None:
        """Show where the play stands."""
        self._ticking = self.set_interval(_TICK, self.tick, pause=True)
        self._show(said=self.kept.remark)
        # A long story is a hundred thousand values that stay. Where the cyclic collector looks
        # through them all, it holds up every eighth key or so by 70 ms.
        gc.freeze()

    def on_unmount(self) -> None:
        """Let the collector look at everything again."""
        gc.unfreeze()

    @property
    def may_take_back(self) -> bool:
        """Whether the play is coached and an answer was given."""
        return self.kept.may_take_back

    def _show(
        self, said: str = "", answered: Answered | None = None, *, elsewhere: bool = False
    ) -> None:
        """Show what the play has come to, and say what happened on the way."""
        self._stage = stage = Stage(self.kept.play, self.kept.may_take_back, answered, elsewhere)
        self.story.page = stage.page
        self.reading.scroll_home(animate=False)
        self.cards.show(stage.offers)
        self._start_countdown()
        title = self.title_line
        title.title, title.role = stage.play.scenario.title, stage.play.scenario.role
        title.right = stage.place
        self.query_one(Meters).values = stage.meters
        self.query_one(MeterLine).values = stage.meters
        self.query_one(SoFar).road = self._so_far
        self.query_one(Notices).sentences = self.game.notices
        self.remark.text = said
        self.refresh_bindings()

    # What the player does

    def take(self, offer: Offer) -> None:
        """Do what a card offers."""
        match offer.deed:
            case "choose" if self.game.settings.confirm and not self.cards.asks(offer):
                self.cards.ask(offer)
            case "choose":
                self._choose(offer.choice)
            case "go on":
                self._go_on()
            case "take back":
                self.action_take_back()
            case "reload":
                self._reload()
            case "debrief":
                self._to_debrief()

    def _choose(self, choice: str, *, timed_out: bool = False) -> None:
        before = self.kept.play
        if self._done(lambda: self.kept.pick(choice, timed_out=timed_out)):
            after, coached = self.kept.play, self.kept.mode == "coached"
            if after.outcome is not None:
                self._so_far = (*self._so_far, (before.view.title, after.outcome.text))
            self._show(answered=answered(before, after, coached=coached, timed_out=timed_out))

    def _go_on(self) -> None:
        if self._stage.answered is not None or self._done(self.kept.go_on):
            self._show()

    def action_take_back(self) -> None:
        """Take the last answer back, or say plainly why not."""
        if self.kept.mode != "coached":
            self.remark.text = _ASSESSED
        elif not self.kept.may_take_back:
            self.remark.text = _NOTHING_TO_TAKE_BACK
        elif self._done(self.kept.take_back):
            self._so_far = self._so_far[:-1]
            self._show(said="Taken back. Decide again.")

    def action_note(self) -> None:
        """Write a note on the decision at hand, or the one just made."""
        from pmquest.tui.writing import WritingDialog

        decision = self._stage.decision

        def written(text: str | None) -> None:
            if text is not None and self._done(lambda: self.kept.note(text, decision)):
                self.remark.text = "Your note is kept." if text.strip() else "No note is kept."

        self.app.push_screen(
            WritingDialog(
                f"A note on decision {decision + 1}",
                "For yourself; it stands in the debrief.",
                self.kept.notes.get(decision, ""),
            ),
            written,
        )

    def action_road(self) -> None:
        """Open the map of the road so far."""
        from pmquest.tui.road import RoadScreen

        self.app.push_screen(
            RoadScreen(self.kept.play, self._stage.road, judged=self.kept.mode == "coached")
        )

    def action_step_back(self) -> None:
        """Think again about an answer that was to be confirmed; else leave."""
        if any(self.cards.asks(offer) for offer in self.cards.offers):
            self.cards.ask(None)
        else:
            self.action_leave()

    def _to_debrief(self) -> None:
        from pmquest.tui.debrief import DebriefScreen

        self.app.switch_screen(DebriefScreen(self.game, self.kept))

    # Another window, and time

    def _done(self, deed: Callable[[], object]) -> bool:
        """Do something to the play; False where it was carried on elsewhere or refused."""
        try:
            deed()
        except CarriedOnElsewhere:
            self._show(elsewhere=True)
        except GameError as error:
            self.remark.text = str(error)
        else:
            return True
        return False

    def _reload(self) -> None:
        """Take the play up anew, as it stands in the other window."""
        try:
            found = self.game.resume(self.kept.id)
        except GameError as error:
            self.remark.text = str(error)
            return
        if isinstance(found, EditedScenario):
            from pmquest.tui.dialogs import EditedDialog

            def chosen(offer: ResumeOffer | None) -> None:
                if offer is not None:
                    self._take_up(offer.take())

            self.app.push_screen(EditedDialog(found), chosen)
        else:
            self._take_up(found)

    def _take_up(self, kept: KeptPlay) -> None:
        self.kept, self._so_far = kept, so_far(kept.play)
        self._show(said=kept.remark)

    def _start_countdown(self) -> None:
        seconds = self._stage.seconds if self.game.settings.time_limits else None
        self._countdown = None if seconds is None else Countdown(seconds)
        self.title_line.countdown = self._countdown
        self._looked = self._clock()
        if self._countdown is None:
            self._ticking.pause()
        else:
            self._ticking.resume()

    def tick(self) -> None:
        """Let the time pass that the clock says has passed, if the scene is in sight."""
        now = self._clock()
        passed, self._looked = now - self._looked, now
        seen = self.app.screen is self and not too_small(self.app.size)
        if self._countdown is None or not seen:
            return
        self._countdown = self._countdown.after(passed)
        self.title_line.countdown = self._countdown
        timeout = self.kept.play.view.timeout
        if self._countdown.over and timeout is not None:
            self._countdown = None
            self._choose(timeout, timed_out=True)
