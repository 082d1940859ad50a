"""What a panel's agreement adds to the scenario's file: each line with the place for it.

The lines are told from the last to the first, so that writing one moves none of the places that
are still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmquest.plain.words import paragraph
from pmquest.scenario.places import Places
from pmquest.scoring.agreement import AnswerVotes, PanelAgreement
from pmquest.scoring.clean import clean_line


class _Entry(NamedTuple):
    """One thing to write: near which line, where that is in words, and the text, if any."""

    line: int
    where: str
    text: str


def record_lines(agreement: PanelAgreement, places: Places, file: str, width: int) -> list[str]:
    """Tell an author what to write into the file, and where; nothing where too few keyed it.

    No line to be written is wrapped.
    """
    if not agreement.enough:
        return []
    entries = [_panel(len(agreement.people), places), *_answers(agreement.answers, places)]
    told = "From the last line to the first, so that the numbers stay right:"
    lines = [f"To write into {clean_line(file)}", *paragraph(told, width)]
    for entry in sorted(entries, key=lambda entry: -entry.line):
        lines += [f"{entry.where}:", entry.text] if entry.text else [entry.where]
    return lines


def _panel(people: int, places: Places) -> _Entry:
    text = f"panel: {{n: {people}}}"
    keys = places.keys()
    if "panel" in keys:
        line = places.key("panel").line
        return _Entry(line, f"line {line}, instead of the panel that is there", text)
    line = places.key("scenes").line
    return _Entry(line, f"above line {line}, over the scenes", text)


def _answers(answers: Iterable[AnswerVotes], places: Places) -> Iterator[_Entry]:
    """Give what to write beside each judgment that was keyed; one to be rewritten gets nothing."""
    for answer in answers:
        share = answer.judgment.agreement
        path = ("scenes", answer.scene, "choices", answer.choice)
        named = f"in “{answer.choice}” of “{answer.scene}”"
        recorded = "agreement" in places.keys(*path)
        at = places.key(*path, "agreement" if recorded else "judgment")
        if share is None or answer.judgment.low:
            if recorded:
                yield _Entry(at.line, f"line {at.line}, {named}: remove the agreement", "")
            continue
        text = f"agreement: {share:.2f}"
        if not places.begins_line(at):
            where = (
                f"line {at.line}, {named}, {'instead of it' if recorded else 'before “judgment”'}"
            )
            yield _Entry(at.line, where, text if recorded else f"{text},")
        else:
            where = f"line {at.line}, instead of it" if recorded else f"under line {at.line}"
            yield _Entry(at.line, f"{where}, {named}", " " * (at.column - 1) + text)
