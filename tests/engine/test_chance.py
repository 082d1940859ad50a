"""Chance: what is drawn, and that nothing else than what it is for decides it."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest

from build import (
    Choice,
    Route,
    Scene,
    arrival,
    choice,
    compare,
    interrupt,
    meter,
    route,
    scenario,
    scene,
)
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play

SEEDS = range(400)
ENDS = [scene(name, ending="mixed") for name in ("outage", "quiet", "end")]


def digest(seed: int, scene_id: str, entries: int, purpose: str, choice_id: str = "") -> bytes:
    return sha256(f"{seed}/{scene_id}/{entries}/{purpose}/{choice_id}".encode()).digest()


def letters(ids: str, to: str = "end") -> list[Choice]:
    return [choice(id, to) for id in ids]


def order(seed: int, first: Scene, *others: Scene) -> list[str]:
    play = Play.begin(Machine(scenario(first, *others, *ENDS)), seed)
    return [one.id for one in play.view.choices]


def bet(routes: list[Route]) -> Machine:
    first = scene("a", choices=[choice("bet", routes), choice("ask", "a", set={"asked": True})])
    return Machine(scenario(first, *ENDS, facts={"asked": False}))


def drawn(machine: Machine, seed: int, *picks: str) -> str:
    play = Play.begin(machine, seed)
    for pick in picks:
        play = play.pick(pick)
    return play.scene.id


@pytest.mark.parametrize("seed", [0, 1, 42, 2**64 - 1])
def test_choices_are_sorted_by_their_hash(seed: int) -> None:
    by_hash = sorted("abcdefgh", key=lambda id: digest(seed, "a", 1, "order", id))
    assert order(seed, scene("a", choices=letters("abcdefgh"))) == by_hash


def test_every_order_of_three_comes_about_as_often() -> None:
    orders = Counter(tuple(order(seed, scene("a", choices=letters("xyz")))) for seed in range(1200))
    assert len(orders) == 6
    assert all(150 < count < 250 for count in orders.values())


def test_choices_stand_as_in_the_file_where_the_author_wants_it() -> None:
    kept = scene("a", choices=letters("hgfedcba"), shuffle=False)
    assert all(order(seed, kept) == list("hgfedcba") for seed in range(20))


def test_the_order_is_drawn_anew_each_time_a_scene_is_entered() -> None:
    play = Play.begin(Machine(scenario(scene("a", choices=letters("abcdefgh", "a")))), 1)
    for entry in (1, 2, 3):
        by_hash = sorted("abcdefgh", key=lambda id: digest(1, "a", entry, "order", id))
        assert [one.id for one in play.view.choices] == by_hash
        play = play.pick("a")


def test_a_choice_more_or_less_leaves_the_others_in_their_order() -> None:
    whole = order(7, scene("a", choices=letters("abcdefgh")))
    fewer = order(7, scene("a", choices=[*letters("ab"), choice("c", "end", condition=False)]))
    assert fewer == [id for id in whole if id in "ab"]


def test_a_route_is_the_hash_modulo_the_odds_in_the_order_of_the_file() -> None:
    machine = bet([route("outage", odds=3), route("quiet", odds=1), route("end", odds=2)])
    for seed in SEEDS:
        number = int.from_bytes(digest(seed, "a", 1, "route", "bet"), "big") % 6
        expected = "outage" if number < 3 else "quiet" if number < 4 else "end"
        assert drawn(machine, seed, "bet") == expected


def test_odds_are_kept() -> None:
    machine = bet([route("outage", odds=3), route("quiet", odds=1)])
    counts = Counter(drawn(machine, seed, "bet") for seed in range(2000))
    assert 1430 < counts["outage"] < 1570


def test_a_condition_takes_a_route_out_of_the_draw() -> None:
    machine = bet([route("outage", "asked", 3), route("quiet", odds=1), route("end", odds=1)])
    for seed in SEEDS:
        number = int.from_bytes(digest(seed, "a", 1, "route", "bet"), "big") % 2
        assert drawn(machine, seed, "bet") == ("quiet", "end")[number]
    assert {drawn(machine, seed, "ask", "bet") for seed in SEEDS} == {"outage", "quiet", "end"}


def test_the_conditions_of_a_draw_see_what_the_pick_did() -> None:
    to = [route("outage", compare("trust", "<", 50), 1), route("quiet", "asked", 1)]
    one = choice("x", to, effects={"trust": 10}, set={"asked": True})
    machine = Machine(
        scenario(
            scene("a", choices=[one]), *ENDS, meters=[meter("trust", 45)], facts={"asked": False}
        )
    )
    assert {drawn(machine, seed, "x") for seed in SEEDS} == {"quiet"}


def test_a_draw_on_continue_has_no_choice_in_its_hash() -> None:
    to = [route("outage", odds=2), route("quiet", odds=3)]
    machine = Machine(scenario(scene("a", to=to), *ENDS))
    for seed in SEEDS:
        number = int.from_bytes(digest(seed, "a", 1, "route"), "big") % 5
        arrived = Play.begin(machine, seed).go_on().scene.id
        assert arrived == ("outage" if number < 2 else "quiet")


def test_two_choices_with_the_odds_of_their_scene_draw_apart() -> None:
    to = [route("outage", odds=1), route("quiet", odds=1)]
    machine = Machine(scenario(scene("a", to=to, choices=[choice("x"), choice("y")]), *ENDS))
    pairs = {(drawn(machine, seed, "x"), drawn(machine, seed, "y")) for seed in SEEDS}
    assert len(pairs) == 4


def test_a_route_can_be_drawn_to_where_the_play_was_interrupted() -> None:
    alarm = scene(
        "alarm", choices=[choice("back", [route("resume", odds=1), route("end", odds=1)])]
    )
    machine = Machine(
        scenario(
            scene("a", choices=[choice("x", "quiet", set={"low": True})]),
            alarm,
            *ENDS,
            facts={"low": False},
            interrupts=[interrupt("low", "alarm")],
        )
    )
    assert {drawn(machine, seed, "x", "back") for seed in SEEDS} == {"quiet", "end"}


def test_other_words_and_other_ways_change_no_order() -> None:
    plain = scene("a", choices=letters("abcdefgh"))
    changed = scene(
        "a",
        title="Renamed",
        text="Other words.",
        enter=[arrival(effects={})],
        choices=[choice(id, "quiet", text="Other words.") for id in "abcdefgh"],
    )
    assert order(3, plain) == order(3, changed)
