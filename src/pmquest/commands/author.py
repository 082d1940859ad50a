"""For those who write scenarios: check, explain and score."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from pmquest.commands.shared import (
    SEED,
    Refusal,
    complete_scenario,
    found_in,
    open_library,
    print_json,
    scenario_of,
    takes_format,
    takes_places,
)

if TYPE_CHECKING:
    from pmquest.engine.play import Play
    from pmquest.scenario.diagnostics import Rule
    from pmquest.scenario.model import Scenario

_LONG: Final = 1.0
"""Seconds after which somebody who waits is told how far it is."""


@click.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(readable=False, path_type=Path),  # what cannot be read is a finding
)
@click.option("--strict", is_flag=True, help="Let warnings fail too; advice never does.")
@click.option("--no-explore", is_flag=True, help="Leave out what takes exploring every road.")
@takes_format("text", "json", "github")
def check(paths: tuple[Path, ...], strict: bool, no_explore: bool, form: str) -> int:
    """Show every finding in scenario files or folders.

    Every road through each story is followed, so that dead ends and what nobody reaches are
    found too. Fails (exit status 1) where something is an error.
    """
    from pmquest.check.findings import check_paths
    from pmquest.plain.findings import findings_json, findings_lines, workflow_commands
    from pmquest.plain.terminal import say, width

    findings = check_paths(paths, explored=not no_explore, begin=_progress())
    if not findings.files:
        raise click.UsageError(f"There is no scenario in {' or '.join(map(str, paths))}.")
    if form == "json":
        print_json(findings_json(findings))
    elif form == "github":
        for command in workflow_commands(findings.all):
            say(command)
    else:
        say("\n".join(findings_lines(findings, width())))
    return int(findings.fails(strict=strict))


def _progress() -> Callable[[int, int, Path], None]:
    """Make what tells somebody at a terminal which file is checked, once that takes long."""
    from pmquest.plain.terminal import is_watched, warn

    begun = time.monotonic()

    def tell(number: int, count: int, path: Path) -> None:
        if time.monotonic() - begun > _LONG and is_watched():
            warn(f"checking {number} of {count}: {path}")

    return tell


def _rules() -> dict[str, Rule]:
    """Give every rule by its code; they enter the table as their modules are imported."""
    import pmquest.check.findings  # noqa: F401
    from pmquest.scenario.diagnostics import RULES

    return RULES


def _complete_code(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    wanted = incomplete.upper()
    return [CompletionItem(code) for code in sorted(_rules()) if code.startswith(wanted)]


@click.command()
@click.argument("code", required=False, shell_complete=_complete_code)
@takes_format("text", "json")
def explain(code: str | None, form: str) -> None:
    """Explain a finding by its CODE; without one, list them all."""
    from pmquest.plain.rules import rule_json, rule_lines, rules_lines
    from pmquest.plain.terminal import say, width
    from pmquest.scenario.suggest import did_you_mean

    rules = _rules()
    if code is None:
        if form == "json":
            print_json({"rules": [rule_json(rules[each]) for each in sorted(rules)]})
        else:
            say("\n".join(rules_lines(rules.values(), width())))
        return
    rule = rules.get(code.upper())
    if rule is None:
        hint = did_you_mean(code.upper(), rules)
        raise click.UsageError(
            f"There is no finding {code!r}; {hint or 'pmquest explain lists them all.'}"
        )
    if form == "json":
        print_json(rule_json(rule))
    else:
        say("\n".join(rule_lines(rule, width())))


@click.command()
@click.argument("scenario", shell_complete=complete_scenario)
@click.argument("picks", metavar="[PICK...]", nargs=-1)
@click.option("--seed", type=SEED, default=1, show_default=True, help="What chance is drawn from.")
@takes_format("text", "json")
@takes_places
def score(scenario: str, picks: Sequence[str], seed: int, form: str) -> None:
    """Show the debrief of a list of picks, recorded nowhere.

    A PICK is the id of a choice, in the order of the play; scenes without choices are passed.
    The picks may stop before an ending.
    """
    from pmquest.plain.debrief import debrief_lines
    from pmquest.plain.terminal import say, warn, width
    from pmquest.report.data import score_json
    from pmquest.scoring.debrief import debrief

    library = open_library()
    play = _played(scenario_of(library, found_in(library, scenario)), picks, seed)
    if not picks and (open_here := _open_in(play)):
        warn(
            "No PICK is given, so nothing was answered. Name the ids of choices in the order of "
            f"the play, as in `pmquest score {shlex.quote(scenario)} {open_here[0]}`. Open at "
            f"first: {', '.join(open_here)}."
        )
    if form == "json":
        print_json(score_json(play, debrief(play)))
    else:
        say("\n".join(debrief_lines(debrief(play), width())))


def _open_in(play: Play) -> list[str]:
    """Give the ids of the choices that can be picked now."""
    ids = list(play.machine.scenes[play.state.scene].choices)
    return [ids[number] for number in play.machine.selectable(play.state)]


def _played(scenario: Scenario, picks: Sequence[str], seed: int) -> Play:
    """Play the picks; one that is not open is refused with those that are."""
    from pmquest.engine.machine import Machine
    from pmquest.engine.play import PickRefused, Play
    from pmquest.scenario.suggest import did_you_mean

    play = Play.begin(Machine(scenario), seed).settle()
    for number, pick in enumerate(picks, 1):
        try:
            play = play.pick(pick).settle()
        except PickRefused as refused:
            open_here = ", ".join(refused.selectable)
            told = [f"Pick {number}: {refused.reason}"]
            if hint := did_you_mean(pick, refused.selectable):
                told.append(hint.capitalize())
            told.append(f"Open here: {open_here}." if open_here else "Nothing can be picked here.")
            raise Refusal(" ".join(told)) from refused
    return play
