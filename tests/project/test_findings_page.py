"""The reference of the findings is made from the rules, and is as they are now."""

import re
import runpy
from pathlib import Path

import pytest

import pmquest.check.findings  # noqa: F401  fills RULES
from pmquest.scenario.diagnostics import RULES

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "findings.md").read_text(encoding="utf-8")


def test_the_page_is_as_the_rules_make_it():
    """Where this fails, `make docs` makes the page anew."""
    assert runpy.run_path(str(DOCS / "findings.py"))["page"]() == PAGE


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_finding_has_its_place_on_the_page(code: str):
    assert f"\n### {code}\n" in PAGE
    assert f"[{code}](#{code.lower()})" in PAGE


def test_every_fence_of_the_page_is_closed():
    fences = re.findall(r"^(`{3,})(\w*)$", PAGE, re.MULTILINE)
    pairs = list(zip(fences[::2], fences[1::2], strict=True))

    assert all(opened == closed and kind and not end for (opened, kind), (closed, end) in pairs)
