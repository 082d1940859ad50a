"""What the player has set, remembered in the journal as events; the latest of each counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

import msgspec

from pmquest.game.errors import WrongSetting
from pmquest.journal.event import Event

Mode = Literal["coached", "assessed"]
"""Coached: feedback after each choice, and taking back. Assessed: feedback in the debrief."""

SETTINGS_STREAM: Final = "settings"
CHANGED: Final = "changed"
"""The kind of a settings event; its data are the names and values that changed."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the player wants to play."""

    mode: Mode = "coached"
    """The mode that a new play begins in."""
    confirm: bool = False
    """Whether a number key asks once more before it chooses."""
    time_limits: bool = True
    """Whether scenes with a time limit run out (never in plain mode)."""
    theme: str = ""
    """Name of the full screen's theme; "" leaves it to the face."""


def changed(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Give the settings with the changes made.

    Raises `WrongSetting` for a name that is not a setting and for a value of the wrong type.
    """
    try:
        return msgspec.convert({**msgspec.to_builtins(settings), **changes}, Settings)
    except msgspec.ValidationError as error:
        names = ", ".join(changes)
        raise WrongSetting(f"That cannot be set ({names}): {error}.") from error


def fold_settings(events: Iterable[Event]) -> Settings:
    """Give the settings as the events leave them; what cannot be read is passed over."""
    settings = Settings()
    for event in events:
        for name, value in event.data.items():
            try:
                settings = changed(settings, {name: value})
            except WrongSetting:
                continue
    return settings
