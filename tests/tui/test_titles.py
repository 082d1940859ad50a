"""The title of a scene is plain text wherever it stands: only what is told in it is Markdown."""

from pathlib import Path

from a_game import ORDERS, opened, play, press, settled, shown

from pmquest.game.game import Game
from pmquest.plain.scene import road_lines, scene_lines
from pmquest.report.forms import written

TITLE = "Monday, *09:05* at `desk_4_`"
TITLED = ORDERS.replace("title: Monday, 09:05", f"title: {TITLE}")
ENDING = "The _map_ **everyone** can see"
TITLED = TITLED.replace("title: The map everyone can see", f"title: {ENDING}")


async def test_a_title_reads_the_same_on_every_screen(game: Game, shelf: Path) -> None:
    (shelf / "orders.yaml").write_text(TITLED, encoding="utf-8")
    kept = game.kept_play(play(game, "orders", "ring"))
    kept.note("about it", 0)
    async with opened(game, (120, 40)) as pilot:
        await press(pilot, "enter")
        assert TITLE in shown(pilot.app)  # so far, beside the page
        await press(pilot, "u")
        assert shown(pilot.app).count(TITLE) == 1  # over the page
        await press(pilot, "m")
        assert TITLE in shown(pilot.app)
        await press(pilot, "q", "q")
        await settled(pilot)
        assert TITLE in shown(pilot.app)  # where the play waits
        await press(pilot, "enter", "1", "enter", "1", "enter")
        assert ENDING in shown(pilot.app)
        await press(pilot, "enter")
        assert ENDING in shown(pilot.app)
        await press(pilot, "q", "h")
        assert ENDING in shown(pilot.app)


def test_a_title_reads_the_same_in_lines_and_in_files(game: Game, shelf: Path) -> None:
    (shelf / "orders.yaml").write_text(TITLED, encoding="utf-8")
    kept = game.kept_play(play(game, "orders", "ring", "together"))
    passages = kept.play.passages
    assert any(TITLE in line for line in road_lines(passages, 80))
    assert scene_lines(kept.play, 80)[0] == f"== {ENDING} =="
    html = written("html", kept.play, kept.debrief(), "")
    assert TITLE in html
    assert ENDING in html
    escaped = "Monday, \\*09:05\\* at \\`desk\\_4\\_\\`"
    assert escaped in written("md", kept.play, kept.debrief(), "")
