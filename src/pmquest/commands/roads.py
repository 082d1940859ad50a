"""For those who write scenarios: every road through one, and its map."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from pmquest.commands.shared import (
    Places,
    complete_scenario,
    found_in,
    open_library,
    print_json,
    scenario_of,
    takes_format,
    takes_places,
)

if TYPE_CHECKING:
    from pmquest.explore.exploration import Exploration
    from pmquest.scenario.model import Scenario

_LONG: Final = 1.0
"""Seconds after which somebody who waits is told what for."""

_budget = click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STATES",
    help="How many states to follow before a sample is taken instead (default: one million).",
)


@click.command()
@click.argument("path", metavar="PATH", shell_complete=complete_scenario)
@_budget
@takes_format("text", "json")
@takes_places
def explore(path: str, budget: int | None, form: str) -> None:
    """Follow every road through a scenario and tell what was found.

    PATH is an id of the library, or a file. What is wrong comes first: where a play can get
    stuck, what nobody can reach. Then how likely each ending is, and how far one comes by
    picking without understanding.
    """
    from pmquest.plain.exploration import exploration_lines
    from pmquest.plain.terminal import say, width
    from pmquest.report.exploration_account import exploration_account
    from pmquest.report.exploration_data import exploration_json

    library = open_library()
    header = found_in(library, path)
    scenario = scenario_of(library, header)
    found = _explored(scenario, budget)
    if form == "json":
        print_json(exploration_json(found))
        return
    # an id from folders that this command alone named means nothing to the one that is pasted
    places = click.get_current_context().ensure_object(Places)
    named = bool(places.scenarios or places.home)
    called = header.file if path == header.id and named else path
    say("\n".join(exploration_lines(exploration_account(scenario, found, called), width())))


@click.command("map")
@click.argument("path", metavar="PATH", shell_complete=complete_scenario)
@click.option("--no-explore", is_flag=True, help="Leave out what takes exploring every road.")
@_budget
@takes_format("tree", "mermaid", "dot", "json")
@takes_places
def map_(path: str, no_explore: bool, budget: int | None, form: str) -> None:
    """Show the scenes of a scenario and where every answer leads.

    PATH is an id of the library, or a file. As a tree for reading, or as a diagram that Mermaid
    or Graphviz (dot) draws.
    """
    from pmquest.plain.scene_map import map_lines
    from pmquest.plain.terminal import hand_over, say, width
    from pmquest.report.map_diagrams import graphviz, mermaid
    from pmquest.report.scene_map import scene_map
    from pmquest.report.scene_map_data import scene_map_json

    library = open_library()
    scenario = scenario_of(library, found_in(library, path))
    drawn = scene_map(scenario, None if no_explore else _explored(scenario, budget))
    if form == "json":
        print_json(scene_map_json(drawn))
    elif form == "tree":
        say("\n".join(map_lines(drawn, width())))
    else:
        hand_over(mermaid(drawn) if form == "mermaid" else graphviz(drawn))


def _explored(scenario: Scenario, budget: int | None) -> Exploration:
    """Follow every road, up to a budget of states."""
    from pmquest.engine.machine import Machine
    from pmquest.explore.exploration import BUDGET
    from pmquest.explore.explore import explore

    return explore(Machine(scenario), budget=budget or BUDGET, cancelled=_patience())


def _patience() -> Callable[[], bool]:
    """Make what exploring asks now and then, and what tells somebody at a terminal to wait.

    It never stops the exploring; an interrupt from the keyboard does.
    """
    from pmquest.plain.terminal import warn

    begun = time.monotonic()
    told = not sys.stderr.isatty()

    def asked() -> bool:
        nonlocal told
        if not told and time.monotonic() - begun > _LONG:
            told = True
            warn("Following every road; ctrl+c stops it.")
        return False

    return asked
