"""What other repositories take from here to check their scenarios: a hook and a workflow."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from pmquest.commands.program import program

ROOT = Path(__file__).parents[2]


def data(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ["scenarios/week.yaml", "deep/scenarios/more/week.yml"])
def test_the_hook_takes_the_scenarios(path: str):
    (hook,) = data(".pre-commit-hooks.yaml")

    assert re.search(hook["files"], path)


@pytest.mark.parametrize("path", ["mkdocs.yaml", "scenarios/README.md", "myscenarios/week.yaml"])
def test_the_hook_takes_nothing_else(path: str):
    (hook,) = data(".pre-commit-hooks.yaml")

    assert not re.search(hook["files"], path)


def test_hook_and_workflow_call_the_command_as_it_is():
    (hook,) = data(".pre-commit-hooks.yaml")
    steps = data("docs/check-scenarios.yml")["jobs"]["check"]["steps"]
    calls = [hook["entry"], *(step["run"] for step in steps if "run" in step)]
    checks = [shlex.split(call) for call in calls if call.startswith("pmquest ")]

    assert len(checks) == 2
    for _, command, *arguments in checks:
        context = program.commands[command].make_context(command, [*arguments, "scenarios/"])
        assert context.params["paths"]
