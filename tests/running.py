"""Runs the program in this process: arguments and input in; status, output and messages out."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from pmquest.cli import main


@dataclass(frozen=True)
class Ran:
    """What a run of the program gave."""

    status: int
    out: str
    err: str


class Input(io.TextIOWrapper):
    """Standard input; `terminal` says whether it claims to be one."""

    def __init__(self, text: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def run(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "", terminal: bool = False
) -> Ran:
    """Run the program; `terminal` has somebody sit at the input, while the output is a file."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", Input(typed, terminal))
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as left:
            main(arguments)
    shown = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        shown.append(stream.read())
    assert isinstance(left.value.code, int)
    return Ran(left.value.code, *shown)
