"""Times in words, for every face alike."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pmquest.scoring.words import counted

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
WEEK_DAYS: Final = 7
MOST_WEEKS: Final = 8
"""After so many weeks a date says more."""


def ago(then: datetime, now: datetime) -> str:
    """Say when `then` was: "just now", "5 minutes ago", "yesterday", "on 3 March 2025".

    Days change at midnight in the time zone of `now`. A time to come, as a clock that was set
    back makes it, is "just now".
    """
    seconds = (now - then).total_seconds()
    then = then.astimezone(now.tzinfo)
    days = (now.date() - then.date()).days
    weeks = days // WEEK_DAYS
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return _ago(int(seconds // MINUTE), "minute")
    if days == 0:
        return _ago(int(seconds // HOUR), "hour")
    if days == 1:
        return "yesterday"
    if weeks == 0:
        return _ago(days, "day")
    if weeks <= MOST_WEEKS:
        return _ago(weeks, "week")
    return f"on {day(then)}" + (f" {then.year}" if then.year != now.year else "")


def day(time: datetime) -> str:
    """Say a day of the year: "3 March"."""
    return f"{time.day} {time:%B}"


def _ago(number: int, unit: str) -> str:
    return f"{counted(number, unit)} ago"
