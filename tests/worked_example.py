"""The worked example of scoring.md as a scenario that can be played, for several tests."""

from __future__ import annotations

from build import choice, meter, scenario, scene, scored
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play

EXAMPLE = scenario(
    scene(
        "scope",
        calls_for="leader",
        aspect="scope",
        signal="Two products meet here.",
        to="team",
        choices=[
            scored("strong", "leader", "strong", responsibility="strategy"),
            scored("weak", "manager", "weak", slip="half"),
            scored("poor", "leader", "poor", slip="habit"),
        ],
    ),
    scene(
        "team",
        calls_for="leader",
        aspect="team",
        signal="The person, not the task.",
        to="horizon",
        choices=[
            scored("strong", "leader", "strong", responsibility="mentoring", effects={"trust": 5}),
            scored("weak", "manager", "weak", slip="too-early", effects={"trust": -4}),
            scored("poor", "leader", "poor", slip="too-late"),
        ],
    ),
    scene(
        "horizon",
        calls_for="manager",
        aspect="horizon",
        signal="It must work on Friday.",
        weight=2,
        to="decisions",
        choices=[
            scored("strong", "manager", "strong", responsibility="launch", effects={"trust": 9}),
            scored("weak", "leader", "weak", slip="wrong-level"),
            scored("poor", "manager", "poor", slip="habit"),
        ],
    ),
    scene(
        "decisions",
        calls_for="either",
        aspect="decisions",
        to="evening",
        choices=[
            scored("strong", "manager", "strong", responsibility="improvement"),
            scored("sound", "leader", "sound"),
            scored("poor", "leader", "poor", slip="wrong-level"),
        ],
    ),
    scene("evening", choices=[choice("home", to="loved"), choice("bar", to="closed")]),
    scene("loved", title="Everybody waves", ending="good"),
    scene("closed", choices=[choice("never", condition=False, to="loved")]),
    meters=[meter("trust", start=45)],
    reflect=("When did you last wait?",),
    takeaways=("Ask **first**.",),
)
PICKS = ("strong", "weak", "strong", "sound")


def play_of(*picks: str) -> Play:
    """The example, played with these choices."""
    play = Play.begin(Machine(EXAMPLE), seed=1).settle()
    for pick in picks:
        play = play.pick(pick).settle()
    return play
