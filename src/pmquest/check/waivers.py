"""Takes away the findings that a file says are meant, and holds it to saying so rightly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from pmquest.check import rules_waivers as rules
from pmquest.scenario.diagnostics import (
    FINDINGS_PER_FILE,
    RULES,
    Collector,
    Diagnostic,
    Severity,
    Span,
)
from pmquest.scenario.places import Places
from pmquest.scenario.rules_packs import SAME_SCENARIO_ID
from pmquest.scenario.suggest import did_you_mean

_GRAVITY: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "advice": 2}


class Judged(Struct, frozen=True):
    """The findings of one scenario that are shown, and how many more its `waive` takes away."""

    findings: tuple[Diagnostic, ...]
    waived: int = 0


def without_waived(
    findings: Sequence[Diagnostic],
    places: Places,
    file: str,
    *,
    judged: bool,
    explored: bool,
    alone: bool,
) -> Judged:
    """Take away what the `waive` of a file names.

    A waiver that waives nothing is a finding, unless what it names was not looked for: where the
    scenario could not be `judged` as a whole, or not every road was `explored`, or the file was
    looked at `alone`.
    """
    codes = places.keys("waive")
    raised = {finding.code for finding in findings}
    waivable = {code for code in codes if code in RULES and RULES[code].severity != "error"}
    kept = [finding for finding in findings if finding.code not in waivable]
    found = Collector(file)
    for code in codes:
        at = places.key("waive", code)
        if code not in RULES and judged:  # else what is no code at all was told by the reader
            hint = did_you_mean(code, RULES)
            found.add(rules.UNKNOWN_WAIVED, at, hint=hint, code=code)
        elif code in RULES and code not in waivable:
            found.add(rules.ERROR_WAIVED, at, code=code)
        elif judged and code not in raised and _looked_for(code, explored, alone):
            found.add(rules.NOTHING_WAIVED, at, code=code)
    return Judged(_bounded([*kept, *found.findings], file), len(findings) - len(kept))


def _looked_for(code: str, explored: bool, alone: bool) -> bool:
    """Tell whether a finding of this code would have been met."""
    return not (alone and code == SAME_SCENARIO_ID.code) and (explored or not RULES[code].explored)


def _bounded(findings: list[Diagnostic], file: str) -> tuple[Diagnostic, ...]:
    """Give findings in the order of the file; of too many the gravest, and how many more."""
    rest = len(findings) - FINDINGS_PER_FILE
    if rest > 0:
        findings = sorted(findings, key=lambda each: _GRAVITY[each.severity])[:FINDINGS_PER_FILE]
    shown = sorted(findings, key=lambda each: (each.line, each.column, each.code))
    if rest > 0:
        more = Collector(file)
        more.add(rules.MORE, Span(1, 1), rest=rest, shown=FINDINGS_PER_FILE)
        shown += more.findings
    return tuple(shown)
