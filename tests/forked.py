"""Running a part of a test in a process of its own, forked so that it starts at once."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import pytest

NOBODY = 65534
"""The user who owns nothing."""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"
)


def forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, BinaryIO]:
    """Start `work` in a process of its own; gives its number and what it says, line by line.

    `work` is handed the function with which it says a line.
    """
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, os.fdopen(reading, "rb")
    status = 1
    try:
        os.close(reading)
        said = os.fdopen(writing, "w", encoding="utf-8")
        work(lambda line: print(line, file=said, flush=True))
        status = 0
    except BaseException as error:
        print(repr(error), file=sys.__stderr__, flush=True)
    finally:
        os._exit(status)


def in_child(work: Callable[[], Any], user: int | None = None) -> Any:
    """Give what `work` gives in a process of its own, as another user if wanted; as JSON."""

    def child(say: Callable[[str], None]) -> None:
        if user is not None:
            os.setgid(user)
            os.setuid(user)
        say(json.dumps(work()))

    number, said = forked(child)
    with said:
        answer = said.read()
    _, status = os.waitpid(number, 0)
    assert status == 0, answer
    return json.loads(answer)
