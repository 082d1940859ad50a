"""What a file waives: findings that are meant, each with its reason."""

import pytest
from clean_story import changed, judged, seeded, source

from explorations import exploration
from pmquest.check.findings import findings_of
from pmquest.check.rules_waivers import MORE
from pmquest.explore.exploration import Sampled
from pmquest.scenario.diagnostics import FINDINGS_PER_FILE
from pmquest.scenario.examples import completed
from pmquest.scenario.reader import read_bytes

NEVER = changed(2, "ring", "text:", "when: trust >= 47\n        text:")
"""Closes the strong answer of the second day in one state: PQ402."""


def waiving(line: str, *changes: tuple[str, str]) -> str:
    return seeded(("meters:\n", f"waive: {line}\nmeters:\n"), *changes)


def test_a_waived_finding_is_neither_shown_nor_counted():
    found = judged(waiving("{PQ402: On that day nobody could have done well.}", NEVER))

    assert found.findings == ()
    assert found.waived == 1


def test_a_warning_of_the_reader_can_be_waived_too():
    story = waiving("{PQ128: The number is a comment.}").replace(
        "summary: Eight days at work, each with a question.", "summary: Customer #4 called"
    )

    assert judged(story).findings == ()
    assert judged(story).waived == 1


def test_a_waiver_that_waives_nothing_is_a_finding():
    story = waiving("{PQ402: It was so once.}")
    (finding,) = judged(story).findings

    assert (finding.code, finding.severity) == ("PQ593", "warning")
    assert source(story, finding) == "PQ402"


@pytest.mark.parametrize("code", ["PQ402", "PQ404", "PQ303"])
def test_a_waiver_of_what_was_not_looked_for_is_not_called_useless(code: str):
    story = waiving(f"{{{code}: It is meant so.}}")
    scenario = read_bytes(story.encode(), file="story.yaml", scenario_id="story").scenario
    assert scenario is not None
    sampled = exploration(scenario, sampled=Sampled(1_000, 1))

    assert judged(story, roads=False).findings == ()
    assert [each.code for each in judged(story, sampled).findings] == ["PQ306"]


def test_a_waiver_of_what_the_text_alone_shows_is_useless_without_exploring():
    (finding,) = judged(waiving("{PQ512: It was so once.}"), roads=False).findings

    assert finding.code == "PQ593"


def test_errors_are_shown_all_the_same():
    story = waiving("{PQ301: They will find a way.}")
    for answer in ("wait2", "ring2", "board2"):
        story = story.replace(f"{answer}:\n", f"{answer}:\n        when: trust < 45\n")
    found = judged(story)
    codes = {finding.code: finding for finding in found.findings}

    assert found.waived == 0
    assert "PQ301" in codes
    assert source(story, codes["PQ591"]) == "PQ301"
    assert codes["PQ591"].message == "PQ301 is an error, and errors cannot be waived"


def test_an_unknown_code_is_guessed():
    story = waiving("{PQ5122: It is meant so.}")
    assert [each.code for each in judged(story).findings] == ["PQ131"]

    (finding,) = judged(waiving("{PQ999: It is meant so.}")).findings
    assert finding.code == "PQ592"
    near = judged(waiving("{PQ519: It is meant so.}")).findings[0]
    assert near.hint is not None
    assert near.hint.startswith("did you mean 'PQ5")


@pytest.mark.parametrize("reason", ['""', "", "'  '"])
def test_a_waiver_without_a_reason_is_an_error_at_its_place(reason: str):
    story = waiving(f"\n  PQ402: {reason}", NEVER)
    errors = [each for each in judged(story).findings if each.severity == "error"]

    assert [each.code for each in errors] == ["PQ106"]
    assert "PQ402" in story.splitlines()[errors[0].line - 1]


def test_where_a_file_has_errors_its_waivers_still_hold_for_the_rest():
    story = waiving("{PQ128: The number is a comment., PQ402: It is meant so.}").replace(
        "summary: Eight days at work, each with a question.", "summary: Customer #4 called"
    )
    found = judged(story.replace("minutes: 10", "minutes: ten"))

    assert [finding.code for finding in found.findings] == ["PQ103"]
    assert found.waived == 1


def test_what_is_found_about_a_waiver_cannot_be_waived():
    found = judged(waiving("{PQ593: Leave it., PQ402: It was so once.}"))

    assert [finding.code for finding in found.findings] == ["PQ593", "PQ593"]


def test_of_too_many_findings_the_gravest_are_shown_and_the_rest_is_counted():
    ending = "  friday:\n    title: Friday\n    text: It ends.\n    ending: good\n"
    scenes = "".join(
        f"  s{n}:\n    title: Monday\n    text: It begins.\n    calls_for: manager\n"
        f"    signal: One letter.\n    aspect: scope\n    to: friday\n    choices:\n"
        f"      ring: {{text: Ring., level: manager, judgment: strong, why: It helps them.}}\n"
        f"      wait: {{text: Wait., level: leader, judgment: weak, why: It helps nobody.}}\n"
        for n in range(600)
    )
    text = completed(f"scenes:\n{scenes}{ending}")
    reading = read_bytes(text, file="story.yaml", scenario_id="story")
    findings = findings_of(reading, None, "story.yaml").findings

    assert len(findings) == FINDINGS_PER_FILE + 1
    assert sum(finding.code == "PQ502" for finding in findings) == 600
    assert findings[-1].code == MORE.code
    assert findings[-1].severity == "advice"
    assert "802 more findings" in findings[-1].message
