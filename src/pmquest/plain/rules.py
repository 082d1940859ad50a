"""The rules that findings come from, explained: what each means, an example, its repair."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import Any, Final

from pmquest.check.examples import judged_example
from pmquest.plain.findings import finding_lines
from pmquest.plain.words import hanging, paragraph, parted
from pmquest.report.lines import ELLIPSIS, cut
from pmquest.scenario.diagnostics import Diagnostic, Rule
from pmquest.scenario.source import source_lines
from pmquest.scoring.clean import clean

_LONGEST_EXAMPLE: Final = 24
"""Lines; some examples are thousands of lines, because that is what is wrong with them."""
_WIDEST_EXAMPLE: Final = 200
"""Characters of a line, for the same reason."""


def rules_lines(rules: Iterable[Rule], width: int) -> list[str]:
    """List rules by their codes."""
    return [
        line
        for rule in sorted(rules, key=lambda each: each.code)
        for line in hanging(f"{rule.code}  {rule.severity:<7}  ", sentence(rule), width)
    ]


def rule_lines(rule: Rule, width: int) -> list[str]:
    """Explain one rule: its meaning, an example with the finding it gives, the repair."""
    raises, passes = _example(rule.raises), _example(rule.passes)
    found = _first_finding(rule) if raises else None
    return parted(
        [
            paragraph(f"{rule.code}, {rule.severity}: {sentence(rule)}", width),
            paragraph(rule.meaning, width),
            _shown("An example that raises it:", raises, width),
            list(finding_lines(found, {}, width)) if found else [],
            _shown("Mended:", passes, width),
        ]
    )


def rule_json(rule: Rule) -> dict[str, Any]:
    """Give a rule as data; long examples are cut as they are for people."""
    return {
        "code": rule.code,
        "severity": rule.severity,
        "sentence": sentence(rule),
        "meaning": rule.meaning,
        "raises": "\n".join(_example(rule.raises)),
        "passes": "\n".join(_example(rule.passes)),
    }


def sentence(rule: Rule) -> str:
    """The sentence of a rule with an ellipsis for what a finding fills in."""
    parts = Formatter().parse(rule.sentence)
    return "".join(text + (ELLIPSIS if field is not None else "") for text, field, _, _ in parts)


def _first_finding(rule: Rule) -> Diagnostic | None:
    findings = judged_example(rule, rule.raises)
    return next((found for found in findings if found.code == rule.code), None)


def _example(example: str | bytes) -> list[str]:
    text = example if isinstance(example, str) else example.decode("utf-8", "replace")
    lines = source_lines(text.removesuffix("\n")) if text else []
    rest = [ELLIPSIS] if len(lines) > _LONGEST_EXAMPLE else []
    return [cut(clean(line), _WIDEST_EXAMPLE) for line in lines[:_LONGEST_EXAMPLE]] + rest


def _shown(title: str, example: Iterable[str], width: int) -> list[str]:
    lines = [f"    {cut(line, width - 4)}" for line in example]
    return [title, *lines] if lines else []
