"""A scenario in which every text that an author can write is hostile."""

from __future__ import annotations

from build import meter, scenario, scene, scored
from pages import HOSTILE, HOSTILE_LINES
from pmquest.scenario.model import Exhibit, Panel, Scenario


def hostile_scenario() -> Scenario:
    """One decision, "pick" or "best", whose answers lead to an ending."""
    filled = HOSTILE.replace("{", "{{")
    filled_lines = HOSTILE_LINES.replace("{", "{{")
    return scenario(
        scene(
            "one",
            title=filled,
            text=filled_lines,
            calls_for="leader",
            aspect="team",
            signal=HOSTILE,
            to="end",
            exhibits=(Exhibit(filled, "bar", labels=(filled,), series={filled: (1.0,)}),),
            choices=[
                scored("pick", "manager", "weak", text=filled, why=filled, agreement=0.5),
                scored("best", "leader", "strong", text=filled, why=filled),
            ],
        ),
        scene("end", title=filled, text=filled_lines, ending="bad"),
        title=HOSTILE,
        role=HOSTILE,
        meters=[meter("trust", label=HOSTILE, unit=HOSTILE)],
        takeaways=(HOSTILE_LINES,),
        reflect=(HOSTILE_LINES,),
        panel=Panel(n=3),
    )
