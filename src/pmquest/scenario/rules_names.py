"""The rules about names: scenes, choices, meters and facts that must be there (PQ2)."""

from __future__ import annotations

from pmquest.scenario.diagnostics import rule

_MONDAY = "scenes:\n  monday:\n    title: Monday\n    text: The week begins.\n"
_END = "  friday:\n    title: Friday\n    text: The week ends.\n    ending: good\n"

UNKNOWN_NAME = rule(
    "PQ201",
    "error",
    "there is no meter or fact “{name}”",
    meaning="Effects, conditions and {braces} in texts name meters and facts, which are "
    "declared under `meters:` and `facts:` at the top of the file.",
    raises="facts: {asked: false}\ninterrupts:\n  - {when: not askd, to: monday}\n",
    passes="facts: {asked: false}\ninterrupts:\n  - {when: not asked, to: monday}\n",
)
UNKNOWN_SCENE = rule(
    "PQ204",
    "error",
    "there is no scene “{id}”",
    meaning="`to`, `start`, routes, interrupts and visited(...) name scenes by their id, the key "
    "under `scenes:`.",
    raises=_MONDAY + "    to: fridya\n" + _END,
    passes=_MONDAY + "    to: friday\n" + _END,
)
UNKNOWN_CHOICE = rule(
    "PQ205",
    "error",
    "scene “{scene}” has no choice “{choice}”",
    meaning="`timeout` and chose(...) name a choice by its id, the key under `choices:`.",
    raises=_MONDAY
    + "    to: friday\n    timeout: wiat\n    choices:\n      wait: {text: Wait.}\n"
    + _END,
    passes=_MONDAY
    + "    to: friday\n    timeout: wait\n    choices:\n      wait: {text: Wait.}\n"
    + _END,
)
CONDITION_KIND = rule(
    "PQ206",
    "error",
    "this condition does not fit together: {problem}",
    meaning="A condition as a whole is true or false. Adding and ordering take whole numbers; "
    "== and != compare two of one kind; and, or, not join what is true or false.",
    raises="facts: {asked: false}\ninterrupts:\n  - {when: asked > 2, to: monday}\n",
    passes="facts: {asked: 0}\ninterrupts:\n  - {when: asked > 2, to: monday}\n",
)
EFFECT_ON_TRUTH = rule(
    "PQ207",
    "error",
    "“{name}” is true or false, and `effects` adds numbers; use `set`",
    meaning="`effects` adds to meters and whole-number facts. A fact that is true or false is "
    "given a value by `set: {name: true}`.",
    raises="facts: {asked: false}\n"
    + _MONDAY
    + "    enter:\n      - effects: {asked: 1}\n    ending: good\n",
    passes="facts: {asked: false}\n"
    + _MONDAY
    + "    enter:\n      - set: {asked: true}\n    ending: good\n",
)
SET_METER = rule(
    "PQ208",
    "error",
    "“{name}” is a meter, and `set` is for facts; use `effects`",
    meaning="Players see meters move, so a meter changes by an amount. Only facts are set.",
    raises="meters:\n  trust: {label: Trust, start: 5}\n"
    + _MONDAY
    + "    enter:\n      - set: {trust: 50}\n    ending: good\n",
    passes="meters:\n  trust: {label: Trust, start: 5}\n"
    + _MONDAY
    + "    enter:\n      - effects: {trust: 45}\n    ending: good\n",
)
SET_OTHER_KIND = rule(
    "PQ209",
    "error",
    "“{name}” was declared as {expected}",
    meaning="A fact keeps the kind of value that it starts with.",
    raises="facts: {asked: false}\n"
    + _MONDAY
    + "    enter:\n      - set: {asked: 3}\n    ending: good\n",
    passes="facts: {asked: false}\n"
    + _MONDAY
    + "    enter:\n      - set: {asked: true}\n    ending: good\n",
)
TIMEOUT_MAY_BE_GONE = rule(
    "PQ210",
    "error",
    "“{choice}” has `when` or `once` and might not be there when the time runs out",
    meaning="`timeout` names a choice that is always offered, so that nobody gets stuck.",
    raises=_MONDAY
    + "    to: friday\n    timeout: wait\n    choices:\n"
    + "      wait: {text: Wait., once: true}\n      ask: {text: Ask.}\n"
    + _END,
    passes=_MONDAY
    + "    to: friday\n    timeout: wait\n    choices:\n"
    + "      wait: {text: Wait.}\n      ask: {text: Ask., once: true}\n"
    + _END,
)
WAS_IN_USE = rule(
    "PQ211",
    "error",
    "“{id}” is what {what} “{other}” is or was called; a saved play could mean either",
    meaning="`was` keeps the old id of something that was renamed. Each old id belongs to one "
    "scene, or within a scene to one choice, and to none that is still there.",
    raises=_MONDAY + "    was: friday\n    to: friday\n" + _END,
    passes=_MONDAY + "    was: mondya\n    to: friday\n" + _END,
)
