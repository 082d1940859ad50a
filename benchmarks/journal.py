"""How long a pick takes to reach the disk, and how long a long past takes to open.

    python benchmarks/journal.py [folder]

Measured are a pick of a real play (the step, its event, the disk), the journal's append alone
and, as the peer, a line of JSON that is appended to a file and flushed to the same disk with
fsync. The three take turns, so that a busy disk slows all alike. To reach: p99 of a pick at most
3 ms. Then, for 200 plays: the first fold of history and career, and the next start's from what
was kept of it; to reach: well under a second. The folder says which disk is meant; default is
the system's place for temporary files.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.journal.event import Event
from pmquest.journal.opening import open_journal
from pmquest.scenario.model import Scenario

PICKS, PLAYS = 2_000, 200
SCENARIO = "live-tracking"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def scenario_of(game: Game) -> Scenario:
    """Read the scenario that is played."""
    scenario = game.library.read(game.library.find(SCENARIO)).scenario
    assert scenario is not None
    return scenario


def playing(game: Game) -> Callable[[], float]:
    """Give what makes one random pick, in one play after another, and says how long it took."""
    scenario, draw = scenario_of(game), random.Random(1)
    kept: list[KeptPlay] = []

    def pick() -> float:
        if not kept or kept[-1].play.settle().status != "choosing":
            kept.append(game.begin(scenario))
        play = kept[-1]
        while play.play.status == "passing":
            play.go_on()
        choice = draw.choice([each.id for each in play.play.view.choices if each.selectable])
        begun = time.perf_counter()
        play.pick(choice)
        return time.perf_counter() - begun

    return pick


def appending(folder: Path) -> Callable[[], float]:
    """Give what appends one event to a journal and says how long it took."""
    journal = open_journal(folder / "journal.sqlite3").journal
    numbers = iter(range(1, sys.maxsize))

    def append() -> float:
        event = Event("play/1", next(numbers), NOW, "picked", {"scene": "monday", "choice": "ring"})
        begun = time.perf_counter()
        journal.append([event])
        return time.perf_counter() - begun

    return append


def flushing(folder: Path) -> Callable[[], float]:
    """Give what appends one line of JSON to a file, with fsync, and says how long it took."""
    file = (folder / "events.jsonl").open("a", encoding="utf-8")

    def line() -> float:
        begun = time.perf_counter()
        json.dump({"time": str(NOW), "kind": "picked", "data": {"scene": "monday"}}, file)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
        return time.perf_counter() - begun

    return line


def show(name: str, seconds: list[float]) -> None:
    """Print the figures of one line, in milliseconds."""
    p50, p99 = statistics.median(seconds), statistics.quantiles(seconds, n=100)[98]
    print(f"{name:<34}p50 {p50 * 1000:6.2f} ms   p99 {p99 * 1000:6.2f} ms")


def measure_picks(folder: Path) -> None:
    """Measure and print how long a pick takes to reach the disk."""
    with Game.open(folder / "picks") as game:
        turns = {
            "a pick of a play": playing(game),
            "the journal's append alone": appending(folder),
            "an fsync'd line of JSON": flushing(folder),
        }
        taken: dict[str, list[float]] = {name: [] for name in turns}
        for _ in range(PICKS):
            for name, turn in turns.items():
                taken[name].append(turn())
    for name, seconds in taken.items():
        show(name, seconds)


def measure_past(folder: Path) -> None:
    """Measure and print how long a long past takes to open."""
    home = folder / "past"
    draw = random.Random(2)
    with Game.open(home) as game:
        scenario = scenario_of(game)
        for _ in range(PLAYS):
            kept = game.begin(scenario)
            while kept.play.settle().status == "choosing":
                while kept.play.status == "passing":
                    kept.go_on()
                open_now = [each.id for each in kept.play.view.choices if each.selectable]
                kept.pick(draw.choice(open_now))
    for name in ("first fold", "from what was kept"):
        begun = time.perf_counter()
        with Game.open(home) as game:
            opened = time.perf_counter()
            glance = game.glance()
            seen = time.perf_counter()
            game.refresh()
        folded = time.perf_counter()
        print(
            f"{len(glance.history)} plays, {name:<20}open {(opened - begun) * 1000:5.0f} ms   "
            f"glance {(seen - opened) * 1000:5.0f} ms   refresh {(folded - seen) * 1000:5.0f} ms"
        )


def main() -> None:
    """Measure and print."""
    place = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        measure_picks(Path(folder))
        measure_past(Path(folder))


if __name__ == "__main__":
    main()
