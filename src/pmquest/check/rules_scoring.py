"""The rules about what a scenario scores, and whether its key can be guessed (PQ4).

The bounds are those of content.md, "Proof, before it ships".
"""

from __future__ import annotations

from itertools import cycle, pairwise
from typing import Final

from pmquest.check.example_scenes import END, answer, scored
from pmquest.framework import Level
from pmquest.scenario.diagnostics import rule

_SCENES: Final = "scenes:\n"
_TRUST: Final = "meters:\n  trust: {label: Trust, start: 50}\n"
_STRONG: Final = answer("ring", "manager", "strong")
_WEAK: Final = answer("wait", "manager", "weak")
_POOR: Final = answer("board", "leader", "poor")
_BAD: Final = "  cellar:\n    title: The cellar\n    text: It is dark.\n    ending: bad\n"

ONE_LEVEL = rule(
    "PQ401",
    "warning",
    "every answer in “{scene}” is {level}-level",
    meaning="The player is to notice which level a moment calls for. Where all answers are at "
    "one level, there is nothing to notice. Add an answer at the other level that somebody "
    "competent could give.",
    raises=_SCENES + scored("monday", "friday", _STRONG, _WEAK) + END,
    passes=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
)
NO_STRONG = rule(
    "PQ402",
    "warning",
    "“{scene}” offers no strong answer{somewhere}",
    meaning="In every state in which a scored scene can be met, one answer that can be picked "
    "should be strong, else nobody can do well there. Take the condition off the strong answer, "
    "or add another that is strong where it is closed.",
    raises=_TRUST
    + _SCENES
    + scored("monday", "friday", answer("ring", "manager", "strong", when="trust > 60"), _POOR)
    + END,
    passes=_TRUST
    + _SCENES
    + scored("monday", "friday", answer("ring", "manager", "strong", when="trust > 40"), _POOR)
    + END,
    explored=True,
)
NO_STRONG_AS_CALLED = rule(
    "PQ403",
    "warning",
    "“{scene}” calls for {level}-level and offers no strong answer at that level{somewhere}",
    meaning="Whoever reads the moment rightly should be able to answer it well at the level that "
    "it calls for. Make an answer at that level strong, or say that the moment calls for "
    "the other level, or for either.",
    raises=_SCENES
    + scored(
        "monday", "friday", answer("ring", "manager", "sound"), answer("board", "leader", "strong")
    )
    + END,
    passes=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
    explored=True,
)
UNMET = rule(
    "PQ404",
    "advice",
    "a play can end without ever meeting the aspect “{aspect}”",
    meaning="On the road that is shown no decision is about this aspect, so the debrief says "
    "“not seen” for it. That may be meant, where a story can end early. If not, let the "
    "road pass by one of the scenes that have the aspect.",
    raises=_SCENES
    + "  monday:\n    title: Monday\n    text: The week begins.\n    choices:\n"
    + "      stay: {text: Stay., to: tuesday}\n      leave: {text: Leave., to: friday}\n"
    + scored("tuesday", "friday", _STRONG, _POOR)
    + END,
    passes=_SCENES
    + "  monday:\n    title: Monday\n    text: The week begins.\n    to: tuesday\n"
    + "    choices:\n      stay: {text: Stay.}\n      leave: {text: Leave.}\n"
    + scored("tuesday", "friday", _STRONG, _POOR)
    + END,
    explored=True,
)


def _week(other: str = "weak", levels: tuple[Level, ...] = ("manager", "leader")) -> str:
    """Write four scored scenes that call for these levels in turn; a third answer is `other`."""
    days = pairwise(("monday", "tuesday", "wednesday", "thursday", "friday"))
    scenes = (
        scored(
            day,
            after,
            answer("ring", level, "strong"),
            answer("wait", level, other),
            answer("board", "leader" if level == "manager" else "manager", "poor"),
            calls_for=level,
        )
        for (day, after), level in zip(days, cycle(levels), strict=False)
    )
    return _SCENES + "".join(scenes) + END


GUESSED = rule(
    "PQ405",
    "warning",
    "who {rule} reaches {share} % of the points; such a player should reach {bound} % at most",
    meaning="Some players never weigh an answer: they pick blindly, always one level, the longest "
    "text, the level that the moment calls for. Exploring tells what each of them expects. "
    "Where it is too much, the answers give the key away. The bounds are 56 % for picking "
    "blindly, 60 % for one level (65 % where two thirds of the moments call for it), for the "
    "longest, the shortest and the first text, and 80 % for the level called for. They are held "
    "where four scenes or more are scored.",
    raises=_week("sound"),
    passes=_week(),
    explored=True,
)
STRONG_ENDS = rule(
    "PQ406",
    "warning",
    "who always picks a strong answer can come to “{scene}”, which is no good ending",
    meaning="Whoever answers every moment as well as it can be answered should end well, however "
    "chance falls. Lead the road that is shown to a good ending, or look again at which "
    "answers are strong.",
    raises=_SCENES
    + scored("monday", "friday", answer("ring", "manager", "strong", to="cellar"), _POOR)
    + END
    + _BAD,
    passes=_SCENES
    + scored("monday", "friday", _STRONG, answer("board", "leader", "poor", to="cellar"))
    + END
    + _BAD,
    explored=True,
)
NOT_RISING = rule(
    "PQ407",
    "warning",
    "plays that end {worse} were judged {lower} % on average, those that end {better} {higher} %",
    meaning="Better decisions should lead to better endings: under a player who picks blindly, "
    "the mean judgment rises from bad to mixed to good endings. Where it does not, look at "
    "which picks lead to these endings, and at their judgments.",
    raises=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", to="cellar"),
        answer("board", "leader", "poor"),
    )
    + END
    + _BAD,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong"),
        answer("board", "leader", "poor", to="cellar"),
    )
    + END
    + _BAD,
    explored=True,
)
FEW_DECISIONS = rule(
    "PQ408",
    "advice",
    "a play can end after {count}",
    meaning="A debrief has something to say from about seven scored decisions on. A small "
    "scenario that shows one thing may well have fewer.",
    raises=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
    passes=_SCENES
    + "".join(scored(f"day{day}", f"day{day + 1}", _STRONG, _POOR) for day in range(1, 7))
    + scored("day7", "friday", _STRONG, _POOR)
    + END,
    explored=True,
)
FEW_ENDINGS = rule(
    "PQ409",
    "advice",
    "the story has {endings}",
    meaning="A story that is worth a second play has three endings or more, and one of them is "
    "mixed: what was gained has cost something.",
    raises=_SCENES + scored("monday", "friday", _STRONG, _POOR) + END,
    passes=_SCENES
    + scored(
        "monday",
        "friday",
        _STRONG,
        answer("wait", "manager", "weak", to="saturday"),
        answer("board", "leader", "poor", to="cellar"),
    )
    + END
    + _BAD
    + "  saturday:\n    title: Saturday\n    text: You are still here.\n    ending: mixed\n",
)
ONE_SIDED = rule(
    "PQ410",
    "advice",
    "the player is a {role}, and {moments} for {level}-level",
    meaning="A scenario in which every moment calls for the level of the player's own role can be "
    "answered without looking. In a manager's scenario at least two moments call for "
    "leader-level, and the reverse. Told where four scenes or more are scored.",
    raises=_week(levels=("manager",)),
    passes=_week(),
)
OUTDONE = rule(
    "PQ411",
    "advice",
    "“{better}” is better than {worse} on every count",
    meaning="Its judgment is as good or better, it does as much or more for every meter, and the "
    "story goes on the same way. Whoever watches the meters cannot go wrong. A strong answer "
    "often costs something now: give it a price, or give the other something to be said for it.",
    raises=_TRUST
    + _SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", effects="{trust: 4}"),
        answer("board", "leader", "poor", effects="{trust: -4}"),
    )
    + END,
    passes=_TRUST
    + _SCENES
    + scored(
        "monday",
        "friday",
        answer("ring", "manager", "strong", effects="{trust: -4}"),
        answer("board", "leader", "poor", effects="{trust: 4}"),
    )
    + END,
)
