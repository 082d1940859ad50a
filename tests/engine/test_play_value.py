"""A play as a value: picks, taking back, replay, and what a face reads off it."""

from __future__ import annotations

import pytest

from build import arrival, choice, interrupt, meter, no, route, scenario, scene
from pmquest.engine.machine import Machine
from pmquest.engine.play import Decision, Pick, PickRefused, Play

MACHINE = Machine(
    scenario(
        scene("intro", to="monday"),
        scene(
            "monday",
            choices=[
                choice("ring", "tuesday", effects={"trust": 4, "budget": -2}, result="They talk."),
                choice("wait", "tuesday", effects={"trust": -8}, why="It costs {trust}."),
                choice("bribe", "end", condition="rich", locked="With what?"),
            ],
        ),
        scene("tuesday", enter=[arrival(effects={"budget": -5})], to="wednesday"),
        scene("wednesday", choices=[choice("go", "end"), choice("hide", "end", condition="rich")]),
        scene("end", enter=[arrival(effects={"trust": 10})], ending="good"),
        meters=[meter("trust", 45), meter("budget", 60, label="Budget", unit="k€", max=120)],
        facts={"rich": False},
    )
)


def begun() -> Play:
    return Play.begin(MACHINE, 1)


def monday() -> Play:
    return begun().settle()


def whole() -> Play:
    return monday().pick("ring").settle().pick("go").settle()


def test_a_play_tells_where_it_stands() -> None:
    assert begun().status == "passing"
    assert monday().status == "choosing"
    assert monday().pick("ring").status == "passing"
    assert whole().status == "ended"
    assert whole().view.ending == "good"
    assert whole().stuck_reason is None
    assert whole().scenario is MACHINE.scenario


def test_what_is_done_to_a_play_leaves_it_as_it_was() -> None:
    play = monday()
    play.pick("ring").settle()
    assert play == monday()
    assert play.picks == ()


def test_a_play_knows_its_picks_and_what_was_selectable() -> None:
    assert whole().picks == (Pick("monday", "ring"), Pick("wednesday", "go"))
    assert whole().decisions == (
        Decision("monday", "ring", ("ring", "wait")),
        Decision("wednesday", "go", ("go",)),
    )


def test_taking_back_gives_the_play_as_it_stood_at_the_last_pick() -> None:
    wednesday = monday().pick("ring").settle()
    assert whole().take_back() == wednesday
    assert wednesday.take_back() == monday()
    assert monday().pick("ring").take_back() == monday()


def test_with_nothing_to_take_back_a_play_is_at_its_beginning() -> None:
    assert monday().take_back() == begun()


def test_a_replay_stands_right_after_its_last_pick() -> None:
    assert Play.replay(MACHINE, 1, whole().picks) == monday().pick("ring").settle().pick("go")
    assert Play.replay(MACHINE, 1, [Pick("monday", "ring")]).status == "passing"
    assert Play.replay(MACHINE, 1, []) == begun()


@pytest.mark.parametrize(
    ("picks", "index", "reason", "selectable"),
    [
        ([("monday", "rnig")], 0, "The scene 'monday' has no choice 'rnig'.", ("ring", "wait")),
        (
            [("monday", "bribe")],
            0,
            "The choice 'bribe' is not open in the scene 'monday' now.",
            ("ring", "wait"),
        ),
        (
            [("monday", "ring"), ("monday", "wait")],
            1,
            "The play stands at 'wednesday', not at 'monday'.",
            ("go",),
        ),
        (
            [("monday", "ring"), ("wednesday", "go"), ("end", "go")],
            2,
            "The play is over.",
            (),
        ),
    ],
)
def test_a_replay_stops_at_the_first_pick_that_cannot_be_made(
    picks: list[tuple[str, str]], index: int, reason: str, selectable: tuple[str, ...]
) -> None:
    with pytest.raises(PickRefused) as refusal:
        Play.replay(MACHINE, 1, (Pick(*pick) for pick in picks))
    assert refusal.value.index == index
    assert refusal.value.pick == Pick(*picks[index])
    assert refusal.value.reason == str(refusal.value) == reason
    assert refusal.value.selectable == selectable


def test_a_scene_that_goes_on_by_itself_takes_no_pick() -> None:
    with pytest.raises(PickRefused, match="The scene 'intro' goes on by itself"):
        begun().pick("ring")


def test_a_refusal_shows_no_control_character() -> None:
    with pytest.raises(PickRefused) as refusal:
        monday().pick("\x1b[31mred\u202e")
    assert refusal.value.reason.isprintable()


def test_a_replay_knows_scenes_and_choices_by_their_earlier_ids() -> None:
    renamed = Machine(
        scenario(
            scene(
                "a", was=("first",), choices=[choice("x", "b", was=("y", "z")), choice("y", "a")]
            ),
            scene("b", was=("a",), ending="good"),
        )
    )
    play = Play.replay(renamed, 1, [Pick("first", "z")])
    assert play.picks == (Pick("a", "x"),)
    assert Play.replay(renamed, 1, [Pick("a", "y")]).picks == (Pick("a", "y"),)
    with pytest.raises(PickRefused, match="The play is over"):
        Play.replay(renamed, 1, [Pick("a", "x"), Pick("a", "x")])


def test_an_earlier_id_that_another_scene_has_taken_means_that_scene() -> None:
    machine = Machine(
        scenario(
            scene("b", was=("a",), choices=[choice("x", "a")]),
            scene("a", ending="good"),
        )
    )
    with pytest.raises(PickRefused, match="The play stands at 'b', not at 'a'"):
        Play.replay(machine, 1, [Pick("a", "x")])


def test_meters_are_told_as_each_choice_and_the_end_find_them() -> None:
    assert begun().meter_history == {"trust": (45,), "budget": (60,)}
    assert monday().pick("ring").settle().meter_history == {"trust": (45, 49), "budget": (60, 53)}
    assert whole().meter_history == {"trust": (45, 49, 59), "budget": (60, 53, 53)}


def test_changes_are_since_the_last_pick_with_what_arriving_did() -> None:
    assert monday().changes == {"trust": 0, "budget": 0}
    picked = monday().pick("ring")
    assert picked.changes == {"trust": 4, "budget": -7}
    assert picked.settle().pick("go").changes == {"trust": 10, "budget": 0}


def test_the_outcome_of_a_choice_that_was_not_made_is_told_as_it_would_have_been() -> None:
    play = whole()
    assert play.outcome_at(0, "ring") == monday().pick("ring").outcome
    wait = play.outcome_at(0, "wait")
    assert (wait.why, wait.changes[0].after) == ("It costs 37.", 37)
    assert play.outcome_at(1, "go").scene == "wednesday"
    with pytest.raises(KeyError):
        play.outcome_at(1, "ring")


def test_the_outcome_is_that_of_the_last_pick_alone() -> None:
    assert monday().outcome is None
    ring = monday().pick("ring")
    assert ring.outcome is not None
    assert (ring.outcome.scene, ring.outcome.choice) == ("monday", "ring")
    assert ring.outcome.result == "They talk."
    assert ring.outcome.why is None
    assert [(change.label, change.before, change.after) for change in ring.outcome.changes] == [
        ("Trust", 45, 49),
        ("Budget", 60, 58),
    ]
    assert ring.settle().outcome == ring.outcome
    wait = monday().pick("wait").outcome
    assert wait is not None
    assert (wait.result, wait.why) == ("", "It costs 37.")


def test_a_meter_at_its_bound_does_not_move() -> None:
    one = choice("x", "end", effects={"trust": 9})
    machine = Machine(
        scenario(
            scene("a", choices=[one]), scene("end", ending="good"), meters=[meter("trust", 100)]
        )
    )
    outcome = Play.begin(machine, 1).pick("x").outcome
    assert outcome is not None
    assert outcome.changes == ()


def test_every_scene_can_be_read_again_as_it_was() -> None:
    play = whole()
    met = [(one.view.scene, one.outcome and one.outcome.choice) for one in play.passages]
    assert met == [
        ("intro", None),
        ("monday", "ring"),
        ("tuesday", None),
        ("wednesday", "go"),
        ("end", None),
    ]
    assert play.passages[1].view == monday().view
    assert play.passages[-1].view == play.view
    assert play.passages[1].outcome == monday().pick("ring").outcome


def test_states_that_are_alike_are_equal_and_have_one_hash() -> None:
    one, other = (Play.replay(MACHINE, 1, whole().picks).state for _ in range(2))
    assert one == other
    assert len({one, other, monday().state}) == 2


def test_a_state_counts_how_often_each_scene_was_entered() -> None:
    machine = Machine(
        scenario(
            scene("a", choices=[choice("x", "b"), choice("y", "a")]),
            scene("b", to="a"),
            scene("c", ending="good"),
        )
    )
    play = Play.begin(machine, 1).pick("y").pick("x").settle().pick("y").pick("x")
    assert [play.state.entries(scene) for scene in range(3)] == [4, 2, 0]


def test_the_way_to_a_state_is_no_part_of_it() -> None:
    back = [choice("x", "a"), choice("y", "a")]
    machine = Machine(
        scenario(
            scene("a", choices=[choice("left", "b"), choice("right", "c")]),
            scene("b", choices=back),
            scene("c", choices=back),
        )
    )
    left, right = ("left", "x", "left", "x"), ("right", "y", "right", "y")
    roads = ((*left, *right), (*right, *left))
    states = set()
    for road in roads:
        play = Play.begin(machine, 1)
        for pick in road:
            play = play.pick(pick)
        states.add(play.state)
    assert len(states) == 1


def test_a_play_can_go_on_from_any_decision_of_another() -> None:
    again = Play.replay(MACHINE, 1, whole().picks[:1]).settle()
    assert again.status == "choosing"
    assert again.scene.id == "wednesday"


def test_routes_and_interrupts_of_two_plays_keep_apart() -> None:
    machine = Machine(
        scenario(
            scene("a", choices=[choice("x", [route("b", no("low")), route("end")])]),
            scene("b", choices=[choice("x", "a", set={"low": True})]),
            scene("alarm", to="resume"),
            scene("end", ending="bad"),
            facts={"low": False},
            interrupts=[interrupt("low", "alarm")],
        )
    )
    start = Play.begin(machine, 1)
    first = start.pick("x").pick("x").settle().pick("x")
    assert first.status == "ended"
    assert start.pick("x").pick("x").scene.id == "alarm"
