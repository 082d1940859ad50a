"""The one door: what is said is inert, what is asked ends with the input."""

import io
import sys

import pytest

from pmquest.plain import terminal


def test_what_a_terminal_would_obey_is_shown_and_not_sent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal.say("a\x1b[31mb\rc\u202ed\udcffe")
    terminal.warn("\x9b2Jx")
    said, warned = capsys.readouterr()
    assert said == "a�[31mb\nc�d�e\n"
    assert warned == "�2Jx\n"


def test_an_answer_from_a_file_is_repeated_so_that_the_text_reads_as_a_conversation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("  2 \n\x1b[2J\n"))
    assert [terminal.ask("> "), terminal.ask("> "), terminal.ask("> ")] == ["2", "�[2J", None]
    assert capsys.readouterr().out == "> 2\n> �[2J\n> \n"


def test_a_line_without_an_end_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("x" * 20_000))
    lengths = [len(terminal.ask("") or "") for _ in range(3)]
    assert sum(lengths) == 20_000
    assert terminal.ask("") is None


def test_output_that_is_no_terminal_is_80_cells_wide() -> None:
    assert terminal.width() == 80


@pytest.mark.parametrize(("columns", "width"), [(200, 80), (60, 60), (5, 30)])
def test_lines_are_as_wide_as_the_terminal_within_bounds(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert terminal.width() == width


STREAMS = ("stdin", "stdout", "stderr")


@pytest.mark.parametrize(
    ("term", "drawn"), [("xterm-256color", True), ("dumb", False), ("unknown", False)]
)
def test_a_screen_is_drawn_where_the_terminal_knows_how(
    monkeypatch: pytest.MonkeyPatch, term: str, drawn: bool
) -> None:
    for name in STREAMS:
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", term)
    assert terminal.can_draw() is drawn


@pytest.mark.parametrize("redirected", STREAMS)
def test_no_screen_is_drawn_where_one_end_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, redirected: str
) -> None:
    for name in STREAMS:
        there = name != redirected
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda there=there: there, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert not terminal.can_draw()
