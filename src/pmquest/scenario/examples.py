"""Makes whole files of the short examples that rules carry, and reads them as what they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pmquest.scenario.diagnostics import Diagnostic, Rule
from pmquest.scenario.files import PACK_FILE
from pmquest.scenario.pack_reader import read_pack
from pmquest.scenario.reader import read_bytes
from pmquest.scenario.rules_packs import EXAMPLE_IDS

WHOLE_FILE: Final = b"# whole file\n"
"""An example that begins so is a file as it stands."""

_KEYS: Final = {
    b"pmquest": b"pmquest: 1\n",
    b"title": b"title: An example\n",
    b"summary": b"summary: A week at work.\n",
    b"role": b"role: Product manager at Tandem\n",
    b"role_level": b"role_level: manager\n",
    b"minutes": b"minutes: 10\n",
    b"objectives": b"objectives: [Notice what is asked.]\n",
    b"takeaways": b"takeaways: [Ask first.]\n",
    b"scenes": b"scenes:\n  monday:\n    title: Monday\n    text: The week begins.\n"
    b"    ending: good\n",
}


def example_findings(rule: Rule, example: str | bytes) -> tuple[Diagnostic, ...]:
    """Give the findings of one of a rule's examples, read as the kind of file it stands for."""
    if rule.file == PACK_FILE:
        data = example.encode() if isinstance(example, str) else example
        return read_pack(data, file=rule.file, ids=EXAMPLE_IDS).findings
    data = completed(example)
    return read_bytes(data, file=rule.file, scenario_id=Path(rule.file).stem).findings


def completed(example: str | bytes) -> bytes:
    """Give the bytes of a whole scenario: the example, then what it leaves out.

    The example comes first, so that the lines of its findings are its own.
    """
    data = example.encode() if isinstance(example, str) else example
    if data.startswith(WHOLE_FILE):
        return data
    present = set(re.findall(rb"^(\w+):", data, re.MULTILINE))
    return data + b"".join(text for key, text in _KEYS.items() if key not in present)
