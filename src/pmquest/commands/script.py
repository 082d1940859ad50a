"""For those who have a scenario reviewed: the printed script, the sheet to key in, the panel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pmquest.commands.shared import (
    Known,
    Refusal,
    complete_scenario,
    found_in,
    open_library,
    scenario_of,
    takes_places,
    write_file,
)

if TYPE_CHECKING:
    from pmquest.report.sheet_file import Sheet
    from pmquest.scenario.model import Scenario
    from pmquest.scenario.places import Places

_DOCUMENT_FORMS: Final = ("md", "html")
_PANEL_FORMS: Final = ("text", "json")
_SCENARIO_ENDINGS: Final = ("", ".yaml", ".yml")


@click.command()
@click.argument(
    "paths",
    metavar="PATH [SHEET]...",
    nargs=-1,
    required=True,
    shell_complete=complete_scenario,
)
@click.option(
    "--format",
    "form",
    type=Known((*_DOCUMENT_FORMS, *_PANEL_FORMS)),
    help="md or html; with --keyed text or json (default: as the ending of FILE says).",
)
@click.option(
    "--key/--no-key",
    default=False,
    help="Print the key and all that follows from answers, too (default: without).",
)
@click.option("--sheet", is_flag=True, help="Write a CSV for one person to key in.")
@click.option("--keyed", is_flag=True, help="Read filled SHEETs and say how far they agree.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to.")
@takes_places
def script(
    paths: Sequence[str],
    form: str | None,
    key: bool,
    sheet: bool,
    keyed: bool,
    output: Path | None,
) -> int:
    """Print a scenario as a document for people to read and to key.

    PATH is a scenario's file, or its id. Without --key nothing in the document gives away what
    the author thinks of the answers, so that others can key it alone: print it, send it to each
    of them with the sheet that --sheet writes, and hand the filled sheets to --keyed.
    """
    if sheet and keyed:
        raise click.UsageError("--sheet writes a sheet and --keyed reads them: name one of them.")
    if key and (sheet or keyed):
        raise click.UsageError("--key is about the printed script: leave it out here.")
    if keyed:
        return _panel(paths, form, output)
    if len(paths) > 1:
        raise click.UsageError("Name one scenario. Filled sheets are read with --keyed.")
    if sheet:
        _sheet(_scenario(paths[0]), form, output)
    else:
        _document(_scenario(paths[0]), form, output, key=key)
    return 0


def _scenario(name: str) -> Scenario:
    scenario, _, _ = _with_places(name)
    return scenario


def _with_places(name: str) -> tuple[Scenario, Places, str]:
    """Give a scenario, where its parts stand in its file, and the file."""
    library = open_library()
    header = found_in(library, name)
    return scenario_of(library, header), library.read(header).places, header.file


def _document(scenario: Scenario, form: str | None, output: Path | None, *, key: bool) -> None:
    from pmquest.report.script_document import script_html, script_markdown
    from pmquest.report.script_writer import script as written

    form = _form(form, output, _DOCUMENT_FORMS, "a script")
    make = script_html if form == "html" else script_markdown
    what = f"the script of “{scenario.title}”, {'with' if key else 'without'} the key"
    _hand_over(make(written(scenario, key=key)), output, what)


def _sheet(scenario: Scenario, form: str | None, output: Path | None) -> None:
    from pmquest.report.key_sheet import ENCODING, key_sheet

    if form is not None:
        raise click.UsageError("A sheet is CSV: leave out --format.")
    if output is not None:
        _form(None, output, ("csv",), "a sheet")
    if not any(scene.scored for scene in scenario.scenes.values()):
        raise Refusal("No scene of this scenario is scored, so there is nothing to key.")
    what = f"a sheet to key “{scenario.title}” in, one for each person"
    _hand_over(key_sheet(scenario), output, what, ENCODING)


def _panel(arguments: Sequence[str], form: str | None, output: Path | None) -> int:
    """Read filled sheets; fails (exit status 1) where something is wrong with one."""
    from pmquest.plain.agreement import agreement_json, agreement_lines
    from pmquest.plain.terminal import warn, width
    from pmquest.report.data import json_text
    from pmquest.report.keyed_sheets import open_sheets, read_sheets
    from pmquest.report.script_order import script_order
    from pmquest.scoring.agreement import panel_agreement
    from pmquest.scoring.words import counted

    if form is None:
        form = "json" if output and output.suffix.lower() == ".json" else "text"
    form = _form(form, None, _PANEL_FORMS, "what a panel keyed")
    named, files = _parted(arguments)
    sheets, unreadable = open_sheets(files)
    for problem in unreadable:
        warn(problem.in_words)
    scenario, places, file = _with_places(named) if named else _named_by_sheets(sheets)
    reading = read_sheets(scenario, sheets)
    for problem in reading.problems:
        warn(problem.in_words)
    if not reading.keyings:
        raise Refusal("There is no sheet in which something was keyed that counts.")
    agreement, order = panel_agreement(scenario, reading.keyings), script_order(scenario)
    problems = (*unreadable, *reading.problems)
    if form == "json":
        text = json_text(agreement_json(scenario, agreement, order, problems))
    else:
        text = "\n".join([*agreement_lines(scenario, agreement, order, places, file, width()), ""])
    _hand_over(text, output, f"how far {counted(len(agreement.people), 'person', 'people')} agree")
    return int(bool(problems))


def _parted(arguments: Sequence[str]) -> tuple[str | None, list[Path]]:
    """Part the scenario, by its ending, from the sheets; it may be left out."""
    scenarios = [each for each in arguments if Path(each).suffix.lower() in _SCENARIO_ENDINGS]
    sheets = [Path(each) for each in arguments if each not in scenarios]
    if len(scenarios) > 1:
        raise click.UsageError("Name one scenario and the sheets that were filled for it.")
    if not sheets:
        raise click.UsageError("--keyed takes filled sheets: name them after the scenario.")
    return (scenarios[0] if scenarios else None), sheets


def _named_by_sheets(sheets: Sequence[Sheet]) -> tuple[Scenario, Places, str]:
    """Find the scenario in the library by the id that the first sheet holds."""
    from pmquest.game.errors import UnknownScenario

    ids = [sheet.scenario for sheet in sheets if sheet.scenario]
    if not ids:
        raise Refusal("No sheet says for which scenario it is: name the scenario's file first.")
    try:
        return _with_places(ids[0])
    except UnknownScenario as unknown:
        raise Refusal(f"{unknown} Name the scenario's file before the sheets.") from unknown


def _form(form: str | None, output: Path | None, known: Sequence[str], what: str) -> str:
    """Choose the form: the one that was asked for, else that of the file's ending."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    chosen = form or ending or known[0]
    if chosen not in known:
        forms = " or ".join(f".{each}" if form is None else each for each in known)
        raise click.BadParameter(
            f"“{chosen}” is no form of {what}: {forms}.",
            param_hint="'--format'" if form else "'-o'",
        )
    return chosen


def _hand_over(text: str, output: Path | None, what: str, encoding: str = "utf-8") -> None:
    """Write a text where it is wanted; of a file it is told `what` it holds."""
    from pmquest.plain.terminal import hand_over, warn
    from pmquest.scoring.clean import clean, clean_line

    if output is None:
        hand_over(text, encoding)
    else:
        write_file(output, clean(text).encode(encoding))
        warn(clean_line(f"{output} is written: {what}."))
