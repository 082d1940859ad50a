"""Every rule is shown by its own examples: one that raises it and one that does not."""

import re

import pytest

from pmquest.scenario.diagnostics import RULES, Rule
from pmquest.scenario.examples import completed, example_findings
from pmquest.scenario.reader import BAD_STEM, UNREADABLE, read_file
from pmquest.scenario.rules_packs import SAME_SCENARIO_ID

FAMILIES = {"PQ0", "PQ1", "PQ2"}
READER_RULES = [rule for rule in RULES.values() if rule.code[:3] in FAMILIES]
NOT_OF_A_TEXT = (UNREADABLE, BAD_STEM, SAME_SCENARIO_ID)
TEXT_RULES = [rule for rule in READER_RULES if rule not in NOT_OF_A_TEXT]


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.code)
def test_the_first_example_of_a_rule_raises_it(rule: Rule):
    findings = example_findings(rule, rule.raises)

    assert rule.code in {finding.code for finding in findings}
    assert all(finding.line >= 1 and finding.column >= 1 for finding in findings)


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.code)
def test_the_second_example_of_a_rule_is_clean(rule: Rule):
    assert example_findings(rule, rule.passes) == ()


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    reading = read_file(tmp_path / "nowhere.yaml")

    assert [finding.code for finding in reading.findings] == [UNREADABLE.code]


def test_a_file_name_that_cannot_be_an_id_is_a_finding(tmp_path):
    path = tmp_path / "My Scenario.yaml"
    path.write_bytes(completed("minutes: 5\n"))

    assert [finding.code for finding in read_file(path).findings] == [BAD_STEM.code]


@pytest.mark.parametrize("rule", READER_RULES, ids=lambda rule: rule.code)
def test_a_rule_is_told_in_plain_words(rule: Rule):
    assert re.fullmatch(r"PQ[0-9]{3}", rule.code)
    assert rule.sentence
    assert not rule.sentence.endswith(".")
    assert rule.meaning.endswith(".")


def test_codes_stay_as_they_were_published():
    """A code that authors have seen keeps its meaning; new ones may be added."""
    assert {"PQ011", "PQ012", "PQ102", "PQ103", "PQ204", "PQ205"} <= RULES.keys()
