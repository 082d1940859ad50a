"""Writes the scored scenes of which the examples of rules are made."""

from __future__ import annotations

from typing import Final

END: Final = "  friday:\n    title: Friday\n    text: The week ends.\n    ending: good\n"
"""The ending of an example that needs no other."""
WHY: Final = "It helps the few who called, and it costs two days."

_TEXTS: Final = {
    "ring": "Ring ten customers today.",
    "wait": "Wait until the week is over.",
    "build": "Build what was asked for now.",
    "board": "Take it to the board on Friday.",
}
_SLIPS: Final = {"weak": "half", "poor": "habit"}


def answer(id: str, level: str, judgment: str, **keys: str) -> str:
    """Write an answer of a scored scene; `keys` are added, or stand in the place of its own."""
    written = {"text": _TEXTS[id], "level": level, "judgment": judgment}
    if judgment in _SLIPS:
        written["slip"] = _SLIPS[judgment]
    written |= {"why": WHY, **keys}
    lines = (f"        {key}: {value}\n" for key, value in written.items() if value)
    return f"      {id}:\n{''.join(lines)}"


def scored(id: str, to: str, *answers: str, **keys: str) -> str:
    """Write a scored scene; `keys` are added, or stand in the place of its own."""
    written = {
        "title": id.capitalize(),
        "text": "The phones ring.",
        "calls_for": "manager",
        "signal": "One product, and a week to decide.",
        "aspect": "scope",
        "to": to,
        **keys,
    }
    lines = (f"    {key}: {value}\n" for key, value in written.items())
    return f"  {id}:\n{''.join(lines)}    choices:\n{''.join(answers)}"
