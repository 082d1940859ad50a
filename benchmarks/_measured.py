"""Measuring whole processes: how long they take and how much memory they hold at most.

The system counts what the measuring process held when it started another as that one's own, so
whoever measures here stays small.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Run:
    """One process from start to end."""

    seconds: float
    busy: float
    """Seconds of processor time: what is left of the seconds when nobody else is at work."""
    mebibytes: float
    """The most memory it held."""
    output: bytes


@dataclass
class Line:
    """One line of what is printed, and its runs so far."""

    name: str
    run: Callable[[], Run]
    times: int
    """How many runs."""
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median."""
        return median(run.seconds for run in self.runs)

    def __str__(self) -> str:
        seconds = [run.seconds for run in self.runs]
        spread = f"({min(seconds):.2f} to {max(seconds):.2f})"
        busy = median(run.busy for run in self.runs)
        most = max(run.mebibytes for run in self.runs)
        return f"{self.name:<46}{self.seconds:>7.2f} s {spread:<17}{busy:>7.2f} s{most:>7.0f} MiB"


HEADINGS = f"{'':<46}{'median':>7}   {'from and to':<16}{'busy':>7}{'most memory':>13}"
"""What stands in a line; busy: the processor time, which other processes hardly change."""


def measured(
    command: Sequence[str | Path], folder: Path | None = None, statuses: Sequence[int] = (0,)
) -> Run:
    """Run a process to its end; one that ends with another status than these is an error."""
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in statuses:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def take_turns(lines: Sequence[Line]) -> None:
    """Run them in turn, so that a busy machine slows all alike."""
    for turn in range(max(line.times for line in lines)):
        for line in lines:
            if turn < line.times:
                line.runs.append(line.run())


def inkjs_version(folder: Path) -> str | None:
    """Fetch inkjs into a folder and give its version; None where it cannot be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", "inkjs"]
    try:
        subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError):
        return None
    package = json.loads((folder / "node_modules/inkjs/package.json").read_text("utf-8"))
    return str(package["version"])


MISSING = "inkjs: not here (npm or node is missing, or npm could not fetch it)"
