"""A scenario and a file that try to speak to the terminal or to Textual show as plain text."""

from pathlib import Path

from a_game import ORDERS, click_on, opened, play, press, settled, shown

from pmquest.game.game import Game

EVIL = "[@click=app.bell]x[/] [/b] [red]"
HOSTILE = ORDERS.replace("Where is my order?", f'"{EVIL}"').replace(
    "role: Product manager", f'role: "{EVIL} manager"\nauthor: Nobody # '
)


async def test_markup_in_a_scenario_is_only_text(game: Game, shelf: Path) -> None:
    (shelf / "orders.yaml").write_text(HOSTILE, encoding="utf-8")
    play(game, "orders", "ring")
    async with opened(game, (120, 40)) as pilot:
        assert f"{EVIL}  " in shown(pilot.app)
        await press(pilot, "n")
        assert EVIL in shown(pilot.app)
        await press(pilot, "q", "h")
        assert EVIL in shown(pilot.app)
        await press(pilot, "x")
        assert f"Delete this play of “{EVIL}”?" in shown(pilot.app)
        await press(pilot, "n", "q", "slash")
        await pilot.press(*"[/b]")
        await settled(pilot)
        assert EVIL in shown(pilot.app)
        await press(pilot, "enter", "q", "c", "q")
        assert EVIL in shown(pilot.app)


async def test_no_control_character_of_a_file_reaches_the_screen(game: Game, shelf: Path) -> None:
    name = "evil\x1b[2J\u202e.yaml"
    (shelf / name).write_text('pmquest: 1\ntitle: "\x1b[31m[b]"\n\x9b[/b]: [\n', encoding="utf-8")
    async with opened(game, (120, 40)) as pilot:
        assert "does not load" in shown(pilot.app)
        await click_on(pilot, "evil")
        assert "error" in shown(pilot.app)
        assert not set(shown(pilot.app)) & set("\x1b\x9b\u202e")
