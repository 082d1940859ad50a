"""Help, palette, field guide, settings, career, the key line, and windows that are too small."""

from typing import Any

import pytest
from a_game import Clock, all_in, click_on, find, lines, opened, play, press, settled, shown
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from pmquest.framework import ASPECTS, LEVEL_INFO, RESPONSIBILITIES, SLIPS, STEPS, TITLES
from pmquest.game.game import Game
from pmquest.tui.career import CareerScreen
from pmquest.tui.dialogs import Answers, ConfirmDialog
from pmquest.tui.findings import FindingsScreen
from pmquest.tui.glossary import WORDS
from pmquest.tui.guide import FieldGuideScreen
from pmquest.tui.guide_parts import guide_parts
from pmquest.tui.help import HelpScreen
from pmquest.tui.history import HistoryScreen, PlayList
from pmquest.tui.intro import IntroScreen, Ways
from pmquest.tui.library import Filter, LibraryScreen, Shelf
from pmquest.tui.reading import ReadingPage
from pmquest.tui.rows import RowList
from pmquest.tui.screen import LEAVE_BINDING, GameDialog, GameScreen
from pmquest.tui.settings import SettingsList, SettingsScreen

BINDING_HOLDERS: list[type[DOMNode]] = [
    GameScreen,
    GameDialog,
    LibraryScreen,
    Shelf,
    Filter,
    CareerScreen,
    FieldGuideScreen,
    HistoryScreen,
    PlayList,
    SettingsScreen,
    SettingsList,
    FindingsScreen,
    IntroScreen,
    Ways,
    HelpScreen,
    ConfirmDialog,
    Answers,
    RowList,
    ReadingPage,
]
PLAIN_KEYS = {
    *("enter", "escape", "space", "down", "slash", "question_mark", "colon", "pagedown"),
    "shift+space",  # where a terminal can tell it; b does the same everywhere
}


def all_screens(game: Game) -> list[Screen[Any]]:
    """Every screen of the shell, over a career and a history that hold something."""
    orders = game.library.find("orders")
    scenario = game.library.read(orders).scenario
    assert scenario is not None
    library = LibraryScreen(game)
    return [
        library,
        CareerScreen(game),
        FieldGuideScreen("lead-people"),
        HistoryScreen(game),
        SettingsScreen(game),
        FindingsScreen(game.library.find("night-shift")),
        IntroScreen(game, orders, scenario),
        HelpScreen(library),
        ConfirmDialog("Delete it?", "It is gone.", "Delete it"),
    ]


async def test_every_screen_is_whole_at_every_size(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game) as pilot:
        for screen in all_screens(game):
            pilot.app.push_screen(screen)
            for size in ((60, 20), (200, 60)):
                await pilot.resize_terminal(*size)
                await settled(pilot)
                text = lines(pilot.app)
                assert {len(line) for line in text} == {size[0]}
                assert any(way in "".join(text) for way in ("q quit", "q back", "n no"))
            pilot.app.pop_screen()


@pytest.mark.parametrize("holder", BINDING_HOLDERS, ids=lambda holder: holder.__name__)
def test_every_key_is_plain_and_every_binding_is_named_and_explained(holder: type[DOMNode]) -> None:
    for binding in holder.BINDINGS:
        assert isinstance(binding, Binding)
        assert all(len(key) == 1 or key in PLAIN_KEYS for key in binding.key.split(","))
        assert binding.id
        assert binding.description
        assert binding.tooltip.endswith(".")


def test_no_two_bindings_share_an_id() -> None:
    ids = [
        binding.id
        for holder in BINDING_HOLDERS
        for binding in holder.BINDINGS
        if isinstance(binding, Binding) and binding is not LEAVE_BINDING
    ]
    assert len(ids) == len(set(ids))


async def test_the_palette_has_every_action_of_the_screen(game: Game) -> None:
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "colon")
        await settled(pilot)
        for name in ("Play", "Filter", "Career", "Guide", "History", "Settings", "Help", "Quit"):
            assert name in shown(pilot.app)
        await pilot.press(*"settin")
        await settled(pilot)
        await press(pilot, "enter")
        assert "Confirm a choice" in shown(pilot.app)


async def test_the_palette_says_when_nothing_is_called_that(game: Game) -> None:
    async with opened(game) as pilot:
        await press(pilot, "colon", *"xyz")
        assert "Nothing here is called that." in shown(pilot.app)
        await press(pilot, *["backspace"] * 3, *"settin", "enter")
        assert "Confirm a choice" in shown(pilot.app)


async def test_help_says_what_the_keys_do_and_what_the_words_mean(game: Game) -> None:
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "question_mark")
        assert all_in(pilot.app, ["Keys here", "Look for a scenario by name.", "Leave the game."])
        assert all_in(pilot.app, ["leader-level", "Judgment", "Picking blindly"])
        await press(pilot, "question_mark")
        assert "Three products, one budget" in shown(pilot.app)


async def test_keys_that_do_not_fit_are_left_out_but_never_help_and_the_way_out(game: Game) -> None:
    play(game, "orders", "ring")
    async with opened(game, (60, 20)) as pilot:
        foot = lines(pilot.app)[-1]
        assert foot.split() == "enter play / filter c career : more ? help q quit".split()  # noqa: SIM905
        await press(pilot, "slash")
        assert all_in(pilot.app, ["enter play", "escape clear", "↓ to the list"])
        assert "q quit" not in lines(pilot.app)[-1]


async def test_what_is_left_out_of_the_key_line_is_reached_by_mouse_too(game: Game) -> None:
    async with opened(game, (60, 20)) as pilot:
        assert "history" not in shown(pilot.app)
        await click_on(pilot, ": more", "Every play so far")
        assert "Nothing played yet." in shown(pilot.app)


async def test_the_key_line_follows_what_is_under_the_cursor(game: Game) -> None:
    play(game, "orders", "ring")
    async with opened(game, (120, 40)) as pilot:
        assert "n new play" in lines(pilot.app)[-1]
        await press(pilot, "down")
        assert "n new play" not in lines(pilot.app)[-1]


async def test_the_key_under_the_pointer_is_explained(game: Game) -> None:
    async with opened(game, (120, 40)) as pilot:
        await pilot.hover(offset=(17, 39))
        assert str(pilot.app.screen.query_one("KeyLine").tooltip) == "Look for a scenario by name."


async def test_a_window_that_is_too_small_says_so_and_nothing_acts(game: Game) -> None:
    async with opened(game, (80, 24)) as pilot:
        await press(pilot, "down")
        await pilot.resize_terminal(50, 15)
        await settled(pilot)
        assert shown(pilot.app).split("\n")[7].strip() == (
            "pmquest needs 60×20 cells; this window has 50×15."[:50]
        ) or "needs 60×20" in shown(pilot.app)
        assert "Where is my order?" not in shown(pilot.app)
        await press(pilot, "c", "enter")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert pilot.app.screen.rows.highlighted == 1
        assert pilot.app.screen.rows.has_focus


@pytest.mark.parametrize(
    "entry",
    [*LEVEL_INFO, *ASPECTS, *RESPONSIBILITIES, *STEPS, *SLIPS]
    + [title.id for title in TITLES]
    + [word.id for word in WORDS],
)
def test_the_guide_has_an_entry_for_everything_a_debrief_names(entry: str) -> None:
    ids = [item.id for part in guide_parts() for item in part.items]
    assert ids.count(entry) == 1


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=str)
async def test_the_guide_opens_at_an_entry(game: Game, size: tuple[int, int]) -> None:
    async with opened(game, size) as pilot:
        pilot.app.push_screen(FieldGuideScreen("lead-people"))
        await settled(pilot)
        assert all_in(pilot.app, ["Develop leadership skills", "Pick one colleague"])
        await press(pilot, "7")
        assert "How scoring works" in shown(pilot.app)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_guide_shows_the_aspects_side_by_side_and_its_parts_can_be_clicked(
    game: Game,
) -> None:
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "g")
        row = next(text for text in lines(pilot.app) if "Oversees several" in text)
        assert "Develops one product." in row
        await click_on(pilot, "How an answer misses")
        assert "Acts before it is known what is needed." in shown(pilot.app)


@pytest.mark.parametrize("width", [54, 67, 72])
def test_every_entry_of_the_guide_fits(width: int) -> None:
    for part in guide_parts():
        for item in part.items:
            assert all(text.cell_length <= width for text in item.draw(width))


async def test_settings_count_at_once_and_are_remembered(game: Game, clock: Clock) -> None:
    async with opened(game) as pilot:
        await press(pilot, "s")
        assert all_in(pilot.app, ["coached", "✓ in use"])
        await press(pilot, "enter", "down", "enter", "down", "space")
        await click_on(pilot, "pmquest-light")
        assert pilot.app.theme == "pmquest-light"
    settings = game.settings
    assert (settings.mode, settings.confirm, settings.time_limits) == ("assessed", True, False)
    async with opened(game) as pilot:
        assert pilot.app.theme == "pmquest-light"


async def test_the_career_tells_where_it_stands_and_what_is_next(game: Game) -> None:
    play(game, "orders", "ring", "grab")
    async with opened(game, (120, 60)) as pilot:
        await press(pilot, "c")
        assert all_in(pilot.app, ["Product Manager", "1 scenario played", "Judgment 67 %"])
        assert all_in(pilot.app, ["Where you lean", "1 decision", "not well", "The ladder"])
        assert all_in(pilot.app, ["you are here", "Scenarios finished", "strongest", "weakest"])


async def test_a_career_that_has_not_begun_shows_the_ladder(game: Game) -> None:
    async with opened(game) as pilot:
        await press(pilot, "c")
        assert all_in(pilot.app, ["Nothing decided yet.", "Director of Product", "5 of 8"])


async def test_a_history_that_has_not_begun_says_so(game: Game) -> None:
    async with opened(game) as pilot:
        await press(pilot, "h")
        assert "Nothing played yet." in shown(pilot.app)
        await press(pilot, "x", "enter")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_themes_that_are_not_ours_can_be_worn(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game, (120, 40)) as pilot:
        for theme in ("nord", "solarized-light", "ansi-dark", "ansi-light", "pmquest-light"):
            pilot.app.theme = theme
            await pilot.pause()
            assert "Your lean" in shown(pilot.app)


async def test_without_colour_a_theme_of_sixteen_colours_gives_way_to_ours(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    game.change_settings(theme="ansi-light")
    async with opened(game, (80, 60)) as pilot:
        assert pilot.app.theme == "pmquest-light"
        await press(pilot, "s")
        await click_on(pilot, "ansi-dark")
        assert pilot.app.theme == "pmquest-dark"


async def test_typing_into_the_filter_is_no_command(game: Game) -> None:
    async with opened(game) as pilot:
        await find(pilot, "q?c:")
        assert pilot.app.screen.query_one(Input).value == "q?c:"
