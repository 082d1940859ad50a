"""Writes docs/scenarios.md, the table of the scenarios that ship; `make docs` runs it.

Every figure comes from the files themselves: what is counted from the key, what is followed
from exploring every road, and the minutes from plays picked at random. A test holds that the
page is as this script would write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any, Final

from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.engine.views import SceneView
from pmquest.explore.exploration import Exploration
from pmquest.explore.explore import explore
from pmquest.framework import ASPECTS, LEVELS, RESPONSIBILITIES
from pmquest.game.settings import Mode
from pmquest.scenario.model import Scenario
from pmquest.scenario.pack_reader import read_pack_file
from pmquest.scenario.reader import read_file
from pmquest.scoring.coverage import Coverage, coverage

PAGE: Final = Path(__file__).parent / "scenarios.md"
FOLDER: Final = Path(__file__).parents[1] / "scenarios"

WORDS_A_MINUTE: Final = 220
"""How quickly a player reads."""
SECONDS_A_DECISION: Final = 20
"""How long a player thinks over an answer."""
_PLAYS: Final = 60
"""Over how many plays the minutes are averaged."""
_WORD: Final = re.compile(r"[^\W_][\w’'.,:–-]*")


def shipped() -> list[Scenario]:
    """Give the scenarios that ship, in the order of their pathway."""
    pack = read_pack_file(FOLDER / "pack.yaml").pack
    assert pack is not None
    readings = (read_file(FOLDER / f"{id}.yaml") for id in pack.stages)
    return [reading.scenario for reading in readings if reading.scenario is not None]


@cache
def explored(id: str) -> Exploration:
    """Follow every road of a scenario that ships."""
    return explore(_machine(id))


@cache
def _machine(id: str) -> Machine:
    scenario = read_file(FOLDER / f"{id}.yaml").scenario
    assert scenario is not None
    return Machine(scenario)


def minutes(id: str, mode: Mode = "coached") -> float:
    """How long a play takes: what is shown, read, and the decisions, thought over.

    In an assessed play the coaching waits for the debrief, so that it is not read.
    """
    return fmean(_minutes(_machine(id), seed, mode) for seed in range(_PLAYS))


def _minutes(machine: Machine, seed: int, mode: Mode) -> float:
    """The minutes of one play, picked at random by its seed."""
    hand, words = Random(seed), 0
    play = Play.begin(machine, seed)
    words += _words(_shown(play.view))
    while play.status in ("choosing", "passing"):
        if play.status == "passing":
            play = play.go_on()
        else:
            open_now = [choice.id for choice in play.view.choices if choice.selectable]
            play = play.pick(hand.choice(open_now))
            told = play.outcome
            assert told is not None
            coaching = (told.why or "") if mode == "coached" else ""
            words += _words([told.text, told.result, coaching])
        words += _words(_shown(play.view))
    return words / WORDS_A_MINUTE + len(play.picks) * SECONDS_A_DECISION / 60


def _shown(view: SceneView) -> Iterator[str]:
    """Everything that stands on the screen of a scene."""
    yield from (view.title, view.text)
    for exhibit in view.exhibits:
        yield from (exhibit.title, *exhibit.labels, *exhibit.series, *exhibit.columns)
        yield from (cell for row in exhibit.rows for cell in row)
    yield from (choice.text for choice in view.choices)


def _words(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in texts)


def page() -> str:
    """Give the whole page."""
    scenarios = shipped()
    return "\n\n".join([*_parts(scenarios, {each.id: coverage(each) for each in scenarios})]) + "\n"


def _parts(scenarios: Sequence[Scenario], covered: Mapping[str, Coverage]) -> Iterator[str]:
    yield "# The scenarios that come with the game"
    yield (
        "This page is made from the scenarios themselves, in the order of their pathway. "
        "[What makes a scenario teach](teaching.md) tells what the words mean; "
        "`pmquest explore ID` tells more about one of them."
    )
    yield "## What they are"
    yield _table(
        ("scenario", "you are", "level", "minutes", "assessed", "decisions", "scored scenes"),
        (_account(each, covered[each.id]) for each in scenarios),
    )
    yield (
        f"Minutes: what a play shows, read at {WORDS_A_MINUTE} words a minute, and "
        f"{SECONDS_A_DECISION} seconds for each decision; the mean of {_PLAYS} plays whose "
        "answers are picked at random. Assessed: without the coaching after each answer, which "
        "then waits for the debrief; so it is in a room. Decisions: on the shortest and on the "
        "longest road."
    )
    yield "## What they train"
    yield "Scored scenes by the level that they call for, and by aspect."
    yield _counts(
        {level: level for level in (*LEVELS, "either")}, scenarios, lambda id: covered[id].called
    )
    yield _counts(
        {id: aspect.label for id, aspect in ASPECTS.items()},
        scenarios,
        lambda id: covered[id].aspects,
    )
    for level in LEVELS:
        yield f"Scored scenes with a strong answer that takes up a {level}'s responsibility."
        yield _counts(
            {info.id: info.label for info in RESPONSIBILITIES.values() if info.level == level},
            scenarios,
            lambda id: covered[id].responsibilities,
        )
    yield "## How they end"
    yield "How often each ending is met where answers are picked at random."
    yield _table(("scenario", "ending", "", "plays"), _endings(scenarios))


def _account(scenario: Scenario, covered: Coverage) -> tuple[str, ...]:
    decisions = explored(scenario.id).decisions
    return (
        f"[{scenario.title}](../scenarios/{scenario.id}.yaml)",
        scenario.role,
        scenario.role_level,
        f"{minutes(scenario.id):.0f}",
        f"{minutes(scenario.id, 'assessed'):.0f}",
        f"{decisions.min} to {decisions.max}",
        f"{covered.scenes}",
    )


def _counts(
    columns: Mapping[str, str],
    scenarios: Sequence[Scenario],
    counts: Callable[[str], Mapping[Any, int]],
) -> str:
    """Give a table of how many there are in each scenario, and in all."""
    rows = [[counts(each.id).get(key, 0) for key in columns] for each in scenarios]
    return _table(
        ("scenario", *columns.values()),
        (
            *(
                (each.title, *(str(count or "·") for count in row))
                for each, row in zip(scenarios, rows, strict=True)
            ),
            ("**all**", *(f"**{sum(column)}**" for column in zip(*rows, strict=True))),
        ),
    )


def _endings(scenarios: Iterable[Scenario]) -> Iterator[tuple[str, ...]]:
    for scenario in scenarios:
        for id, ending in explored(scenario.id).endings.items():
            title = scenario.scenes[id].title
            yield scenario.title, title, ending.grade, f"{ending.probability:.1%}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
