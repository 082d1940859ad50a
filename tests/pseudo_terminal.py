"""The real program in a pseudo-terminal: what a player at a keyboard sees and types."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from terminal_screen import Screen

PATIENCE = 30.0
"""Seconds until something that is waited for counts as never coming."""

LAUNCH = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "pmquest", *sys.argv[1:]])
"""
"""Makes the terminal the program's own, so that an interrupt typed into it arrives."""


class Terminal:
    """A program that believes it sits at a terminal of so many columns and rows."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        term: str = "xterm-256color",
        size: tuple[int, int] = (100, 30),
    ) -> None:
        self._ours, theirs = pty.openpty()
        columns, rows = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(self._ours)
        self.seen = ""
        self.screen = Screen(columns, rows)
        self._unread = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        environment = {**os.environ, "PMQUEST_HOME": str(home), "TERM": term}
        environment.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)

    @property
    def modes(self) -> list[object]:
        """How the terminal is set now."""
        return termios.tcgetattr(self._ours)

    def type(self, keys: str) -> None:
        """Type some keys."""
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str) -> str:
        """Read on until a text was shown; gives all from the last wait up to its end."""
        deadline = time.monotonic() + PATIENCE
        while text not in self._unread:
            assert time.monotonic() < deadline, f"{text!r} never came after {self._unread!r}"
            assert self._read(), f"{text!r} never came before the end; {self._unread!r} did"
        shown, text, self._unread = self._unread.partition(text)
        return shown + text

    def wait_to_show(self, *texts: str) -> None:
        """Read on until all these texts stand on the screen, wherever lines are broken."""
        deadline = time.monotonic() + PATIENCE
        while not all(text in self.screen.text for text in texts):
            shown = "\n".join(self.screen.lines)
            assert time.monotonic() < deadline, f"{texts} never stood there; this does:\n{shown}"
            assert self._read(), f"{texts} never stood there before the end; this did:\n{shown}"

    def kill(self) -> None:
        """Kill the program as `kill -9` does."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def leave(self) -> int:
        """Read to the end and give the exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, self.seen
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End what still runs and let go of the terminal."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        os.close(self._ours)

    def _read(self) -> bool:
        """Take in what comes next, if anything comes soon; False at the end."""
        ready, _, _ = select.select([self._ours], [], [], 0.2)
        if not ready:
            return self.process.poll() is None
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # the last user of the other end went away
            return False
        piece = self._decode(data)
        self.seen += piece
        self.screen.take(piece)
        self._unread += piece
        return bool(data)


@contextlib.contextmanager
def at_terminal(
    *arguments: str,
    home: Path,
    term: str = "xterm-256color",
    size: tuple[int, int] = (100, 30),
) -> Iterator[Terminal]:
    """Run the program in a terminal, and make sure that it is gone afterwards."""
    terminal = Terminal(*arguments, home=home, term=term, size=size)
    try:
        yield terminal
    finally:
        terminal.close()
