"""Every rule about a whole scenario is shown by its own examples, with every road followed."""

import re

import pytest

from pmquest.check.examples import judged_example
from pmquest.check.rules_flow import SAMPLED
from pmquest.check.rules_waivers import MORE
from pmquest.scenario.diagnostics import RULES, Rule

FAMILIES = {"PQ3", "PQ4", "PQ5"}
WHOLE_RULES = [rule for rule in RULES.values() if rule.code[:3] in FAMILIES]
SHOWN = [rule for rule in WHOLE_RULES if rule not in (SAMPLED, MORE)]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_first_example_of_a_rule_raises_it(rule: Rule):
    findings = judged_example(rule, rule.raises)

    assert rule.code in {finding.code for finding in findings}
    assert not [each for each in findings if each.severity == "error" and each.code != rule.code]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_second_example_of_a_rule_does_not(rule: Rule):
    findings = judged_example(rule, rule.passes)

    assert rule.code not in {finding.code for finding in findings}
    assert not [each for each in findings if each.severity == "error"]


@pytest.mark.parametrize("rule", WHOLE_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_told_in_plain_words(rule: Rule):
    assert re.fullmatch(r"PQ[0-9]{3}", rule.code)
    assert rule.sentence
    assert not rule.sentence.endswith(".")
    assert rule.meaning.endswith(".")


def test_every_rule_belongs_to_a_family():
    assert {code[:3] for code in RULES} <= FAMILIES | {"PQ0", "PQ1", "PQ2"}


def test_only_a_dead_end_and_an_endless_circle_are_errors():
    """Only what PQ0 to PQ2 call an error keeps a scenario from being played (format.md)."""
    errors = {rule.code for rule in WHOLE_RULES if rule.severity == "error"}

    assert errors == {"PQ301", "PQ302"}
