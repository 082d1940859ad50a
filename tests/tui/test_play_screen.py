"""Playing on the full screen: whole journeys by keyboard and by mouse, and what may go wrong."""

import pytest
from textual.pilot import Pilot
from theatre import (
    MEDIUM,
    NARROW,
    WIDE,
    Hands,
    click,
    kept_play,
    place_of,
    playing,
    quiet_game,
    rows,
    seen,
    showing,
    story,
)

from build import choice, scenario, scene
from pmquest.game.errors import CarriedOnElsewhere
from pmquest.tui.cards import Card
from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.keys import actions
from pmquest.tui.play import PlayScreen
from pmquest.tui.road import RoadScreen


async def test_a_play_by_keyboard_alone_goes_from_the_first_scene_to_the_debrief() -> None:
    async with playing() as pilot:
        assert "Monday, 09:05" in seen(pilot)
        await pilot.press("1")
        assert "Seven of ten say the same thing." in seen(pilot)
        await pilot.press("enter")
        assert "They shout first." in seen(pilot)
        await pilot.press("enter", "down", "enter", "enter")
        assert "People wave at the couriers." in seen(pilot)
        assert "A good ending." in seen(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_a_play_by_mouse_alone_goes_from_the_first_scene_to_the_debrief() -> None:
    async with playing() as pilot:
        await click(pilot, "Ring ten of the customers")
        await click(pilot, "Go on")
        await click(pilot, "Go on")
        await click(pilot, "Bring the two of them together.")
        await click(pilot, "Go on")
        await click(pilot, "To the debrief")
        assert isinstance(pilot.app.screen, DebriefScreen)


@pytest.mark.parametrize("size", [NARROW, MEDIUM, (200, 60)])
async def test_a_scene_and_all_its_answers_are_on_every_screen(size: tuple[int, int]) -> None:
    async with playing(size) as pilot:
        for text in (
            "Where is my order?",
            "Monday, 09:05",
            "nobody",
            "1  ",
            "2  ",
            "voucher",
            "60 k€",
        ):
            assert text in seen(pilot)
        assert "open link" not in seen(pilot)
        for key in ("note", "map", "help", "leave"):
            assert key in rows(pilot)[-1]


async def test_an_open_scene_does_not_hint_at_levels() -> None:
    async with playing() as pilot:
        for sign in ("▪", "▲", "manager-level", "leader-level", "•"):
            assert sign not in seen(pilot)


async def test_of_several_answers_none_is_highlighted_until_the_player_moves() -> None:
    async with playing() as pilot:
        assert pilot.app.focused is None
        await pilot.press("enter")
        assert kept_play(pilot).play.picks == ()
        await pilot.press("up")
        assert isinstance(pilot.app.focused, Card)
        await pilot.press("up", "enter")
        assert kept_play(pilot).play.picks[0].choice == "ring"


async def test_a_locked_answer_says_why_and_cannot_be_taken() -> None:
    async with playing() as pilot:
        assert "–   Send everyone a voucher." in seen(pilot)
        assert "There is no money for that." in seen(pilot)
        await pilot.press("3")
        await click(pilot, "Send everyone a voucher.")
        await pilot.press("down", "down", "down")
        assert kept_play(pilot).play.picks == ()
        focused = pilot.app.focused
        assert isinstance(focused, Card)
        assert focused.offer is not None
        assert focused.offer.choice == "goal"


async def test_a_coached_answer_is_judged_and_explained() -> None:
    async with playing() as pilot:
        await pilot.press("1")
        for text in (
            "Budget 60 → 58 k€",
            "▪ manager-level    ••• strong",
            "The moment called for ▪ manager-level: One product, this week",
            "A day on the telephone",
        ):
            assert text in seen(pilot)


async def test_an_assessed_answer_shows_what_happened_and_nothing_more() -> None:
    async with playing(mode="assessed") as pilot:
        await pilot.press("1")
        assert "Seven of ten say the same thing." in seen(pilot)
        assert "Budget 60 → 58 k€" in seen(pilot)
        for sign in ("▪", "▲", "strong", "A day on the telephone"):
            assert sign not in seen(pilot)


async def test_an_assessed_answer_that_changes_nothing_goes_straight_on() -> None:
    async with playing(mode="assessed") as pilot:
        await pilot.press("1", "enter", "enter", "2")
        assert "The attic" in seen(pilot)


async def test_taking_back_leads_to_the_scene_where_the_answer_was_given() -> None:
    async with playing() as pilot:
        await pilot.press("1", "enter", "enter")
        assert "Friday, 14:20" in seen(pilot)
        await pilot.press("u")
        assert "Monday, 09:05" in seen(pilot)
        assert "Taken back" in seen(pilot)
        assert kept_play(pilot).play.picks == ()
        await pilot.press("u")
        assert "no answer to take back" in seen(pilot)


async def test_an_assessed_play_says_that_nothing_is_taken_back() -> None:
    async with playing(mode="assessed") as pilot:
        assert "take back" not in rows(pilot)[-1]
        await pilot.press("1", "u")
        assert "In an assessed play no answer is taken back." in seen(pilot)
        assert len(kept_play(pilot).play.picks) == 1


async def test_a_note_is_kept_whichever_way_the_card_is_left() -> None:
    async with playing() as pilot:
        await pilot.press("n", *"ask", "enter")
        assert kept_play(pilot).notes == {0: "ask"}
        await pilot.press("1", "n", *"ed", "enter")
        assert kept_play(pilot).notes == {0: "asked"}
        await pilot.press("enter", "enter", "n", *"no", "enter")
        assert kept_play(pilot).notes == {0: "asked", 1: "no"}


async def test_help_and_palette_tell_only_of_keys_that_do_something_now() -> None:
    def told(pilot: Pilot[None]) -> set[str]:
        return {active.binding.action for active in actions(pilot.app.screen)}

    async with playing() as pilot:
        assert {"move(1)", "choose('1')"} <= told(pilot)
        assert "take_back" not in told(pilot)
        await pilot.press("1")
        assert {"take", "take_back"} <= told(pilot)
        assert "move(1)" not in told(pilot)
        assert all(active.tooltip for active in actions(pilot.app.screen))


async def test_a_note_is_left_as_it_was_only_when_that_is_meant() -> None:
    async with playing() as pilot:
        await pilot.press("n")
        assert "enter keep  escape leave it as it was" in seen(pilot)
        await pilot.press(*"ask", "escape")
        assert "Escape again to leave it unsaved; enter keeps it." in seen(pilot)
        await pilot.press("s")
        assert "Escape again" not in seen(pilot)
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert kept_play(pilot).notes == {}


async def test_the_arrival_of_an_interrupt_is_seen_as_such() -> None:
    async with playing() as pilot:
        await pilot.press("2", "enter")
        assert "Before you get any further" in seen(pilot)
        assert "The money is gone" in seen(pilot)
        await pilot.press("enter")
        assert "Before you get any further" not in seen(pilot)
        assert "They shout first." in seen(pilot)


async def test_a_dead_end_is_told_and_can_be_taken_back() -> None:
    async with playing() as pilot:
        await pilot.press("1", "enter", "enter", "2", "enter")
        assert "The story cannot go on from here." in seen(pilot)
        assert "The door is stuck." in seen(pilot)
        await click(pilot, "Take the last answer back")
        assert "Friday, 14:20" in seen(pilot)


async def test_a_dead_end_among_nine_locked_answers_still_has_a_way_on() -> None:
    locked = [
        choice(f"c{number}", to="end", condition=False, locked="Not now.") for number in range(9)
    ]
    told = scenario(
        scene("one", choices=[choice("go", to="stuck")]),
        scene("stuck", choices=locked),
        scene("end", ending="good"),
    )
    async with playing(NARROW, told=told, mode="assessed") as pilot:
        await pilot.press("1")
        assert "Take the last answer back" not in seen(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_with_confirmation_an_answer_is_taken_the_second_time() -> None:
    game = quiet_game()
    game.change_settings(confirm=True)
    async with playing(game=game) as pilot:
        await pilot.press("1")
        assert "Press once more to choose this." in seen(pilot)
        assert kept_play(pilot).play.picks == ()
        await pilot.press("2")
        assert kept_play(pilot).play.picks == ()
        await pilot.press("1", "escape")
        assert "Press once more" not in seen(pilot)
        await click(pilot, "Ring ten of")
        await pilot.press("enter")
        assert kept_play(pilot).play.picks[0].choice == "ring"
        await pilot.press("enter")
        assert "They shout first." in seen(pilot)


async def test_leaving_never_asks_and_loses_nothing() -> None:
    async with playing() as pilot:
        kept = kept_play(pilot)
        await pilot.press("1", "q")
        assert not isinstance(pilot.app.screen, PlayScreen)
        assert len(kept.play.picks) == 1


async def test_resizing_in_mid_scene_keeps_everything() -> None:
    async with playing() as pilot:
        await pilot.press("down", "down")
        focused = pilot.app.focused
        for size in (NARROW, (40, 10), MEDIUM, (200, 60), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.focused is focused
        assert "Monday, 09:05" in seen(pilot)
        await pilot.press("enter")
        assert kept_play(pilot).play.picks[0].choice == "goal"


@pytest.mark.parametrize("length", [68, 69, 70])
async def test_a_window_made_smaller_shows_what_a_small_window_shows(length: int) -> None:
    answers = [choice(f"c{i}", "end", text=("words " * 12)[:length]) for i in range(3)]
    told = scenario(
        scene("start", title="Start", text="One line.\n\n" * 8, choices=answers),
        scene("end", title="End", text="x", ending="good"),
    )
    async with playing(MEDIUM, told=told) as pilot:
        fresh = seen(pilot)
    async with playing(WIDE, told=told) as pilot:
        await pilot.resize_terminal(*MEDIUM)
        await pilot.pause()
        assert seen(pilot) == fresh


async def test_answers_that_do_not_fit_are_read_on_to() -> None:
    answers = [choice(f"c{i}", "end", text=f"Answer {i}: " + "more " * 60) for i in range(5)]
    told = scenario(
        scene("start", title="Start", text="Short.", choices=answers),
        scene("end", title="End", text="x", ending="good"),
    )
    async with playing(NARROW, told=told) as pilot:
        assert "read on" in rows(pilot)[-1]
        assert "Answer 4" not in seen(pilot)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert "Answer 4" in seen(pilot)
        await pilot.press("pageup", "pageup", "pageup")
        assert "Answer 0" in seen(pilot)


async def test_the_text_scrolls_while_the_answers_stay() -> None:
    async with playing(NARROW, told=story(more="\n\nAnd on it goes." * 8)) as pilot:
        before = place_of(pilot, "Ring ten of")
        assert "space read on" in rows(pilot)[-1]
        await pilot.press("space")
        assert "Monday, 09:05" not in seen(pilot)
        assert place_of(pilot, "Ring ten of") == before
        await pilot.press("pageup")
        assert "Monday, 09:05" in seen(pilot)


async def test_the_map_shows_the_road_and_takes_nothing_back() -> None:
    async with playing() as pilot:
        await pilot.press("1", "enter", "enter", "m")
        assert isinstance(pilot.app.screen, RoadScreen)
        assert "Ring ten of the customers" in seen(pilot)
        assert "Friday, 14:20" in seen(pilot)
        await pilot.press("up", "up", "enter")
        assert "Tickets a week" in seen(pilot)
        assert "Seven of ten say the same thing." in seen(pilot)
        assert "••• strong" in seen(pilot)
        await pilot.press("q")
        assert "The line is red." in seen(pilot)
        assert len(kept_play(pilot).play.picks) == 1


async def test_the_map_of_an_assessed_play_judges_nothing() -> None:
    async with playing(mode="assessed") as pilot:
        await pilot.press("1", "enter", "enter", "m", "up", "up", "enter")
        assert "Seven of ten say the same thing." in seen(pilot)
        for sign in ("▪", "▲", "strong"):
            assert sign not in seen(pilot)


async def test_the_map_shows_no_scene_that_was_not_shown_yet() -> None:
    async with playing() as pilot:
        await pilot.press("1", "m")
        assert "Monday, 09:05" in seen(pilot)
        assert "Ten calls" not in seen(pilot)


# Time


async def until_friday(pilot) -> None:
    await pilot.press("1", "enter", "enter")
    assert "Friday, 14:20" in seen(pilot)


async def test_the_time_that_is_left_stands_in_the_title_line() -> None:
    clock = Hands()
    async with playing(clock=clock) as pilot:
        assert "0:" not in rows(pilot)[1]
        await until_friday(pilot)
        assert "1:00" in rows(pilot)[1]
        clock.now = 18.2
        pilot.app.screen.tick()
        await pilot.pause()
        assert "0:42" in rows(pilot)[1]


async def test_when_the_time_runs_out_its_choice_is_taken_and_that_is_said() -> None:
    clock = Hands()
    async with playing(clock=clock) as pilot:
        await until_friday(pilot)
        clock.now = 60.0
        pilot.app.screen.tick()
        await pilot.pause()
        assert "The time ran out." in seen(pilot)
        assert "See whether it calms down by itself." in seen(pilot)
        assert kept_play(pilot).play.picks[-1].choice == "wait"


async def test_time_stands_still_while_something_else_is_read() -> None:
    clock = Hands()
    async with playing(clock=clock) as pilot:
        await until_friday(pilot)
        play = pilot.app.screen
        await pilot.press("n")
        clock.now = 100.0
        play.tick()
        await pilot.press("escape")
        assert "1:00" in rows(pilot)[1]
        await pilot.press("1")
        clock.now = 200.0
        play.tick()
        assert kept_play(pilot).play.picks[-1].choice == "talk"


async def test_time_limits_can_be_switched_off() -> None:
    game, clock = quiet_game(), Hands()
    game.change_settings(time_limits=False)
    async with playing(clock=clock, game=game) as pilot:
        await until_friday(pilot)
        clock.now = 100.0
        pilot.app.screen.tick()
        await pilot.pause()
        assert "Friday, 14:20" in seen(pilot)
        assert "1:00" not in seen(pilot)


# Another window, and a disk that is full


async def test_a_play_that_was_carried_on_elsewhere_is_told_and_taken_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = quiet_game()
    kept = game.begin(story(), "coached", seed=1)
    other = game.begin(story(), "coached", seed=1)
    other.pick("ring")

    def elsewhere(*_: object, **__: object) -> None:
        raise CarriedOnElsewhere("Carried on in another window.")

    monkeypatch.setattr(kept, "pick", elsewhere)
    monkeypatch.setattr(game, "resume", lambda _: other)
    async with showing(game, PlayScreen(game, kept, Hands())) as pilot:
        await pilot.press("2")
        assert "carried on in another window" in seen(pilot)
        await pilot.press("enter")
        assert "They shout first." in seen(pilot)


async def test_what_could_not_be_saved_is_said_on_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = quiet_game()
    async with playing(MEDIUM, game=game) as pilot:
        monkeypatch.setattr(
            type(game), "notices", property(lambda _: ("Not saved: the disk is full.",))
        )
        await pilot.press("1")
        assert "Not saved: the disk is full." in seen(pilot)
