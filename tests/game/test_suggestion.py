"""What to play next: the next on the way, what trains the weakest, what can still be bettered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from pmquest.framework import RESPONSIBILITIES
from pmquest.game.headers import Header
from pmquest.game.records import Glance, PlayRecord
from pmquest.game.suggestion import Suggestion, suggestion
from pmquest.scoring.career import Career, ResponsibilityStanding, career
from pmquest.scoring.coverage import Coverage

NOW = datetime(2026, 9, 7, 9, 5, tzinfo=UTC)


def header(id: str, place: int | None, *, vision: int = 0, problem: str | None = None) -> Header:
    trains = Coverage(scenes=9, responsibilities={"vision": vision} if vision else {})
    return Header(
        id, f"/s/{id}.yaml", id.title(), place=place, coverage=trains, problem=problem, minutes=8
    )


def ended(id: str, judgment: float | None = 0.5, **more: Any) -> PlayRecord:
    return PlayRecord(
        id="1",
        scenario=id,
        file=f"/s/{id}.yaml",
        hash="",
        title=id.title(),
        mode="coached",
        seed=1,
        started=NOW,
        last=NOW,
        judgment=judgment,
        **{"status": "ended", "ended": NOW, **more},
    )


def weak_in_vision() -> Career:
    standing = ResponsibilityStanding(RESPONSIBILITIES["vision"], moments=3, judgment=1 / 3)
    return msgspec.structs.replace(career((), ()), weakest=standing)


def suggested(headers: list[Header], *plays: PlayRecord, of: Career | None = None) -> Suggestion:
    found = suggestion(headers, Glance(plays, of or career((), ())))
    assert found is not None
    return found


WAY = [header("a", 1), header("b", 2), header("c", 3, vision=2), header("d", 4, vision=5)]


def test_the_way_begins_with_the_first():
    found = suggested(WAY)
    assert (found.header.id, found.reason) == ("a", "The way begins here.")


def test_then_comes_the_next_that_was_not_played_to_an_end():
    left = ended("b", status="unfinished", ended=None)
    found = suggested(WAY, ended("a"), left)
    assert found.header.id == "b"
    assert found.reason == "It comes next on the way: you have finished 1 of 4."


def test_among_the_next_three_it_is_what_trains_the_weakest():
    found = suggested(WAY, of=weak_in_vision())
    assert found.header.id == "c"
    assert found.reason == (
        "“Hold the vision” is your weakest so far, 33 % over 3 moments; 2 moments here ask for it."
    )
    assert suggested(WAY, ended("a"), of=weak_in_vision()).header.id == "d"


def test_where_none_of_the_next_trains_the_weakest_the_way_goes_on():
    way = [header("a", 1), header("b", 2), header("c", 3), header("d", 4, vision=5)]
    assert suggested(way, of=weak_in_vision()).header.id == "a"


def test_once_all_were_played_it_is_the_one_with_most_to_gain():
    plays = [ended(id, best) for id, best in (("a", 0.9), ("b", 0.4), ("c", None), ("d", 1.0))]
    found = suggested(WAY, *plays)
    assert found.header.id == "b"
    assert found.reason == (
        "You have finished all 4 scenarios. Here you have most to gain: your best is 40 %."
    )


def test_where_nothing_is_left_to_gain_nothing_is_suggested():
    plays = [ended(each.id, 1.0) for each in WAY]
    assert suggestion(WAY, Glance(tuple(plays), career((), ()))) is None


def test_only_what_a_pack_orders_and_what_loads_is_suggested():
    headers = [header("a", None), header("b", 1, problem="line 3 · no title"), header("c", 2)]
    assert suggested(headers).header.id == "c"
    assert suggestion(headers[:2], Glance((), career((), ()))) is None


def test_of_two_with_one_id_each_is_known_by_what_it_is_played_by():
    second = msgspec.structs.replace(header("a", 1), file="/other/a.yaml", second=True)
    found = suggested([header("a", 1), second], ended("a"))
    assert found.header is second
