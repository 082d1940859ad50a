"""`pmquest` and `pmquest play` where there is no terminal, and what the shell completes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from a_week import a_week
from running import run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_without_a_terminal_the_library_is_a_list_and_says_how_to_play(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran = run(monkeypatch)
    assert (ran.status, ran.err) == (0, "")
    assert "pmquest play ID" in ran.out
    assert "live-tracking\n" in ran.out
    assert "\x1b" not in ran.out


def test_without_a_scenario_the_first_line_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    by_number = run(monkeypatch, "play", typed="1\nq\n").out
    by_id = run(monkeypatch, "play", typed="live-tracking\nq\n").out
    assert " 1  live-tracking" in by_number
    assert "Which one, by number or id? 1\n" in by_number
    for shown in (by_number, by_id):
        assert "== Monday 7 September, 09:05 · decision 1 ==" in shown


def test_a_scenario_that_is_none_is_told_with_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    for ran in (
        run(monkeypatch, "play", "live-trakcing"),
        run(monkeypatch, "play", typed="live-trakcing\n"),
    ):
        assert ran.status == 2
        assert "Did you mean “live-tracking”?" in ran.err


def test_at_a_terminal_the_question_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(monkeypatch, "play", "--plain", typed="x\n1\nq\n", terminal=True).out
    assert shown.count("Which one, by number or id? ") == 2
    assert "decision 1" in shown


def test_no_answer_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "play").status == 0


def test_a_mode_one_letter_off_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "play", "live-tracking", "--mode", "asessed")
    assert ran.status == 2
    assert "Did you mean 'assessed'?" in ran.err


def test_the_seed_decides_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {
        run(monkeypatch, "play", "live-tracking", "--seed", str(seed), typed="q\n").out
        for seed in range(8)
    }
    assert len(shown) > 1


def test_a_broken_scenario_is_not_played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("pmquest: 2\n")
    ran = run(monkeypatch, "play", str(path))
    assert ran.status == 1
    assert f"{path}:1:10: PQ114 error: " in ran.err


@pytest.mark.parametrize("scenario", ["live-tracking", "portfolio-cut"])
@pytest.mark.parametrize("answer", ["1", "2", "3"])
def test_what_ships_is_played_to_an_ending_without_an_escape(
    monkeypatch: pytest.MonkeyPatch, scenario: str, answer: str
) -> None:
    typed = f"{answer}\n1\n" * 60
    ran = run(monkeypatch, "play", scenario, "--plain", typed=typed)
    assert (ran.status, ran.err) == (0, "")
    assert " ending.\n" in ran.out
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def completed(words: str, home: Path, count: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pmquest"],
        env={
            **os.environ,
            "PMQUEST_HOME": str(home),
            "_PMQUEST_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(count),
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout.split()


def test_the_shell_completes_scenarios_plays_and_codes(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    run(monkeypatch, "play", "live-tracking", typed="1\n")
    assert completed("pmquest play li", home, 2) == ["plain,live-tracking"]
    assert completed("pmquest report ", home, 2) == ["plain,1"]
    assert "plain,PQ204" in completed("pmquest explain pq2", home, 2)
    assert completed("pmquest play ./sce", home, 2) == ["file,./sce"]


def test_no_home_at_all_ends_in_no_traceback(tmp_path: Path) -> None:
    nowhere = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "none" / "\x1b")}
    done = subprocess.run(
        [sys.executable, "-m", "pmquest", "play", a_week(tmp_path)],
        env=nowhere,
        input=b"1\n1\n",
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_disk_that_fills_up_is_said_and_the_play_goes_on(tmp_path: Path) -> None:
    """No file may grow beyond 32 KiB, which the journal of the first pick does."""
    script = 'ulimit -f 32; exec "$0" -m pmquest play "$1" --plain'
    done = subprocess.run(
        ["bash", "-c", script, sys.executable, a_week(tmp_path)],
        env={**os.environ, "PMQUEST_HOME": str(tmp_path / "small")},
        input=b"vision\nhome\n",
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0
    assert b"disk" in done.stderr or b"saved" in done.stderr
    assert b"What to work on" in done.stdout
    assert b"Traceback" not in done.stderr
