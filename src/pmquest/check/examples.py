"""Judges the examples that rules carry, as `pmquest check` would judge such a file."""

from __future__ import annotations

from pathlib import Path

from pmquest.check.findings import explored_scenario, findings_of
from pmquest.scenario.diagnostics import Diagnostic, Rule
from pmquest.scenario.examples import completed, example_findings
from pmquest.scenario.files import may_be_scenario
from pmquest.scenario.reader import read_bytes


def judged_example(rule: Rule, example: str | bytes) -> tuple[Diagnostic, ...]:
    """Give the findings of one of a rule's examples; a scenario's with every road followed."""
    if not may_be_scenario(rule.file):
        return example_findings(rule, example)
    stem = Path(rule.file).stem
    reading = read_bytes(completed(example), file=rule.file, scenario_id=stem)
    if reading.scenario is None:
        return reading.findings
    return findings_of(reading, explored_scenario(reading.scenario), rule.file).findings
