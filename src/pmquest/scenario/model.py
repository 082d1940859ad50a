"""What a scenario is, and a pack of them, once it has been read and found whole.

The field names are the keys of the YAML (format.md). The reader is driven by these types:
their limits, literals and descriptions say what each key takes, so that a key exists in one
place only. A `form` in a field's `Meta` names what a plain type cannot say (prose, an id, the
key under which a map stands); `scenario.shape` knows the forms. Of a description the first
sentence says what the key is and is what a finding quotes; the whole is what an editor and the
format reference show.

Every value is frozen. Maps keep the order of the file and are never changed after reading.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from pmquest.framework import (
    Aspect,
    CalledLevel,
    Grade,
    Judgment,
    Level,
    Responsibility,
    Slip,
)
from pmquest.scenario.expression import Condition

RESUME: Final = "resume"
"""The target that goes on to where a pick was going before an interrupt."""

FACT_LIMIT: Final = 1_000_000
"""Whole-number facts stay within plus and minus this."""

ExhibitKind = Literal["line", "bar", "table"]
Better = Literal["higher", "lower"]
Prose = Annotated[str, Meta(extra={"form": "prose"})]
Line = Annotated[str, Meta(extra={"form": "line"})]
Amount = Annotated[int, Meta(ge=-(10**9), le=10**9)]
ODDS_LIMIT: Final = 1_000_000
Odds = Annotated[int, Meta(ge=1, le=ODDS_LIMIT, extra={"form": "odds"})]
Seconds = Annotated[int, Meta(ge=1, le=3_600)]
Share = Annotated[float, Meta(ge=0, le=1)]


def _key(description: str, form: str = "", **limits: Any) -> Meta:
    """Say of a key what it is for, its form and its limits (those of `Meta`)."""
    return Meta(description=description, extra={"form": form} if form else None, **limits)


ShownWhen = Annotated[
    Condition | None, _key("Shown only while this condition holds. Without it, always.")
]


class Block(Struct, frozen=True):
    """A piece of text that is there always, or only while its condition holds."""

    text: Annotated[
        str,
        _key("What is read. Markdown; {trust} shows a meter or fact, {{ is a brace.", "markdown"),
    ]
    when: ShownWhen = None


Blocks = Annotated[tuple[Block, ...], Meta(extra={"form": "blocks"})]


class Route(Struct, frozen=True):
    """One way on: to a scene, if its condition holds or by its odds."""

    scene: Annotated[
        str,
        _key(
            "The scene to go to, or resume. resume goes on to where the pick was going before an "
            "interrupt broke in.",
            "scene_or_resume",
        ),
    ]
    when: Annotated[
        Condition | None,
        _key(
            "Taken only while this holds. Without odds, the first route that holds is taken and "
            "the last has no when; beside odds, a route is in the draw only while its when holds."
        ),
    ] = None
    odds: Annotated[
        Odds | None,
        _key(
            "Weight in the draw. Odds of 3 are drawn three times as often as odds of 1; in a list "
            "every route has odds or none has."
        ),
    ] = None


Routes = Annotated[tuple[Route, ...], Meta(extra={"form": "routes"})]
Effects = Annotated[
    dict[str, int],
    _key("Added to meters and number facts. A meter stays within its min and max.", "effects"),
]
Assigned = Annotated[
    dict[str, bool | int],
    _key("Assigned to facts. A fact keeps its kind: true or false, or a whole number.", "set"),
]
Earlier = Annotated[
    tuple[str, ...],
    _key("Earlier ids, so that saved plays stay whole. One id or a list.", "ids"),
]


class Meter(Struct, frozen=True):
    """A figure that the player sees move."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    label: Annotated[str, _key("How it is named on the screen.", "line")]
    start: Annotated[Amount, _key("Its value at the start. It lies between min and max.")]
    min: Annotated[Amount, _key("It never falls below this.")] = 0
    max: Annotated[Amount, _key("It never rises above this.")] = 100
    unit: Annotated[str, _key("Shown after the value, such as k€ or %.", "line")] = ""
    better: Annotated[Better, _key("Which way is good for the player.")] = "higher"


class Interrupt(Struct, frozen=True):
    """A scene that breaks in after a pick, once in a play, when its condition holds."""

    when: Annotated[
        Condition,
        _key(
            "When it breaks in. After every pick, the first interrupt of the list that holds and "
            "has not fired yet takes the play to its scene."
        ),
    ]
    to: Annotated[
        str,
        _key(
            "The scene that breaks in. From there, to: resume goes on to where the pick led.",
            "scene",
        ),
    ]


class Exhibit(Struct, frozen=True):
    """A picture of data: a line or bar chart, or a table."""

    title: Annotated[
        str, _key("What the picture shows. With the unit, and the time that it covers.", "sentence")
    ]
    kind: Annotated[
        ExhibitKind,
        _key("How it is drawn. A chart has labels and series, a table columns and rows."),
    ]
    labels: Annotated[tuple[str, ...], _key("Line and bar: one name for each value.", "cells")] = ()
    series: Annotated[
        dict[str, tuple[float, ...]],
        _key(
            "Line and bar: name and values, decimals allowed. One value for each label.", "series"
        ),
    ] = {}
    columns: Annotated[tuple[str, ...], _key("Table: the heads of its columns.", "cells")] = ()
    rows: Annotated[
        tuple[tuple[str, ...], ...],
        _key(
            "Table: rows, each with a cell for every column. Cells are shown as written; one with "
            "a comma in it needs quotes.",
            "cell_rows",
        ),
    ] = ()
    when: ShownWhen = None


class Arrival(Struct, frozen=True):
    """What happens on entering a scene, if its condition holds."""

    when: Annotated[
        Condition | None,
        _key("Happens only if this holds. It sees what the entries above it did."),
    ] = None
    effects: Effects = {}
    set: Assigned = {}


class Choice(Struct, frozen=True):
    """One answer that a scene offers."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    text: Annotated[
        str,
        _key("The deed, as the player reads it. One line of at most 90 characters.", "sentence"),
    ]
    level: Annotated[
        Level | None, _key("The level of the answer. Every answer of a scored scene has one.")
    ] = None
    judgment: Annotated[
        Judgment | None,
        _key("How well it serves the moment. Every answer of a scored scene has one."),
    ] = None
    responsibility: Annotated[
        Responsibility | None,
        _key("Which of the ten responsibilities it takes up. One of the answer's level."),
    ] = None
    slip: Annotated[
        Slip | None, _key("How a weak or poor answer misses. Strong and sound answers have none.")
    ] = None
    effects: Effects = {}
    set: Assigned = {}
    result: Annotated[
        Blocks,
        _key(
            "The consequence, shown before the next scene. What happens, without a verdict; a "
            "text, or a list of texts and blocks."
        ),
    ] = ()
    why: Annotated[
        str | None,
        _key(
            "The coaching. What this buys, what it costs, what was missing and for whom, in 25 to "
            "60 words; every answer of a scored scene has one.",
            "markdown",
        ),
    ] = None
    when: Annotated[
        Condition | None,
        _key("Offered only while this holds. Otherwise hidden, or shown locked where it has that."),
    ] = None
    locked: Annotated[
        str | None,
        _key(
            "Why it cannot be picked now. While its when does not hold, the choice is shown "
            "unselectable with this reason instead of being hidden.",
            "sentence",
        ),
    ] = None
    once: Annotated[
        bool, _key("Hidden after it was taken. For scenes that are entered more than once.")
    ] = False
    to: Annotated[
        Routes,
        _key(
            "Where it leads. A scene, resume, or a list of routes; without it, where the scene's "
            "own to leads."
        ),
    ] = ()
    was: Earlier = ()
    agreement: Annotated[
        Share | None,
        _key("What part of the panel gave this judgment, 0 to 1. The debrief shows it."),
    ] = None


class Scene(Struct, frozen=True):
    """One moment of the story: it has choices, or goes on by itself, or is an ending."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    title: Annotated[str, _key("When or where it happens. One line.", "sentence")]
    text: Annotated[
        Blocks,
        _key(
            "What happens. Markdown, about 60 words, in the second person and the present; a "
            "text, or a list of texts and blocks."
        ),
    ]
    enter: Annotated[
        tuple[Arrival, ...],
        _key("What happens on arrival, in order. Before text and choices are looked at."),
    ] = ()
    exhibits: Annotated[
        tuple[Exhibit, ...], _key("Pictures of data: charts and tables.", max_length=3)
    ] = ()
    calls_for: Annotated[
        CalledLevel | None,
        _key(
            "The level that the moment calls for. It makes the scene count in the score: its "
            "choices then have level, judgment and why."
        ),
    ] = None
    signal: Annotated[
        str | None,
        _key(
            "The cue by which the level can be told. One line, shown in the coaching; it never "
            "names the level, and may be left out where the scene calls for either.",
            "line",
        ),
    ] = None
    aspect: Annotated[Aspect | None, _key("The aspect in which the answers differ most.")] = None
    weight: Annotated[int, _key("How much it counts in the score.", ge=1, le=3)] = 1
    notes: Annotated[
        str | None,
        _key(
            "For the facilitator only. One question worth five minutes, and what to expect.",
            "prose",
        ),
    ] = None
    seconds: Annotated[
        Seconds | None,
        _key("Time limit, in seconds. It needs a timeout; players can switch it off."),
    ] = None
    timeout: Annotated[
        str | None,
        _key(
            "The choice that is taken when the time runs out. It has neither when nor once.",
            "choice",
        ),
    ] = None
    shuffle: Annotated[
        bool, _key("Whether the order of the choices is drawn anew for every play.")
    ] = True
    choices: Annotated[
        dict[str, Choice],
        _key(
            "The answers, by id. Two to nine; one will do where the scene is not scored.",
            "scene_ids",
        ),
    ] = {}
    to: Annotated[
        Routes,
        _key(
            "Where choices lead that do not say so. In a scene without choices, where continue "
            "leads."
        ),
    ] = ()
    ending: Annotated[
        Grade | None, _key("How the story ends here. An ending has neither choices nor to.")
    ] = None
    was: Earlier = ()

    @property
    def scored(self) -> bool:
        """Whether the choices of this scene count in the score."""
        return self.calls_for is not None


class Panel(Struct, frozen=True):
    """The people who keyed the answers, each alone."""

    n: Annotated[int, _key("How many people.", ge=1, le=10_000)]


class Scenario(Struct, frozen=True):
    """A whole scenario. `hash` is `sha256:` and the hexadecimal digest of the file's bytes."""

    id: Annotated[str, Meta(extra={"form": "given"})]
    hash: Annotated[str, Meta(extra={"form": "given"})]
    pmquest: Annotated[int, _key("Version of the format: 1.", "version")]
    title: Annotated[str, _key("The scenario's name.", "line")]
    summary: Annotated[str, _key("One or two sentences for the library card.", "prose")]
    role: Annotated[
        str, _key("Who the player is. Such as: Product manager at Tiffin, a food app.", "line")
    ]
    role_level: Annotated[Level, _key("The level of that role.")]
    minutes: Annotated[int, _key("How long a play takes, in minutes.", ge=1, le=120)]
    objectives: Annotated[
        tuple[Prose, ...],
        _key("What a player learns. Shown before the play.", min_length=1, max_length=5),
    ]
    takeaways: Annotated[
        tuple[Prose, ...],
        _key(
            "What a player takes away. Shown at the end; each can be used on Monday.",
            min_length=1,
            max_length=5,
        ),
    ]
    scenes: Annotated[
        dict[str, Scene],
        _key("The scenes, by id.", "scene_ids", min_length=1, max_length=5_000),
    ]
    start: Annotated[
        str, _key("The first scene. Without it, the one that stands first.", "scene")
    ] = ""
    reflect: Annotated[
        tuple[Prose, ...],
        _key("Questions for the debrief. They ask about the player's own work.", max_length=5),
    ] = ()
    author: Annotated[str, _key("Who wrote it.", "line")] = ""
    license: Annotated[str, _key("Under which terms it may be used.", "line")] = ""
    language: Annotated[
        str, _key("BCP 47 tag of its language. Such as en, de or pt-BR.", "language")
    ] = "en"
    tags: Annotated[tuple[Line, ...], _key("Words to find it by.", max_length=50)] = ()
    panel: Annotated[
        Panel | None,
        _key("Who keyed the answers, each alone. Without it: the author's own judgment."),
    ] = None
    waive: Annotated[
        dict[str, str],
        _key(
            "Findings that are meant, by code, each with the reason. Such as PQ512: the long "
            "answer is the point here.",
            "waive",
        ),
    ] = {}
    meters: Annotated[
        dict[str, Meter], _key("What the player sees move, by id.", "names", max_length=5)
    ] = {}
    facts: Annotated[
        dict[str, bool | int],
        _key(
            "What the story remembers, hidden from the player. Each starts as true, false or a "
            "whole number and keeps that kind.",
            "facts",
        ),
    ] = {}
    interrupts: Annotated[
        tuple[Interrupt, ...],
        _key("Scenes that break in, in order. Looked at after every pick, each fires once."),
    ] = ()


class Stage(Struct, frozen=True):
    """Scenarios of a pack that are played about the same time on its way."""

    stage: Annotated[str, _key("What stands over them.", "line")]
    scenarios: Annotated[
        tuple[str, ...], _key("Ids of its scenarios, in the order to play them in.", "scenarios")
    ]


class Pack(Struct, frozen=True):
    """A folder of scenarios that belong together, as its pack.yaml describes it."""

    pmquest_pack: Annotated[int, _key("Version of the format of packs: 1.", "version")]
    title: Annotated[str, _key("The pack's name.", "line")]
    author: Annotated[str, _key("Who put it together.", "line")] = ""
    license: Annotated[str, _key("Under which terms it may be used.", "line")] = ""
    order: Annotated[
        tuple[str | Stage, ...],
        _key(
            "Ids of its scenarios, in the order to play them in, or stages with such ids.",
            "order",
            max_length=1_000,
        ),
    ] = ()

    @property
    def stages(self) -> dict[str, str]:
        """By the id of each scenario that is put in order, the stage it stands in, or ""."""
        stages: dict[str, str] = {}
        for each in self.order:
            ids, title = ((each,), "") if isinstance(each, str) else (each.scenarios, each.stage)
            for id in ids:
                stages.setdefault(id, title)
        return stages
