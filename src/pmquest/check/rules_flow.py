"""The rules about the flow of a scenario, told from every road through it (PQ3)."""

from __future__ import annotations

from pmquest.scenario.diagnostics import rule

_MONDAY = "scenes:\n  monday:\n    title: Monday\n    text: The week begins.\n"
_END = "  friday:\n    title: Friday\n    text: The week ends.\n    ending: good\n"
_TRUST = "meters:\n  trust: {label: Trust, start: 50}\n"

DEAD_END = rule(
    "PQ301",
    "error",
    "the story can get stuck in “{scene}”: {reason}",
    meaning="A player who answers as shown is left without a way on and without an ending. "
    "Leave one choice or one route without a condition, or let the story not come here then.",
    raises=_TRUST
    + _MONDAY
    + "    to: friday\n    choices:\n      ask: {text: Ask for more., when: trust >= 60}\n"
    + _END,
    passes=_TRUST
    + _MONDAY
    + "    to: friday\n    choices:\n      ask: {text: Ask for more., when: trust >= 40}\n"
    + _END,
    explored=True,
)
ENDLESS = rule(
    "PQ302",
    "error",
    "from “{scene}” on the story can only go round in a circle",
    meaning="Whatever the player picks from there on, no ending comes. Give one scene of the "
    "circle a way out, or a choice that can be taken `once`.",
    raises=_MONDAY
    + "    choices:\n      ask: {text: Ask., to: friday}\n      wait: {text: Wait., to: tuesday}\n"
    "  tuesday:\n    title: Tuesday\n    text: It rains.\n    to: tuesday\n"
    "    choices:\n      wait: {text: Wait.}\n" + _END,
    passes=_MONDAY
    + "    choices:\n      ask: {text: Ask., to: friday}\n      wait: {text: Wait., to: tuesday}\n"
    "  tuesday:\n    title: Tuesday\n    text: It rains.\n    to: tuesday\n"
    "    choices:\n      wait: {text: Wait.}\n      ask: {text: Ask., to: friday}\n" + _END,
    explored=True,
)
UNREACHABLE = rule(
    "PQ303",
    "warning",
    "nobody ever comes to “{scene}”",
    meaning="No road through the story leads into this scene. Lead somebody here, loosen the "
    "condition that keeps them out, or remove the scene.",
    raises=_MONDAY
    + "    to: friday\n  tuesday:\n    title: Tuesday\n    text: It rains.\n    to: friday\n"
    + _END,
    passes=_MONDAY
    + "    to: tuesday\n  tuesday:\n    title: Tuesday\n    text: It rains.\n    to: friday\n"
    + _END,
    explored=True,
)
NEVER_AVAILABLE = rule(
    "PQ304",
    "warning",
    "“{choice}” can never be picked: its `when` never holds in “{scene}”",
    meaning="On every road to this scene the condition is false, so what stands here is never "
    "played. Loosen the condition, or let something on the way make it true.",
    raises=_TRUST + _MONDAY + "    to: friday\n    choices:\n      wait: {text: Wait.}\n"
    "      ask: {text: Ask., when: trust > 100}\n" + _END,
    passes=_TRUST + _MONDAY + "    to: friday\n    choices:\n      wait: {text: Wait.}\n"
    "      ask: {text: Ask., when: trust > 40}\n" + _END,
    explored=True,
)
ENDING_UNREACHED = rule(
    "PQ305",
    "warning",
    "nobody ever comes to the ending “{scene}”",
    meaning="No road through the story ends here. Lead somebody here, loosen the condition that "
    "keeps them out, or remove the ending.",
    raises=_TRUST
    + _MONDAY
    + "    to:\n      - {when: trust < 0, scene: cellar}\n      - {scene: friday}\n"
    + _END
    + "  cellar:\n    title: The cellar\n    text: It is dark.\n    ending: bad\n",
    passes=_TRUST
    + _MONDAY
    + "    to:\n      - {odds: 1, scene: cellar}\n      - {odds: 1, scene: friday}\n"
    + _END
    + "  cellar:\n    title: The cellar\n    text: It is dark.\n    ending: bad\n",
    explored=True,
)
SAMPLED = rule(
    "PQ306",
    "warning",
    "there are too many states to follow them all: {plays:,} plays were sampled instead",
    meaning="Up to a million states are followed exactly; beyond that only what random plays met "
    "is reported, and what they did not meet may be there all the same: a dead end, a choice "
    "that can never be picked. States multiply with everything that conditions look at: "
    "compare meters and facts with fewer scenes in between, count less, use `turn` sparingly. "
    "`pmquest explore FILE --budget 10000000` follows more. No short example can show this.",
    raises="",
    passes="",
    explored=True,
)
