"""The whole map: the tree of scenes, and beside it all there is to say about the one it is at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive

from pmquest.report.scene_map import MapRow
from pmquest.tui.desk.map_rows import Charted, draw_detail
from pmquest.tui.desk.map_tree import MapTree
from pmquest.tui.drawn import BOLD, MUTED, Drawn, row, styled
from pmquest.tui.screen import LEAVE_BINDING, GameScreen


class MapHead(Drawn):
    """Whose map it is, and how much is known of the roads."""

    says: reactive[tuple[str, str]] = reactive(("", ""))
    """The title, and what is known."""

    def lines(self, width: int) -> Sequence[Content]:
        """One line, and air under it."""
        title, known = self.says
        head = row(styled(title, BOLD), styled(known, MUTED), width)
        return [head, Content("")] if self.tall else [head]


class SceneDetail(Drawn):
    """All about the scene under the cursor."""

    found: reactive[MapRow | None] = reactive(None, layout=True)
    charted: reactive[Charted | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """What it calls for, how often it is met, where it leads."""
        if self.found is None or self.charted is None:
            return []
        return draw_detail(self.found, width, self.charted)


class MapScreen(GameScreen[str]):
    """The map on the whole screen; gives the scene to go to, or None."""

    CSS_PATH = "map.tcss"
    AUTO_FOCUS = "MapTree"
    HELP = (
        "Every scene of the story in the order of reading; what is set in is met only by way of "
        "the scene above it. × says how many times a play meets a scene, % how many plays end "
        "there, if answers are picked at random; ~ marks figures of the version before. "
        "○ is not scored, ● is an ending."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "read_on",
            "read on",
            id="map.read",
            tooltip="Show more of what is said about the scene; at its end, the beginning.",
        ),
        Binding("m", "leave", "back", show=False),
        LEAVE_BINDING,
    ]

    tree_of_scenes = query_one(MapTree)
    detail = query_one(SceneDetail)
    reading = query_one("#detail", VerticalScroll)

    def __init__(self, charted: Charted, known: str) -> None:
        """Show a map; `known` says how much is known of its roads."""
        super().__init__()
        self._charted, self._known = charted, known

    def compose_body(self) -> ComposeResult:
        """The tree, and the scene beside it."""
        with Vertical(classes="page"):
            yield MapHead()
            yield MapTree(goes_on_click=False)
        with VerticalScroll(id="detail", classes="sheet", can_focus=False):
            yield SceneDetail()

    def on_mount(self) -> None:
        """Begin at the scene where the author stands."""
        self.show(self._charted, self._known)

    def show(self, charted: Charted, known: str) -> None:
        """Show another map, such as that of a version that was saved meanwhile."""
        self.query_one(MapHead).says = (charted.map.title, known)
        self.detail.charted = charted
        self.tree_of_scenes.show(charted)

    @on(MapTree.Moved)
    def _moved(self) -> None:
        self.detail.found = self.tree_of_scenes.under_cursor
        self.reading.scroll_home(animate=False)
        self.call_after_refresh(self.refresh_bindings)

    @on(MapTree.Chosen)
    def _chosen(self, event: MapTree.Chosen) -> None:
        self.dismiss(event.scene)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer reading on only where there is more than fits."""
        if action == "read_on":
            return self.is_mounted and self.reading.max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Show the next page about the scene, or the first after the last."""
        if self.reading.scroll_y >= self.reading.max_scroll_y:
            self.reading.scroll_home(animate=False)
        else:
            self.reading.scroll_page_down(animate=False)
