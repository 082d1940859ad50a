"""A small scenario as YAML, and what tests of the game need around it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.game.settings import Mode

STORY = """\
pmquest: 1
title: A small story
summary: Three days and a few answers.
role: Product manager at Example
role_level: manager
minutes: 5
objectives: [See it work.]
takeaways: [It works.]
reflect: [What did you see?, What will you do?]
meters:
  trust: {label: Trust, start: 50}
scenes:
  monday:
    title: Monday
    text: It begins, with trust at {trust}.
    calls_for: manager
    signal: Nobody has asked a customer yet.
    aspect: scope
    choices:
      ring: {text: Ring ten customers., level: manager, judgment: strong, effects: {trust: 5},
        responsibility: customers, why: You hear it from them., to: tuesday}
      wait: {text: Wait., level: manager, judgment: weak, slip: too-late, effects: {trust: -5},
        why: Nothing is heard., to: tuesday}
      hide: {text: Close the door., level: leader, judgment: poor, slip: wrong-level,
        why: Nobody finds you., to: cellar}
  tuesday:
    title: Tuesday
    text: A day goes by.
    to: wednesday
  wednesday:
    title: Wednesday
    text: The board wants to know.
    calls_for: leader
    signal: Three products and one budget.
    aspect: horizon
    choices:
      years: {text: Show them five years., level: leader, judgment: strong, responsibility: vision,
        why: They see where it leads., to: loved}
      weeks: {text: Show them the sprint., level: manager, judgment: weak, slip: wrong-level,
        why: They see a list., to: left_alone}
      again: {text: Ask for another week., level: manager, judgment: poor, slip: too-late,
        why: The week is gone., to: monday}
  cellar:
    title: The cellar
    text: No way out.
    choices:
      stairs: {text: Take the stairs., when: trust > 90, to: loved}
  loved:
    title: Loved
    text: They ring you now.
    ending: good
  left_alone:
    title: Left alone
    text: Nobody asks any more.
    ending: bad
"""
"""Monday and Wednesday are decided, Tuesday is passed, the cellar is a dead end."""

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone(timedelta(hours=1)))


class Clock:
    """A clock that stands still until it is set forward, apart from a tick at each look."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def forward(self, **passed: float) -> None:
        """Let time pass, given as for `timedelta`."""
        self.now += timedelta(**passed)


def write(folder: Path, text: str = STORY, name: str = "story.yaml") -> Path:
    """Put a scenario in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def begin(
    game: Game, name: str = "story", *picks: str, mode: Mode = "coached", seed: int = 1
) -> KeptPlay:
    """Begin a play and make these picks."""
    scenario = game.library.read(game.library.find(name)).scenario
    assert scenario is not None
    return go(game.begin(scenario, mode, seed), *picks)


def go(kept: KeptPlay, *picks: str) -> KeptPlay:
    """Make these picks, passing what has no choices on the way and after the last."""
    for pick in picks:
        pass_on(kept)
        kept.pick(pick)
    pass_on(kept)
    return kept


def pass_on(kept: KeptPlay) -> None:
    """Go on until there is a choice, an ending or a dead end."""
    while kept.play.status == "passing":
        kept.go_on()


def made(kept: KeptPlay) -> list[str]:
    """Give the ids of the choices that stand."""
    return [pick.choice for pick in kept.play.picks]
