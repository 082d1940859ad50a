"""How long the first paint takes, beside the smallest app that shows Markdown and a list.

    python benchmarks/startup.py [runs]

Each run starts a process on a terminal of 120×40 of its own and waits until the last words of
the first screen have arrived: the key line of the library, the last row of the hello-world's
list. The two take turns, so that a busy machine slows both. Printed are the medians, their
ratio (to reach: 1.25), the greatest peak of memory (to reach: 55 MiB) and the time of
`pmquest --version` (to reach: 0.12 s).
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

HELLO = """
from textual.app import App, ComposeResult
from textual.widgets import Markdown, OptionList

class Hello(App):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Markdown("# Hello\\n\\nA paragraph with **bold** words.\\n\\n- one\\n- two\\n")
        yield OptionList("First row", "Second row", "Last row of all")

Hello().run()
"""
COLUMNS, ROWS = 120, 40
PATIENCE = 30.0
"""Seconds after which a run that has painted nothing is given up."""


def painted(arguments: Sequence[str], words: bytes) -> tuple[float, float]:
    """Seconds until `words` are on the screen of a new process, and its peak memory in MiB."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if not pid:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, *arguments])
    shown = b""
    while words not in shown and time.perf_counter() - started < PATIENCE:
        shown += read(terminal)
    taken = time.perf_counter() - started
    if words not in shown:
        os.kill(pid, 9)
        raise SystemExit(f"{words!r} was never painted by {' '.join(arguments)}:\n{shown!r}")
    os.write(terminal, b"q")
    while read(terminal):
        pass
    _, _, used = os.wait4(pid, 0)
    os.close(terminal)
    return taken, used.ru_maxrss / 1024


def read(terminal: int) -> bytes:
    """What the terminal shows next; nothing once the process has left it."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    try:
        return os.read(terminal, 65536) if ready else b""
    except OSError:
        return b""


def run(arguments: Sequence[str]) -> float:
    """Seconds that a process takes to its end."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        game = ["-m", "pmquest", "--home", str(Path(folder, "home"))]
        painted(
            game, b"quit"
        )  # fills the cache of headers, as any start but the very first finds it
        ours, theirs, versions = [], [], []
        for _ in range(runs):
            theirs.append(painted([str(hello)], b"Last row of all"))
            ours.append(painted(game, b"quit"))
        for _ in range(runs):
            versions.append(run(["-m", "pmquest", "--version"]))
    our_time = statistics.median(taken for taken, _ in ours)
    their_time = statistics.median(taken for taken, _ in theirs)
    print(f"hello-world, Markdown and a list  {their_time:6.3f} s  median of {runs}")
    print(f"library of pmquest                {our_time:6.3f} s  median of {runs}")
    print(f"ratio                             {our_time / their_time:6.2f}    to reach: 1.25")
    print(f"peak memory, hello-world          {max(used for _, used in theirs):6.1f} MiB")
    print(
        f"peak memory, pmquest              {max(used for _, used in ours):6.1f} MiB  to reach: 55"
    )
    print(f"pmquest --version                 {statistics.median(versions):6.3f} s  to reach: 0.12")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
