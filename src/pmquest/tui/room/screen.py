"""What the projector and the notes have in common: they follow a room and lead it.

Everything that changes the room is asked of its service, and shown when the service says that
it happened. Only what the wall shows of it changes with the key, before the others follow.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final, Protocol, runtime_checkable

from msgspec.structs import asdict
from msgspec.structs import replace as replaced
from textual.binding import ActiveBinding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one

from pmquest.tui.countdown import Countdown
from pmquest.tui.notices import Notices
from pmquest.tui.room import keys
from pmquest.tui.room.host import Host
from pmquest.tui.room.wall import Wall
from pmquest.tui.screen import GameScreen
from pmquest.tui.story import Remark, TitleLine
from pmquest.workshop.client import NotDone
from pmquest.workshop.views import Facilitator

_TICK: Final = 0.25
"""Seconds between two looks at the clock while time runs."""
_GONE: Final = "The room is closed. What happened in it is kept."
_CONNECTING: Final = "Waiting for the room."


@runtime_checkable
class Following(Protocol):
    """A dialog that goes on with the room while it stands there."""

    def follow(self, now: Facilitator) -> None:
        """Show the room as it stands now."""


class RoomScreen(GameScreen[None]):
    """A screen of the facilitator's; a subclass says in `show` what stands on it."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS
    PRIVATE: ClassVar[bool] = False
    """Whether only the facilitator sees it."""

    reading = query_one("#reading", VerticalScroll)
    title_line = query_one(TitleLine)
    remark = query_one(Remark)

    def __init__(self, host: Host, clock: Callable[[], float] = time.monotonic) -> None:
        """Lead the room that `host` reaches; `clock` gives seconds, for the time that is left."""
        super().__init__()
        self.host = host
        self.wall: Wall | None = None
        """What stands there; None before the room has answered."""
        self._clock = clock
        self._looked = clock()
        self._countdown: Countdown | None = None
        self._went_on_from = 0
        """The state of the room from which it was asked to go on: a key that is pressed twice
        takes one step, not two."""

    def show(self, wall: Wall) -> None:
        """Show the room as it stands now."""
        raise NotImplementedError

    def show_time(self, left: Countdown | None) -> None:
        """Show the time that is left; None where there is no limit."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin to follow the room."""
        self.remark.text = _CONNECTING
        self.set_interval(_TICK, self.tick)
        self.run_worker(self._follow(), group="room")

    # Following the room

    async def _follow(self) -> None:
        async for now in self.host.updates():
            if not self.still_open:
                return
            self._take(now)
        if self.still_open:
            self.query_one(Notices).sentences = ()
            self.remark.text = _GONE

    def _take(self, now: Facilitator) -> None:
        """Show how the room stands after a change."""
        before = self.wall.now if self.wall is not None else None
        if before is None or (before.phase, before.warning) != (now.phase, now.warning):
            self.remark.text = ""
        self._looked = self._clock()
        self._countdown = None if now.seconds is None else Countdown(now.seconds)
        self.query_one(Notices).sentences = (now.warning,) if now.warning else ()
        self._put(now)
        self.show_time(self._countdown)
        for screen in self.app.screen_stack:
            if isinstance(screen, Following):
                screen.follow(now)

    def _put(self, now: Facilitator) -> None:
        self.wall = Wall(now)
        self.show(self.wall)
        self.refresh_bindings()

    def tick(self) -> None:
        """Let the time pass that the clock says has passed; the service says when it is over."""
        now = self._clock()
        passed, self._looked = now - self._looked, now
        if self._countdown is None or self.wall is None or self.wall.now.paused:
            return
        self._countdown = self._countdown.after(passed)
        self.show_time(self._countdown)

    # What the keys do now

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, named for what they do at this moment."""
        found = super().active_bindings
        if self.wall is None:
            return found
        names, quiet = keys.names(self.wall), keys.quiet(self.wall)
        return {
            key: active._replace(
                binding=replace(
                    active.binding,
                    description=names.get(key) or active.binding.description,
                    show=active.binding.show and key not in quiet,
                )
            )
            if active.node is self
            else active
            for key, active in found.items()
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense at this moment."""
        if action == "read_on":
            in_debrief = self.wall is not None and self.wall.now.phase == "debrief"
            return self.is_mounted and (in_debrief or self.reading.max_scroll_y > 0)
        if action in keys.LEADING:
            return self.wall is not None and keys.offered(action, self.wall)
        return super().check_action(action, parameters)

    # What the facilitator does

    def ask(self, action: str, **details: object) -> None:
        """Ask the room to do something; say plainly where it does not."""
        self.run_worker(self._ask(action, details), group="asked")

    async def _ask(self, action: str, details: dict[str, object]) -> None:
        try:
            await self.host.do(action, **details)
        except NotDone as refused:
            said = str(refused)
            self._went_on_from = 0
        else:
            said = ""
        if self.still_open:
            self.remark.text = said

    def have_shown(self, **changes: object) -> None:
        """Have every projector show something else of the room; this one does at once."""
        if self.wall is not None:
            now = self.wall.now
            shown = replaced(now.on_wall, **changes)
            self._put(replaced(now, on_wall=shown))
            self.ask("show", **asdict(shown))

    def action_forward(self) -> None:
        """Do what comes next."""
        wall = self.wall
        if wall is None:
            return
        phase = wall.now.phase
        if phase == "debrief":
            self.action_turn(1)
        elif phase == "lobby":
            self._go_on("start")
        elif wall.showing == "way in":
            self.have_shown(way_in=False)
        elif wall.showing == "outcome" and not wall.waits_for_vote:
            self.have_shown(outcome_read=True)
        elif phase == "voting" and not wall.now.hands_counted:
            self.action_hands()
        elif phase in ("voting", "closed"):
            self._go_on("reveal")
        elif phase == "revealed" and wall.now.next_choice is None:
            self.action_pick()
        else:
            self._go_on("next_step")

    def _go_on(self, action: str) -> None:
        """Ask for the next step, once from where the room stands."""
        if self.wall is not None and self._went_on_from != self.wall.now.sequence:
            self._went_on_from = self.wall.now.sequence
            self.ask(action)

    def action_reveal(self) -> None:
        """Close the vote and show how it came out."""
        self.ask("reveal")

    def action_close(self) -> None:
        """Take no more votes."""
        self.ask("close")

    def action_coaching(self) -> None:
        """Show how each answer serves, or hide it."""
        wall = self.wall
        if wall is not None and wall.now.phase == "debrief":
            self.have_shown(explains=not wall.now.on_wall.explains)
        elif wall is not None:
            self.ask("show_coaching", shown=not wall.now.coaching)

    def action_decisions(self) -> None:
        """Show the first decision of the debrief."""
        if self.wall is not None:
            self.have_shown(slide=self.wall.first_decision)

    def action_revote(self) -> None:
        """Open another vote on the same decision."""
        self.ask("revote")

    def action_more_time(self) -> None:
        """Give thirty seconds more."""
        self.ask("give_time")

    def action_pause(self) -> None:
        """Have the room wait, or go on."""
        if self.wall is not None:
            self.ask("resume" if self.wall.now.paused else "pause")

    def action_take_back(self) -> None:
        """Take the last step of the story back."""
        self.ask("take_back")

    def action_text(self) -> None:
        """Put the text of the scene away, or show it again."""
        if self.wall is not None:
            self.have_shown(text_away=not self.wall.now.on_wall.text_away)

    def action_turn(self, by: int) -> None:
        """Show the next part of the debrief, or the one before."""
        if self.wall is not None:
            last = len(self.wall.slides) - 1
            self.have_shown(slide=max(0, min(last, self.wall.slide + by)))

    def action_read_on(self, pages_down: int) -> None:
        """Scroll what is read by a page; at its end the debrief goes on to its next part."""
        reading, debrief = self.reading, self.wall is not None and self.wall.now.phase == "debrief"
        end = reading.max_scroll_y if pages_down > 0 else 0
        if debrief and reading.scroll_y == end:
            self.action_turn(pages_down)
            return
        page = max(1, reading.size.height - 1)
        reading.scroll_relative(y=page * pages_down, animate=False)

    def action_way_in(self) -> None:
        """Show the way in over the story, or the story again."""
        if self.wall is not None:
            self.have_shown(way_in=not self.wall.now.on_wall.way_in)

    def action_pick(self) -> None:
        """Ask with which answer to go on."""
        from pmquest.tui.room.pick import PickDialog

        def picked(choice: str | None) -> None:
            if choice is not None:
                self.ask("next_step", choice=choice)

        if self.wall is not None:
            self.app.push_screen(PickDialog(self.wall.now), picked)

    def action_hands(self) -> None:
        """Ask how many hands went up."""
        from pmquest.tui.room.hands import HandsDialog

        def typed(counts: dict[str, int] | None) -> None:
            if counts is not None:
                self.ask("count_hands", counts=counts)

        if self.wall is not None:
            self.app.push_screen(HandsDialog(self.wall.now), typed)

    def action_export(self) -> None:
        """Ask in which form and where to write what the room thought."""
        from pmquest.tui.room.export import RoomExportDialog

        def written(path: str | None) -> None:
            if path:
                self.remark.text = f"Written to {path}"

        debrief = self.wall.now.debrief if self.wall is not None else None
        if debrief is not None:
            name = f"{debrief.scenario}-{debrief.code}"
            self.app.push_screen(RoomExportDialog(self.host, name), written)

    def action_people(self) -> None:
        """Show who is in the room."""
        from pmquest.tui.room.people import PeopleDialog

        if self.wall is not None:
            self.app.push_screen(PeopleDialog(self.wall.now, self.ask, private=self.PRIVATE))

    def action_addresses(self) -> None:
        """Show the machine's addresses."""
        from pmquest.tui.room.addresses import AddressesDialog

        def chosen(address: str | None) -> None:
            if address is not None:
                self.ask("choose_address", address=address)

        if self.wall is not None:
            self.app.push_screen(AddressesDialog(self.wall.now), chosen)

    def action_end(self) -> None:
        """End the story here, if that is meant."""
        from pmquest.tui.dialogs import ConfirmDialog

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.ask("end")

        self.app.push_screen(
            ConfirmDialog(
                "End the story here?",
                "The debrief looks at what was decided so far. It can be taken back.",
                "End it and go to the debrief",
            ),
            answered,
        )
