"""`pmquest new` and `pmquest schema`, as somebody who begins to write meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pmquest.game.starting import STARTERS, Starter, starter_text
from pmquest.scenario.schema import scenario_schema
from running import run

SCHEMA = ".pmquest.schema.json"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the author works in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_scenario_is_written_and_what_can_be_done_with_it_told(
    monkeypatch: pytest.MonkeyPatch, desk: Path
) -> None:
    ran = run(monkeypatch, "new", "first-week")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "first-week.yaml is written: a whole scenario, to be changed into yours.",
        "",
        "  pmquest preview first-week.yaml  see it as a player does while you write",
        "  pmquest check first-week.yaml    see what is left to mend",
        "  pmquest play first-week.yaml     play it",
        "",
        "Editors with a YAML language server complete its keys from .pmquest.schema.json",
        "beside it.",
    ]
    assert sorted(path.name for path in desk.iterdir()) == [SCHEMA, "first-week.yaml"]


@pytest.mark.parametrize("starter", STARTERS)
def test_every_starter_can_be_begun_from(
    monkeypatch: pytest.MonkeyPatch, desk: Path, starter: Starter
) -> None:
    assert run(monkeypatch, "new", "first-week", "--from", starter).status == 0
    assert (desk / "first-week.yaml").read_bytes() == starter_text(starter)


def test_the_commands_that_are_told_work_in_a_folder_whose_name_has_a_space(
    monkeypatch: pytest.MonkeyPatch, desk: Path
) -> None:
    (desk / "my weeks").mkdir()
    ran = run(monkeypatch, "new", "first-week", "--from", "manager", "--into", "my weeks")
    assert "pmquest check 'my weeks/first-week.yaml'" in ran.out
    assert run(monkeypatch, "check", "my weeks/first-week.yaml").status == 0
    assert (desk / "my weeks" / SCHEMA).is_file()


def test_the_schema_beside_a_new_scenario_is_renewed_where_it_is_another(
    monkeypatch: pytest.MonkeyPatch, desk: Path
) -> None:
    (desk / SCHEMA).write_text("{}")
    run(monkeypatch, "new", "first-week")
    assert json.loads((desk / SCHEMA).read_bytes()) == scenario_schema()


def test_a_schema_that_cannot_be_written_is_told_and_the_scenario_is_there(
    monkeypatch: pytest.MonkeyPatch, desk: Path
) -> None:
    (desk / SCHEMA).mkdir()
    ran = run(monkeypatch, "new", "first-week")
    assert ran.status == 0
    assert ran.err == (
        f"{SCHEMA} cannot be written, so editors will not complete keys: Is a directory.\n"
    )
    assert "Editors" not in ran.out
    assert (desk / "first-week.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["My Scenario"], 2, "What about my-scenario?"),
        (["week.yaml"], 2, "What about week?"),
        (["pack"], 2, "choose another id"),
        ([], 2, "Missing argument 'ID'"),
        (["week", "--from", "manger"], 2, "Did you mean 'manager'?"),
        (["week", "--into", "nowhere"], 2, "There is no folder nowhere. Make it first"),
        (["taken"], 1, "taken.yaml is there already and stays as it is"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, desk: Path, arguments: list[str], status: int, told: str
) -> None:
    (desk / "taken.yaml").write_text("mine")
    ran = run(monkeypatch, "new", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert told in ran.err
    assert {path.name: path.read_text() for path in desk.iterdir()} == {"taken.yaml": "mine"}


def test_an_id_of_the_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "new", "live-tracking")
    assert ran.status == 0
    assert ran.err.startswith("A scenario of the library has this id, too: ")


def test_the_schema_is_printed_alone_and_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = run(monkeypatch, "schema"), run(monkeypatch, "schema")
    assert first == second
    assert (first.status, first.err) == (0, "")
    assert json.loads(first.out) == scenario_schema()


def test_the_schema_is_written_to_a_file(monkeypatch: pytest.MonkeyPatch, desk: Path) -> None:
    ran = run(monkeypatch, "schema", "-o", "scenario.json")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "scenario.json is written: the schema of scenarios.\n"
    assert (desk / "scenario.json").read_text() == run(monkeypatch, "schema").out


def test_a_file_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "schema", "-o", "nowhere/scenario.json")
    assert (ran.status, ran.err) == (
        1,
        "nowhere/scenario.json cannot be written: there is no folder nowhere; make it first.\n",
    )


def test_the_schema_needs_no_screen_and_no_yaml() -> None:
    script = (
        "import sys\nfrom pmquest.cli import main\ntry:\n    main(['schema'])\n"
        "except SystemExit:\n    pass\n"
        "print([name for name in ('textual', 'yaml', 'sqlite3') if name in sys.modules],"
        " file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("pmquest new week --from m", ["minimal", "manager"]), ("pmquest sch", ["schema"])],
)
def test_the_shell_completes(
    monkeypatch: pytest.MonkeyPatch, typed: str, offered: list[str]
) -> None:
    monkeypatch.setenv("_PMQUEST_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split()) - 1))
    ran = run(monkeypatch)
    assert [line.split(",")[1] for line in ran.out.split()] == offered
