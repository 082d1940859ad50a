"""The map as a tree of text: on the page however deep a story is."""

from __future__ import annotations

import pytest

from build import choice, interrupt, route, scenario, scene, scored, visited
from explorations import ending, exploration, flows, shown
from pmquest.explore.exploration import Exploration, Sampled
from pmquest.plain.scene_map import map_lines
from pmquest.report.lines import cells
from pmquest.report.scene_map import scene_map
from pmquest.scenario.model import Scenario

STORY = scenario(
    scene(
        "monday",
        title="Monday, 09:05",
        calls_for="leader",
        aspect="scope",
        choices=[
            scored("ring", "manager", "weak", "left", text="Ring ten of the customers."),
            scored("bet", "leader", "strong", [route("left", odds=3), route("right", odds=1)]),
            scored("wait", "manager", "poor", "right", condition=visited("left"), once=True),
        ],
    ),
    scene(
        "left",
        calls_for="either",
        aspect="team",
        choices=[scored("go", "leader", "sound"), scored("stay", "manager", "poor")],
        to=[route("monday", visited("right")), route("friday")],
    ),
    scene("right", to="friday"),
    scene("friday", choices=[choice("home", "won"), choice("away", "lost")]),
    scene("won", ending="good"),
    scene("lost", ending="bad"),
    scene("crisis", to="resume"),
    scene("attic", to="won"),
    title="A small story",
    interrupts=[interrupt(True, "crisis")],
)
EXPLORED = exploration(
    STORY,
    visits={
        "monday": 1.5, "left": 0.75, "right": 0.5, "friday": 1.0, "won": 0.996, "lost": 0.002,
        "crisis": 0.25, "attic": 0.0,
    },
    unreachable=("attic",),
    never_available=(("monday", "wait"),),
    stuck=(shown("left"),),
    endless=(shown("right"),),
    endings={"won": ending("good", 0.996), "lost": ending("bad", 0.002)},
    flows=flows(
        {
            ("monday", "ring", "left"): 0.5,
            ("monday", "ring", "crisis"): 0.25,
            ("monday", "bet", "left"): 0.6,
            ("monday", "bet", "right"): 0.15,
            ("left", "go", "friday"): 0.75,
            ("right", None, "friday"): 0.5,
            ("friday", "home", "won"): 0.996,
            ("friday", "away", "lost"): 0.002,
            ("crisis", None, "friday"): 0.25,
        }
    ),
)  # fmt: skip


def drawn(width: int, story: Scenario = STORY, found: Exploration | None = None) -> str:
    return "\n".join(map_lines(scene_map(story, found), width))


def lines_of(text: str) -> list[str]:
    """The lines with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_tree_shows_levels_ways_and_conditions_before_anything_is_explored() -> None:
    assert (
        drawn(64)
        == """\
A small story

▲ monday · Monday, 09:05
    ▪ •··  ring  Ring ten of the customers.              ↓ left
    ▲ •••  bet   Take bet.
        ↓ left, 3 in 4
        → right, 1 in 4
    ▪ ···  wait  Take wait.                              → right
        only if as built in Python · once
│ · left · Left
│     ▲ ••·  go    Take go.
│     ▪ ···  stay  Take stay.
│     ↑ monday, if as built in Python
│     → friday, otherwise
│ ○ right · Right
│     ↓ friday
○ friday · Friday
    home  Take home.                                      ↓ won
    away  Take away.                                      → lost
│ ● won · Won                                        good ending
│ ● lost · Lost                                       bad ending

After any pick, each once in a play:
  if as built in Python → crisis

○ crisis · Crisis
    → back to where it broke in

✗ No way leads here:
○ attic · Attic                                    ✗ unreachable
    ↑ won

8 scenes, 2 endings. Not explored: nothing is known of odds, or
of what nobody can reach.
▪ calls for manager-level · ▲ for leader-level · · for either ·
○ not scored · ● an ending. ↓ the next scene below, → one
further down, ↑ one above. What is set in behind a │ is met only
by way of the scene above it."""
    )


def test_an_exploration_adds_how_often_how_it_ends_and_what_is_wrong() -> None:
    shown_map = drawn(64, found=EXPLORED)
    assert shown_map.startswith(
        """\
A small story

▲ monday · Monday, 09:05                                   1.50×
    ▪ •··  ring  Ring ten of the custome…          50 %
         33 %  ↓ left
         17 %  → crisis breaks in
    ▲ •••  bet   Take bet.                         50 %
         40 %  ↓ left, 3 in 4
         10 %  → right, 1 in 4
    ▪ ···  wait  Take wait.                ✗ never open  → right
"""
    )
    said = lines_of(shown_map)
    assert "│ · left · Left ✗ dead end · 0.75×" in said
    assert "│ ○ right · Right ✗ no way out · 0.50×" in said
    assert "│ ● won · Won good ending · >99 %" in said
    assert "│ ● lost · Lost bad ending · <1 %" in said
    assert "if as built in Python → crisis · 0.25×" in said
    assert said[said.index("○ crisis · Crisis 0.25×") + 1] == "100 % → back to where it broke in"
    assert "8 scenes, 2 endings. Every road was followed." in said
    assert "× how many times a play meets the scene" in " ".join(said)


def test_a_sample_says_that_it_is_one() -> None:
    sampled = exploration(STORY, unreachable=("won",), sampled=Sampled(plays=50, seed=1))
    said = lines_of(drawn(64, found=sampled))
    assert "│ ● won · Won not in the sample · good ending" in said
    assert "The figures are those of a sample of plays, not of every road." in " ".join(said)


def test_what_has_no_bound_is_endless() -> None:
    endless = exploration(STORY, visits={**EXPLORED.visits, "friday": None})
    assert "○ friday · Friday ∞" in lines_of(drawn(64, found=endless))


@pytest.mark.parametrize("width", [30, 60, 80])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    long = "a" * 200
    story = scenario(
        scene("s0", choices=[choice(long, "s1", text="中" * 300), choice("b", long)]),
        scene("s1", title="Title " * 50, to=[route(long, visited(long)), route("s0")]),
        scene(long, title=long, ending="good"),
        title=long,
    )
    for found in (None, exploration(story)):
        assert max(map(cells, map_lines(scene_map(story, found), width))) <= width
    for found in (None, EXPLORED):
        assert max(map(cells, map_lines(scene_map(STORY, found), width))) <= width


def test_a_thousand_scenes_in_a_line_stand_under_one_another() -> None:
    line = [scene(f"s{number}", to=f"s{number + 1}") for number in range(999)]
    lines = map_lines(scene_map(scenario(*line, scene("s999", ending="good"))), 60)
    assert lines[2:6] == ["○ s0 · S0", "    ↓ s1", "○ s1 · S1", "    ↓ s2"]
    assert not any(line.startswith("│") for line in lines)
