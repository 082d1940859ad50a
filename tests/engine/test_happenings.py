"""What happens in a play, in order: the numbered rules of format.md, example by example."""

from __future__ import annotations

import tracemalloc

import pytest

from build import (
    Scenario,
    arrival,
    choice,
    chose,
    compare,
    interrupt,
    meter,
    no,
    route,
    scenario,
    scene,
    visited,
)
from pmquest.engine.machine import Machine, StepRefused
from pmquest.engine.passing import LONGEST_RUN
from pmquest.engine.play import PickRefused, Play


def begun(scenario: Scenario) -> Play:
    return Play.begin(Machine(scenario), seed=1)


def values(play: Play) -> dict[str, int]:
    return dict(zip(play.machine.names, play.state.values, strict=True))


def shown(play: Play) -> set[str]:
    return {one.id for one in play.view.choices}


def selectable(play: Play) -> set[str]:
    return {one.id for one in play.view.choices if one.selectable}


END = scene("end", ending="good")


# 1. Entering a scene


def test_a_play_begins_in_the_start_scene() -> None:
    start = begun(scenario(END, scene("a", to="end"), start="a"))
    assert start.scene.id == "a"
    assert values(start) == {}


def test_without_a_start_a_play_begins_in_the_first_scene() -> None:
    assert begun(scenario(scene("a", to="end"), END, start="")).scene.id == "a"


def test_each_entry_of_enter_sees_what_the_earlier_ones_did() -> None:
    entries = [
        arrival(effects={"trust": 10}),
        arrival(compare("trust", ">=", 60), effects={"trust": 5}, set={"asked": True}),
        arrival("asked", effects={"trust": 1}),
        arrival(no("asked"), effects={"trust": -50}),
    ]
    play = begun(
        scenario(
            scene("a", enter=entries, ending="good"),
            meters=[meter("trust", 50)],
            facts={"asked": False},
        )
    )
    assert values(play) == {"trust": 66, "asked": True}


def test_meters_are_held_in_their_bounds_after_each_entry_on_arrival() -> None:
    entries = [arrival(effects={"trust": 500}), arrival(effects={"trust": -30})]
    play = begun(scenario(scene("a", enter=entries, ending="good"), meters=[meter("trust", 50)]))
    assert values(play) == {"trust": 70}


def test_what_is_set_on_arrival_comes_after_the_effects() -> None:
    entry = arrival(effects={"promises": 5}, set={"promises": 1})
    play = begun(scenario(scene("a", enter=[entry], ending="good"), facts={"promises": 0}))
    assert values(play) == {"promises": 1}


def test_text_and_choices_are_judged_on_the_state_after_arrival() -> None:
    first = scene(
        "a",
        enter=[arrival(effects={"trust": 20})],
        text=["Trust is {trust}.", (compare("trust", ">", 60), "They believe you.")],
        choices=[choice("x", "a", condition=compare("trust", ">", 60)), choice("y", "a")],
    )
    play = begun(scenario(first, meters=[meter("trust", 50)]))
    assert play.view.text == "Trust is 70.\n\nThey believe you."
    assert selectable(play) == {"x", "y"}


# 2. Choices


def test_a_choice_whose_condition_fails_is_hidden_or_shown_with_the_reason() -> None:
    choices = [
        choice("open", "end"),
        choice("hidden", "end", condition="asked"),
        choice("locked", "end", condition="asked", locked="Nobody has asked, at {trust}."),
    ]
    play = begun(
        scenario(
            scene("a", choices=choices), END, meters=[meter("trust", 9)], facts={"asked": False}
        )
    )
    views = {view.id: view for view in play.view.choices}
    assert views.keys() == {"open", "locked"}
    assert views["open"].locked is None
    assert not views["locked"].selectable
    assert views["locked"].locked == "Nobody has asked, at 9."


def test_a_lock_that_is_open_shows_no_reason() -> None:
    one = choice("x", "end", condition=True, locked="No.")
    play = begun(scenario(scene("a", choices=[one]), END))
    assert [(view.selectable, view.locked) for view in play.view.choices] == [(True, None)]


def test_a_choice_that_is_taken_once_is_hidden_afterwards_even_where_it_is_locked() -> None:
    choices = [
        choice("again", "a"),
        choice("once", "a", once=True),
        choice("key", "a", once=True, condition=no(chose("a", "key")), locked="Used."),
    ]
    play = begun(scenario(scene("a", choices=choices)))
    assert selectable(play) == {"again", "once", "key"}
    play = play.pick("once").pick("key").pick("again")
    assert shown(play) == {"again"}


def test_a_scene_of_which_no_choice_is_selectable_is_a_dead_end() -> None:
    shut = scene("shut", choices=[choice("x", "end", condition=False, locked="Never.")])
    play = begun(scenario(scene("a", choices=[choice("go", "shut")]), shut, END)).pick("go")
    assert play.status == "stuck"
    assert play.stuck_reason == "Every choice here is closed, so the story cannot go on."
    assert shown(play) == {"x"}
    with pytest.raises(PickRefused, match="The play is over"):
        play.pick("x")


# 3. Picking


def test_a_pick_adds_its_effects_inside_the_bounds_then_sets_then_counts_the_turn() -> None:
    one = choice(
        "x",
        [route("hit", compare("turn", "==", 1)), route("missed")],
        effects={"trust": 80, "budget": -80, "promises": 2, "calls": 3},
        set={"promises": 7, "asked": True},
    )
    play = begun(
        scenario(
            scene("a", choices=[one]),
            scene("hit", ending="good"),
            scene("missed", ending="bad"),
            meters=[meter("trust", 45), meter("budget", 60, min=-10, max=60)],
            facts={"promises": 0, "calls": 1, "asked": False},
        )
    ).pick("x")
    after = {"trust": 100, "budget": -10, "promises": 7, "calls": 4, "asked": True}
    assert values(play) == after
    assert play.state.turn == 1
    assert play.scene.id == "hit"


def test_a_conditional_route_is_the_first_that_holds_on_the_state_after_the_pick() -> None:
    to = [
        route("asked", "asked"),
        route("rich", compare("trust", ">=", 60)),
        route("taken", chose("a", "x")),
        route("else"),
    ]
    choices = [
        choice("plain", to),
        choice("ask", to, set={"asked": True}, effects={"trust": 20}),
        choice("earn", to, effects={"trust": 20}),
        choice("x", to),
    ]
    ends = [scene(name, ending="good") for name in ("asked", "rich", "taken", "else")]
    play = begun(
        scenario(
            scene("a", choices=choices), *ends, meters=[meter("trust")], facts={"asked": False}
        )
    )
    arrived = {id: play.pick(id).scene.id for id in ("plain", "ask", "earn", "x")}
    assert arrived == {"plain": "else", "ask": "asked", "earn": "rich", "x": "taken"}


def test_a_choice_without_a_way_of_its_own_takes_that_of_its_scene() -> None:
    first = scene("a", to="end", choices=[choice("x"), choice("y", "other")])
    play = begun(scenario(first, END, scene("other", ending="bad")))
    assert play.pick("x").scene.id == "end"
    assert play.pick("y").scene.id == "other"


def test_the_result_and_the_coaching_are_judged_after_the_pick_and_before_arrival() -> None:
    one = choice(
        "x",
        "b",
        text="Promise, at {trust}.",
        effects={"trust": 5},
        set={"asked": True},
        result=["Trust is {trust}.", ("asked", "You asked."), (visited("b"), "You are in b.")],
        why="It bought {trust} and {asked}.",
    )
    play = begun(
        scenario(
            scene("a", choices=[one]),
            scene("b", enter=[arrival(effects={"trust": 40})], ending="good"),
            meters=[meter("trust")],
            facts={"asked": False},
        )
    ).pick("x")
    outcome = play.outcome
    assert outcome is not None
    assert outcome.text == "Promise, at 50."
    assert outcome.result == "Trust is 55.\n\nYou asked."
    assert outcome.why == "It bought 55 and true."
    assert [(change.id, change.before, change.after) for change in outcome.changes] == [
        ("trust", 50, 55)
    ]
    assert play.changes == {"trust": 45}


def broken_in(*interrupts: object, **more: object) -> Play:
    """Two scenes that lead to each other, and two that break in and resume."""
    given = {"facts": {"low": False, "asked": False}, **more}
    back = [choice("back", "resume"), choice("calm", "resume", set={"low": False})]
    return begun(
        scenario(
            scene(
                "a",
                choices=[
                    choice("plain", "b"),
                    choice("lose", "b", set={"low": True}),
                    choice("both", "b", set={"low": True, "asked": True}),
                    choice("back", "resume"),
                ],
            ),
            scene("b", choices=[choice("plain", "a"), choice("lose", "a", set={"low": True})]),
            scene("alarm", choices=back),
            scene("visit", choices=back),
            interrupts=interrupts,
            **given,
        )
    )


def scenes(play: Play) -> list[str]:
    return [passage.view.scene for passage in play.passages]


def test_many_interrupts_take_room_by_their_number_and_no_faster() -> None:
    quiet = [interrupt("low", "alarm")] * 30_000
    told = scenario(
        scene("monday", choices=[choice("go", "end")]),
        scene("alarm", to="resume"),
        scene("visit", to="resume"),
        scene("end", ending="good"),
        facts={"low": False, "asked": True},
        interrupts=[*quiet, interrupt("asked", "visit")],
    )
    tracemalloc.start()
    play = Play.begin(Machine(told), 1).pick("go")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    assert play.scene.id == "visit"
    assert play.settle().scene.id == "end"


def test_the_first_interrupt_that_holds_breaks_in_and_resume_goes_on() -> None:
    play = broken_in(interrupt("asked", "visit"), interrupt("low", "alarm"))
    assert scenes(play.pick("lose")) == ["a", "alarm"]
    assert scenes(play.pick("lose").pick("calm")) == ["a", "alarm", "b"]
    assert scenes(play.pick("plain")) == ["a", "b"]


def test_an_interrupt_sees_the_state_before_arrival() -> None:
    play = broken_in(interrupt(visited("b"), "alarm"))
    assert scenes(play.pick("plain").pick("plain")) == ["a", "b", "alarm"]


def test_each_interrupt_fires_once_in_a_play() -> None:
    play = broken_in(interrupt("low", "alarm")).pick("lose").pick("back").pick("lose")
    assert scenes(play) == ["a", "alarm", "b", "a"]


def test_resuming_may_fire_another_interrupt_and_the_target_waits_again() -> None:
    play = broken_in(interrupt("asked", "visit"), interrupt("low", "alarm")).pick("both")
    assert scenes(play.pick("back")) == ["a", "visit", "alarm"]
    assert scenes(play.pick("back").pick("back")) == ["a", "visit", "alarm", "b"]


def test_while_a_target_waits_no_other_interrupt_fires() -> None:
    alarm = scene("alarm", choices=[choice("panic", "more", set={"asked": True})])
    play = begun(
        scenario(
            scene("a", choices=[choice("lose", "b", set={"low": True})]),
            alarm,
            scene("more", choices=[choice("back", "resume", set={"asked": False})]),
            scene("b", ending="good"),
            scene("visit", ending="bad"),
            interrupts=[interrupt("low", "alarm"), interrupt("asked", "visit")],
            facts={"low": False, "asked": False},
        )
    )
    assert scenes(play.pick("lose").pick("panic").pick("back")) == ["a", "alarm", "more", "b"]


def test_resume_with_nothing_waiting_is_a_dead_end_where_the_play_stands() -> None:
    play = broken_in(interrupt("asked", "visit")).pick("back")
    assert play.status == "stuck"
    assert play.scene.id == "a"
    assert play.stuck_reason is not None
    assert "nothing was interrupted" in play.stuck_reason
    assert [pick.choice for pick in play.picks] == ["back"]


def test_a_target_that_waited_waits_no_longer() -> None:
    play = broken_in(interrupt("low", "alarm")).pick("lose").pick("calm").pick("plain")
    assert play.pick("back").status == "stuck"


def test_an_interrupt_can_hold_back_an_ending() -> None:
    play = begun(
        scenario(
            scene("a", choices=[choice("finish", "end")]),
            scene("alarm", to="resume"),
            END,
            interrupts=[interrupt(compare("turn", ">=", 1), "alarm")],
        )
    ).pick("finish")
    assert play.scene.id == "alarm"
    assert play.go_on().status == "ended"


# 4. Scenes without choices


def test_a_scene_with_a_way_and_no_choices_is_passed_without_pick_turn_or_interrupt() -> None:
    play = begun(
        scenario(
            scene("a", to="b"),
            scene("b", enter=[arrival(set={"low": True})], to="c"),
            scene("c", choices=[choice("x", "end")]),
            scene("alarm", ending="bad"),
            END,
            interrupts=[interrupt("low", "alarm")],
            facts={"low": False},
        )
    )
    assert play.status == "passing"
    arrived = play.go_on().go_on()
    assert arrived.scene.id == "c"
    assert arrived.picks == ()
    assert arrived.state.turn == 0
    assert arrived == play.settle()
    assert arrived.pick("x").scene.id == "alarm"


def test_only_a_scene_that_goes_on_by_itself_is_passed() -> None:
    play = begun(scenario(scene("a", choices=[choice("x", "end")]), END))
    for one in (play, play.pick("x")):
        with pytest.raises(StepRefused):
            one.go_on()
        assert one.settle() is one


def test_a_scene_is_passed_by_the_first_way_that_holds() -> None:
    first = scene("a", to=[route("b", compare("turn", ">", 0)), route("end")])
    assert begun(scenario(first, scene("b", ending="bad"), END)).go_on().scene.id == "end"


# 5. visited and chose


def test_visited_counts_the_current_scene_and_lasts() -> None:
    first = scene(
        "a",
        enter=[
            arrival(visited("a"), set={"here": True}),
            arrival(visited("b"), set={"there": True}),
        ],
        choices=[choice("x", "b")],
    )
    play = begun(scenario(first, scene("b", to="a"), facts={"here": False, "there": False}))
    assert values(play) == {"here": True, "there": False}
    assert values(play.pick("x").go_on()) == {"here": True, "there": True}


def test_chose_holds_once_that_choice_of_that_scene_was_taken() -> None:
    twin = [choice("x", "b"), choice("y", "b", condition=chose("a", "x"))]
    play = begun(
        scenario(scene("a", choices=twin), scene("b", choices=[choice("x", "a"), choice("y", "a")]))
    )
    assert selectable(play) == {"x"}
    assert selectable(play.pick("x").pick("y")) == {"x", "y"}


# 7. The limits of facts


def test_facts_stay_within_a_million_either_way() -> None:
    choices = [
        choice("up", "a", effects={"n": 700_000}),
        choice("down", "a", effects={"n": -700_000}),
    ]
    play = begun(scenario(scene("a", choices=choices), facts={"n": 0}))
    assert values(play.pick("up").pick("up")) == {"n": 1_000_000}
    assert values(play.pick("up").pick("up").pick("down")) == {"n": 300_000}
    assert values(play.pick("down").pick("down")) == {"n": -1_000_000}


# 8. Chance with nothing in the draw


def test_a_chance_list_with_every_route_out_of_the_draw_stops_the_play_where_it_stands() -> None:
    bet = choice("bet", [route("end", "asked", 3), route("b", "asked", 1)], effects={"trust": -9})
    play = begun(
        scenario(
            scene("a", text="Trust is {trust}.", choices=[bet, choice("other", "end")]),
            scene("b", ending="bad"),
            END,
            meters=[meter("trust", 50)],
            facts={"asked": False},
            interrupts=[interrupt(True, "b")],
        )
    ).pick("bet")
    assert play.status == "stuck"
    assert play.stuck_reason == "Every way on from here is closed, so the story cannot go on."
    assert [pick.choice for pick in play.picks] == ["bet"]
    assert play.meter_history == {"trust": (50, 41)}
    assert play.view.text == "Trust is 50."
    assert play.view.meters[0].value == 41
    assert play.view.choices == ()
    assert len(play.passages) == 1
    assert play.take_back().status == "choosing"
    with pytest.raises(PickRefused, match="The play is over"):
        play.pick("other")


def test_a_continue_with_every_route_out_of_the_draw_stops_too() -> None:
    play = begun(scenario(scene("a", to=[route("end", False, 1)]), END))
    assert play.settle().status == "stuck"
    assert play.go_on() == play.settle()
    with pytest.raises(StepRefused):
        play.go_on().go_on()


def test_a_continue_that_resumes_with_nothing_waiting_stops() -> None:
    play = begun(scenario(scene("a", to="resume")))
    assert play.go_on().status == "stuck"


# 10. Nothing hangs


def test_a_run_of_continues_that_comes_back_to_the_same_state_is_a_dead_end() -> None:
    play = begun(
        scenario(
            scene("a", choices=[choice("x", "b")]),
            scene("b", to="c", enter=[arrival(effects={"trust": 30})]),
            scene("c", to="b"),
            meters=[meter("trust", 50)],
        )
    ).pick("x")
    stuck = play.settle()
    assert stuck.status == "stuck"
    assert stuck.stuck_reason is not None
    assert "circle" in stuck.stuck_reason
    assert scenes(stuck) == ["a", "b", "c", "b", "c"]
    assert stuck.meter_history == {"trust": (50, 100)}
    one_by_one = play
    for _ in range(4):
        one_by_one = one_by_one.go_on()
    assert one_by_one == stuck


def test_a_scene_that_leads_to_itself_is_a_dead_end() -> None:
    assert scenes(begun(scenario(scene("a", to="a"))).settle()) == ["a"]


def test_a_circle_that_something_ends_is_none() -> None:
    back = [route("end", compare("count", ">=", 50)), route("a")]
    play = begun(
        scenario(
            scene("a", to=back, enter=[arrival(effects={"count": 1})]), END, facts={"count": 0}
        )
    ).settle()
    assert play.status == "ended"
    assert values(play) == {"count": 50}


def test_a_circle_with_a_draw_on_the_way_is_left_in_the_end() -> None:
    to = [route("a", odds=9), route("end", odds=1)]
    machine = Machine(scenario(scene("a", to="b"), scene("b", to=to), END))
    plays = [Play.begin(machine, seed).settle() for seed in range(10)]
    assert all(play.status == "ended" for play in plays)
    assert max(len(play.passages) for play in plays) > 10


def test_a_draw_of_one_route_decides_nothing() -> None:
    to = [route("a", odds=9), route("end", False, odds=1)]
    play = begun(scenario(scene("a", to=to), END)).settle()
    assert play.status == "stuck"
    assert len(play.passages) == 1


def test_a_run_without_an_end_stops_even_where_it_never_repeats() -> None:
    count = [arrival(effects={"count": 1})]
    play = begun(scenario(scene("a", enter=count, to="a"), facts={"count": 0})).settle()
    assert play.status == "stuck"
    assert play.stuck_reason == "The story has gone on and on without a choice, so it stops here."
    assert values(play) == {"count": LONGEST_RUN + 1}


def test_a_run_is_counted_from_the_last_pick() -> None:
    back = [route("a", compare("steps", "==", 0)), route("b")]
    count_down = [arrival(compare("steps", ">", 0), effects={"steps": -1})]
    again = choice("again", "b", set={"steps": LONGEST_RUN - 1})
    play = begun(
        scenario(
            scene("a", choices=[again]), scene("b", enter=count_down, to=back), facts={"steps": 0}
        )
    )
    for _ in range(2):
        play = play.pick("again").settle()
        assert play.status == "choosing"
