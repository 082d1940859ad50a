"""Times in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pmquest.game.words import ago

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(days=-3), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=11, minutes=59), "11 hours ago"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=1, hours=11), "yesterday"),
        (timedelta(days=1, hours=13), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "1 week ago"),
        (timedelta(days=62), "8 weeks ago"),
        (timedelta(days=63), "on 31 December 2025"),
        (timedelta(days=366), "on 3 March 2025"),
    ],
)
def test_how_long_ago_something_was(passed: timedelta, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


def test_a_date_of_this_year_goes_without_it() -> None:
    assert ago(datetime(2026, 3, 4, tzinfo=UTC), NOW.replace(month=12)) == "on 4 March"


def test_days_change_at_midnight_where_the_player_is() -> None:
    then = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)  # half past midnight on 4 March for the player
    assert ago(then, NOW) == "11 hours ago"
