"""The real program in a real (pseudo-)terminal: it draws, leaves it sane, loses nothing."""

import json
from pathlib import Path

import pytest

from pseudo_terminal import at_terminal
from running import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_library_is_drawn_and_left_with_the_terminal_as_it_was(home: Path) -> None:
    with at_terminal(home=home) as terminal:
        terminal.wait_for("Where is my order?")
        terminal.type("q")
        assert terminal.leave() == 0
        for mode in ("1049", "1003", "2004"):  # the other screen, the mouse, pasting
            assert terminal.seen.rindex(f"\x1b[?{mode}l") > terminal.seen.rindex(f"\x1b[?{mode}h")
        assert terminal.seen.rindex("\x1b[?25h") > terminal.seen.rindex("\x1b[?25l")
        assert terminal.modes == terminal.before


def test_a_terminal_that_cannot_draw_gets_lines(home: Path) -> None:
    with at_terminal("play", "live-tracking", home=home, term="dumb") as terminal:
        terminal.wait_for("Your answer (? for help): ")
        terminal.type("q\n")
        terminal.wait_for("It is saved.")
        assert terminal.leave() == 0
        assert "\x1b" not in terminal.seen


def test_a_play_that_was_killed_waits_with_every_pick(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_terminal("play", "live-tracking", "--plain", "--seed=3", home=home) as terminal:
        terminal.wait_for("Your answer (? for help): ")
        for answer, shown in (("thirty", "decision 2"), ("all", "decision 3")):
            terminal.type(f"{answer}\n")
            terminal.wait_for(shown)
        terminal.kill()
    with at_terminal(home=home) as terminal:
        terminal.wait_for("Continue, decision 3")
        terminal.type("q")
        terminal.leave()
    with at_terminal("play", "live-tracking", "--plain", home=home) as terminal:
        terminal.wait_for("There is a play of this that waits at decision 3")
        terminal.type("\n")
        terminal.wait_for("decision 3")
        terminal.wait_for("Your answer (? for help): ")
        terminal.type("m\n")
        road = terminal.wait_for("Your answer (? for help): ")
        terminal.type("q\n")
        assert terminal.leave() == 0
    assert "1  Monday 7 September, 09:05: Agree a company goal" in road
    assert "2  The week of 14 September: Put every courier on a live map" in road
    (kept,) = json.loads(run(monkeypatch, "history", "--format", "json").out)["plays"]
    assert (kept["decisions"], kept["seed"]) == (2, 3)


def test_an_interrupt_leaves_the_plain_game_saved_with_status_130(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_terminal("play", "live-tracking", "--plain", "--seed=3", home=home) as terminal:
        terminal.wait_for("Your answer (? for help): ")
        terminal.type("thirty\n")
        terminal.wait_for("decision 2")
        terminal.wait_for("Your answer (? for help): ")
        terminal.type("\x03")
        assert terminal.leave() == 130
        assert "Left at decision 2. It is saved." in terminal.seen
        assert "Traceback" not in terminal.seen
        assert "\x1b" not in terminal.seen
    (kept,) = json.loads(run(monkeypatch, "history", "--format", "json").out)["plays"]
    assert kept["decisions"] == 1


def test_an_unknown_scenario_is_told_before_any_screen_is_drawn(home: Path) -> None:
    with at_terminal("play", "live-trackin", home=home) as terminal:
        assert terminal.leave() == 2
        assert "Did you mean “live-tracking”?" in terminal.seen
        assert "\x1b" not in terminal.seen


def test_a_scenario_that_is_named_is_opened_at_once(home: Path) -> None:
    with at_terminal("play", "live-tracking", "--mode", "assessed", home=home) as terminal:
        terminal.wait_for("What you practise")
        terminal.type("\x11")
        assert terminal.leave() == 0
