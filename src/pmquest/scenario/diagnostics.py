"""Findings as data: what is wrong with a scenario, where, and what to do about it.

A `Rule` stands beside the code that raises it and holds everything there is to say about it:
the code, the severity, the sentence, what it means, an example that raises it and one that
does not. `pmquest explain`, the findings reference and the tests are made from the rules.
How a finding looks on a screen is a face's business.
"""

from __future__ import annotations

from typing import Final, Literal, Protocol

from msgspec import Struct

Severity = Literal["error", "warning", "advice"]

RULES: Final[dict[str, Rule]] = {}
"""Every rule by its code, filled as the modules that hold rules are imported."""

FINDINGS_PER_FILE: Final = 1_000
"""More than these in one file help nobody; the count of the rest is told."""


class Place(Protocol):
    """Anything that knows where it stands in a file: lines and columns count from 1."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column in characters, from 1."""

    @property
    def length(self) -> int:
        """How many characters of the line it takes, at least 1."""


class Span(Struct, frozen=True):
    """A place of its own: `length` characters from `column` of `line`, both from 1."""

    line: int
    column: int
    length: int = 1


class Diagnostic(Struct, frozen=True):
    """One finding. `line` and `column` count from 1, `length` is at least 1, in characters."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    length: int
    message: str
    hint: str | None = None
    picks: tuple[tuple[str, str], ...] | None = None
    """(scene, choice) from the start, as few as possible, which show what was found."""
    seed: int | None = None
    """The first seed under which the picks show it; None where no seed below 10,000 does."""


class Rule(Struct, frozen=True):
    """One thing that can be wrong, with everything that is to be said about it.

    `raises` and `passes` are pieces of a scenario, completed by `examples.completed`; the
    tests hold that the first gives this code and the second does not.
    """

    code: str
    severity: Severity
    sentence: str
    """A template for `str.format` with the values that `Collector.add` is given."""
    meaning: str
    """Why it matters and how to mend it, for people who write scenarios."""
    raises: str | bytes
    passes: str | bytes
    file: str = "example.yaml"
    """The name of the file in which the examples stand."""
    explored: bool = False
    """Whether only following every road can tell, or tell all of it."""


def rule(
    code: str,
    severity: Severity,
    sentence: str,
    *,
    meaning: str,
    raises: str | bytes,
    passes: str | bytes,
    file: str = "example.yaml",
    explored: bool = False,
) -> Rule:
    """Make a rule and enter it into `RULES`; a code that is taken raises ValueError."""
    if code in RULES:
        raise ValueError(f"{code} is taken")
    made = Rule(code, severity, sentence, meaning, raises, passes, file, explored)
    RULES[code] = made
    return made


TOO_MANY = rule(
    "PQ000",
    "error",
    "there are {rest} more findings in this file than the {shown} shown",
    meaning="A file with so many findings is usually not a scenario, or one mistake near the "
    "top repeats itself. Mend the first ones and check again.",
    raises="reflect: [" + ", ".join("{a: b}" for _ in range(FINDINGS_PER_FILE + 5)) + "]\n",
    passes='reflect: ["Whom did you last ring?"]\n',
)


def printable(text: str, limit: int = 100) -> str:
    """Give text from a file in a form that is safe in a sentence: short, without controls."""
    shown = "".join(character if character.isprintable() else "�" for character in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


class Collector:
    """Gathers the findings of one file; every reader of the file adds to it."""

    def __init__(self, file: str, limit: int | None = FINDINGS_PER_FILE) -> None:
        """Start with none; `file` is how findings name the file, `limit` how many are kept."""
        self.file = file
        self._limit = limit
        self._found: dict[tuple[str, int, int, str], Diagnostic] = {}
        self._left_out = 0

    def add(
        self,
        broken: Rule,
        at: Place,
        *,
        hint: str | None = None,
        picks: tuple[tuple[str, str], ...] | None = None,
        seed: int | None = None,
        **values: object,
    ) -> None:
        """Add a finding of the rule `broken` at a place; `values` complete its sentence."""
        safe = {
            name: printable(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        message = broken.sentence.format(**safe)
        key = (broken.code, at.line, at.column, message)
        if key in self._found:
            return
        if self._limit is not None and len(self._found) >= self._limit:
            self._left_out += 1
            return
        self._found[key] = Diagnostic(
            broken.code,
            broken.severity,
            self.file,
            at.line,
            at.column,
            max(1, at.length),
            message,
            hint,
            picks,
            seed,
        )

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings in the order of the file; where some were left out, that stands last."""
        found = sorted(self._found.values(), key=lambda each: (each.line, each.column, each.code))
        if self._left_out:
            message = TOO_MANY.sentence.format(rest=self._left_out, shown=self._limit)
            found.append(Diagnostic(TOO_MANY.code, TOO_MANY.severity, self.file, 1, 1, 1, message))
        return tuple(found)

    @property
    def has_errors(self) -> bool:
        """Whether something was found that keeps the scenario from being played."""
        return any(found.severity == "error" for found in self._found.values())
