"""Writes docs/findings.md, the reference of all findings, from the rules; `make docs` runs it.

A test holds that the page is as this script would write it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pmquest.check.examples import judged_example
from pmquest.check.findings import shown_by
from pmquest.plain.rules import rule_json
from pmquest.scenario.diagnostics import RULES, Rule

PAGE: Final = Path(__file__).parent / "findings.md"

_HEAD: Final = (
    "# What `pmquest check` finds",
    "This page is made from the rules themselves; `pmquest explain PQ301` shows the same in a "
    "terminal. [Checking a scenario](checking.md) tells how to read a finding and what to do "
    "with it.",
    "A finding is an **error**, a **warning** or **advice**. Errors of PQ0 to PQ2 keep a scenario "
    "from being played; those of PQ3 leave a player stuck. `pmquest check` fails where there is "
    "an error, with `--strict` also where there is a warning, and never because of advice. A "
    "warning or advice that is meant can be waived in the file, with a reason: "
    '`waive: {PQ512: "the long answer is the point here"}`.',
    "*Explored* stands beside what is told, or told in full, only where every road through the "
    "story is followed; `--no-explore` leaves it out.",
)
_FAMILIES: Final = {
    "PQ0": "The file and its YAML",
    "PQ1": "The shape: keys, kinds of values, limits",
    "PQ2": "Names: scenes, meters, choices, files",
    "PQ3": "The flow of the story",
    "PQ4": "What is scored",
    "PQ5": "How it is written",
}


def page() -> str:
    """Give the whole page."""
    return "\n".join([*(f"{paragraph}\n" for paragraph in _HEAD), *_parts()])


def _parts() -> Iterator[str]:
    for family, title in _FAMILIES.items():
        rules = [rule for code, rule in sorted(RULES.items()) if code.startswith(family)]
        yield f"## {family}: {title}\n"
        yield "| code | | what is found |\n| --- | --- | --- |"
        for rule in rules:
            yield f"| [{rule.code}](#{rule.code.lower()}) | {_kind(rule)} | {_sentence(rule)} |"
        yield ""
        for rule in rules:
            yield from _explained(rule)


def _kind(rule: Rule) -> str:
    return f"{rule.severity}, explored" if rule.explored else rule.severity


def _sentence(rule: Rule) -> str:
    """A rule's sentence with an ellipsis for what a finding fills in."""
    return str(rule_json(rule)["sentence"]).replace("|", "\\|")


def _explained(rule: Rule) -> Iterator[str]:
    told = rule_json(rule)
    yield f"### {rule.code}\n\n**{_kind(rule)}**: {_sentence(rule)}\n\n{rule.meaning}\n"
    if not rule.raises:
        return
    yield f"An example that raises it:\n\n{_fenced(told['raises'])}\n"
    yield f"{_found(rule)}\n"
    yield f"Mended:\n\n{_fenced(told['passes'])}\n"


def _found(rule: Rule) -> str:
    """Say what is found in the example that raises a rule."""
    found = next(each for each in judged_example(rule, rule.raises) if each.code == rule.code)
    told = [f"line {found.line}: {found.message}"]
    if found.hint:
        told.append(f"hint: {found.hint}")
    if shown := shown_by(found):
        told.append(f"shown by: {shown}")
    return _fenced("\n".join(told), "text")


def _fenced(text: str, language: str = "yaml") -> str:
    """Put lines between fences that nothing in them ends."""
    fence = "`" * (4 if "```" in text else 3)
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"{fence}{language}\n{lines}\n{fence}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
