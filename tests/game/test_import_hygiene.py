"""The game starts without what only some of its uses need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("yaml", "textual", "rich", "click", "jinja2", "pmquest.scenario.reader", "pmquest.tui")


def loaded_after(code: str) -> set[str]:
    """The heavy modules that a fresh Python has loaded after running the code."""
    ask = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_game_is_imported_without_yaml_screens_or_the_reader() -> None:
    assert loaded_after("import pmquest.game.game") == set()


def test_the_first_paint_of_the_library_reads_no_scenario() -> None:
    paint = (
        "from pmquest.game.game import Game\n"
        "with Game.open() as game:\n"
        "    game.library.headers(), game.glance(), game.settings, game.notices"
    )
    assert loaded_after(paint) == set()


def test_what_reads_a_scenario_is_noticed_by_these_tests() -> None:
    read = "from pmquest.game.game import Game\nwith Game.open() as game: game.library.refresh()"
    assert loaded_after(read) == {"yaml", "pmquest.scenario.reader"}
