"""What the page about exploring shows of a scenario is what the program prints of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from running import run

PAGE = (Path(__file__).parents[2] / "docs" / "exploring.md").read_text(encoding="utf-8")


def shown(block: str) -> str:
    """A text without breaks of lines and the marks of a quotation."""
    return " ".join(re.sub(r"[>`]|<br>", " ", block).split())


def test_the_figures_are_those_that_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = shown(run(monkeypatch, "explore", "live-tracking").out)
    quoted = re.findall(r"^> (?:Every road|`).*?(?=\n\n)", PAGE, re.MULTILINE | re.DOTALL)
    assert len(quoted) == 4
    for block in quoted:
        assert shown(block) in printed


def test_the_piece_of_map_is_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run(monkeypatch, "map", "live-tracking").out
    (quoted,) = re.findall(r"^```\n([▪▲].*?)```$", PAGE, re.MULTILINE | re.DOTALL)
    assert quoted in printed
