"""What an author may see of a scene: why an answer is closed, and where it would lead now."""

from __future__ import annotations

from build import (
    Exhibit,
    Scenario,
    arrival,
    both,
    choice,
    chose,
    compare,
    interrupt,
    meter,
    route,
    scenario,
    scene,
    scored,
    visited,
    when,
)
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.engine.standing import Standing
from pmquest.report.scene_key import AnswerKey, SceneKey, scene_key, titles


def key_of(*, at: str = "monday", told: Scenario | None = None, **standing: object) -> SceneKey:
    given = {"values": {}, **standing}
    machine = Machine(told or story())
    play = Play.jump(machine, 1, Standing(at, **given))  # type: ignore[arg-type]
    return scene_key(machine, play.state)


def answer(choice: str, **standing: object) -> AnswerKey:
    return key_of(**standing).answers[choice]  # type: ignore[arg-type]


def story() -> Scenario:
    return scenario(
        scene(
            "monday",
            text=["Always.", ("warned", "You were **warned**.")],
            exhibits=[Exhibit("Tickets", "bar", when=when(compare("trust", ">", 60)))],
            calls_for="manager",
            aspect="scope",
            signal="One product.",
            weight=2,
            notes="Ask the room.",
            enter=[
                arrival(effects={"trust": -8}, set={"warned": True}),
                arrival("warned", effects={"trust": 1}),
            ],
            choices=[
                scored(
                    "ring",
                    "manager",
                    "strong",
                    "friday",
                    responsibility="customers",
                    effects={"trust": 4, "promises": 1},
                    set={"warned": False},
                ),
                scored("wait", "manager", "weak", "friday", slip="too-late", once=True),
                scored(
                    "spend",
                    "leader",
                    "poor",
                    [route("friday", odds=3), route("end", odds=1)],
                    condition=both(
                        compare("trust", ">=", 60), visited("end"), chose("friday", "go")
                    ),
                    locked="Not now.",
                    effects={"trust": -100},
                ),
                choice("hide", [route("end", compare("turn", ">", 2)), route("friday")],
                       condition="warned"),
            ],
        ),
        scene("friday", choices=[choice("go", [route("end", "warned", odds=1)])]),
        scene("broke", to="resume"),
        scene("end", ending="good"),
        meters=[meter("trust", 45)],
        facts={"promises": 0, "warned": False},
        interrupts=[interrupt(compare("trust", "<=", 0), "broke")],
        start="monday",
    )  # fmt: skip


def test_a_scene_is_told_with_its_key() -> None:
    key = key_of()
    assert (key.calls_for, key.aspect, key.weight) == ("manager", "scope", 2)
    assert key.signal == "One product."
    assert key.notes == "Ask the room."
    assert list(key.answers) == ["ring", "wait", "spend", "hide"]


def test_what_happens_on_arrival_is_told_as_it_is_written() -> None:
    assert key_of().arrival == (
        ("trust −8 and warned = true", ""),
        ("trust +1", "as built in Python"),
    )


def test_what_is_left_out_is_told_with_what_its_condition_looks_at() -> None:
    left_out = key_of().left_out
    assert [(each.words, each.when.because) for each in left_out] == [
        ("You were **warned**.", "warned is false"),
        ("Tickets", "trust is 45"),
    ]
    assert key_of(values={"warned": True, "trust": 61}).left_out == ()


def test_an_answer_is_told_with_level_judgment_and_what_it_changes() -> None:
    ring = answer("ring")
    assert (ring.level, ring.judgment, ring.slip) == ("manager", "strong", None)
    assert ring.responsibility == "Know the customers"
    assert ring.changes == ("trust +4", "promises +1", "warned = false")
    assert answer("wait").slip == "too-late"


def test_an_answer_is_told_as_the_player_would_read_it() -> None:
    told = scenario(
        scene("a", choices=[choice("b", "c", text="Wait, at {trust}.", condition=False)]),
        scene("c", ending="good"),
        meters=[meter("trust", 45)],
    )
    assert key_of(at="a", told=told).answers["b"].text == "Wait, at 45."


def test_an_answer_is_open_locked_hidden_or_taken() -> None:
    assert answer("ring").offered == "open"
    assert answer("spend").offered == "locked"
    assert answer("hide").offered == "hidden"
    assert answer("hide", values={"warned": True}).offered == "open"
    assert answer("wait", chosen=(("monday", "wait"),)).offered == "taken"


def test_a_condition_is_told_with_everything_that_it_looks_at() -> None:
    asked = answer("spend").when
    assert asked is not None
    assert not asked.holds
    assert asked.because == "trust is 45, end was not visited, friday.go was not chosen"
    met = answer("spend", values={"trust": 60}, visited={"end": 1}, chosen=(("friday", "go"),)).when
    assert met is not None
    assert met.holds
    assert met.because == "trust is 60, end was visited, friday.go was chosen"


def test_an_answer_tells_where_it_would_lead_now() -> None:
    assert titles(answer("hide").leads) == "Friday"
    assert titles(answer("hide", turn=2).leads) == "End"
    assert answer("ring").when is None


def test_odds_and_interrupts_are_told_with_where_an_answer_leads() -> None:
    leads = answer("spend").leads
    assert [(lead.scene, lead.odds, lead.interrupted) for lead in leads] == [
        ("broke", (3, 4), True),
        ("broke", (1, 4), True),
    ]
    assert titles(leads[:1]) == "Broke (3 in 4), which breaks in"


def test_where_every_way_is_closed_none_is_told() -> None:
    assert key_of(at="friday").answers["go"].leads == ()
    assert titles(key_of(at="friday", values={"warned": True}).answers["go"].leads) == "End"


def test_a_scene_that_is_passed_tells_where_it_leads() -> None:
    assert key_of(at="broke").leads == ()
    assert titles(key_of(at="broke", waiting="monday").leads) == "Monday"
    assert key_of(at="end").leads == ()
