"""What the language of the format means, told to people who do not program.

`trust >= 60 and not visited("friday")` becomes "Customer trust is 60 or more and you did not come
to scene 7 (Friday)". What is named on the way is mentioned, which a page can make into links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeAlias

from msgspec import Struct

from pmquest.engine.text import interpolate
from pmquest.report.lines import ELLIPSIS, cut, plain
from pmquest.report.prose import inline
from pmquest.report.script_order import ScriptOrder
from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    Both,
    Chose,
    Compare,
    CompareSign,
    Condition,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from pmquest.scenario.model import Choice, Scenario, Scene
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import measured, signed


class Mention(Struct, frozen=True):
    """A scene or a fact of the script, named in running words."""

    anchor: str
    """Where it stands in the document: "scene-7", "fact-interviewed"."""
    words: str


Told: TypeAlias = tuple[str | Mention, ...]
"""Running words with what is mentioned in them; empty where there is nothing to say."""

_MIRRORED: Final[dict[CompareSign, CompareSign]] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "==": "==",
    "!=": "!=",
}
_OPPOSITE: Final[dict[CompareSign, CompareSign]] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}
_IS: Final[dict[CompareSign, tuple[str, str]]] = {
    "<": (" is less than ", ""),
    "<=": (" is ", " or less"),
    ">": (" is more than ", ""),
    ">=": (" is ", " or more"),
    "==": (" is ", ""),
    "!=": (" is not ", ""),
}
"""What stands before and after a plain number."""
_IS_BESIDE: Final[dict[CompareSign, tuple[str, str]]] = {
    **_IS,
    "<=": (" is at most ", ""),
    ">=": (" is at least ", ""),
}
"""What stands before and after anything else."""
_LONGEST_DEED: Final = 44
"""How much of an answer is told where it is only mentioned, in cells."""
_SIGNS: Final = {"+": "+", "-": "−", "*": "×"}
_OTHER: Final = {"and": "or", "or": "and"}


def words(told: Told) -> str:
    """Give what is told as plain words."""
    return "".join(part.words if isinstance(part, Mention) else part for part in told)


def told_list(tolds: Iterable[Told], last: str) -> Told:
    """Join what is told as a sentence does; `last` ("and", "or") stands before the last."""
    parts = list(tolds)
    joined: list[str | Mention] = []
    for place, part in enumerate(parts):
        if place:
            joined.append(f" {last} " if place == len(parts) - 1 else ", ")
        joined += part
    return tuple(joined)


class Teller:
    """Tells the conditions, effects and texts of one scenario by the names that people know."""

    def __init__(self, scenario: Scenario, order: ScriptOrder) -> None:
        self._scenario = scenario
        self._order = order
        meters = {meter.id: clean_line(meter.label) for meter in scenario.meters.values()}
        facts = {fact: fact for fact in scenario.facts}
        self._names = {**meters, **{fact: f"“{fact}”" for fact in facts}}
        self._placeholders = {name: f"‹{said}›" for name, said in {**meters, **facts}.items()}

    def text(self, template: str) -> str:
        """Give an author's text with the name of a meter or fact, ‹Trust›, where its value goes."""
        return interpolate(template, self._placeholders)

    def line(self, template: str) -> str:
        """Give an author's answer as words on one line, without its marks."""
        return clean_line(plain(inline(self.text(template))))

    def title(self, scene: Scene) -> str:
        """Give the title of a scene on one line."""
        return clean_line(self.text(scene.title))

    def scene(self, scene: str) -> Mention:
        """Mention a scene: "scene 7 (Friday)"."""
        number = self._order.numbers[scene]
        title = self.title(self._scenario.scenes[scene])
        return Mention(f"scene-{number}", f"scene {number} ({title})")

    def answer(self, scene: Scene, choice: Choice) -> Mention:
        """Mention an answer: "4B"."""
        anchor = f"scene-{self._order.numbers[scene.id]}"
        return Mention(anchor, self._order.label(scene, choice))

    def condition(self, condition: Condition) -> Told:
        """Tell when a condition holds, to go on after "if"."""
        return self._told(condition.expression, holds=True)[0]

    def moved(self, effects: Mapping[str, int], assigned: Mapping[str, bool | int]) -> str:
        """Tell what a pick or an arrival changes: "Budget −2 k€ · “interviewed” becomes yes"."""
        units = {meter.id: meter.unit for meter in self._scenario.meters.values()}
        parts = [
            f"{self._names[name]} {signed(amount, units.get(name, ''))}"
            for name, amount in effects.items()
        ]
        parts += [
            f"{self._names[name]} becomes {value_in_words(value)}"
            for name, value in assigned.items()
        ]
        return " · ".join(parts)

    def _told(self, expression: Expression, *, holds: bool) -> tuple[Told, str | None]:
        """Tell when an expression holds, or when it does not.

        Gives with it the word ("and", "or") that joins its parts, None where it has none.
        A "not" is carried inwards, so that what is told is never a denied whole.
        """
        match expression:
            case Truth(value):
                return (("always",) if value == holds else ("never",)), None
            case Name(id):
                return (self._named(id), f" is {value_in_words(holds)}"), None
            case Visited(scene):
                return (
                    "you came to " if holds else "you did not come to ",
                    self.scene(scene),
                ), None
            case Chose(scene, choice):
                return self._answered(scene, choice, holds=holds), None
            case Not(part):
                return self._told(part, holds=not holds)
            case Both(parts):
                return self._joined(parts, "and", holds=holds)
            case Any(parts):
                return self._joined(parts, "or", holds=holds)
            case Compare(parts, signs):
                return self._compared(parts, signs, holds=holds)
            case _:
                raise TypeError(f"{type(expression).__name__} is no condition")

    def _answered(self, scene: str, choice: str, *, holds: bool) -> Told:
        found = self._scenario.scenes[scene]
        taken = found.choices[choice]
        deed = _shortened(self.line(taken.text).rstrip("."))
        lead = "you answered " if holds else "you did not answer "
        return (lead, self.answer(found, taken), f" (“{deed}”)")

    def _joined(
        self, parts: Iterable[Expression], word: str, *, holds: bool
    ) -> tuple[Told, str | None]:
        said = word if holds else _OTHER[word]
        tolds = [self._told(part, holds=holds) for part in parts]
        return _put_together(tolds, said), said

    def _compared(
        self, parts: tuple[Expression, ...], signs: tuple[CompareSign, ...], *, holds: bool
    ) -> tuple[Told, str | None]:
        pairs = [
            self._pair(left, sign, right, holds=holds)
            for (left, right), sign in zip(pairwise(parts), signs, strict=True)
        ]
        if len(pairs) == 1:
            return pairs[0]
        word = "and" if holds else "or"
        return _put_together(pairs, word), word

    def _pair(
        self, left: Expression, sign: CompareSign, right: Expression, *, holds: bool
    ) -> tuple[Told, str | None]:
        """Tell how two stand to each other, the one that is no plain number first."""
        if self._is_truth(left):
            return self._alike(left, right, holds=holds == (sign == "=="))
        if isinstance(left, Number) and not isinstance(right, Number):
            left, sign, right = right, _MIRRORED[sign], left
        if not holds:
            sign = _OPPOSITE[sign]
        before, after = (_IS if isinstance(right, Number) else _IS_BESIDE)[sign]
        amount = self._amount(right)
        if isinstance(left, Name) and isinstance(right, Number):
            meter = self._scenario.meters.get(left.id)
            amount = (measured(right.value, meter.unit if meter else ""),)
        return (*self._amount(left), before, *amount, after), None

    def _alike(
        self, left: Expression, right: Expression, *, holds: bool
    ) -> tuple[Told, str | None]:
        """Tell that of two truths both or neither holds, or that exactly one does."""
        for known, other in ((left, right), (right, left)):
            if isinstance(known, Truth):
                return self._told(other, holds=known.value == holds)
        lead = "both or neither of these are so: " if holds else "exactly one of these is so: "
        one, two = (self._told(each, holds=True)[0] for each in (left, right))
        return (lead, "(", *one, "), (", *two, ")"), None

    def _is_truth(self, expression: Expression) -> bool:
        if isinstance(expression, Name):
            return isinstance(self._scenario.facts.get(expression.id), bool)
        return not isinstance(expression, Number | Turn | Arithmetic | Negative)

    def _amount(self, expression: Expression, *, inside: bool = False) -> Told:
        """Tell a whole number; inside another calculation, one of several parts is bracketed."""
        match expression:
            case Number(value):
                return (measured(value),)
            case Name(id):
                return (self._named(id),)
            case Turn():
                return ("the number of answers so far",)
            case Arithmetic(sign, left, right):
                one, two = (self._amount(each, inside=True) for each in (left, right))
                told = (*one, f" {_SIGNS[sign]} ", *two)
                return ("(", *told, ")") if inside else told
            case Negative(part):
                return ("−", *self._amount(part, inside=True))
            case _:
                raise TypeError(f"{type(expression).__name__} is no number")

    def _named(self, id: str) -> str | Mention:
        """Name a meter, or mention a fact."""
        named = self._names[id]
        return Mention(f"fact-{id}", named) if id in self._scenario.facts else named


def _shortened(deed: str) -> str:
    """Cut a deed between two words where it is long."""
    head = cut(deed, _LONGEST_DEED)
    return head if head == deed else f"{head.rpartition(' ')[0] or head.rstrip(ELLIPSIS)}{ELLIPSIS}"


def value_in_words(value: bool | int) -> str:
    """Say the value of a fact: "yes" and "no", or the number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return measured(value)


def _put_together(tolds: Iterable[tuple[Told, str | None]], word: str) -> Told:
    """Join parts by "and" or "or"; one that is joined by the other word stands in brackets."""

    def parts() -> Iterator[str | Mention]:
        for place, (told, inner) in enumerate(tolds):
            if place:
                yield f" {word} "
            yield from ("(", *told, ")") if inner == _OTHER[word] else told

    return tuple(parts())
