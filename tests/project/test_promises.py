"""What the project says about itself holds: commands in the docs, pins, versions, paths."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pmquest
from pmquest.commands.program import program

ROOT = Path(__file__).parent.parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return {canonicalize_name(name): version for name, _, version in
            (line.partition("==") for line in lines)}  # fmt: skip


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_command_that_the_docs_name_exists(doc: Path) -> None:
    named = set(re.findall(r"`pmquest ([a-z]+)", doc.read_text(encoding="utf-8")))
    assert named <= set(program.commands)


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_link_and_picture_of_the_docs_is_there(doc: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", doc.read_text(encoding="utf-8"))
    missing = [each for each in targets if not (doc.parent / each).exists() and ":" not in each]
    assert missing == []


def test_the_targets_that_the_readme_names_are_in_the_makefile() -> None:
    named = re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"play", "test"} <= set(named) <= targets | {"and"}


def test_the_constraints_are_pins_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [
        line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9.]*", line)
    ] == []


def test_every_dependency_is_pinned_within_what_is_asked() -> None:
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    pinned = pins()
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])


def test_the_changelog_begins_with_this_version() -> None:
    latest = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert latest is not None
    assert latest[1] == pmquest.__version__


def test_no_file_names_a_package_index_or_somebodys_folder() -> None:
    listed = subprocess.run(
        [
            "git",
            "grep",
            "-lIE",
            "(extra-)?index-url|find-links|/home/[a-z]",
            "--",
            ":!tests/project",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert listed.stdout == ""
