"""Reads one line of the condition language into its tree (format.md, "Conditions").

A small precedence climber of our own rather than Python's parser: the language is a page long,
every mistake needs its column, and nothing outside the list may slip through. What a line means
where names stand for meters and facts is checked by `condition_types`.
"""

from __future__ import annotations

import re
from typing import Final, cast

from msgspec import Struct

from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    ArithmeticSign,
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

LENGTH_LIMIT: Final = 300
DEPTH_LIMIT: Final = 20
DIGITS_LIMIT: Final = 9

WORDS: Final = frozenset({"and", "or", "not", "true", "false", "turn", "visited", "chose"})
"""Words of the language; no meter or fact may be called so."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<number>[0-9]+)
      | (?P<word>[^\W0-9]\w*)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<sign>==|!=|<=|>=|<|>|\+|-|\*|\(|\))
      | (?P<other>=>|=<|\S)
    )""",
    re.VERBOSE,
)

_WORDS_MEANT: Final = {
    "at least": ">=",
    "at most": "<=",
    "no less than": ">=",
    "no more than": "<=",
    "is at least": ">=",
    "is at most": "<=",
    "is more than": ">",
    "is less than": "<",
    "is greater than": ">",
    "is not": "!=",
    "is": "==",
    "more than": ">",
    "greater than": ">",
    "less than": "<",
    "over": ">",
    "above": ">",
    "under": "<",
    "below": "<",
    "equals": "==",
    "plus": "+",
    "minus": "-",
    "times": "*",
}
"""Words that stand where a sign belongs; of two that fit, the longer is meant."""
_IN_WORDS: Final = re.compile(
    r"(" + "|".join(sorted(_WORDS_MEANT, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_MEANT: Final = {
    "=": "write == to compare",
    "=>": "write >=",
    "=<": "write <=",
    "≥": "write >=",
    "≤": "write <=",
    "≠": "write !=",
    "−": "write -",
    "–": "write -",
    "“": 'write " around an id, and no quotes around anything else',
    "”": 'write " around an id, and no quotes around anything else',
    "‘": 'write " around an id, and no quotes around anything else',
    "’": 'write " around an id, and no quotes around anything else',
    "&": "write and",
    "|": "write or",
    "!": "write not, or != between two values",
    "/": "division is not part of the language",
    "%": "division is not part of the language",
    "{": "names stand without braces here",
    "}": "names stand without braces here",
    "True": "write true",
    "False": "write false",
    "AND": "write and",
    "OR": "write or",
    "NOT": "write not",
}


class ConditionError(ValueError):
    """The line cannot be read: `offset` and `length` in characters from 0, and what to do."""

    def __init__(self, message: str, offset: int, length: int = 1, hint: str | None = None) -> None:
        """Say what is wrong, where in the line, and what to do about it."""
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.length = length
        self.hint = hint


class _Token(Struct, frozen=True):
    kind: str
    text: str
    offset: int


def read_condition(text: str) -> Condition:
    """Read one line of text; raises ConditionError at the first thing that cannot be read."""
    if len(text) > LENGTH_LIMIT:
        raise ConditionError(
            f"a condition has at most {LENGTH_LIMIT} characters, this one {len(text)}",
            LENGTH_LIMIT,
            hint="keep part of it in a fact that is set along the way",
        )
    if "\n" in text:
        raise ConditionError("a condition stands on one line", text.index("\n"))
    return Condition(text, _Parser(_tokens(text), text).whole())


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = cast(str, match.lastgroup)
        token = _Token(kind, match.group(kind), match.start(kind))
        if kind == "other" or token.text in _MEANT:
            raise ConditionError(
                f"“{token.text}” is not part of the condition language",
                token.offset,
                len(token.text),
                _MEANT.get(token.text),
            )
        if kind == "number" and len(token.text) > DIGITS_LIMIT:
            raise ConditionError(
                f"a number has at most {DIGITS_LIMIT} digits", token.offset, len(token.text)
            )
        if kind == "number" and len(token.text) > 1 and token.text[0] == "0":
            raise ConditionError(
                "a whole number does not begin with 0", token.offset, len(token.text)
            )
        found.append(token)
    return found


class _Parser:
    """Precedence as in Python: or, and, not, comparison, + and -, *, unary minus."""

    def __init__(self, tokens: list[_Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.end = len(text.rstrip())
        self.position = 0
        self.depth = -1

    def whole(self) -> Expression:
        if not self.tokens:
            raise ConditionError("there is no condition here", 0)
        expression = self._either()
        if self.position < len(self.tokens):
            raise self._refusal("an end, or “and” or “or”, was expected")
        return expression

    def _either(self) -> Expression:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self._refusal(f"this is nested more than {DEPTH_LIMIT} deep")
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Expression:
        parts = [self._negation()]
        while self._take("and"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _negation(self) -> Expression:
        if not self._take("not"):
            return self._comparison()
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self._refusal(f"this is nested more than {DEPTH_LIMIT} deep")
        part = self._negation()
        self.depth -= 1
        return Not(part)

    def _comparison(self) -> Expression:
        parts = [self._sum()]
        signs: list[CompareSign] = []
        offset = -1
        while (sign := self._sign("==", "!=", "<", "<=", ">", ">=")) is not None:
            offset = sign.offset if offset < 0 else offset
            signs.append(cast(CompareSign, sign.text))
            parts.append(self._sum())
        return Compare(tuple(parts), tuple(signs), offset) if signs else parts[0]

    def _sum(self) -> Expression:
        left = self._product()
        while (sign := self._sign("+", "-")) is not None:
            left = Arithmetic(cast(ArithmeticSign, sign.text), left, self._product(), sign.offset)
        return left

    def _product(self) -> Expression:
        left = self._unary()
        while (sign := self._sign("*")) is not None:
            left = Arithmetic("*", left, self._unary(), sign.offset)
        return left

    def _unary(self) -> Expression:
        sign = self._sign("-")
        if sign is None:
            return self._atom()
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self._refusal(f"this is nested more than {DEPTH_LIMIT} deep")
        part = self._unary()
        self.depth -= 1
        return Negative(part, sign.offset)

    def _atom(self) -> Expression:
        token = self._next("a name, a number or “(” was expected")
        if token.kind == "number":
            return Number(int(token.text))
        if token.text == "(":
            inside = self._either()
            self._close()
            return inside
        if token.kind == "word" and token.text not in ("and", "or", "not"):
            return self._word(token)
        self.position -= 1
        raise self._refusal("a name, a number or “(” was expected")

    def _word(self, token: _Token) -> Expression:
        match token.text:
            case "true" | "false":
                return Truth(token.text == "true")
            case "turn":
                return Turn()
            case "visited" | "chose":
                return self._call(token)
        return Name(token.text, token.offset)

    def _call(self, token: _Token) -> Expression:
        example = 'visited("monday")' if token.text == "visited" else 'chose("monday.ring")'
        hint = f"write it as {example}"
        opening = self._sign("(")
        if opening is None:
            raise ConditionError(f"“(” belongs after {token.text}", token.offset, hint=hint)
        inside = self._next("a name in quotes was expected")
        if inside.kind != "text":
            raise ConditionError(
                "a name in quotes was expected", inside.offset, len(inside.text), hint
            )
        self._close()
        name, offset = inside.text[1:-1], inside.offset + 1
        if token.text == "visited":
            return Visited(name, offset)
        scene, dot, choice = name.partition(".")
        if not dot:
            raise ConditionError(
                "chose takes a scene and a choice with a dot between", offset, len(name), hint
            )
        return Chose(scene, choice, offset)

    def _close(self) -> None:
        if self._sign(")") is None:
            raise self._refusal("“)” was expected")

    def _next(self, otherwise: str) -> _Token:
        if self.position >= len(self.tokens):
            raise ConditionError(otherwise, self.end)
        token = self.tokens[self.position]
        self.position += 1
        return token

    def _take(self, word: str) -> bool:
        return self._match("word", (word,)) is not None

    def _sign(self, *signs: str) -> _Token | None:
        return self._match("sign", signs)

    def _match(self, kind: str, texts: tuple[str, ...]) -> _Token | None:
        if self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind == kind and token.text in texts:
                self.position += 1
                return token
        return None

    def _refusal(self, message: str) -> ConditionError:
        if self.position >= len(self.tokens):
            return ConditionError(message, self.end)
        token = self.tokens[self.position]
        worded = _IN_WORDS.match(self.text, token.offset)
        if worded is None:
            return ConditionError(message, token.offset, len(token.text))
        hint = f"write {_WORDS_MEANT[worded[1].lower()]}"
        return ConditionError(message, token.offset, len(worded[1]), hint)
