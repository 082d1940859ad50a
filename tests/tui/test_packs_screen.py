"""Packs on the library's screen: headings that the cursor passes by, two with one id."""

from pathlib import Path

import pytest
from a_game import ORDERS, Clock, click_on, find, lines, opened, press, settled, shown

from pmquest.game.game import Game

PACK = "pmquest_pack: 1\ntitle: Two weeks\norder: [harbour, orders]\n"


def put(folder: Path, name: str, text: str, title: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text.replace("title: Where is my order?", f"title: {title}"), encoding="utf-8")


@pytest.fixture
def packed(home: Path, shelf: Path, tmp_path: Path, clock: Clock) -> Game:
    """The shelf as a pack, and beside it a folder with a scenario of an id that is there."""
    (shelf / "pack.yaml").write_text(PACK)
    put(tmp_path / "later", "orders.yaml", ORDERS, "Another order")
    paths = [shelf, tmp_path / "later"]
    return Game.open(home, paths, clock=clock, entropy=bytes)


def order(text: str, *words: str) -> list[str]:
    return sorted(words, key=text.index)


async def test_each_group_stands_under_its_title_in_its_order(packed: Game) -> None:
    async with opened(packed, (120, 40)) as pilot:
        text = shown(pilot.app)
        words = ["Two weeks", "Three products", "Where is my order?", "night-shift.yaml"]
        assert order(text, *words) == words
        assert text.index("later") > text.index("night-shift.yaml")
        assert "4 scenarios" in text


async def test_the_cursor_passes_headings_by_and_none_can_be_opened(packed: Game) -> None:
    async with opened(packed, (120, 40)) as pilot:
        assert "▌ Three products" in shown(pilot.app)
        await press(pilot, "down", "down", "down")
        assert "▌ Another order" in shown(pilot.app)
        await click_on(pilot, "Two weeks")
        assert "4 scenarios" in shown(pilot.app)


async def test_a_heading_is_seen_with_the_first_row_under_it(packed: Game) -> None:
    async with opened(packed, (60, 20)) as pilot:
        await press(pilot, "end")
        assert "Two weeks" not in shown(pilot.app)
        await press(pilot, "home")
        assert "Two weeks" in shown(pilot.app)


async def test_a_heading_goes_with_the_last_of_its_rows(packed: Game) -> None:
    async with opened(packed, (120, 40)) as pilot:
        await find(pilot, "another")
        assert "Two weeks" not in shown(pilot.app)
        assert "Another order" in shown(pilot.app)


async def test_the_second_of_one_id_is_named_with_its_path_and_played_from_its_row(
    packed: Game, tmp_path: Path
) -> None:
    second = tmp_path / "later" / "orders.yaml"
    async with opened(packed, (200, 60)) as pilot:
        assert str(second) in "".join(line.strip() for line in lines(pilot.app))
        await press(pilot, "end", "enter")
        assert "Another order" in shown(pilot.app)
        await press(pilot, "enter", "1", "enter", "q")
        (record,) = packed.history()
        assert (record.title, record.file) == ("Another order", str(second))


async def test_a_play_that_waits_is_offered_with_its_own_file_alone(packed: Game) -> None:
    async with opened(packed, (200, 60)) as pilot:
        await press(pilot, "end", "enter", "enter", "1", "enter", "q")
        await settled(pilot)
        waiting = next(text for text in lines(pilot.app) if "Another order" in text)
        assert "Continue, decision 2" in waiting
        await click_on(pilot, "Where is my order?")
        assert "Continue" not in shown(pilot.app)
        await press(pilot, "q", "home", "n")
        assert "Continue" in shown(pilot.app)
        await press(pilot, "q", "home", "enter")
        assert "Friday, 16:00" in shown(pilot.app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_many_mistakes_leave_room_for_the_scenarios(
    packed: Game, shelf: Path, size: tuple[int, int]
) -> None:
    for name in "abcdefghij":
        (shelf / name).mkdir()
        (shelf / name / "pack.yaml").write_text("title: [\n")
    async with opened(packed, size) as pilot:
        text = " ".join(shown(pilot.app).split())
        assert "Note A mistake in" in text
        assert "more notes; pmquest list tells all." in text
        assert "▌ Three products" in text


async def test_a_mistake_in_a_pack_is_told_over_its_scenarios(packed: Game, shelf: Path) -> None:
    (shelf / "pack.yaml").write_text(PACK.replace("harbour", "harbor"))
    async with opened(packed, (120, 40)) as pilot:
        text = " ".join(shown(pilot.app).split())
        assert "line 3" in text
        assert "did you mean 'harbour'?" in text
        assert "Three products" in text
