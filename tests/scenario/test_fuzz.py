"""Whatever stands in a file: no exception, no hang, no control character in what is said."""

import gc
import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmquest.scenario.examples import completed
from pmquest.scenario.reader import read_bytes

SEED = completed(
    """meters:
  trust: {label: Customer trust, start: 45}
facts: {asked: false, calls: 0}
interrupts:
  - {when: trust <= 0, to: out}
scenes:
  monday:
    title: Monday, 09:05
    text:
      - |
        Support wrote **412** tickets. Trust is {trust}.
      - {when: asked, text: "They know you: you rang."}
    exhibits:
      - {title: Tickets, kind: line, labels: [w1, w2], series: {late: [1.5, 2]}}
      - {title: Sales, kind: table, columns: [a, b], rows: [[1, "2"], [3, 4]]}
    calls_for: manager
    signal: One product, this week.
    aspect: scope
    seconds: 60
    timeout: wait
    choices:
      ring:
        text: Ring ten of them.
        level: manager
        judgment: strong
        responsibility: customers
        effects: {trust: 4, calls: 1}
        set: {asked: true}
        result: Seven of ten say the same.
        why: You know now.
        to:
          - {odds: 3, scene: friday}
          - {odds: 1, scene: monday, when: asked}
      wait: {text: Wait., level: leader, judgment: poor, slip: too-late, why: No., to: friday}
  friday: {title: Friday, text: The end., ending: good}
  out: {title: Out, text: No trust left., to: resume}
"""
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
PIECES = st.sampled_from(
    [b"&a ", b"*a", b"<<: ", b"!x ", b": ", b" #", b"- ", b"? ", b"|\n", b">\n", b"{", b"}", b"[",
     b"]", b'"', b"'", b"%", b"@", b"\t", b"\r\n", b"\r", b"\x1b[31m", b"\xe2\x80\xae", b"\xff",
     b"---\n", b"...\n", b"true", b"null", b"~", b"1e9", b"9999999999999999", b"  ", b"\n", b",",
     b"resume", b"visited(", b"{trust", b"{{", b"scenes:\n", b"monday", b"\x00", b"\xc2\x85",
     b"\xe2\x80\xa8"]
)  # fmt: skip


def read_and_judge(data: bytes) -> None:
    gc.disable()  # looking through all that hypothesis keeps would be counted as reading
    started = time.process_time()
    reading = read_bytes(data, file="story.yaml", scenario_id="story")
    taken = time.process_time() - started
    gc.enable()
    assert taken < 1
    assert (reading.scenario is None) == any(f.severity == "error" for f in reading.findings)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in reading.findings:
        assert 1 <= finding.line <= lines + 1
        assert finding.column >= 1
        assert finding.length >= 1
        assert not CONTROL.search(finding.message + (finding.hint or ""))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The seed with pieces put in, cut out, doubled and swapped."""
    data = SEED
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["put", "cut", "double", "byte", "lines"])):
            case "put":
                data = data[:start] + draw(PIECES) + data[start:]
            case "cut":
                data = data[:start] + data[end:]
            case "double":
                data = data[:end] + data[start:end] + data[end:]
            case "byte":
                data = data[:start] + draw(st.binary(min_size=1, max_size=3)) + data[end:]
            case "lines":
                lines = data.split(b"\n")
                at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[at], lines[to] = lines[to], lines[at]
                data = b"\n".join(lines)
    return data


@given(mutated())
@example(SEED)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_scenario_is_read_without_harm(data: bytes):
    read_and_judge(data)


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(b"".join)))
@example(b'\r"')
@example(b'pmquest: 1\rtitle: "A week\r')
@example(b"pmquest: 1\r\ntitle: 'A week\r\n\tx: y\r")
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_without_harm(data: bytes):
    read_and_judge(data)


@pytest.mark.long
@given(mutated())
@settings(max_examples=100_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_hundred_thousand_damaged_scenarios_are_read_without_harm(data: bytes):
    read_and_judge(data)


@given(st.text(max_size=320))
@settings(max_examples=300, deadline=None)
def test_any_line_is_judged_as_a_condition_without_harm(line: str):
    quoted = line.replace("'", "''")
    scene = f"interrupts:\n  - {{when: '{quoted}', to: monday}}\n"
    read_and_judge(completed(scene.encode("utf-8", "surrogatepass")))
