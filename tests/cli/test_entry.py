"""The entry of the program: what it loads, how it fails, what reaches the terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import run

HEAVY = ("textual", "rich", "yaml", "sqlite3", "jinja2", "markdown_it", "pmquest.scenario.reader")


def loaded(*arguments: str) -> set[str]:
    """Which of the heavy modules a run of the program loads."""
    script = (
        "import sys\n"
        "from pmquest.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    return set(eval(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_no_screen_no_reader_and_no_database(option: str) -> None:
    assert loaded(option) == set()


def test_the_help_of_every_command_is_as_light() -> None:
    assert loaded("play", "--help") == set()


def test_check_never_loads_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "week.yaml"
    path.write_text("pmquest: 1\n")
    assert not loaded("check", str(path)) & {"textual", "rich", "sqlite3", "jinja2", "markdown_it"}


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from pmquest import __version__

    assert run(monkeypatch, "--version").out == f"pmquest {__version__}\n"


def test_commands_are_listed_as_they_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(monkeypatch, "--help").out.partition("Commands:\n")[2]
    names = [line.split()[0] for line in shown.splitlines()]
    assert names == [
        "play", "list", "career", "history", "report", "data", "check", "explain",
        "explore", "map", "script", "score", "new", "preview", "schema",
        "host", "rooms",
    ]  # fmt: skip


def test_a_command_one_letter_off_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "histroy")
    assert ran.status == 2
    assert "Did you mean 'history'?" in ran.err


@pytest.mark.parametrize("argument", ["\x1b[31mplay", "--\x1b]0;title\x07", "a\udcffb", "‮evil"])
def test_no_argument_can_steer_the_terminal(monkeypatch: pytest.MonkeyPatch, argument: str) -> None:
    ran = run(monkeypatch, argument)
    assert ran.status == 2
    assert all(line.isprintable() for line in ran.err.splitlines())


def pmquest(*arguments: str, **how: object) -> subprocess.CompletedProcess[bytes]:
    given = {"capture_output": True, "timeout": 30, **how}
    return subprocess.run([sys.executable, "-m", "pmquest", *arguments], **given)  # type: ignore


def test_a_reader_that_goes_away_ends_in_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = pmquest("explain", stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_goes_away_does_not_change_what_check_found(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    missing = str(tmp_path / "missing.yaml")
    done = pmquest("check", missing, stdout=writing, stderr=subprocess.PIPE, capture_output=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = pmquest("explain", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "No space left on device"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_ends_in_no_traceback(closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m pmquest explain PQ012 {closed}', sys.executable],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr


def test_bytes_that_are_no_text_are_told_as_far_as_they_can_be() -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"pmquest", b"check", b"\xff\x1b[2J.yaml"],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert "��[2J.yaml:1:1: PQ004 error".encode() in done.stdout
