"""The rules about how a scenario is written (PQ5), after content.md.

What needs the whole scenario to be told (lengths, order, words of one level) stands in
`rules_giveaways`.
"""

from __future__ import annotations

from typing import Final

from pmquest.check.example_scenes import END, WHY, answer, scored
from pmquest.scenario.diagnostics import rule

_SCENES: Final = "scenes:\n"
_STRONG: Final = answer("ring", "manager", "strong")
_POOR: Final = answer("board", "leader", "poor")
_LONG_WHY: Final = (
    "Twelve calls cost a day and show what the report cannot: people minded that nobody told "
    "them, more than they minded the wait. The plan starts a day later for it."
)
_LONG_ANSWER: Final = (
    "Ring ten of the customers who complained last week and ask each of them what they saw, "
    "when, and what they did then."
)
_LINE: Final = "Late orders, by week, with everything that was known of them when they came in.\n"

NAMES_LEVEL = rule(
    "PQ501",
    "warning",
    "“{words}” names the level",
    meaning="Which level a moment calls for, and at which level an answer is, is what the player "
    "is to find out. Say what happens and what is done; the screen names the level afterwards. "
    "Titles of jobs (product manager, team leader) are fine. Only plain words are found, in "
    "English: an answer that sounds like one level without a name for it is for you to hear.",
    raises=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong"),
        answer("board", "leader", "poor", text="Give them a leader-level answer."),
    )
    + END,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong"),
        answer("board", "leader", "poor", text="Ask the engineering manager what she would do."),
    )
    + END,
)
NO_SLIP = rule(
    "PQ502",
    "warning",
    "this {judgment} answer does not say how it misses",
    meaning="`slip` on a weak or poor answer lets the debrief count what the player's misses "
    "have in common: too-early, too-late, wrong-level, half (right, but only half of it) or "
    "habit.",
    raises=_SCENES
    + scored("monday", "friday", _STRONG, answer("board", "leader", "poor", slip=""))
    + END,
    passes=_SCENES
    + scored("monday", "friday", _STRONG, answer("board", "leader", "poor", slip="too-early"))
    + END,
)
IDLE_KEY = rule(
    "PQ503",
    "warning",
    "`{key}` does nothing here: “{scene}” {lacks}",
    meaning="`weight` says how much the answers of a scene count in the score, and `shuffle` in "
    "which order they are shown. Remove the key, or give the scene what it is about.",
    raises=_SCENES
    + "  monday:\n    title: Monday\n    text: It begins.\n    weight: 2\n    to: friday\n"
    + END,
    passes=_SCENES + "  monday:\n    title: Monday\n    text: It begins.\n    to: friday\n" + END,
)
EXHIBIT_UNMENTIONED = rule(
    "PQ504",
    "warning",
    "no word in “{scene}” is about this exhibit",
    meaning="Neither the text nor an answer nor a `why` of the scene has a word in common with the "
    "exhibit, so the player does not know what to look for. Point to it where it matters, "
    "or leave it out.",
    raises=_SCENES
    + scored(
        "monday",
        "friday",
        _STRONG,
        _POOR,
        exhibits="[{title: Harbour fees, kind: bar, labels: [Ghent], series: {euros: [7]}}]",
    )
    + END,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        _STRONG,
        _POOR,
        text="The fees in Ghent went up, and the phones ring.",
        exhibits="[{title: Harbour fees, kind: bar, labels: [Ghent], series: {euros: [7]}}]",
    )
    + END,
)
TOO_LONG = rule(
    "PQ505",
    "advice",
    "“{scene}” takes about {rows} lines, and a small terminal has {room}",
    meaning="Text, exhibits and answers should stand together on a screen of 80 by 24: about 60 "
    "words of text and answers of at most 90 characters. Else the player scrolls between what "
    "happens and what can be done. Counted is what has no condition.",
    raises=_SCENES
    + scored("monday", "friday", _STRONG, _POOR, text="|\n" + f"      {_LINE}\n" * 10)
    + END,
    passes=_SCENES
    + scored("monday", "friday", _STRONG, _POOR, text="|\n" + f"      {_LINE}\n" * 3)
    + END,
)
LONG_ANSWER = rule(
    "PQ506",
    "advice",
    "{answers} too long for a deed: {count} characters, and {most} are enough",
    meaning="An answer says what is done, not why. Short answers are weighed; long ones are "
    "skimmed, and the longest looks like the right one.",
    raises=_SCENES
    + scored(
        "monday", "friday", answer("ring", "manager", "strong", text=f'"{_LONG_ANSWER}"'), _POOR
    )
    + END,
    passes=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
)
WHY_VERDICT = rule(
    "PQ521",
    "warning",
    "this `why` only says whether the answer is right",
    meaning="The screen shows the judgment beside it. A `why` coaches: what the answer buys, what "
    "it costs, what was missing, and for whom.",
    raises=_SCENES
    + scored("monday", "friday", answer("ring", "manager", "strong", why="Right."), _POOR)
    + END,
    passes=_SCENES
    + scored("monday", "friday", answer("ring", "manager", "strong", why=WHY), _POOR)
    + END,
)
WHY_OPENS_WITH_LEVEL = rule(
    "PQ522",
    "warning",
    "this `why` opens with the level, which stands above it already",
    meaning="The screen says at which level the answer was. Begin with what it does.",
    raises=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", why="A manager rings first and plans later."),
        _POOR,
    )
    + END,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", why="Ringing first makes the plan a better one."),
        _POOR,
    )
    + END,
)
WHY_LENGTH = rule(
    "PQ523",
    "advice",
    "this `why` has {count}; {least} to {most} coach without a lecture",
    meaning="Shorter than 25 words it seldom says what the answer buys and what it costs; longer "
    "than 60 it is not read between two scenes.",
    raises=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", why=f'"{_LONG_WHY}"'),
        answer("board", "leader", "poor", why=f'"{_LONG_WHY}"'),
    )
    + END,
)
WHY_REPEATS_SIGNAL = rule(
    "PQ524",
    "warning",
    "this `why` repeats the signal: “{words}”",
    meaning="The signal stands above the `why` on the screen. Say what follows from it instead.",
    raises=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", why="It is one product, and a week to decide."),
        _POOR,
    )
    + END,
    passes=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
)
