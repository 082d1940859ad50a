"""What the game teaches: levels, aspects, responsibilities, steps, slips and titles.

Everything that names a part of the teaching model takes the name from here: the reader that
checks a scenario's keys, the scoring, the field guide, every face. The module imports nothing
of the game and does nothing when it is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["manager", "leader"]
CalledLevel = Literal["manager", "leader", "either"]
Aspect = Literal["scope", "responsibilities", "team", "horizon", "decisions"]
Judgment = Literal["strong", "sound", "weak", "poor"]
Slip = Literal["too-early", "too-late", "wrong-level", "half", "habit"]
Responsibility = Literal[
    "customers",
    "roadmap",
    "teamwork",
    "launch",
    "improvement",
    "vision",
    "mentoring",
    "alignment",
    "strategy",
    "market",
]
Step = Literal["think-bigger", "lead-people", "meet-executives", "keep-learning", "be-patient"]
Grade = Literal["good", "mixed", "bad"]

LEVELS: Final[tuple[Level, ...]] = ("manager", "leader")

POINTS: Final[dict[Judgment, int]] = {"strong": 3, "sound": 2, "weak": 1, "poor": 0}
"""What each judgment is worth (scoring.md); strong or sound counts as done well."""

DONE_WELL: Final[frozenset[Judgment]] = frozenset({"strong", "sound"})


@dataclass(frozen=True, slots=True)
class LevelInfo:
    """One of the two kinds of thinking, in the field guide's words."""

    id: Level
    """The name that scenarios use."""
    label: str
    """How a face names it."""
    glyph: str
    """The sign that always stands beside its colour."""
    meaning: str
    """What it is, in one sentence."""


@dataclass(frozen=True, slots=True)
class AspectInfo:
    """One of the five aspects in which the two levels differ."""

    id: Aspect
    label: str
    manager: str
    """What it looks like at manager-level."""
    leader: str
    """What it looks like at leader-level."""


@dataclass(frozen=True, slots=True)
class ResponsibilityInfo:
    """One of the ten responsibilities; each belongs to one level."""

    id: Responsibility
    level: Level
    label: str
    meaning: str
    """What it means in practice."""
    advice: str
    """What to do about it this week, said when a debrief finds it missed."""


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One of the five steps from manager to leader, the coaching that a debrief gives."""

    id: Step
    label: str
    meaning: str
    advice: str
    """What to do about it this week."""


@dataclass(frozen=True, slots=True)
class SlipInfo:
    """One of the ways in which an answer misses."""

    id: Slip
    label: str
    meaning: str
    phrase: str
    """Completes "four of your five misses ..."."""


@dataclass(frozen=True, slots=True)
class TitleInfo:
    """One rung of the career ladder and what it asks (scoring.md, "The career")."""

    id: str
    label: str
    meaning: str
    leader_share: float
    """Least share of hits among the latest `leader_latest` leader-called moments, 0 to 1."""
    leader_latest: int
    manager_share: float
    """Least share of hits among the latest `manager_latest` manager-called moments, 0 to 1."""
    manager_latest: int
    finished: int
    """How many different scenarios must have been played to an ending."""


LEVEL_INFO: Final[dict[Level, LevelInfo]] = {
    "manager": LevelInfo(
        "manager",
        "manager-level",
        "▪",
        "Making one product succeed over weeks and months: the glue between customers, "
        "engineering, design and marketing, from the first idea to launch and every "
        "improvement after it.",
    ),
    "leader": LevelInfo(
        "leader",
        "leader-level",
        "▲",
        "Making several products, and the people who run them, succeed together over years: "
        "the coach of the team, not its best player.",
    ),
}

EITHER_GLYPH: Final = "·"
"""Stands where a moment can be met at either level."""

ASPECTS: Final[dict[Aspect, AspectInfo]] = {
    info.id: info
    for info in (
        AspectInfo(
            "scope",
            "Scope",
            "Develops one product.",
            "Oversees several products, or a whole product line.",
        ),
        AspectInfo(
            "responsibilities",
            "Key responsibilities",
            "Runs the product day by day, listens to customers, gets the product built.",
            "Sets the long-term strategy, mentors product managers, ties the work to what the "
            "business is trying to reach.",
        ),
        AspectInfo(
            "team",
            "Team interaction",
            "Works with designers, engineers and marketing on one plan.",
            "Mentors product managers and keeps their teams pointed the same way as the business.",
        ),
        AspectInfo(
            "horizon",
            "Time horizon",
            "Short to medium: weeks to months.",
            "Long: years, be it two, five or ten.",
        ),
        AspectInfo(
            "decisions",
            "Decision-making",
            "Decides on features and improvements.",
            "Makes the large calls across a portfolio of products.",
        ),
    )
}

RESPONSIBILITIES: Final[dict[Responsibility, ResponsibilityInfo]] = {
    info.id: info
    for info in (
        ResponsibilityInfo(
            "customers",
            "manager",
            "Know the customers",
            "Know who they are, what they need and where it hurts: talk to them, research, "
            "study the data.",
            "Talk to two customers before the next decision that is about them.",
        ),
        ResponsibilityInfo(
            "roadmap",
            "manager",
            "Keep the roadmap",
            "Which major features, in what order, and how long they take: the blueprint the "
            "team builds from.",
            "Read your roadmap aloud and strike what no longer has a reason.",
        ),
        ResponsibilityInfo(
            "teamwork",
            "manager",
            "Bring the team together",
            "Coordinate design, engineering and marketing, so that everyone knows their part "
            "in the plan.",
            "Ask one person in each discipline what they are waiting for.",
        ),
        ResponsibilityInfo(
            "launch",
            "manager",
            "Launch it well",
            "It works, customers know about it, and the teams are ready to support it.",
            "Before the next release, ask support what they will be asked.",
        ),
        ResponsibilityInfo(
            "improvement",
            "manager",
            "Keep improving",
            "After launch: gather feedback, watch how it performs, keep making it better.",
            "Look at how last month's release is used, and mend one thing.",
        ),
        ResponsibilityInfo(
            "vision",
            "leader",
            "Hold the vision",
            "Where the products should be in two, five and ten years, and getting teams to "
            "work towards it.",
            "Say in two sentences where your products should be in five years, and ask a "
            "colleague to repeat it.",
        ),
        ResponsibilityInfo(
            "mentoring",
            "leader",
            "Mentor product managers",
            "Help product managers grow: guide them, support them, develop their skills.",
            "Give one product manager a decision you would have made yourself, and be there "
            "while they make it.",
        ),
        ResponsibilityInfo(
            "alignment",
            "leader",
            "Align with the business",
            "Work with executives so that the product strategy serves the company's goals.",
            "Ask one executive which figure keeps them awake, and what your product does to it.",
        ),
        ResponsibilityInfo(
            "strategy",
            "leader",
            "Choose what goes on",
            "Decide which products to continue and which to curtail, and where time and money go.",
            "List what your teams work on, and name what you would stop first.",
        ),
        ResponsibilityInfo(
            "market",
            "leader",
            "Read the market",
            "Follow trends, competitors and new technology, and adjust ahead of the curve.",
            "Use a competitor's product for an hour and write down what it does better.",
        ),
    )
}

STEPS: Final[dict[Step, StepInfo]] = {
    info.id: info
    for info in (
        StepInfo(
            "think-bigger",
            "Start thinking bigger",
            "See how your product fits the company's long-term strategy, and how the products "
            "work together.",
            "Before your next decision, ask which other product it helps or hurts.",
        ),
        StepInfo(
            "lead-people",
            "Develop leadership skills",
            "Mentor people with less experience and lead larger work across teams.",
            "Pick one colleague, and ask what they would like to be able to do by spring.",
        ),
        StepInfo(
            "meet-executives",
            "Build relationships with executives",
            "Share your ideas and show how the product helps the company reach its goals.",
            "Send one executive a single page: their goal, your product, the next step.",
        ),
        StepInfo(
            "keep-learning",
            "Keep learning",
            "Strategy, business and leadership, from courses, books and mentors.",
            "Set aside one hour this week to read about the market you are in.",
        ),
        StepInfo(
            "be-patient",
            "Be patient",
            "It takes years, a plan and persistence.",
            "Write down what should be true in two years, and what you will not rush for it.",
        ),
    )
}

SLIPS: Final[dict[Slip, SlipInfo]] = {
    info.id: info
    for info in (
        SlipInfo("too-early", "Too early", "Acts before it is known what is needed.", "too early"),
        SlipInfo("too-late", "Too late", "Waits while the moment passes.", "too late"),
        SlipInfo(
            "wrong-level",
            "Wrong level",
            "A good thought at the level that the moment did not call for.",
            "at the wrong level",
        ),
        SlipInfo("half", "Half of it", "Right, but only half of what was needed.", "half-way"),
        SlipInfo(
            "habit",
            "Habit",
            "What worked before, or what serves one's own corner.",
            "out of habit",
        ),
    )
}

TITLES: Final[tuple[TitleInfo, ...]] = (
    TitleInfo(
        "product-manager",
        "Product Manager",
        "Makes one product succeed. Everybody starts here.",
        0.0,
        0,
        0.0,
        0,
        0,
    ),
    TitleInfo(
        "director",
        "Director of Product Management",
        "Several product managers, one way of working.",
        0.60,
        8,
        0.60,
        8,
        2,
    ),
    TitleInfo(
        "head",
        "Head of Product",
        "The whole product team, in line with what the company wants to reach.",
        0.65,
        16,
        0.65,
        12,
        4,
    ),
    TitleInfo(
        "vp",
        "VP of Product",
        "The whole product strategy.",
        0.70,
        24,
        0.70,
        16,
        7,
    ),
    TitleInfo(
        "cpo",
        "Chief Product Officer",
        "Product strategy as part of the company's strategy.",
        0.80,
        30,
        0.75,
        20,
        10,
    ),
)
"""The career ladder, lowest first. It takes several years; the game's takes many scenarios."""
