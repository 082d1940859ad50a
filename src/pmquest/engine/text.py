"""Meters and facts inside the author's texts: `{trust}` becomes 45, `{{` a brace."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARK = re.compile(r"\{\{|\{([a-z][a-z0-9_]*)\}")


def interpolate(template: str, shown: Mapping[str, str]) -> str:
    """Fill in a text.

    `shown` gives each meter and fact as it is to be read. A name that it does not have is left
    as it stands: the reader refuses those before a scenario is played.
    """
    if "{" not in template:
        return template

    def filled(mark: re.Match[str]) -> str:
        name = mark[1]
        return "{" if name is None else shown.get(name, mark[0])

    return _MARK.sub(filled, template)


def shown_meter(value: int) -> str:
    """A meter as the player reads it: `45`, `1,200`."""
    return f"{value:,}"


def shown_fact(value: int) -> str:
    """A fact as the player reads it: `2026`, or `true` and `false` as authors write them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
