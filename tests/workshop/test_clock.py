"""The time that a round has left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmquest.workshop.clock import Countdown


class Now:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_without_a_limit_nothing_runs_out() -> None:
    countdown = Countdown(Now())
    assert countdown.left is None
    countdown.hold()
    countdown.go_on()
    assert (countdown.left, countdown.runs) == (None, False)


def test_time_passes_unless_it_is_held_and_ends_at_nothing() -> None:
    now = Now()
    countdown = Countdown(now)
    countdown.set(30.0)
    now.seconds += 10
    assert countdown.left == 20
    countdown.hold()
    now.seconds += 1_000
    assert (countdown.left, countdown.runs) == (20, False)
    countdown.go_on()
    now.seconds += 21
    assert (countdown.left, countdown.runs) == (0, True)
    countdown.set(5.0, held=True)
    now.seconds += 9
    assert countdown.left == 5


@given(st.lists(st.tuples(st.sampled_from(["hold", "go_on"]), st.floats(0, 100))))
def test_only_the_time_between_going_on_and_holding_counts(
    steps: list[tuple[str, float]],
) -> None:
    now = Now()
    countdown = Countdown(now)
    countdown.set(1e6)
    left, runs = 1e6, True
    for step, passes in steps:
        getattr(countdown, step)()
        runs = step == "go_on"
        now.seconds += passes
        left -= passes if runs else 0
        assert countdown.left is not None
        assert abs(countdown.left - left) < 1e-3
