"""A whole scenario in which nothing is found, not even advice; defects are seeded into it.

Eight days in a row, each with a strong, a weak and a poor answer (`ring3`, `wait3` and `board3`
on `day3`), then one of three endings by the trust that is left.
"""

from __future__ import annotations

from pathlib import Path

from pmquest.check.findings import Judged, findings_of
from pmquest.engine.machine import Machine
from pmquest.engine.play import Pick, Play
from pmquest.explore.exploration import Exploration
from pmquest.explore.explore import explore
from pmquest.scenario.diagnostics import Diagnostic
from pmquest.scenario.model import Scenario
from pmquest.scenario.reader import read_bytes

DAYS = 8
ASPECTS = (
    "scope",
    "team",
    "horizon",
    "scope",
    "decisions",
    "responsibilities",
    "team",
    "horizon",
)

HEAD = """\
pmquest: 1
title: Eight days
summary: Eight days at work, each with a question.
role: Product manager at Tandem
role_level: manager
minutes: 10
objectives: [Notice what is asked.]
takeaways: [Ask first.]
meters:
  trust: {label: Trust, start: 50}
  budget: {label: Budget, start: 50}
facts: {rung: false}
scenes:
"""
DAY = """\
  day{n}:
    title: Day {n}
    text: A new question is waiting on your desk this morning.
    calls_for: {called}
    signal: The {n} letters on the desk come from {cue}.
    aspect: {aspect}
    choices:
      wait{n}:
        text: Wait with it until the others have said something.
        level: {called}
        judgment: weak
        slip: too-late
        effects: {{trust: -1}}
        why: >-
          Waiting costs nothing on the first evening and a good deal by the third. Whoever wrote
          hears from nobody, and what could have been mended with a call now needs a meeting.
      ring{n}:
        text: Ring the people who wrote and hear them to the end.
        level: {called}
        judgment: strong
        effects: {{trust: 2, budget: -2}}
        why: >-
          A call takes an hour that was meant for something else, and it moves a plan by a day.
          In return it shows what was missing, and the people who wrote know that they were heard.
      board{n}:
        text: Answer all of them with the plan that was made before.
        level: {other}
        judgment: poor
        slip: wrong-level
        effects: {{trust: -4}}
        why: >-
          The plan is in order, and sending it is quick. It answers a question that nobody has
          asked, and those who did ask are told that it was settled long before they wrote.
    to:{to}
"""
LAST = """
      - when: trust >= 60
        scene: loved
      - when: trust >= 40
        scene: left
      - scene: closed
"""
ENDINGS = """\
  loved:
    title: Loved
    text: They ring you now.
    ending: good
  left:
    title: Left
    text: Some of them ring.
    ending: mixed
  closed:
    title: Closed
    text: Nobody rings.
    ending: bad
"""


def _day(n: int) -> str:
    levels = ("manager", "leader") if n % 2 else ("leader", "manager")
    return DAY.format(
        n=n,
        called=levels[0],
        other=levels[1],
        cue="one town" if n % 2 else "all four products",
        aspect=ASPECTS[n - 1],
        to=LAST.rstrip() if n == DAYS else f" day{n + 1}",
    )


STORY = HEAD + "".join(_day(n) for n in range(1, DAYS + 1)) + ENDINGS


def seeded(*changes: tuple[str, str]) -> str:
    """The story with each first text replaced by the second, at its first place; all are there."""
    story = STORY
    for before, after in changes:
        assert before in story, before
        story = story.replace(before, after, 1)
    return story


def changed(n: int, choice: str, before: str, after: str) -> tuple[str, str]:
    """A change in an answer of day `n`, for `seeded`: the answer with `before` replaced."""
    day = _day(n)
    answer = day[day.index(f"      {choice}{n}:") :]
    assert before in answer, before
    return answer, answer.replace(before, after, 1)


def read(story: str) -> Scenario:
    """The scenario of a story that has no errors."""
    scenario = read_bytes(story.encode(), file="story.yaml", scenario_id="story").scenario
    assert scenario is not None
    return scenario


def explored(story: str) -> Exploration:
    """What exploring a story gives."""
    return explore(Machine(read(story)))


def judged(story: str, exploration: Exploration | None = None, *, roads: bool = True) -> Judged:
    """What is found in a story; with `roads` every road is followed, unless they are given."""
    reading = read_bytes(story.encode(), file="story.yaml", scenario_id="story")
    if exploration is None and roads and reading.scenario is not None:
        exploration = explore(Machine(reading.scenario))
    return findings_of(reading, exploration, "story.yaml")


def only(story: str) -> Diagnostic:
    """The one finding of a story."""
    findings = judged(story).findings
    assert len(findings) == 1, [(each.line, each.code, each.message) for each in findings]
    return findings[0]


def source(story: str, finding: Diagnostic) -> str:
    """The part of the source to which a finding points."""
    line = story.splitlines()[finding.line - 1]
    return line[finding.column - 1 : finding.column - 1 + finding.length]


def shown(story: str, finding: Diagnostic) -> Play:
    """The play that a finding says shows it."""
    assert finding.picks is not None
    assert finding.seed is not None
    picks = [Pick(*pick) for pick in finding.picks]
    return Play.replay(Machine(read(story)), finding.seed, picks).settle()


def write(folder: Path, story: str, name: str = "story.yaml") -> Path:
    """Put a story in a folder."""
    path = folder / name
    path.write_text(story, encoding="utf-8")
    return path
