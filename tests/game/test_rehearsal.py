"""A play at the author's desk: anywhere, back and forth, and carried over each save."""

from __future__ import annotations

from msgspec.structs import replace

from build import (
    Scenario,
    Scene,
    choice,
    compare,
    interrupt,
    meter,
    route,
    scenario,
    scene,
)
from pmquest.engine.machine import Machine
from pmquest.game.rehearsal import Rehearsal

MONDAY = scene(
    "monday",
    choices=[choice("ring", "calls", effects={"trust": 4}), choice("wait", "friday")],
)
CALLS = scene("calls", to="friday")
FRIDAY = scene(
    "friday",
    choices=[
        choice("thank", "end", condition=compare("trust", ">", 45)),
        choice("hide", "end", effects={"trust": -60}),
    ],
)
BROKE = scene("broke", to="resume")
END = scene("end", ending="good")


def story(*scenes: Scene, **more: object) -> Scenario:
    given = {"meters": [meter("trust", 45)], **more}
    scenes = scenes or (MONDAY, CALLS, FRIDAY, BROKE, END)
    interrupts = [interrupt(compare("trust", "<=", 0), "broke")]
    return scenario(*scenes, interrupts=interrupts, **given)  # type: ignore[arg-type]


MACHINE = Machine(story())


def begun() -> Rehearsal:
    return Rehearsal.start(MACHINE, seed=1)


def on_friday() -> Rehearsal:
    return begun().picked("ring").gone_on()


def here(rehearsal: Rehearsal) -> str:
    return rehearsal.play.scene.id


def trust(rehearsal: Rehearsal) -> int | bool:
    return rehearsal.standing.values["trust"]


def test_it_goes_on_as_a_play_does_and_takes_back() -> None:
    rehearsal = on_friday()
    assert (here(rehearsal), trust(rehearsal)) == ("friday", 49)
    back = rehearsal.gone_back()
    assert (here(back), trust(back)) == ("monday", 45)
    assert not back.may_go_back
    assert back.gone_back() == back


def test_from_a_jump_one_goes_back_to_where_one_came_from() -> None:
    jumped = on_friday().jumped(on_friday().elsewhere("end"))
    assert (here(jumped), trust(jumped)) == ("end", 49)
    assert jumped.gone_back() == on_friday()


def test_where_an_interrupt_leads_the_scene_that_is_left_waits() -> None:
    rehearsal = on_friday()
    broken_into = rehearsal.jumped(rehearsal.elsewhere("broke"))
    assert broken_into.standing.waiting == "friday"
    assert here(broken_into.gone_on()) == "friday"
    assert rehearsal.elsewhere("friday") == rehearsal.standing


def test_a_new_start_keeps_the_seed_or_takes_another() -> None:
    rehearsal = on_friday()
    assert rehearsal.restarted().play == begun().play
    assert rehearsal.restarted(7).play.seed == 7
    assert rehearsal.restarted(7).gone_back() == rehearsal


def test_what_a_finding_shows_is_played_from_the_start_to_where_it_is_seen() -> None:
    shown = on_friday().shown([("monday", "ring")], seed=5)
    assert (here(shown), shown.play.seed) == ("friday", 5)
    assert on_friday().shown([("monday", "ring")], None).play.seed == 1


def test_a_save_that_changes_words_alone_changes_no_place() -> None:
    edited = Machine(story(MONDAY, CALLS, replace(FRIDAY, title="Friday, late"), BROKE, END))
    carried = on_friday().onto(edited)
    assert carried.remark == ""
    assert carried.rehearsal.play.view.title == "Friday, late"
    assert carried.rehearsal.play.picks == on_friday().play.picks
    assert here(carried.rehearsal.gone_back()) == "monday"


def test_effects_that_were_edited_are_seen_at_once() -> None:
    ring = choice("ring", "calls", effects={"trust": 30})
    edited = replace(MONDAY, choices={**MONDAY.choices, "ring": ring})
    carried = on_friday().onto(Machine(story(edited, CALLS, FRIDAY, BROKE, END)))
    assert (carried.remark, trust(carried.rehearsal)) == ("", 75)


def test_a_scene_that_is_passed_is_stood_in_again() -> None:
    carried = begun().picked("ring").onto(Machine(story()))
    assert here(carried.rehearsal) == "calls"
    longer = Machine(story(MONDAY, replace(CALLS, to=(route("note"),)), FRIDAY, BROKE, END,
                           scene("note", to="friday")))  # fmt: skip
    assert here(on_friday().onto(longer).rehearsal) == "friday"
    assert on_friday().onto(longer).remark == ""


def test_where_a_pick_is_gone_one_stays_with_the_same_figures() -> None:
    edited = replace(MONDAY, choices={"wait": MONDAY.choices["wait"]})
    carried = on_friday().onto(Machine(story(edited, CALLS, FRIDAY, BROKE, END)))
    assert carried.remark == (
        "`ring` is gone; if you renamed it, put `was: ring` under its new name. "
        "You stay here, with the same figures."
    )
    assert (here(carried.rehearsal), trust(carried.rehearsal)) == ("friday", 49)
    assert carried.rehearsal.standing.visited == {"monday": 1, "calls": 1, "friday": 1}
    assert here(carried.rehearsal.picked("thank")) == "end"
    assert here(carried.rehearsal.gone_back()) == "monday"


def test_where_the_picks_lead_elsewhere_one_stays_and_is_told_where_they_lead() -> None:
    ring = choice("ring", "end")
    edited = replace(MONDAY, choices={**MONDAY.choices, "ring": ring})
    carried = on_friday().onto(Machine(story(edited, CALLS, FRIDAY, BROKE, END)))
    assert carried.remark == ("Your picks lead to “End” now. You stay here, with the same figures.")
    assert (here(carried.rehearsal), trust(carried.rehearsal)) == ("friday", 49)


def test_where_the_scene_is_gone_the_picks_lead_as_far_as_they_can() -> None:
    edited = replace(CALLS, to=(route("end"),))
    wait = {"ring": MONDAY.choices["ring"], "wait": choice("wait", "end")}
    carried = on_friday().onto(Machine(story(replace(MONDAY, choices=wait), edited, BROKE, END)))
    assert carried.remark == (
        "`friday` is gone; if you renamed it, put `was: friday` under its new name."
    )
    assert here(carried.rehearsal) == "calls"


def test_renamed_scenes_and_choices_are_followed() -> None:
    renamed = Machine(
        story(
            replace(
                MONDAY,
                choices={
                    "call": replace(MONDAY.choices["ring"], id="call", was=("ring",)),
                    "wait": choice("wait", "weekend"),
                },
            ),
            replace(CALLS, to=(route("weekend"),)),
            replace(FRIDAY, id="weekend", was=("friday",)),
            BROKE,
            END,
        )
    )
    carried = on_friday().onto(renamed)
    assert (carried.remark, here(carried.rehearsal)) == ("", "weekend")
    jumped = on_friday().jumped(on_friday().standing).onto(renamed)
    assert (jumped.remark, here(jumped.rehearsal)) == ("", "weekend")
    assert jumped.rehearsal.standing.chosen == (("monday", "call"),)
    assert jumped.rehearsal.standing.visited == {"monday": 1, "calls": 1, "weekend": 1}


def test_a_jump_is_made_again_with_what_the_new_version_allows() -> None:
    there = replace(begun().elsewhere("friday"), values={"trust": 90}, fired=(0,), waiting="broke")
    jumped = begun().jumped(there).picked("thank")
    fewer = Machine(
        replace(
            story(
                MONDAY, CALLS, FRIDAY, END,
                meters=[meter("trust", 45, max=60), meter("budget", 7)],
                facts={"warned": False},
            ),
            interrupts=(),
        )
    )  # fmt: skip
    carried = jumped.onto(fewer).rehearsal
    assert here(carried) == "end"
    begun_again = carried.gone_back().standing
    assert begun_again.values == {"trust": 60, "budget": 7, "warned": False}
    assert begun_again.fired == ()
    assert begun_again.waiting is None


def test_going_back_beyond_a_save_leads_into_the_new_version() -> None:
    edited = Machine(story(MONDAY, CALLS, replace(FRIDAY, title="Friday, late"), BROKE, END))
    jumped = on_friday().jumped(on_friday().elsewhere("end"))
    back = jumped.onto(edited).rehearsal.gone_back()
    assert back.play.view.title == "Friday, late"
    assert back.play.machine is edited
