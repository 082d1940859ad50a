"""How long it takes to know every road through a long story, beside plays at random.

    python benchmarks/explore.py [runs]

The story has 1,000 scenes of three choices, a tenth of them conditional, two meters from 0 to 20
and 40 decisions a play (benchmarks/_story.py). To reach: exact, every figure, in 6 s and 250 MiB;
3 s is the height to try for. The peer is inkjs, fetched with npm into a temporary folder, with
10,000 random plays of the same story; what they met of it stands beside what exploring proves.
ChoiceScript's randomtest and quicktest are not on npm. All take turns, so that a busy machine
slows them alike. Last comes how exploring grows from 100 to 5,000 scenes, with as many decisions
a play.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from _measured import HEADINGS, MISSING, Line, Run, inkjs_version, measured, take_turns
from _story import CHOICES, LAYERS, as_ink, as_yaml, drawn

SCENES, PLAYS = 1_000, 10_000
GROWTH = (100, 300, 1_000, 3_000, 5_000)
LONG_RUNS = 3
"""At most so many of what takes long: the peer's plays, and growth."""
BUDGET, RAISED = 1_000_000, 10_000_000
"""States that are followed: as shipped, and for the growth."""

EXPLORE = """
import json, sys, time
from pathlib import Path
from pmquest.engine.machine import Machine
from pmquest.explore.explore import explore
from pmquest.scenario.reader import read_file

scenario = read_file(Path(sys.argv[1])).scenario
begun, busy = time.perf_counter(), time.process_time()
known = explore(Machine(scenario), budget=int(sys.argv[2]))
print(json.dumps({
    "seconds": time.perf_counter() - begun,
    "busy": time.process_time() - busy,
    "exact": known.exact,
    "states": known.states,
    "paths": known.paths,
    "stuck": [shown.scene for shown in known.stuck],
    "unreachable": len(known.unreachable),
    "never_available": known.never_available,
    "endings": {scene: figures.probability for scene, figures in known.endings.items()},
}))
"""

PLAY = """
const fs = require("fs");
const { Compiler } = require("inkjs/full");
const story = new Compiler(fs.readFileSync("story.ink", "utf8")).Compile();
const plays = Number(process.argv[2]);
const states = new Set(), taken = new Set(), stuck = new Set(), endings = {};
story.onError = () => {};
const begin = process.hrtime.bigint(), before = process.cpuUsage();
for (let play = 0; play < plays; play++) {
  story.ResetState();
  for (;;) {
    let scene = "";
    while (story.canContinue) scene = story.Continue().trim() || scene;
    const variables = story.variablesState;
    const choices = story.currentChoices;
    if (choices.length === 0 && !/^s\\d+$/.test(scene)) {
      states.add(scene);
      endings[scene] = (endings[scene] || 0) + 1 / plays;
      break;
    }
    states.add(scene + " " + variables.trust + " " + variables.budget);
    if (choices.length === 0) {
      stuck.add(scene);
      break;
    }
    const choice = choices[Math.floor(Math.random() * choices.length)];
    taken.add(scene + "." + choice.text.split(" ")[0]);
    story.ChooseChoiceIndex(choice.index);
  }
}
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
const used = process.cpuUsage(before);
console.log(JSON.stringify({
  seconds, busy: (used.user + used.system) / 1e6,
  states: states.size, taken: taken.size, stuck: [...stuck], endings,
}));
"""


def explored(file: Path, budget: int) -> Run:
    """Explore in a fresh process; the time is that of exploring alone, the memory all."""
    return timed_inside(measured([sys.executable, "-c", EXPLORE, file, str(budget)]))


def played(folder: Path) -> Run:
    """Let the peer play; the time is that of the plays alone, compiling apart."""
    return timed_inside(measured(["node", "play.js", str(PLAYS)], folder))


def timed_inside(run: Run) -> Run:
    """Take the times that the process itself gives."""
    told = json.loads(run.output)
    return replace(run, seconds=told["seconds"], busy=told["busy"])


def shares(endings: dict[str, float]) -> str:
    """Say how likely each ending is, in the order of their names."""
    return " · ".join(f"{scene} {endings[scene]:.2%}" for scene in sorted(endings))


def listed(scenes: list[str]) -> str:
    """Name scenes, in one order whoever found them."""
    return ", ".join(sorted(scenes)) or "none"


def tell_known(known: dict[str, Any]) -> None:
    """Print what exploring found out."""
    paths = f"{known['paths']:.2e} paths, exact" if known["exact"] else "a sample"
    print(
        f"pmquest: {known['states']:,} states, {paths}; dead ends {listed(known['stuck'])}; "
        f"{known['unreachable']} scenes unreachable, "
        f"{len(known['never_available'])} of {choices():,} choices never open"
    )
    print(f"  {shares(known['endings'])}")


def tell_seen(version: str, seen: dict[str, Any], known: dict[str, Any]) -> None:
    """Print what the plays of the peer met of it."""
    never = len(known["never_available"])
    unseen = choices() - seen["taken"]
    print(
        f"inkjs {version}: {seen['states']:,} states, {seen['states'] / known['states']:.0%} of "
        f"them; dead ends {listed(seen['stuck'])}; "
        f"{unseen} choices never taken, of which {unseen - never} can be"
    )
    print(f"  {shares(seen['endings'])}")


def choices() -> int:
    """How many the story has."""
    return len(drawn(SCENES, wordy=False).moments) * CHOICES


def compare(folder: Path, runs: int) -> None:
    """Measure and print the story of the targets, ours beside the peer's."""
    file = folder / "story.yaml"
    file.write_text(as_yaml(drawn(SCENES, wordy=True)), "utf-8")
    command = [sys.executable, "-m", "pmquest", "explore", str(file), "--format", "json"]
    ours = Line("pmquest, explore(Machine(scenario))", partial(explored, file, BUDGET), runs)
    whole = Line("pmquest explore FILE --format json, process", partial(measured, command), runs)
    lines = [ours, whole]
    version = inkjs_version(folder)
    if version is not None:
        (folder / "story.ink").write_text(as_ink(drawn(SCENES, wordy=False)), "utf-8")
        (folder / "play.js").write_text(PLAY, "utf-8")
        name = f"inkjs {version}, {PLAYS:,} random plays"
        lines.append(Line(name, partial(played, folder), min(runs, LONG_RUNS)))
    take_turns(lines)
    print(
        f"{SCENES:,} scenes, {LAYERS} decisions a play, {file.stat().st_size / 1e6:.1f} MB; "
        "to reach: 6 s, 250 MiB"
    )
    print(HEADINGS, *lines, sep="\n")
    known = json.loads(ours.runs[0].output)
    tell_known(known)
    if version is None:
        print(MISSING)
    else:
        tell_seen(version, json.loads(lines[-1].runs[0].output), known)


def grow(folder: Path, runs: int) -> None:
    """Measure and print how exploring grows with the story."""
    lines = []
    for scenes in GROWTH:
        file = folder / f"story{scenes}.yaml"
        file.write_text(as_yaml(drawn(scenes, wordy=False)), "utf-8")
        lines.append(Line(f"{scenes:>5,} scenes", partial(explored, file, RAISED), runs))
    take_turns(lines)
    print(f"\nGrowth, texts kept short, budget raised to {RAISED:,} states")
    print(HEADINGS)
    for line in lines:
        known = json.loads(line.runs[0].output)
        exact = "exact" if known["exact"] else "a sample"
        rate = known["states"] / line.seconds
        print(f"{line}  {known['states']:>9,} states, {exact}, {rate:,.0f} a second")


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), runs)
        grow(Path(name), min(runs, LONG_RUNS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
