"""How long it takes to check a scenario, as a whole process, beside reading it with others.

    python benchmarks/check.py [runs]

The story has 1,000 scenes and 1.7 MB (benchmarks/_story.py), once whole and once with a key
misspelt in every second scene. To reach, exploring apart: 0.8 s. The peers are PyYAML's safe_load
of the same file, in Python and with libyaml, and inkjs, fetched with npm into a temporary folder,
which compiles the same story and words. ChoiceScript's quicktest is not on npm. All take turns,
so that a busy machine slows them alike. Then how checking grows from 100 to 5,000 scenes, and
what it takes with every road followed, for the scenarios that ship with the game.
"""

from __future__ import annotations

import re
import sys
import tempfile
from functools import partial
from pathlib import Path

from _measured import HEADINGS, MISSING, Line, Run, inkjs_version, measured, take_turns
from _story import as_ink, as_yaml, drawn

SCENES, GROWTH = 1_000, (100, 300, 1_000, 3_000, 5_000)
SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"

LOAD = """
import sys, yaml
from pathlib import Path

yaml.load(Path(sys.argv[1]).read_text("utf-8"), getattr(yaml, sys.argv[2]))
"""
COMPILE = """
const { Compiler } = require("inkjs/full");
new Compiler(require("fs").readFileSync("story.ink", "utf8")).Compile();
"""


def checked(file: Path, *options: str) -> Run:
    """Check a file in a process of its own; that there are findings is no error."""
    return measured([sys.executable, "-m", "pmquest", "check", *options, file], statuses=(0, 1))


def loaded(file: Path, loader: str) -> Run:
    """Load a file with one of PyYAML's loaders, in a process of its own."""
    return measured([sys.executable, "-c", LOAD, file, loader])


def compare(folder: Path, runs: int) -> None:
    """Measure and print the story of the target, ours beside the peers'."""
    story = drawn(SCENES, wordy=True)
    whole, broken = folder / "story.yaml", folder / "broken.yaml"
    whole.write_text(as_yaml(story), "utf-8")
    text, mistakes = re.subn("judgment: sound", "judgement: sound", as_yaml(story))
    broken.write_text(text, "utf-8")
    lines = [
        Line("pmquest check --no-explore", partial(checked, whole, "--no-explore"), runs),
        Line(
            f"pmquest check --no-explore, {mistakes} mistakes",
            partial(checked, broken, "--no-explore"),
            runs,
        ),
        Line("PyYAML safe_load with libyaml", partial(loaded, whole, "CSafeLoader"), runs),
        Line("PyYAML safe_load", partial(loaded, whole, "SafeLoader"), runs),
    ]
    version = inkjs_version(folder)
    if version is not None:
        (folder / "story.ink").write_text(as_ink(story), "utf-8")
        (folder / "compile.js").write_text(COMPILE, "utf-8")
        compiled = partial(measured, ["node", "compile.js"], folder)
        lines.append(Line(f"inkjs {version} compile", compiled, runs))
    take_turns(lines)
    print(
        f"{SCENES:,} scenes, {whole.stat().st_size / 1e6:.2f} MB, whole processes; to reach: 0.8 s"
    )
    print(HEADINGS, *lines, sep="\n")
    if version is None:
        print(MISSING)


def grow(folder: Path, runs: int) -> None:
    """Measure and print how checking grows with the story."""
    lines, sizes = [], []
    for scenes in GROWTH:
        file = folder / f"story{scenes}.yaml"
        file.write_text(as_yaml(drawn(scenes, wordy=False)), "utf-8")
        sizes.append(file.stat().st_size / 1e6)
        run = partial(checked, file, "--no-explore")
        lines.append(Line(f"{scenes:>5,} scenes, {sizes[-1]:.2f} MB", run, runs))
    take_turns(lines)
    print("\nGrowth, texts kept short so that 5,000 scenes fit into the 4 MiB of a file")
    print(HEADINGS)
    for line, size in zip(lines, sizes, strict=True):
        print(f"{line}  {line.seconds / size:.2f} s a MB")


def explore_too(runs: int) -> None:
    """Measure and print checking as shipped, for usual scenarios."""
    files = [file for file in sorted(SCENARIOS.glob("*.yaml")) if file.name != "pack.yaml"]
    lines = []
    for file in files:
        lines.append(Line(f"{file.stem}, every road", partial(checked, file), runs))
        run = partial(checked, file, "--no-explore")
        lines.append(Line(f"{file.stem}, --no-explore", run, runs))
    take_turns(lines)
    print("\nThe scenarios of the game")
    print(HEADINGS, *lines, sep="\n")


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), runs)
        grow(Path(name), runs)
    explore_too(runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
