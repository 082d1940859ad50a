"""The first paint is cheap because of what is not imported for it; time itself is not tested."""

import json
import subprocess
import sys
from pathlib import Path

PAINT_THE_LIBRARY = """
import asyncio, json, sys
from pathlib import Path
from pmquest.game import paths
from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp

async def paint(home, shelf):
    paths.builtin_scenarios = lambda: shelf
    with Game.open(home) as game:
        app = PmquestApp(game)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert app.screen.query("Shelf")

asyncio.run(paint(*map(Path, sys.argv[1:])))
print(json.dumps(sorted(sys.modules)))
"""

NOT_FOR_THE_FIRST_PAINT = (
    "jinja2",
    "markdown_it",
    "pmquest.check",
    "pmquest.plain",
    "pmquest.report",
    "pmquest.scenario.reader",
    "pmquest.tui.career",
    "pmquest.tui.debrief",
    "pmquest.tui.guide",
    "pmquest.tui.help",
    "pmquest.tui.history",
    "pmquest.tui.intro",
    "pmquest.tui.opening",
    "pmquest.tui.palette",
    "pmquest.tui.play",
    "pmquest.tui.settings",
    "pygments",
    "textual.widgets._data_table",
    "textual.widgets._footer",
    "textual.widgets._header",
    "textual.widgets._markdown",
    "yaml",
)


def test_the_library_is_painted_without_what_later_screens_need(home: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PAINT_THE_LIBRARY, str(home), str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    imported = json.loads(ran.stdout)
    assert "pmquest.tui.library" in imported
    assert [
        module
        for module in imported
        for unwanted in NOT_FOR_THE_FIRST_PAINT
        if module == unwanted or module.startswith(f"{unwanted}.")
    ] == []
