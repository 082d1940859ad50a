"""The story that exploring and checking are measured on, as YAML for us and as ink for the peer.

Layers of scenes, one decision in each: a play begins in the one scene of the first layer, every
layer can be three times as wide as the one before until the scenes are used up evenly, and after
the last the meters say which ending it is. Every scene is scored and has three choices; each
moves one of two meters that stay within 0 and 20; a tenth of the choices have a condition. All
of it is drawn from a fixed seed, the words apart from the rest: how many words there are does
not change how the story goes.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from random import Random

LAYERS, CHOICES, CONDITIONAL = 40, 3, 0.1
MOST, START = 20, 10
METERS = ("trust", "budget")
ENDINGS = {
    "loved": ("good", "trust + budget >= 26"),
    "kept": ("mixed", "trust >= 8"),
    "sold": ("bad", "budget >= 4"),
    "lost": ("bad", ""),
}
"""By scene: the grade and what must hold; the first that holds is the one."""

SEED = 35
ASPECTS = ("scope", "responsibilities", "team", "horizon", "decisions")
SLIPS = {"weak": ("half", "habit"), "poor": ("too-early", "too-late")}
WORDS = (
    "all and ask are asks at bill both but by call cost day days do each fee few fix four gets "
    "go had has her his hour if into is it its just keep kept knew late less list lose mail map "
    "may meet more must near new next note now of off old on once one or our out own pay plan "
    "price put rate read ring room row rule said same sat see sent she side so some stop talk "
    "team tell ten test than that their them then they this three time to told took two under "
    "until up us use wait walk was week went what when while who wide will with work you your"
)
"""Short ones, so that 5,000 scenes fit into the 4 MiB that a file may have."""

HEAD = """\
pmquest: 1
title: A long story
summary: Forty days, one decision a day.
role: Product manager at Tiffin, a food app
role_level: manager
minutes: 120
objectives: [Go on.]
takeaways: [It went on.]
meters:
  trust: {label: Customer trust, start: 10, max: 20}
  budget: {label: Budget, start: 10, max: 20, unit: k€}
scenes:
"""


@dataclass(frozen=True)
class Answer:
    """One choice of a scene."""

    text: str
    level: str
    judgment: str
    slip: str | None
    meter: str
    amount: int
    condition: str
    """Empty where the choice is there always."""
    to: int | None
    """The next scene; None: an ending."""
    why: str
    result: str


@dataclass(frozen=True)
class Moment:
    """One scene."""

    text: str
    calls_for: str
    aspect: str
    signal: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Story:
    """The scenes before the endings, by number."""

    moments: tuple[Moment, ...]
    wordy: bool


def drawn(scenes: int, *, wordy: bool) -> Story:
    """Draw a story of so many scenes, endings included; `wordy` has texts of a usual length."""
    draw, speak = Random(SEED), Random(SEED)
    sizes = _layers(scenes - len(ENDINGS))
    moments: list[Moment] = []
    for number, size in enumerate(sizes):
        beyond = len(moments) + size
        following = sizes[number + 1] if number + 1 < len(sizes) else 0
        targets = _targets(draw, beyond, following, size * CHOICES)
        for _ in range(size):
            to = [targets.pop() for _ in range(CHOICES)]
            moments.append(_moment(draw, speak, to, wordy=wordy))
    return Story(tuple(moments), wordy)


def _layers(scenes: int) -> list[int]:
    """How many scenes each layer has."""
    sizes = [1]
    for layers in range(LAYERS - 1, 0, -1):
        left = scenes - sum(sizes)
        sizes.append(min(CHOICES * sizes[-1], -(-left // layers)))
    return sizes


def _targets(draw: Random, first: int, following: int, count: int) -> list[int | None]:
    """Where the choices of a layer lead: to every scene of the next at least once."""
    if not following:
        return [None] * count
    numbers = range(first, first + following)
    targets = [*numbers, *draw.choices(numbers, k=count - following)]
    draw.shuffle(targets)
    return [*targets]


def _moment(draw: Random, speak: Random, to: list[int | None], *, wordy: bool) -> Moment:
    calls_for, other = draw.sample(("manager", "leader"), 2)
    judgments = draw.sample(("strong", draw.choice(("sound", "weak")), "poor"), CHOICES)
    answers = []
    for target, judgment in zip(to, judgments, strict=True):
        bound = draw.choice((f">= {draw.randint(6, 16)}", f"<= {draw.randint(4, 14)}"))
        condition = f"{draw.choice(METERS)} {bound}" if draw.random() < CONDITIONAL else ""
        answers.append(
            Answer(
                text=_said(speak, 9 if wordy else 3),
                level=calls_for if judgment == "strong" else draw.choice((calls_for, other)),
                judgment=judgment,
                slip=draw.choice(SLIPS[judgment]) if judgment in SLIPS else None,
                meter=draw.choice(METERS),
                amount=draw.choice((-4, -3, -2, -1, 1, 2, 3, 4)),
                condition=condition,
                to=target,
                why=_said(speak, 32 if wordy else 25),
                result=_said(speak, 13) if wordy else "",
            )
        )
    return Moment(
        text=_said(speak, 50 if wordy else 3),
        calls_for=calls_for,
        aspect=draw.choice(ASPECTS),
        signal=_said(speak, 9 if wordy else 3),
        answers=tuple(answers),
    )


def _said(speak: Random, words: int) -> str:
    return " ".join(speak.choices(WORDS.split(), k=words)).capitalize() + "."


def as_yaml(story: Story) -> str:
    """Write the story for us."""
    parts = [HEAD]
    for number, moment in enumerate(story.moments):
        parts.append(
            f"  s{number}:\n    title: Day {number}\n"
            f"    text: {_block(moment.text, 6) if story.wordy else moment.text}\n"
            f"    calls_for: {moment.calls_for}\n    aspect: {moment.aspect}\n"
            f"    signal: {moment.signal}\n    choices:\n"
        )
        for place, answer in enumerate(moment.answers):
            keys = _keys(answer)
            if story.wordy:
                keys |= {key: _block(keys[key], 10) for key in ("why", "result")}
                parts.append(f"      c{place}:\n")
                parts += [f"        {key}: {value}\n" for key, value in keys.items()]
            else:
                one_line = ", ".join(f"{key}: {value}" for key, value in keys.items())
                parts.append(f"      c{place}: {{{one_line}}}\n")
    for ending, (grade, _) in ENDINGS.items():
        parts.append(f"  {ending}: {{title: The end, text: It is over., ending: {grade}}}\n")
    return "".join(parts)


def _keys(answer: Answer) -> dict[str, str]:
    keys = {"text": answer.text, "level": answer.level, "judgment": answer.judgment}
    if answer.slip is not None:
        keys["slip"] = answer.slip
    if answer.condition:
        keys["when"] = answer.condition
    keys["effects"] = f"{{{answer.meter}: {answer.amount}}}"
    keys["to"] = _to(answer.to)
    keys["why"] = answer.why
    if answer.result:
        keys["result"] = answer.result
    return keys


def _to(target: int | None) -> str:
    if target is not None:
        return f"s{target}"
    routes = (
        f"{{when: {condition}, scene: {ending}}}" if condition else f"{{scene: {ending}}}"
        for ending, (_, condition) in ENDINGS.items()
    )
    return f"[{', '.join(routes)}]"


def _block(text: str, indent: int) -> str:
    lines = textwrap.fill(text, 88, initial_indent=" " * indent, subsequent_indent=" " * indent)
    return f"|\n{lines}"


def as_ink(story: Story) -> str:
    """Write the story for the peer: the same scenes, choices, conditions, meters and words."""
    lines = [f"VAR {meter} = {START}" for meter in METERS] + ["-> s0"]
    for number, moment in enumerate(story.moments):
        lines += [f"=== s{number} ===", moment.text, f"s{number}"]
        for place, answer in enumerate(moment.answers):
            held = f"{{{answer.condition}}} " if answer.condition else ""
            to = "over" if answer.to is None else f"s{answer.to}"
            changed = f"MIN({MOST}, MAX(0, {answer.meter} + {answer.amount}))"
            lines += [
                f"+ {held}[c{place} {answer.text}]",
                *(line for line in (answer.result, answer.why) if line and story.wordy),
                f"    ~ {answer.meter} = {changed}",
                f"    -> {to}",
            ]
    lines.append("=== over ===")
    for ending, (_, condition) in ENDINGS.items():
        lines.append(f"{{{condition}: -> {ending}}}" if condition else f"-> {ending}")
    for ending in ENDINGS:
        lines += [f"=== {ending} ===", ending, "-> END"]
    return "\n".join(lines) + "\n"
