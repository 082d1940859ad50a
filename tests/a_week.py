"""One small scenario that has what a plain game must show: a file's text, and where it leads."""

from __future__ import annotations

from pathlib import Path

A_WEEK = """\
pmquest: 1
title: A week
summary: A week at work.
role: Product manager at Tandem
role_level: manager
minutes: 5
objectives: [Notice what is asked.]
takeaways: ["Ask first, then build."]
reflect: [Whom did you last ring?]
meters:
  trust: {label: Trust, start: 45}
  budget: {label: Budget, start: 60, unit: k€}
scenes:
  monday:
    title: Monday, 09:05
    text: |
      Support wrote **412** tickets. &#x1b;[31m `<b>`

      > We cannot wait.
    exhibits:
      - {title: Tickets, kind: bar, labels: [w1, w2], series: {late: [100, 200]}}
    calls_for: manager
    signal: Nobody knows what the customers mean.
    aspect: responsibilities
    shuffle: false
    to: between
    choices:
      ring:
        text: Ring ten customers.
        level: manager
        judgment: strong
        effects: {trust: 4, budget: -2}
        result: They say the same thing.
        why: A call is the cheapest way to learn.
      vision:
        text: Write a vision.
        level: leader
        judgment: poor
        why: Nobody asked for one.
      bribe:
        text: Give vouchers.
        level: manager
        judgment: weak
        when: trust > 90
        locked: Not while nobody trusts you.
        why: It buys a week.
  between:
    title: Tuesday
    text: A quiet day.
    to: friday
  friday:
    title: Friday
    text: The week ends. {trust} trust you.
    shuffle: false
    choices:
      home: {text: Go home., to: done}
      cellar: {text: Go into the cellar., to: cellar}
  cellar:
    title: The cellar
    text: It is dark.
    choices:
      light: {text: Switch on the light., when: trust > 99, to: done}
  done:
    title: Home
    text: You sleep well.
    ending: good
"""


def a_week(folder: Path) -> str:
    """Write the scenario into a folder and give its path."""
    path = folder / "week.yaml"
    path.write_text(A_WEEK, encoding="utf-8")
    return str(path)
