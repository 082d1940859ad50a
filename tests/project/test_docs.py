"""The pages of the docs hold together: made parts as the code makes them, examples that read."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import pmquest.check.findings  # noqa: F401  fills RULES
from pmquest.scenario.diagnostics import RULES
from pmquest.scenario.examples import completed
from pmquest.scenario.fields import fields_of
from pmquest.scenario.model import Choice, Pack, Scenario, Scene, Stage
from pmquest.scenario.reader import read_bytes

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
FORMAT = (DOCS / "format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", FORMAT, re.DOTALL | re.MULTILINE)


def test_the_reference_is_as_the_model_makes_it() -> None:
    """Where this fails, `make docs` makes it anew."""
    assert runpy.run_path(str(DOCS / "reference.py"))["renewed"](FORMAT) == FORMAT


@pytest.mark.parametrize("cls", [Scenario, Scene, Choice, Pack, Stage])
def test_every_key_stands_in_the_reference(cls: type) -> None:
    for field in fields_of(cls):
        required = " **required**" if field.required else ""
        assert f"\n| `{field.name}`{required} | " in FORMAT


@pytest.mark.parametrize("example", [each for each in EXAMPLES if not each.startswith("# yaml")])
def test_every_example_of_the_reference_can_be_read(example: str) -> None:
    assert read_bytes(completed(example), file="example", scenario_id="example").findings == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_heading_that_a_page_points_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", text):
        there = (page.parent / target).read_text(encoding="utf-8") if target else text
        headings = re.findall(r"^#+ (.+)$", there, re.MULTILINE)
        assert anchor in {
            re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings
        }


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem != "findings"], ids=lambda page: page.stem
)
def test_every_finding_that_a_page_names_exists(page: Path) -> None:
    assert set(re.findall(r"\bPQ\d{3}\b", page.read_text(encoding="utf-8"))) <= RULES.keys()


def test_the_list_of_pages_names_every_page_and_the_readme_the_list() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\((\w[\w-]*\.md)\)", index))
    assert linked == {page.name for page in PAGES} - {"README.md"}
    assert "(docs/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
