"""How many choices a second the engine plays, beside a peer on the same story.

The story has 1,000 scenes of three choices, two variables and a condition on every tenth choice;
2,000 plays of 40 random picks, in one process. From a checkout, without arguments:

    .venv/bin/python benchmarks/engine.py

The peer is inkjs, fetched with npm into a temporary folder. Where it cannot be had the script
says so and prints our own figures. Runs of all three take turns, so that a busy machine slows
them alike; each figure is a median.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from build import choice, compare, meter, scenario, scene
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play

SCENES, CHOICES, PLAYS, PICKS, RUNS = 1_000, 3, 2_000, 40, 7
VARIABLES = ("trust", "budget")

PEER_PLAYS, PEER_RUNS = 200, 3
PEER_SCRIPT = """
const fs = require("fs");
const { Compiler } = require("inkjs/full");
const [plays, picks] = process.argv.slice(2).map(Number);
const story = new Compiler(fs.readFileSync("story.ink", "utf8")).Compile();
const begin = process.hrtime.bigint();
for (let play = 0; play < plays; play++) {
  story.ResetState();
  while (story.canContinue) story.Continue();
  for (let pick = 0; pick < picks; pick++) {
    story.ChooseChoiceIndex(Math.floor(Math.random() * story.currentChoices.length));
    while (story.canContinue) story.Continue();
  }
}
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
console.log(JSON.stringify((plays * picks) / seconds));
"""


@dataclass(frozen=True)
class Answer:
    """One choice of the story, as both engines are given it."""

    to: int
    variable: str
    amount: int
    least: int | None
    """The variable must be at least this, where the choice has a condition."""


@dataclass
class Line:
    """One line of what is printed: choices a second, run by run."""

    name: str
    run: Callable[[], float]
    runs: int
    rates: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        least, greatest = min(self.rates), max(self.rates)
        return f"{self.name:<46}{median(self.rates):>9,.0f}   ({least:,.0f} to {greatest:,.0f})"


def drawn_story() -> list[list[Answer]]:
    """The story: for each scene its answers."""
    draw = Random(1)
    return [
        [
            Answer(
                to=draw.randrange(SCENES),
                variable=draw.choice(VARIABLES),
                amount=draw.randint(-9, 9),
                least=draw.randint(20, 60) if (number * CHOICES + place) % 10 == 9 else None,
            )
            for place in range(CHOICES)
        ]
        for number in range(SCENES)
    ]


def as_machine(story: list[list[Answer]]) -> Machine:
    """The story for our engine."""
    scenes = [
        scene(
            f"s{number}",
            choices=[
                choice(
                    f"c{place}",
                    f"s{answer.to}",
                    effects={answer.variable: answer.amount},
                    condition=None
                    if answer.least is None
                    else compare(answer.variable, ">=", answer.least),
                )
                for place, answer in enumerate(answers)
            ],
        )
        for number, answers in enumerate(story)
    ]
    return Machine(scenario(*scenes, meters=map(meter, VARIABLES)))


def as_ink(story: list[list[Answer]]) -> str:
    """The story for the peer; its variables have no bounds, which spares it work."""
    lines = [f"VAR {variable} = 50" for variable in VARIABLES] + ["-> s0"]
    for number, answers in enumerate(story):
        lines += [f"=== s{number} ===", f"You are in s{number}."]
        for place, answer in enumerate(answers):
            held = "" if answer.least is None else f"{{{answer.variable} >= {answer.least}}} "
            lines += [
                f"+ {held}[Take c{place}.]",
                f"    ~ {answer.variable} = {answer.variable} + {answer.amount}",
                f"    -> s{answer.to}",
            ]
    return "\n".join(lines) + "\n"


def play_states(machine: Machine) -> None:
    """Play by `step`: the full state, nothing kept of the way."""
    selectable, step, draw = machine.selectable, machine.step, Random(7).random
    for seed in range(PLAYS):
        state = machine.start()
        for _ in range(PICKS):
            numbers = selectable(state)
            state = step(state, numbers[int(draw() * len(numbers))], seed)


def play_events(machine: Machine) -> None:
    """Play by `Play.pick`, as the game does, with an event for each pick."""
    draw = Random(7).random
    ids = [tuple(one.choices) for one in machine.scenes]
    for seed in range(PLAYS):
        play = Play.begin(machine, seed)
        events = [{"sequence": 0, "kind": "began", "data": {"seed": seed}}]
        for sequence in range(1, PICKS + 1):
            numbers = machine.selectable(play.state)
            picked = ids[play.state.scene][numbers[int(draw() * len(numbers))]]
            data = {"scene": play.scene.id, "choice": picked}
            play = play.pick(picked)
            events.append({"sequence": sequence, "kind": "picked", "data": data})


def rate(play: Callable[[Machine], None], machine: Machine) -> float:
    """Choices a second of one run of ours."""
    begin = time.perf_counter()
    play(machine)
    return PLAYS * PICKS / (time.perf_counter() - begin)


def peer_version(folder: Path) -> str | None:
    """Fetch the peer into a folder and give its version; None where it cannot be had."""
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


def peer_rate(folder: Path) -> float:
    """Choices a second of one run of the peer, its start and compiling apart."""
    command = ["node", "play.js", str(PEER_PLAYS), str(PICKS)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return float(json.loads(done.stdout))


def main() -> None:
    """Measure and print."""
    story = drawn_story()
    machine = as_machine(story)
    lines = [
        Line("pmquest, full state", lambda: rate(play_states, machine), RUNS),
        Line(
            "pmquest, plays with their events in memory", lambda: rate(play_events, machine), RUNS
        ),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        version = peer_version(folder)
        if version is not None:
            (folder / "story.ink").write_text(as_ink(story), "utf-8")
            (folder / "play.js").write_text(PEER_SCRIPT, "utf-8")
            lines.append(Line(f"inkjs {version}", lambda: peer_rate(folder), PEER_RUNS))
        for turn in range(RUNS):
            for line in lines:
                if turn < line.runs:
                    line.rates.append(line.run())
    print(f"Choices a second: {SCENES:,} scenes × {CHOICES} choices, {PICKS} random picks a play")
    print(*lines, sep="\n")
    if version is None:
        print("inkjs: not here (npm or node is missing, or npm could not fetch it)")
    else:
        print(f"{median(lines[0].rates) / median(lines[2].rates):,.0f} times inkjs, full state")


if __name__ == "__main__":
    main()
