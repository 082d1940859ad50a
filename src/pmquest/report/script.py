"""The script of a scenario: the whole of it in words, for people who review it or key it.

With the key it has everything that an author wrote. Without the key it has what a player sees
before answering, and nothing that follows from an answer: the levels and judgments, the coaching,
the results, the effects, where an answer leads and the endings would all give the key away. So
that no face can let something slip, what belongs to the key is None in a script without it.
"""

from __future__ import annotations

from msgspec import Struct

from pmquest.engine.views import ExhibitView
from pmquest.framework import CalledLevel, Grade, Judgment, Level
from pmquest.report.told import Told
from pmquest.scoring.words import counted, judgment_in_words, level_in_words


class Passage(Struct, frozen=True):
    """A piece of text."""

    text: str
    """Markdown; where a value goes, the name of the meter or fact stands in ‹›."""
    when: Told
    """When it is read; empty where always."""


class ShownExhibit(Struct, frozen=True):
    """A picture of data."""

    exhibit: ExhibitView
    when: Told
    """When it is shown; empty where always."""


class AnswerKey(Struct, frozen=True):
    """What the author holds of an answer."""

    level: Level
    judgment: Judgment
    responsibility: str
    """Its label; "" where none is named."""
    slip: str
    """How it misses; "" where it does not, or nothing is said."""
    agreed: str
    """How much of a panel agreed: "86 % of 7 people chose this judgment"; "" where not known."""

    @property
    def level_in_words(self) -> str:
        """The level with its glyph."""
        return level_in_words(self.level)

    @property
    def judgment_in_words(self) -> str:
        """The judgment with its dots."""
        return judgment_in_words(self.judgment)


class Consequence(Struct, frozen=True):
    """What follows from an answer."""

    moved: str
    """What it changes: "Budget −2 k€ · “interviewed” becomes yes"; "" where nothing."""
    result: tuple[Passage, ...]
    why: str
    """The coaching as Markdown; "" where there is none."""
    onward: tuple[Told, ...]
    """Where it leads, a sentence for each way; empty where the scene says it for all answers."""


class ScriptAnswer(Struct, frozen=True):
    """One answer that a scene offers."""

    label: str
    """The scene's number and the answer's letter: "4B"."""
    text: str
    when: Told
    """When it can be taken; empty where always."""
    locked: str
    """The reason that is shown while it cannot be taken; "" where it is hidden then."""
    once: bool
    """Whether it is offered only until it was taken."""
    key: AnswerKey | None
    """None in a narrative scene, and without the key."""
    consequence: Consequence | None
    """None without the key."""


class SceneKey(Struct, frozen=True):
    """What the author holds of a moment; of one that is not scored there are the notes alone."""

    calls_for: CalledLevel | None
    signal: str
    aspect: str
    weight: int
    notes: str

    @property
    def called_in_words(self) -> str:
        """The level that the moment calls for with its glyph; "" where it is not scored."""
        return level_in_words(self.calls_for) if self.calls_for else ""


class ScriptScene(Struct, frozen=True):
    """One scene."""

    number: int
    title: str
    reached: tuple[Told, ...]
    """How the story comes here, a sentence each."""
    arrival: tuple[Told, ...]
    """What changes on arriving, a sentence each; empty without the key."""
    text: tuple[Passage, ...]
    exhibits: tuple[ShownExhibit, ...]
    time: str
    """The time limit in words; "" where there is none."""
    answers: tuple[ScriptAnswer, ...]
    onward: tuple[Told, ...]
    """Where it goes on, a sentence for each way."""
    ending: Grade | None
    scored: bool
    key: SceneKey | None
    """None without the key."""

    @property
    def anchor(self) -> str:
        """By what name mentions of it find it."""
        return f"scene-{self.number}"


class Chapter(Struct, frozen=True):
    """Scenes that belong together."""

    title: str
    scenes: tuple[ScriptScene, ...]


class ScriptMeter(Struct, frozen=True):
    """A figure that the player sees move."""

    label: str
    start: str
    least: str
    greatest: str
    better: str
    """Which way is good for the player."""


class ScriptFact(Struct, frozen=True):
    """Something that the story remembers unseen."""

    name: str
    start: str
    changes: tuple[Told, ...]
    """Where it changes."""

    @property
    def anchor(self) -> str:
        """By what name mentions of it find it."""
        return f"fact-{self.name}"


class Script(Struct, frozen=True):
    """A whole scenario in words, in the order in which it is read."""

    scenario: str
    title: str
    summary: str
    role: str
    role_level: str
    """The level of the role in words; "" without the key."""
    minutes: str
    objectives: tuple[str, ...]
    author: str
    license: str
    language: str
    version: str
    """The first digits of the scenario's hash: two print-outs with the same are the same."""
    keyed: bool
    """Whether this is the script with the key."""
    judges: str
    """Who judged the answers, as a sentence; "" without the key."""
    meters: tuple[ScriptMeter, ...]
    facts: tuple[ScriptFact, ...]
    chapters: tuple[Chapter, ...]
    takeaways: tuple[str, ...]
    """Empty without the key: they say what was to be learned."""
    reflect: tuple[str, ...]
    """Empty without the key."""

    @property
    def kind(self) -> str:
        """What this print-out is."""
        return "Script with the key" if self.keyed else "Script to key alone"

    @property
    def to_key(self) -> str:
        """How much there is to key: "12 moments and 38 answers"."""
        scored = [scene for chapter in self.chapters for scene in chapter.scenes if scene.scored]
        answers = sum(len(scene.answers) for scene in scored)
        return f"{counted(len(scored), 'moment')} and {counted(answers, 'answer')}"
