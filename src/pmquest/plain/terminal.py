"""The one door between the program and a terminal, a pipe or a file on standard output.

Everything that is said passes through here, so that no control or escape character of a file
name, an argument, a scenario or a note is ever obeyed by a terminal, and so that a reader who
went away (`pmquest list | head -1`) ends nothing in a traceback.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from typing import Final, TextIO

from pmquest.scoring.clean import clean, clean_line

WIDEST: Final = 80
"""Lines for people are wrapped at this many cells, or at the terminal's width where less."""

NARROWEST: Final = 30
_LONGEST_ANSWER: Final = 8_192
_NO_SCREEN: Final = {"dumb", "unknown"}


class InputEnded(Exception):  # noqa: N818 - it is no error
    """There is no more input, and a question needs an answer."""


def open_streams() -> None:
    """Make the standard streams safe to use; called once, before anything else is opened.

    A stream that was closed is opened on nothing, so that no file of ours takes its number. A
    character that a stream cannot write is replaced, and input that is not text is read as
    replacement characters.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if number == 0 else "w"
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def at_terminal() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty()


def is_watched() -> bool:
    """Whether somebody at a terminal sees the messages."""
    return sys.stderr.isatty()


def can_draw() -> bool:
    """Whether there is a terminal on every end that knows how to draw a screen.

    The screen is drawn on standard error, so a redirected one would hide it.
    """
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and sys.stderr.isatty()
        and os.environ.get("TERM", "").lower() not in _NO_SCREEN
    )


def width() -> int:
    """How many cells a line for people may take."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def say(text: str = "") -> None:
    """Write a text and a line end to standard output."""
    _write("stdout", f"{clean(text)}\n")


def hand_over(data: str, encoding: str = "utf-8") -> None:
    """Write data for other programs to standard output, whatever the terminal's encoding is."""
    if isinstance(sys.stdout, Nobody):
        return
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(clean(data).encode(encoding))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence("stdout")


def warn(text: str) -> None:
    """Write a message to standard error, where it does not mix with data."""
    try:
        _write("stderr", f"{clean(text)}\n")
    except OSError:
        silence("stderr")  # there is nobody left to tell


def ask(prompt: str) -> str | None:
    """Ask for one line and give it without spaces at its ends.

    None at the end of the input, and where nobody reads the questions any more. An answer that
    comes from elsewhere than a terminal is repeated after the prompt, so that what is written
    reads as a conversation.
    """
    _write("stdout", clean(prompt))
    if isinstance(sys.stdout, Nobody):
        return None
    line = sys.stdin.readline(_LONGEST_ANSWER)
    answer = clean_line(line)
    if not line or not at_terminal():
        say(answer)
    return answer if line else None


class Nobody(io.TextIOBase):
    """Stands in for a stream whose reader went away; whatever is written vanishes."""

    def write(self, text: str) -> int:
        """Take a text and forget it."""
        return len(text)


def _write(name: str, text: str) -> None:
    stream: TextIO = getattr(sys, name)
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        silence(name)


def silence(name: str) -> None:
    """Let what `stdout` or `stderr` still holds vanish, and all that is written to it from now."""
    stream: TextIO = getattr(sys, name)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    setattr(sys, name, Nobody())
