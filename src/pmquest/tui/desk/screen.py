"""The author's desk: the scenario as the player sees it, live, beside findings, map and state.

The file is read again at every save, and every road followed again, in workers; what is shown
stays where it was. Nothing that is done here is recorded.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widget import Widget

from pmquest.engine.standing import JumpRefused, Standing
from pmquest.tui.cards import Offer
from pmquest.tui.countdown import Countdown
from pmquest.tui.desk import keys
from pmquest.tui.desk.desk import Desk
from pmquest.tui.desk.draft import Draft, Explore, explored, read_draft, survey
from pmquest.tui.desk.findings_list import FindingsList
from pmquest.tui.desk.head_lines import DeskLine, Pane, PaneHead, SceneHead, Tabs, told_of
from pmquest.tui.desk.map_screen import MapScreen
from pmquest.tui.desk.map_tree import MapTree
from pmquest.tui.desk.saves import Saves, saves
from pmquest.tui.desk.state_text import StateText
from pmquest.tui.drawn import TALL_FROM, WIDE_FROM
from pmquest.tui.meters import MeterLine, MeterValues
from pmquest.tui.reading import ReadingPage
from pmquest.tui.scene_screen import SceneScreen
from pmquest.tui.story import TitleLine


class DeskScreen(SceneScreen[None]):
    """One file, as it is saved."""

    CSS_PATH = ["../play.tcss", "desk.tcss"]  # noqa: RUF012 - as Textual declares it
    HELP = (
        "The scenario as a player sees it, read again whenever the file is saved. You stay where "
        "you are; nothing that you do here is recorded. What is found only by following every "
        "road comes a little later. 1 to 9 give an answer, or ↑↓ and enter; space reads on. "
        "escape leads from a pane back to the scene, and so does the pane's own key."
    )
    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS

    findings = query_one(FindingsList)
    tree_of_scenes = query_one(MapTree)
    state_pane = query_one("#state", ReadingPage)
    tabs = query_one(Tabs)

    def __init__(self, path: Path, *, saves: Saves = saves, explore: Explore = explored) -> None:
        """Show this file; `saves` tells when to read it, `explore` follows its roads."""
        super().__init__()
        self.path = path
        self.desk = Desk()
        self._saves = saves
        self._explore = explore
        self._exploring = ""
        """The version whose roads are followed now."""
        self._at: Pane = "scene"
        self._pane: Pane = "findings"
        """What the sheet shows."""
        self._led_away: tuple[tuple[Pane, Pane], tuple[Pane, Pane]] | None = None
        """Where the author was when findings came to the front, and where that led: each time the
        pane that was gone to and the one that the sheet shows."""

    def compose_body(self) -> ComposeResult:
        """The scene, and the sheet."""
        yield DeskLine()
        with Vertical(classes="page"):
            yield TitleLine()
            yield MeterLine()
            yield SceneHead()
            yield from self.compose_scene()
        with Vertical(classes="sheet"):
            yield Tabs()
            yield PaneHead()
            yield FindingsList()
            yield MapTree()
            with ReadingPage(id="state"):
                yield StateText()

    def on_mount(self) -> None:
        """Begin to follow the file."""
        self._go("scene")
        self._put(self.desk)
        self.run_worker(self._follow(), group="file")

    def on_unmount(self) -> None:
        """Let the collector look at what the workers made."""
        gc.unfreeze()

    def on_resize(self) -> None:
        """Put the panes beside or below each other, or show one of them."""
        super().on_resize()
        self._arrange()

    # The file

    @property
    def busy(self) -> bool:
        """Whether roads are being followed."""
        return bool(self._exploring)

    async def _follow(self) -> None:
        """Read the file now and after every save."""
        async with aclosing(self._saves(self.path)) as told:
            async for _ in told:
                draft = await asyncio.to_thread(read_draft, self.path, self.desk.draft)
                if not self.still_open:
                    return
                self._take(draft)

    def _take(self, draft: Draft) -> None:
        """Show what was read; errors come to the front, and go again once they are mended."""
        self._put(self.desk.read(draft))
        if draft.machine is None and draft.saved is not None:
            if self._led_away is None:
                before = (self._at, self._pane)
                self._go("findings" if self._alone or self._at != "scene" else "scene", "findings")
                self._led_away = (before, (self._at, self._pane))
        elif draft.machine is not None:
            if self._led_away is not None and self._led_away[1] == (self._at, self._pane):
                self._go(*self._led_away[0])
            self._led_away = None
            self._follow_roads(draft)

    def _follow_roads(self, draft: Draft) -> None:
        """Explore a version, unless that was done or is under way."""
        known = self.desk.survey
        if draft.hash != self._exploring and (known is None or known.hash != draft.hash):
            self._exploring = draft.hash
            self._show_heads()
            self.run_worker(self._survey(draft), group="roads", exclusive=True)

    async def _survey(self, draft: Draft) -> None:
        """Explore in a thread; the newer save that cancels this lets the thread give up."""
        gave_up = threading.Event()
        try:
            found = await asyncio.to_thread(
                survey, draft, str(self.path), self._explore, gave_up.is_set
            )
        finally:
            gave_up.set()
            if self._exploring == draft.hash:
                self._exploring = ""
        if self.still_open:
            self._put(self.desk if found is None else self.desk.surveyed(found))

    # What is shown

    def _put(self, desk: Desk, *, moved: bool = False) -> None:
        """Show the desk; where the author `moved`, from the beginning of the page."""
        before, self.desk = self.desk, desk
        self.query_one(SceneHead).page = desk.head
        self.story.page = desk.page
        if desk.offers != before.offers or moved:
            self.cards.fill(desk.offers)
        if moved:
            self.reading.scroll_home(animate=False)
        if self._at == "scene" and (moved or self.cards.focused is None):
            self.cards.take_focus()
        self._show_title()
        self.remark.text = desk.remark
        self._show_sheet()
        self._show_heads()
        self.refresh_bindings()

    def _show_title(self) -> None:
        stage, title = self.desk.stage, self.title_line
        if stage is None:
            title.title, title.role, title.right = "", "", ""
            self.query_one(MeterLine).values = MeterValues()
            return
        scenario = stage.play.scenario
        title.title, title.role, title.right = scenario.title, scenario.role, stage.place
        title.countdown = None if stage.seconds is None else Countdown(stage.seconds)
        self.query_one(MeterLine).values = stage.meters

    def _show_sheet(self) -> None:
        desk = self.desk
        if desk.listed != self.findings.listed:
            self.findings.show_findings(desk.listed)
        self.tree_of_scenes.show(desk.charted)
        self.query_one(StateText).play = desk.play
        for screen in self.app.screen_stack:
            if isinstance(screen, MapScreen) and desk.charted is not None:
                screen.show(desk.charted, desk.roads(exploring=self.busy))

    def _show_heads(self) -> None:
        desk = self.desk
        status = told_of(self.path.name, desk.draft, desk.shown, desk.roads(exploring=self.busy))
        self.query_one(DeskLine).status = status
        self.query_one(PaneHead).says = desk.says_of(
            self._pane, exploring=self.busy, tall=self.app.size.height >= TALL_FROM
        )
        errors = sum(each.finding.severity == "error" for each in desk.listed)
        self.tabs.findings = (len(desk.listed), errors)
        self.update_classes({"-wrong": status.wrong, "-authors-view": desk.authors_view})

    # The panes

    @property
    def _alone(self) -> bool:
        """Whether there is room for one pane only."""
        return self.app.size.width < WIDE_FROM and self.app.size.height < TALL_FROM

    def _go(self, at: Pane, pane: Pane | None = None) -> None:
        """Go to the scene or to a pane of the sheet; the sheet shows that pane, or `pane`."""
        self._at = at
        self._pane = pane or (self._pane if at == "scene" else at)
        self._arrange()
        if at == "scene":
            self.cards.take_focus()
        else:
            self._widgets[at].focus(scroll_visible=False)
        self._show_heads()
        self.refresh_bindings()

    @property
    def _widgets(self) -> dict[Pane, Widget]:
        return {
            "findings": self.findings,
            "map": self.tree_of_scenes,
            "state": self.state_pane,
        }

    def _arrange(self) -> None:
        self.update_classes(
            {
                **{f"-on-{pane}": self._pane == pane for pane in self._widgets},
                "-alone": self._alone,
                "-at-scene": self._at == "scene",
                "-at-sheet": self._at != "scene",
            }
        )
        self.tabs.beside = not self._alone
        self.tabs.at = self._pane

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the focus that a click gives."""
        panes = [pane for pane, widget in self._widgets.items() if widget is event.widget]
        at = panes[0] if panes else "scene"
        if at != self._at:
            self._at = at
            self._arrange()

    def action_pane(self, pane: Pane) -> None:
        """Go to a pane; from the pane itself back to the scene, from the map to the whole map."""
        if pane != self._at:
            self._go(pane)
        elif pane == "map":
            self._open_map()
        else:
            self._go("scene")

    @on(Tabs.Wanted)
    def _clicked_tab(self, event: Tabs.Wanted) -> None:
        self._go(event.pane)

    def _open_map(self) -> None:
        charted = self.desk.charted

        def chosen(scene: str | None) -> None:
            if scene is not None:
                self._move(self.desk.gone_to(scene), at="scene")

        if charted is not None:
            roads = self.desk.roads(exploring=self.busy)
            self.app.push_screen(MapScreen(charted, roads), chosen)

    # What the keys do now

    @property
    def may_take_back(self) -> bool:
        """Whether there is something to take back."""
        return self.desk.may_go_back

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, named for what they do at this moment."""
        found = super().active_bindings
        names = {
            "a": "player's view" if self.desk.authors_view else "author's view",
            "m": "whole map" if self._at == "map" else "map",
        }
        return {
            key: active._replace(binding=replace(active.binding, description=names[key]))
            if key in names and active.node is self
            else active
            for key, active in found.items()
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now, on the pane that is seen."""
        if action in keys.NEEDS_STORY or (action == "pane" and parameters[0] in ("map", "state")):
            return self.desk.play is not None
        if action == "pane" and parameters[0] == "scene":
            return self._at != "scene"
        if action in ("choose", "read_on", "take", "move") and self._alone:
            return self._at == "scene" and super().check_action(action, parameters)
        return super().check_action(action, parameters)

    # What the author does

    def take(self, offer: Offer) -> None:
        """Do what a card offers."""
        match offer.deed:
            case "choose":
                self._move(self.desk.picked(offer.choice), at="scene")
            case "go on":
                self._move(self.desk.gone_on(), at="scene")
            case "take back":
                self.action_go_back()
            case "debrief":
                self.action_debrief()

    def _move(self, desk: Desk, *, at: Pane | None = None) -> None:
        """Show where the author has come to, and go to a pane."""
        if at is not None and at != self._at:
            self._go(at)
        self._put(desk, moved=True)

    def action_go_back(self) -> None:
        """Take back what was done last."""
        self._move(self.desk.gone_back())

    def action_restart(self) -> None:
        """Begin the story anew with the same seed."""
        self._move(self.desk.restarted())

    def action_debrief(self) -> None:
        """Show the debrief of what was picked."""
        from pmquest.scoring.debrief import debrief
        from pmquest.tui.debrief_page import DebriefPage

        play = self.desk.play
        if play is not None:
            self.app.push_screen(DebriefPage(debrief(play), play, "at the desk"))

    def action_change_view(self) -> None:
        """Show what only an author may see, or hide it."""
        self._put(self.desk.viewed())

    def action_other_seed(self) -> None:
        """Ask for a seed and begin the story anew with it."""
        from pmquest.tui.desk.seed import SeedDialog

        def typed(seed: int | None) -> None:
            if seed is not None:
                self._move(self.desk.restarted(seed), at="scene")

        if self.desk.play is not None:
            self.app.push_screen(SeedDialog(self.desk.play.seed), typed)

    def action_jump(self) -> None:
        """Ask where to go and with which figures."""
        from pmquest.tui.desk.jump import JumpDialog

        rehearsal, charted = self.desk.rehearsal, self.desk.charted
        if rehearsal is None or charted is None:
            return
        under_cursor = self.tree_of_scenes.under_cursor if self._at == "map" else None
        scene = under_cursor.scene if under_cursor else rehearsal.play.scene.id
        scenes = [found.scene for found in charted.map.rows]
        machine = rehearsal.play.machine
        self.app.push_screen(JumpDialog(machine, scenes, scene, rehearsal.elsewhere), self._jump)

    def _jump(self, there: Standing | None) -> None:
        if there is None:
            return
        try:
            self._move(self.desk.jumped(there), at="scene")
        except JumpRefused as refused:  # the file was saved while the dialog stood open
            self._put(replace(self.desk, remark=str(refused)))

    @on(FindingsList.OptionSelected)
    def _show_finding(self, event: FindingsList.OptionSelected) -> None:
        listed = self.findings.chosen(event.option.id)
        desk = self.desk if listed is None else self.desk.gone_to_finding(listed)
        stays = desk.rehearsal is self.desk.rehearsal
        if stays and desk.remark and self._alone:
            self.notify(desk.remark, title="", markup=False)
        elif desk is not self.desk:
            self._move(desk, at=None if stays else "scene")

    @on(MapTree.Chosen)
    def _go_to_scene(self, event: MapTree.Chosen) -> None:
        self._move(self.desk.gone_to(event.scene), at="scene" if self._alone else None)
