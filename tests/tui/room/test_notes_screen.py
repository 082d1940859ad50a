"""The private view: what only the facilitator sees, and the wall that follows it."""

from __future__ import annotations

from a_room import RoomHost, hosting, press, seen, settled, with_people, words
from msgspec.structs import replace
from theatre import story

from pmquest.scenario.model import Scenario
from rooms import NEWS


def with_notes() -> Scenario:
    told = story()
    monday = replace(told.scenes["monday"], notes="Ask who has **rung** a customer.")
    return replace(told, scenes={**told.scenes, "monday": monday})


async def test_notes_signal_and_the_votes_as_they_come_in() -> None:
    host = with_people(RoomHost(with_notes(), notes=True))
    async with hosting(host, (120, 40)) as pilot:
        assert "Keep this view to yourself" in words(pilot)
        await press(pilot, "enter")
        host.vote("ring", "ring", "goal")
        await settled(pilot)
        for told in (
            "Ask who has rung a customer.",
            "The moment called for ▪ manager-level: One product, this week",
            "2 67 % ••• strong",
            "1 33 % ··· poor",
            "3 of 5 have answered",
            "Otter 1 ✓",
            "Hare 5 phone away",
        ):
            assert told in words(pilot)


async def test_a_small_window_names_in_a_line_whom_the_vote_waits_for() -> None:
    host = with_people(RoomHost(with_notes(), notes=True))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "ring", "goal")
        await settled(pilot)
        assert "Not yet: Hare 5, Wren 4" in seen(pilot)
        host.vote("ring", "ring", "goal", "goal", "goal")
        await settled(pilot)
        assert "Not yet" not in seen(pilot)


async def test_the_list_of_people_tells_who_has_answered_on_the_private_view_alone() -> None:
    for notes in (True, False):
        host = with_people(RoomHost(notes=notes))
        async with hosting(host) as pilot:
            await press(pilot, "enter")
            host.vote("ring")
            await settled(pilot)
            await press(pilot, "i")
            assert ("not yet" in seen(pilot)) == notes


async def test_while_the_wall_shows_what_came_of_an_answer_the_next_scene_is_prepared() -> None:
    host = with_people(RoomHost(NEWS.scenario, notes=True))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("tell")
        await press(pilot, "r", "enter")
        assert "The wall shows what came of the last answer. Next comes: Decide" in words(pilot)
        await press(pilot, "enter")
        assert "The wall shows" not in seen(pilot)


async def test_the_wall_follows_whoever_leads_from_the_private_view() -> None:
    host = with_people(RoomHost(notes=True))
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring")
        await press(pilot, "r", "enter")
        assert "enter to the scene" in seen(pilot)
        await press(pilot, "enter")
        assert host.now.on_wall.outcome_read
        await press(pilot, "j")
        assert host.now.on_wall.way_in
