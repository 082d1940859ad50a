"""The facilitator's dialogs: hands, people, addresses."""

from __future__ import annotations

from pathlib import Path

from a_room import RoomHost, hosting, press, seen, settled, surrounded, with_people, words

from pmquest.scenario.reader import read_bytes
from pmquest.workshop.views import Around


async def test_hands_are_counted_answer_by_answer_and_shown_as_votes_are() -> None:
    host = RoomHost(hands=True)
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        assert "Hands up" in seen(pilot)
        await press(pilot, "enter", "1", "2", "enter", "3", "enter")
        assert "15 hands counted" in seen(pilot)
        await press(pilot, "r")
        assert "▪ 80 % manager" in seen(pilot)
        assert "12 80 %" in words(pilot)


async def test_hands_can_be_counted_in_the_middle_of_a_room_with_phones() -> None:
    host = with_people(RoomHost())
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        assert "h hands" not in seen(pilot)
        host.vote("ring", "ring")
        await press(pilot, "h")
        assert "in place of what the phones voted" in words(pilot)
        await press(pilot, "2", "enter", "9", "enter")
        assert "11 hands counted" in seen(pilot)
        assert "enter reveal" in seen(pilot)
        await press(pilot, "h")
        assert "the phones count again" in words(pilot)
        await press(pilot, "backspace", "enter", "1", "0", "enter")
        assert "10 hands counted" in seen(pilot), "what was typed before stands in the fields"
        await press(pilot, "h", "backspace", "enter", "backspace", "backspace", "enter")
        assert "2 of 5 have answered" in seen(pilot)


async def test_what_is_no_count_is_refused_and_nothing_is_counted() -> None:
    host = RoomHost(hands=True)
    async with hosting(host) as pilot:
        await press(pilot, "enter", "h", "x", "enter", "enter")
        assert "Each count is a whole number from 0 to 999" in words(pilot)
        await press(pilot, "escape")
        assert "count_hands" not in host.asked


async def test_somebody_is_sent_out_and_let_in_again_while_the_list_goes_on() -> None:
    host = with_people(RoomHost(), "Otter 1", "Rude name")
    async with hosting(host) as pilot:
        await press(pilot, "enter")
        host.vote("ring", "goal")
        await press(pilot, "i", "enter")
        assert host.room.people["p2"].kicked
        assert "Rude name sent out" in words(pilot)
        assert "1 person in the room" in seen(pilot)
        host.join("Wren 3")
        await settled(pilot)
        assert "Wren 3" in seen(pilot)
        await press(pilot, "enter", "escape")
        assert not host.room.people["p2"].kicked
        assert "2 of 3 have answered" in seen(pilot)


async def test_another_address_is_shown_and_what_to_try_where_phones_do_not_get_through() -> None:
    host = RoomHost()
    async with hosting(host) as pilot:
        await press(pilot, "a")
        assert "No other device has come through yet." in seen(pilot)
        assert "let port 8080 through" in words(pilot)
        await press(pilot, "down", "enter")
        assert "10.0.0.7:8080" in seen(pilot)
        host.surround(surrounded(host, reachable=True))
        await press(pilot, "a")
        assert "Another device has come through" in seen(pilot)


async def test_a_room_that_only_this_machine_reaches_says_how_to_open_it() -> None:
    host = RoomHost(around=Around("http://127.0.0.1:8080"))
    async with hosting(host) as pilot:
        await press(pilot, "a")
        assert "Only this machine can open this address." in seen(pilot)
        assert "--lan" in seen(pilot)


async def test_every_answer_that_can_be_picked_stands_on_the_card() -> None:
    file = Path(__file__).parents[3] / "scenarios" / "live-tracking.yaml"
    told = read_bytes(file.read_bytes(), file=file.name, scenario_id=file.stem).scenario
    for size in ((60, 20), (80, 24), (120, 40)):
        async with hosting(with_people(RoomHost(told)), size) as pilot:
            await press(pilot, "enter", "r", "p", "enter", "enter", "r", "p")
            assert seen(pilot).count("0 votes") == 4
