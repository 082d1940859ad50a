"""The wall, from the lobby to the debrief: what the room sees, and what it does not see yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_room import (
    RoomHost,
    hosting,
    in_debrief,
    press,
    rows,
    seen,
    settled,
    surrounded,
    with_people,
    words,
)
from textual.pilot import Pilot
from theatre import Hands, whole

from pmquest.tui.keys import actions
from pmquest.tui.room.slides import slides
from pmquest.workshop import moves
from pmquest.workshop.views import Around
from rooms import NEWS


def right_half(pilot: Pilot[None]) -> str:
    """What stands beside the QR code."""
    return " ".join(" ".join(row[36:] for row in rows(pilot)).split())


SIZES = [(80, 24), (120, 40), (60, 20)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_way_in_the_vote_and_the_result_fit_every_window(size: tuple[int, int]) -> None:
    host = with_people(RoomHost(seconds=60))
    async with hosting(host, size) as pilot:
        assert "5 people here" in seen(pilot)
        assert whole(pilot)
        await press(pilot, "enter")
        host.vote("ring", "ring", "goal")
        await settled(pilot)
        assert "have answered" in seen(pilot)
        assert whole(pilot)
        await press(pilot, "r")
        assert "▪ 67 % manager" in seen(pilot)
        assert whole(pilot)


@pytest.mark.parametrize("size", SIZES)
def test_every_part_of_the_debrief_fits_every_window(size: tuple[int, int]) -> None:
    width, height = size[0] - 6, size[1] - 5
    debrief = in_debrief().now.debrief
    assert debrief is not None
    for slide in slides(debrief):
        for why in (False, True):
            lines = slide.lines(width, height, why=why)
            assert all(line.cell_length <= width for line in lines)


async def test_the_way_in_says_where_to_go_and_comes_back_for_those_who_are_late() -> None:
    host = RoomHost()
    async with hosting(host) as pilot:
        assert "192.168.1.20:8080" in seen(pilot)
        assert "0 people here" in seen(pilot)
        assert "No other device has come through yet; a says what to try." in right_half(pilot)
        host.join("Otter 1")
        await settled(pilot)
        assert "1 person here" in seen(pilot)
        assert "Otter 1" in seen(pilot)
        await press(pilot, "enter", "j")
        assert "192.168.1.20:8080" in seen(pilot)
        await press(pilot, "enter")
        assert "Four hundred tickets" in seen(pilot)
        assert "KHM 4RT" in seen(pilot)


async def test_an_address_that_no_phone_reaches_has_no_code_to_scan() -> None:
    here = Around("http://127.0.0.1:8080")
    for hands, told in ((False, "Only this machine"), (True, "nobody needs a phone")):
        async with hosting(RoomHost(around=here, hands=hands)) as pilot:
            assert "Go to" in seen(pilot)
            assert "Scan" not in seen(pilot)
            assert told in words(pilot)


async def test_no_vote_and_no_level_is_seen_before_the_reveal() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "ring", "goal")
        await settled(pilot)
        for secret in ("▪", "▲", "67 %", "manager", "strong", "One product, this week"):
            assert secret not in "\n".join(rows(pilot)[1:])
        assert "3 of 5 have answered" in seen(pilot)
        await press(pilot, "r")
        for told in ("▪ 67 % manager", "leader 33 % ▲", "67 %", "Next: answer 1, by majority."):
            assert told in seen(pilot)
        assert "The moment called for ▪ manager-level: One product, this week" in words(pilot)
        assert "strong" not in seen(pilot)


async def test_why_is_shown_when_the_facilitator_wants_it_and_hidden_again() -> None:
    host = with_people(RoomHost())
    async with hosting(host, (120, 40)) as pilot:
        await press(pilot, "enter", "r", "w")
        assert "••• strong" in seen(pilot)
        assert "cheapest way to learn what is wrong" in words(pilot)
        await press(pilot, "w")
        assert "strong" not in seen(pilot)


async def test_what_came_of_an_answer_is_read_before_the_scene_to_which_it_led() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring")
        await press(pilot, "r", "enter")
        assert "Seven of ten say the same thing." in seen(pilot)
        assert "They shout first." not in seen(pilot)
        await press(pilot, "enter")
        assert "They shout first." in seen(pilot)


async def test_nobody_votes_on_a_decision_that_the_wall_does_not_show_yet() -> None:
    host = with_people(RoomHost(NEWS.scenario))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("tell", "tell", "rest")
        await press(pilot, "r", "enter")
        assert "Trust 50 → 55" in words(pilot)
        assert "have answered" not in seen(pilot)
        assert "r reveal" not in seen(pilot)
        assert "enter to the decision" in seen(pilot)
        await press(pilot, "enter")
        assert "0 of 5 have answered" in seen(pilot)
        assert "decision 2" in seen(pilot)


async def test_most_votes_are_called_a_majority_only_where_they_are_one() -> None:
    host = with_people(RoomHost(NEWS.scenario))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("tell", "tell", "rest", "hush")
        await press(pilot, "r")
        assert "Next: answer 2, by most votes." in seen(pilot)


async def test_the_smallest_window_shows_all_answers_of_a_result_and_no_role_cut_off() -> None:
    host = with_people(RoomHost())
    async with hosting(host, (60, 20)) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "ring", "goal")
        await press(pilot, "r")
        assert pilot.app.screen.reading.max_scroll_y == 0
        assert "…" not in rows(pilot)[0]


async def test_a_rehearsal_says_so_in_the_lobby() -> None:
    host = RoomHost(around=Around("http://192.168.1.20:8080", rehearsal=True))
    async with hosting(host) as pilot:
        assert rows(pilot)[0].rstrip().endswith("rehearsal")


async def test_a_key_that_is_pressed_twice_takes_one_step() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring")
        await press(pilot, "r")
        screen = pilot.app.screen
        screen.action_forward()
        screen.action_forward()
        await settled(pilot)
        assert host.asked.count("next_step") == 1
        assert len(host.room.steps) == 1


async def test_a_projector_that_is_attached_again_shows_the_same_screen() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring")
        await press(pilot, "r", "enter")
        before = seen(pilot)
    async with hosting(host) as pilot:
        assert seen(pilot) == before


async def test_a_tie_waits_for_the_facilitator_who_picks_or_has_the_room_vote_again() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "goal")
        await press(pilot, "r")
        assert "A tie between 1 and 2." in seen(pilot)
        await press(pilot, "v")
        assert "round 2" in seen(pilot)
        assert "0 of 5 have answered" in seen(pilot)
        host.vote("ring", "goal")
        await press(pilot, "r", "enter")
        assert "Several answers have most votes." in seen(pilot)
        await press(pilot, "down", "enter")
        assert (host.room.steps[0].choice, host.room.steps[0].by) == ("goal", "facilitator")


async def test_a_tie_that_the_room_draws_is_shown_with_what_was_drawn() -> None:
    host = with_people(RoomHost(tie="drawn"))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "goal")
        await press(pilot, "r")
        drawn = host.now.next_choice
        number = {"ring": "1", "goal": "2"}[drawn or ""]
        assert f"A tie between 1 and 2. The room's seed draws {number}." in seen(pilot)
        assert f"enter go on with {number}" in seen(pilot)


async def test_time_runs_on_the_wall_and_stands_still_while_the_room_is_paused() -> None:
    clock, host = Hands(), with_people(RoomHost(seconds=60))
    async with hosting(host, clock=clock) as pilot:
        await press(pilot, "enter")
        host.surround(surrounded(host, seconds=60.0))
        await settled(pilot)
        clock.now += 18
        pilot.app.screen.tick()
        await settled(pilot)
        assert "0:42" in seen(pilot)
        await press(pilot, "z")
        assert "Paused. No vote is taken until it goes on." in seen(pilot)
        await press(pilot, "z", "plus")
        assert host.asked[-3:] == ["pause", "resume", "give_time"]


async def test_what_cannot_be_done_is_said_in_the_rooms_own_words() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        pilot.app.screen.ask("next_step")
        await settled(pilot)
        assert "The vote is open; close and reveal it first." in seen(pilot)
        await press(pilot, "r")
        assert "The vote is open" not in seen(pilot)


async def test_a_warning_stands_there_until_it_is_over_and_the_end_of_the_room_is_said() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        host.surround(surrounded(host, warning="Nothing can be saved: the disk is full."))
        await settled(pilot)
        assert "the disk is full" in seen(pilot)
        host.surround(surrounded(host, warning=""))
        await settled(pilot)
        assert "the disk is full" not in seen(pilot)
        host.surround(surrounded(host, warning="The room does not answer."))
        await settled(pilot)
        host.close()
        await settled(pilot)
        assert "The room is closed." in seen(pilot)
        assert "does not answer" not in seen(pilot)


async def test_taking_back_shows_the_result_again() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        assert "u take back" not in seen(pilot)
        host.vote("ring")
        await press(pilot, "r", "enter", "u")
        assert "Next: answer 1, by majority." in seen(pilot)


async def test_a_room_in_which_hands_are_counted_leads_there_with_enter() -> None:
    async with hosting(RoomHost(hands=True), (120, 40)) as pilot:
        await press(pilot, "enter")
        assert "enter count hands" in seen(pilot)
        assert "h hands" not in seen(pilot)
        await press(pilot, "enter", "4", "enter", "enter")
        assert "h hands" in seen(pilot)


async def test_the_story_is_ended_early_only_when_that_is_meant() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter", "x", "enter")
        assert not host.room.ended
        await press(pilot, "x", "y")
        assert host.room.early
        assert "Nobody voted." in seen(pilot)
        assert "w why" not in seen(pilot)


async def test_no_two_keys_of_the_key_line_do_the_same() -> None:
    host = with_people(RoomHost())
    async with hosting(host, (120, 40)) as pilot:
        await press(pilot, "enter", "c")
        assert "enter reveal" in seen(pilot)
        assert "  r reveal" not in seen(pilot)
        await press(pilot, "enter")
        assert "enter pick" in seen(pilot)
        assert "  p pick" not in seen(pilot)


@pytest.mark.parametrize("width", [54, 74, 100])
def test_the_road_of_the_debrief_cuts_no_answer_off(width: int) -> None:
    debrief = in_debrief().now.debrief
    assert debrief is not None
    told = " ".join(line.plain for line in slides(debrief)[1].lines(width, 12, why=False))
    for decision in debrief.decisions:
        assert decision.taken is not None
        assert set(decision.taken.text.split()) <= set(told.split())


async def test_the_debrief_names_the_export_in_its_key_line() -> None:
    async with hosting(in_debrief()) as pilot:
        assert "e export" in seen(pilot)


async def test_the_debrief_goes_from_part_to_part_and_space_reads_it_through() -> None:
    host = in_debrief()
    async with hosting(host) as pilot:
        assert "The decision to talk about" in seen(pilot)
        assert "decision 1, Monday, 09:05 (97 % of an even split)" in words(pilot)
        await press(pilot, "right")
        assert "60 % agreed" in seen(pilot)
        await press(pilot, "space")
        assert "What the moments called for" in seen(pilot)
        await press(pilot, "left", "left", "left")
        assert "debrief, 1 of" in seen(pilot)
        await press(pilot, "d")
        assert "Decision 1   Monday, 09:05" in seen(pilot)
        assert "cheapest way" not in seen(pilot)
        await press(pilot, "w")
        assert "cheapest way" in words(pilot)


async def test_answers_to_the_questions_come_to_the_wall_without_names() -> None:
    host = in_debrief()
    async with hosting(host) as pilot:
        while "Whom did you last ring?" not in seen(pilot):
            await press(pilot, "right")
        assert "without names" in seen(pilot)
        host.happen(*moves.reflect(host.room, "p2", 0, "A courier, [b]last[/b] May."))
        await settled(pilot)
        assert "A courier, [b]last[/b] May." in seen(pilot)
        assert "Heron" not in seen(pilot)


async def test_what_the_room_thought_is_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    host = in_debrief()
    async with hosting(host, (120, 40)) as pilot:
        await press(pilot, "e", "down", "enter", "enter")
        written = list(tmp_path.iterdir())
        assert [path.name for path in written] == ["pmquest-example-KHM4RT.csv"]
        assert written[0].read_bytes() == b"csv"
        assert "Written to" in seen(pilot)


async def test_every_action_has_a_key_and_is_named_in_the_palette() -> None:
    host = with_people(RoomHost())
    async with hosting(host, (120, 40)) as pilot:
        await press(pilot, "enter", "r")
        named = {active.binding.description for active in actions(pilot.app.screen)}
        assert {"go on with 1", "why", "pick", "vote again", "people", "end early"} & named == {
            "why",
            "pick",
            "vote again",
            "people",
            "end early",
        }
        await press(pilot, "question_mark")
        assert "What the whole room sees." in seen(pilot)
