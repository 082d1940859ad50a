"""What a scenario is, and a pack of them, once it has been read and found whole.

The field names are the keys of the YAML (format.md). The reader is driven by these types:
their limits, literals and descriptions say what each key takes, so that a key exists in one
place only. A `form` in a field's `Meta` names what a plain type cannot say (prose, an id, the
key under which a map stands); `scenario.shape` knows the forms.

Every value is frozen. Maps keep the order of the file and are never changed after reading.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

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
Odds = Annotated[int, Meta(ge=1, le=1_000_000)]
Seconds = Annotated[int, Meta(ge=1, le=3_600)]
Share = Annotated[float, Meta(ge=0, le=1)]


def _form(name: str, description: str) -> Meta:
    return Meta(description=description, extra={"form": name})


class Block(Struct, frozen=True):
    """A piece of text that is there always, or only while its condition holds."""

    text: Annotated[str, _form("markdown", "Markdown; {trust} shows a meter or a fact.")]
    when: Annotated[Condition | None, Meta(description="Shown only while this holds.")] = None


Blocks = Annotated[tuple[Block, ...], Meta(extra={"form": "blocks"})]


class Route(Struct, frozen=True):
    """One way on: to a scene, if its condition holds or by its odds."""

    scene: Annotated[str, _form("scene_or_resume", "The scene to go to, or resume.")]
    when: Annotated[
        Condition | None,
        Meta(description="Taken only while this holds; beside odds, in the draw only then."),
    ] = None
    odds: Annotated[Odds | None, Meta(description="Weight in the draw.")] = None


Routes = Annotated[tuple[Route, ...], Meta(extra={"form": "routes"})]


class Meter(Struct, frozen=True):
    """A figure that the player sees move."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    label: Annotated[str, _form("line", "How it is named on the screen.")]
    start: Annotated[int, Meta(description="Its value at the start.", ge=-(10**9), le=10**9)]
    min: Annotated[int, Meta(description="It never falls below this.", ge=-(10**9), le=10**9)] = 0
    max: Annotated[int, Meta(description="It never rises above this.", ge=-(10**9), le=10**9)] = 100
    unit: Annotated[str, _form("line", "Shown after the value, such as k€ or %.")] = ""
    better: Annotated[Better, Meta(description="Which way is good for the player.")] = "higher"


class Interrupt(Struct, frozen=True):
    """A scene that breaks in after a pick, once in a play, when its condition holds."""

    when: Annotated[Condition, Meta(description="Looked at after every pick.")]
    to: Annotated[str, _form("scene", "The scene that breaks in.")]


class Exhibit(Struct, frozen=True):
    """A picture of data: a line or bar chart, or a table."""

    title: Annotated[str, _form("sentence", "What the picture shows.")]
    kind: Annotated[ExhibitKind, Meta(description="How it is drawn.")]
    labels: Annotated[
        tuple[str, ...],
        Meta(description="Line and bar: one for each value.", extra={"form": "cells"}),
    ] = ()
    series: Annotated[
        dict[str, tuple[float, ...]],
        Meta(
            description="Line and bar: name and values, decimals allowed.", extra={"form": "series"}
        ),
    ] = {}
    columns: Annotated[
        tuple[str, ...], Meta(description="Table: the heads.", extra={"form": "cells"})
    ] = ()
    rows: Annotated[
        tuple[tuple[str, ...], ...],
        Meta(
            description="Table: cells as written, one for each column.", extra={"form": "cell_rows"}
        ),
    ] = ()
    when: Annotated[Condition | None, Meta(description="Shown only while this holds.")] = None


class Arrival(Struct, frozen=True):
    """What happens on entering a scene, if its condition holds."""

    when: Annotated[Condition | None, Meta(description="Happens only if this holds.")] = None
    effects: Annotated[
        dict[str, int],
        Meta(description="Added to meters and number facts.", extra={"form": "effects"}),
    ] = {}
    set: Annotated[
        dict[str, bool | int], Meta(description="Assigned to facts.", extra={"form": "set"})
    ] = {}


class Choice(Struct, frozen=True):
    """One answer that a scene offers."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    text: Annotated[str, _form("sentence", "The deed, as the player reads it.")]
    level: Annotated[Level | None, Meta(description="The level of the answer.")] = None
    judgment: Annotated[Judgment | None, Meta(description="How well it serves the moment.")] = None
    responsibility: Annotated[
        Responsibility | None, Meta(description="Which responsibility it takes up, of its level.")
    ] = None
    slip: Annotated[Slip | None, Meta(description="How a weak or poor answer misses.")] = None
    effects: Annotated[
        dict[str, int],
        Meta(description="Added to meters and number facts.", extra={"form": "effects"}),
    ] = {}
    set: Annotated[
        dict[str, bool | int], Meta(description="Assigned to facts.", extra={"form": "set"})
    ] = {}
    result: Annotated[
        Blocks, Meta(description="The consequence, shown before the next scene.")
    ] = ()
    why: Annotated[
        str | None,
        _form("markdown", "The coaching: what this buys, what it costs, what was missing."),
    ] = None
    when: Annotated[Condition | None, Meta(description="Offered only while this holds.")] = None
    locked: Annotated[
        str | None, _form("sentence", "Shown unselectable with this reason, not hidden.")
    ] = None
    once: Annotated[bool, Meta(description="Hidden after it was taken.")] = False
    to: Annotated[Routes, Meta(description="Where it leads; else the scene's own to.")] = ()
    was: Annotated[
        tuple[str, ...],
        Meta(description="Earlier ids, so that saved plays stay whole.", extra={"form": "ids"}),
    ] = ()
    agreement: Annotated[
        Share | None, Meta(description="What part of the panel gave this judgment, 0 to 1.")
    ] = None


class Scene(Struct, frozen=True):
    """One moment of the story: it has choices, or goes on by itself, or is an ending."""

    id: Annotated[str, Meta(extra={"form": "key"})]
    title: Annotated[str, _form("sentence", "When or where it happens.")]
    text: Annotated[Blocks, Meta(description="What happens; plain or in blocks.")]
    enter: Annotated[
        tuple[Arrival, ...], Meta(description="What happens on arrival, in order.")
    ] = ()
    exhibits: Annotated[
        tuple[Exhibit, ...], Meta(description="Pictures of data.", max_length=3)
    ] = ()
    calls_for: Annotated[
        CalledLevel | None, Meta(description="The level that the moment calls for.")
    ] = None
    signal: Annotated[
        str | None, _form("line", "The cue by which that can be told; never names the level.")
    ] = None
    aspect: Annotated[Aspect | None, Meta(description="The aspect in which answers differ.")] = None
    weight: Annotated[int, Meta(description="How much it matters.", ge=1, le=3)] = 1
    notes: Annotated[str | None, _form("prose", "For the facilitator only.")] = None
    seconds: Annotated[Seconds | None, Meta(description="Time limit, in seconds.")] = None
    timeout: Annotated[
        str | None, _form("choice", "The choice that is taken when the time runs out.")
    ] = None
    shuffle: Annotated[bool, Meta(description="Draw the order of the choices anew.")] = True
    choices: Annotated[
        dict[str, Choice], Meta(description="The answers, by id.", extra={"form": "scene_ids"})
    ] = {}
    to: Annotated[Routes, Meta(description="Where choices lead that do not say so.")] = ()
    ending: Annotated[Grade | None, Meta(description="This scene ends the story.")] = None
    was: Annotated[
        tuple[str, ...],
        Meta(description="Earlier ids, so that saved plays stay whole.", extra={"form": "ids"}),
    ] = ()

    @property
    def scored(self) -> bool:
        """Whether the choices of this scene count in the score."""
        return self.calls_for is not None


class Panel(Struct, frozen=True):
    """The people who keyed the answers, each alone."""

    n: Annotated[int, Meta(description="How many people.", ge=1, le=10_000)]


class Scenario(Struct, frozen=True):
    """A whole scenario. `hash` is `sha256:` and the hexadecimal digest of the file's bytes."""

    id: Annotated[str, Meta(extra={"form": "given"})]
    hash: Annotated[str, Meta(extra={"form": "given"})]
    pmquest: Annotated[int, _form("version", "Version of the format: 1.")]
    title: Annotated[str, _form("line", "The scenario's name.")]
    summary: Annotated[str, _form("prose", "One or two sentences for the library card.")]
    role: Annotated[str, _form("line", "Who the player is.")]
    role_level: Annotated[Level, Meta(description="The level of that role.")]
    minutes: Annotated[int, Meta(description="How long a play takes.", ge=1, le=120)]
    objectives: Annotated[
        tuple[Prose, ...], Meta(description="What a player learns.", min_length=1, max_length=5)
    ]
    takeaways: Annotated[
        tuple[Prose, ...], Meta(description="Shown at the end.", min_length=1, max_length=5)
    ]
    scenes: Annotated[
        dict[str, Scene],
        Meta(
            description="The scenes, by id.",
            min_length=1,
            max_length=5_000,
            extra={"form": "scene_ids"},
        ),
    ]
    start: Annotated[str, _form("scene", "The first scene.")] = ""
    reflect: Annotated[
        tuple[Prose, ...], Meta(description="Questions for the debrief.", max_length=5)
    ] = ()
    author: Annotated[str, _form("line", "Who wrote it.")] = ""
    license: Annotated[str, _form("line", "Under which terms it may be used.")] = ""
    language: Annotated[str, _form("language", "BCP 47 tag of its language.")] = "en"
    tags: Annotated[tuple[Line, ...], Meta(description="Words to find it by.", max_length=50)] = ()
    panel: Annotated[Panel | None, Meta(description="Who keyed the answers.")] = None
    waive: Annotated[
        dict[str, str],
        Meta(
            description="Codes of findings that are meant, with the reason.",
            extra={"form": "waive"},
        ),
    ] = {}
    meters: Annotated[
        dict[str, Meter],
        Meta(description="What the player sees move.", max_length=5, extra={"form": "names"}),
    ] = {}
    facts: Annotated[
        dict[str, bool | int],
        Meta(description="Hidden values: true, false or a whole number.", extra={"form": "facts"}),
    ] = {}
    interrupts: Annotated[
        tuple[Interrupt, ...],
        _key("Scenes that break in, in order. Looked at after every pick, each fires once."),
    ] = ()


class Pack(Struct, frozen=True):
    """A folder of scenarios that belong together, as its pack.yaml describes it."""

    pmquest_pack: Annotated[int, _key("Version of the format of packs: 1.", "version")]
    title: Annotated[str, _key("The pack's name.", "line")]
    author: Annotated[str, _key("Who put it together.", "line")] = ""
    license: Annotated[str, _key("Under which terms it may be used.", "line")] = ""
    order: Annotated[
        tuple[str, ...],
        Meta(
            description="Ids of its scenarios, in the order in which to play them.",
            max_length=1_000,
            extra={"form": "order"},
        ),
    ] = ()
