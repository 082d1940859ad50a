"""How long it takes from a key to the next scene on the terminal, in a story of 1,000 scenes.

    python benchmarks/play.py [decisions]

A player in a process of its own, on a terminal of 120×40, answers one scene after the other by
number and goes on by enter; each answer is on disk before what came of it is shown. The time
runs from the key to the moment at which the last words of the new page have arrived at the
terminal. Printed are median and 99th percentile for both keys (to reach: p99 of 50 ms).
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

SCENES = 1000
COLUMNS, ROWS = 120, 40
PATIENCE = 30.0
"""Seconds after which a page that has not been painted is given up."""

HEAD = """\
pmquest: 1
title: A thousand days
summary: A long story.
role: Product manager at Tiffin
role_level: manager
minutes: 120
objectives: [Go on.]
takeaways: [It went on.]
meters:
  trust: {label: Customer trust, start: 50}
  budget: {label: Budget, start: 50, unit: k€}
scenes:
"""
SCENE = """\
  s{number}:
    title: Day{number}
    text: |
      Ten calls, ten stories. Seven of them say the same thing in **other words**: they do not
      mind forty minutes, they mind not knowing.

      Priya from the couriers' team leans in: "We know where every courier is. We just never
      show anybody." The review with operations is on **Friday at ten**.
{exhibit}    calls_for: manager
    aspect: scope
    signal: One product, this week.
    shuffle: false
    to: {next}
    choices:
      a: {{text: "Put it on the roadmap for the next sprint, with the two engineers who are free.",
          level: leader, judgment: poor, slip: habit, why: "{why}", result: "{result}",
          effects: {{trust: {effect}}}}}
      b: {{text: Ask the couriers' team what they already know and what it would cost to show,
          level: manager, judgment: strong, why: "{why}", result: "{result}",
          effects: {{budget: {effect}}}}}
      c: {{text: Take the seven stories to the operations review on Friday. way{number}c,
          level: leader, judgment: weak, slip: half, why: "{why}", result: "{result}"}}
"""
EXHIBIT = """\
    exhibits:
      - title: Tickets a week
        kind: line
        labels: [w1, w2, w3, w4]
        series: {late: [120, 260, 300, 412], other: [90, 95, 85, 88]}
"""
RESULT = "By Friday the line stands on the roadmap and in three people's slides."
WHY = (
    "You answered with a commitment over several teams before anyone had looked at what was "
    "there; a question on Wednesday would have saved the sprint that the line cost. why{}end"
)


def story() -> str:
    """The scenario, each scene leading to the next."""
    scenes = [
        SCENE.format(
            number=number,
            next=f"s{number + 1}" if number + 1 < SCENES else "done",
            exhibit=EXHIBIT if number % 3 == 0 else "",
            effect=3 if number % 2 else -3,
            result=RESULT,
            why=WHY.format(number),
        )
        for number in range(SCENES)
    ]
    return HEAD + "".join(scenes) + "  done: {title: Done, text: Over., ending: good}\n"


class Player:
    """A player at a terminal of their own."""

    def __init__(self, home: Path, scenario: Path) -> None:
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", PMQUEST_HOME=str(home))
            os.environ.pop("NO_COLOR", None)
            os.execv(sys.executable, [sys.executable, "-m", "pmquest", "play", str(scenario)])

    def press(self, key: bytes, words: str) -> float:
        """Press a key; gives the seconds until these words are on the terminal."""
        wanted, shown = words.encode(), b""
        started = time.perf_counter()
        os.write(self._terminal, key)
        while wanted not in shown:
            if time.perf_counter() - started > PATIENCE:
                raise SystemExit(f"{words!r} was never painted:\n{shown!r}")
            shown += self._read(PATIENCE)
        taken = time.perf_counter() - started
        while self._read(0.02):  # let everything settle before the next key
            pass
        return taken

    def leave(self) -> None:
        """Leave the play and the game."""
        os.write(self._terminal, b"qq")
        while self._read(PATIENCE):
            pass
        os.waitpid(self._pid, 0)

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], patience)
        try:
            return os.read(self._terminal, 65536) if ready else b""
        except OSError:
            return b""


def report(what: str, times: list[float]) -> None:
    """Print the median and the 99th percentile in milliseconds."""
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"{what}  median {statistics.median(times) * 1000:5.1f} ms  p99 {p99 * 1000:5.1f} ms")


def main(decisions: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder, "days.yaml")
        scenario.write_text(story(), encoding="utf-8")
        player = Player(Path(folder, "home"), scenario)
        player.press(b"", "Begin")
        player.press(b"\r", "way0c")
        answers, scenes = [], []
        for number in range(decisions):
            answers.append(player.press(b"123"[number % 3 : number % 3 + 1], f"why{number}end"))
            scenes.append(player.press(b"\r", f"way{number + 1}c"))
        player.leave()
    print(f"{SCENES} scenes, {decisions} decisions, {COLUMNS}×{ROWS}; to reach: p99 of 50 ms")
    report("key to what came of an answer", answers)
    report("key to the next scene        ", scenes)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
