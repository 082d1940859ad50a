"""The phone page in a real browser, on a room that is really served.

Chromium drives it as a phone would: 360 × 740. Every state is looked at by axe-core, in light and
dark, and with text at 200 %; whatever the page asks for must be the room's own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from browsing import Phone, Phones, browsing, needs_axe, needs_chromium
from playwright.async_api import expect
from served import new_room, rooms_at

from pages import HOSTILE
from pmquest.journal.errors import JournalUnavailable
from pmquest.workshop import moves
from pmquest.workshop.service import Service, serving
from pmquest.workshop.store import Rooms

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_chromium]

SAVED = "Saved. You can still change it."

STORY = """\
pmquest: 1
title: A small story
summary: Three days, and a few answers.
role: Product manager at Example
role_level: manager
minutes: 5
objectives: [See it work.]
takeaways: [Ring *before* you build.]
reflect: [What did you see?]
meters:
  trust: {label: Customer trust, start: 50}
  couriers: {label: Courier goodwill, start: 48}
  budget: {label: Budget, start: 72, unit: k€}
scenes:
  monday:
    title: Monday, 09:05
    text: "It begins, with **trust** at {trust}."
    exhibits:
      - {title: Calls and orders, kind: line, labels: [3 Aug, 10 Aug, 17 Aug, 24 Aug, 31 Aug],
        series: {tickets: [148, 190, 262, 330, 412], late orders: [499, 505, 498, 511, 502]}}
      - {title: What they said, kind: table, columns: [Who, How many], rows: [[Nurses, "4"]]}
      - {title: By city, kind: bar, labels: [Ghent, Antwerp], series: {calls: [4, 9]}}
    shuffle: false
    calls_for: manager
    signal: Nobody has asked a customer yet.
    aspect: scope
    choices:
      ring: {text: Ring ten customers., level: manager, judgment: strong, effects: {trust: 5},
        responsibility: customers, result: They talk., why: You hear it from them., to: tuesday}
      wait: {text: Wait., level: manager, judgment: weak, slip: too-late, effects: {trust: -5},
        why: Nothing is heard., to: tuesday}
      press: {text: Tell the press., level: leader, judgment: poor, slip: too-early,
        when: trust > 90, locked: Nobody would come., why: Nobody listens., to: tuesday}
  tuesday:
    title: Tuesday
    text: A day goes by.
    to: wednesday
  wednesday:
    title: Wednesday
    text: The board wants to know.
    shuffle: false
    calls_for: leader
    signal: Three products and one budget.
    aspect: horizon
    choices:
      years: {text: Show them five years., level: leader, judgment: strong,
        responsibility: vision, why: They see where it leads., to: loved}
      weeks: {text: Show them the sprint., level: manager, judgment: weak, slip: wrong-level,
        why: They see a list., to: loved}
  loved:
    title: Loved
    text: They ring you now.
    ending: good
"""


class Stage:
    """A room that is served until it is killed."""

    def __init__(self, phone: Phone, rooms: Rooms, code: str) -> None:
        self.code = code
        self.service: Service
        self._phone = phone
        self._rooms = rooms
        self._serving: Any = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.service.description.port}"

    @property
    def votes(self) -> dict[str, str]:
        """By person, the votes of the round at which the room stands."""
        round = self.service.room.round
        assert round is not None
        return dict(round.votes)

    async def begin(self, port: int | None = 0) -> None:
        self._serving = serving(self._rooms, self.code, port=port)
        self.service = await self._serving.__aenter__()

    async def kill(self) -> None:
        await self._serving.__aexit__(None, None, None)

    async def do(self, move: Callable[..., Any], *words: Any) -> None:
        """Have the facilitator, or somebody else, do something."""
        await self.service.writer.ask(lambda room: move(room, *words))

    async def voting(self) -> Phone:
        """A phone in the room, which has come to its first vote."""
        await self._phone.opens(self.address, self.code)
        await self._phone.join(self.code, "Mina")
        await self._phone.shows("You are in, Mina")
        await self.do(moves.start)
        await self._phone.shows("Monday, 09:05", "Pick one answer.")
        return self._phone


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def phones() -> AsyncIterator[Phones]:
    async with browsing() as phones:
        yield phones


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def phone(phones: Phones) -> Phone:
    """One phone for all tests, so that they are quick."""
    return await phones.phone()


@asynccontextmanager
async def staged(
    phone: Phone, home: Path, text: str = STORY, **settings: Any
) -> AsyncIterator[Stage]:
    rooms = rooms_at(home)
    stage = Stage(phone, rooms, new_room(rooms, text, **settings))
    await stage.begin()
    try:
        yield stage
    finally:
        assert phone.complaints == []
        await phone.page.goto("about:blank")
        phone.complaints.clear()
        await stage.kill()


@needs_axe
async def test_every_state_is_sound_from_the_door_to_the_debrief(phone: Phone, home: Path) -> None:
    async with staged(phone, home) as stage:
        await phone.opens(stage.address, stage.code)
        await phone.shows("Join the room")
        await phone.is_sound()
        await phone.join("XXX XXX", "Mina")
        await expect(phone.page.locator("#problem")).to_contain_text("no room with this code")
        await expect(phone.page.locator("#code")).to_be_focused()
        await phone.is_sound()
        await phone.join(f"{stage.code[:3]} {stage.code[3:]}".lower(), "Mina")
        await phone.shows("You are in, Mina")
        await stage.do(moves.join, "the key of another", "Ben")
        await expect(phone.page.locator("#here")).to_have_text("2 people are here.")
        await phone.is_sound()

        await stage.do(moves.start)
        await phone.shows("Monday, 09:05", "Pick one answer.")
        await phone.is_sound()
        await phone.pick("Wait.")
        await phone.says(SAVED)
        await phone.pick("Ring ten customers.")
        await expect(phone.page.locator(".mine")).to_contain_text(
            "Ring ten customers.Your answer, saved"
        )
        assert stage.votes == {"p1": "ring"}
        await phone.is_sound()
        await stage.do(moves.vote, "p2", 1, "wait")

        await stage.do(moves.close)
        await phone.says("Vote closed. The result comes next.")
        await stage.do(moves.reveal)
        await phone.shows("The room’s answers", "Talk about it. The room moves on.")
        await expect(phone.page.locator(".mine .figures")).to_have_text(
            "1 vote, 50 %▪ manager-levelyour answermost votes"
        )
        await phone.is_sound()
        await stage.do(moves.show_coaching)
        await expect(phone.page.locator(".why").first).to_have_text("You hear it from them.")
        await phone.is_sound()

        await stage.do(moves.next_step, "ring")
        await phone.shows("Tuesday", "Read on. The room moves on by itself.")
        await expect(phone.page.locator(".aside")).to_contain_text("Customer trust +5")
        await phone.is_sound()
        await stage.do(moves.next_step)
        await phone.shows("Wednesday", "Pick one answer.")
        await phone.pick("Show them the sprint.")
        await phone.says(SAVED)
        await stage.do(moves.reveal)
        await stage.do(moves.next_step)
        await phone.shows("Loved", "The debrief comes next.")
        await phone.is_sound()

        await stage.do(moves.next_step)
        await phone.shows("Your debrief")
        await expect(phone.page.locator("#fragment")).to_contain_text("You voted in 2 of 2")
        await phone.page.locator("summary").first.click()
        await phone.is_sound()
        await phone.page.get_by_label("What did you see?").fill("A queue.")
        await phone.page.get_by_role("button", name="Save").click()
        await expect(phone.page.locator("#said-0")).to_have_text("Saved.")
        assert list(stage.service.room.reflections.values()) == [{0: "A queue."}]
        kept = home / "kept.html"
        assert "A queue." in await phone.keeps_debrief(kept)
        await phone.opens_kept(kept)
        await phone.is_sound()


async def test_a_vote_that_is_not_saved_is_said_and_sent_again(
    phone: Phone, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise JournalUnavailable("the disk is full")

    async with staged(phone, home) as stage:
        await stage.voting()
        with monkeypatch.context() as full:
            full.setattr("pmquest.workshop.store.KeptRoom.append", refuse)
            await phone.pick("Wait.")
            await phone.says("Not saved yet. Trying again.")
            await phone.pick("Ring ten customers.")
            await expect(phone.page.locator(".mine")).to_contain_text("Not saved yet")
        await phone.says(SAVED)
        assert stage.votes == {"p1": "ring"}


async def test_a_vote_that_comes_too_late_is_not_said_to_count(phone: Phone, home: Path) -> None:
    async with staged(phone, home) as stage:
        await stage.voting()
        await phone.pick("Wait.")
        await phone.says(SAVED)
        await phone.page.route("**/api/vote", lambda route: route.abort())
        await phone.pick("Ring ten customers.")
        await phone.says("Not saved yet. Trying again.")
        await stage.do(moves.close)
        await phone.says("Vote closed. Your last answer came too late.")
        await expect(phone.page.locator(".mine")).to_contain_text("Wait.Your answer")
        await phone.page.unroute("**/api/vote")


async def test_a_killed_room_is_found_again_with_the_vote_that_it_missed(
    phone: Phone, home: Path
) -> None:
    async with staged(phone, home) as stage:
        await stage.voting()
        await phone.pick("Wait.")
        await phone.says(SAVED)
        port = stage.service.description.port
        await stage.kill()
        await phone.says("Not connected. Trying again.")
        await phone.pick("Ring ten customers.")
        await phone.says("Not connected. Not saved yet.")
        await phone.is_sound()
        await stage.begin(port)
        await phone.says(SAVED)
        assert stage.votes == {"p1": "ring"}


async def test_who_follows_a_link_from_elsewhere_again_is_the_same_person(
    phone: Phone, home: Path
) -> None:
    async with staged(phone, home) as stage:
        await stage.voting()
        await phone.pick("Wait.")
        await phone.says(SAVED)
        await phone.page.goto("about:blank")
        await phone.page.set_content(f'<a href="{stage.address}/{stage.code}">The workshop</a>')
        await phone.page.get_by_role("link").click()
        await phone.shows("Monday, 09:05", SAVED)


async def test_where_another_room_has_come_the_page_says_that_the_first_is_over(
    phone: Phone, home: Path
) -> None:
    async with staged(phone, home) as stage:
        await stage.voting()
        port = stage.service.description.port
        await stage.kill()
        stage.code = new_room(rooms_at(home), STORY)
        await stage.begin(port)
        await phone.shows("Join the room")
        await expect(phone.page.locator("#problem")).to_contain_text("The room that you were in")
        await phone.join(stage.code, "Mina")
        await phone.shows("You are in, Mina")


async def test_a_phone_that_lost_the_wifi_shows_what_it_missed(phone: Phone, home: Path) -> None:
    async with staged(phone, home) as stage:
        await stage.voting()
        await phone.loses_the_wifi()
        await stage.do(moves.reveal)
        await phone.shows("Monday, 09:05", "Not connected. Trying again.")
        await phone.finds_the_wifi()
        await expect(phone.page.locator("h1")).to_have_text("The room’s answers")


@pytest.mark.parametrize(
    "streams",
    ["EventSource = class { addEventListener() {} close() {} }", "delete globalThis.EventSource"],
    ids=["a stream that died in silence", "no streams at all"],
)
async def test_without_a_stream_the_page_asks_by_itself(
    phones: Phones, home: Path, streams: str
) -> None:
    phone = await phones.phone(streams)
    async with staged(phone, home) as stage:
        await phone.opens(stage.address, stage.code)
        await phone.join(stage.code, "Mina")
        await phone.shows("You are in, Mina")
        await stage.do(moves.start)
        await phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(phone.page.locator("h1")).to_have_text("Monday, 09:05")
    await phone.page.context.close()


async def test_it_is_played_by_keyboard_alone_and_read_aloud(phone: Phone, home: Path) -> None:
    async with staged(phone, home) as stage:
        keyboard, said = phone.page.keyboard, phone.page.locator("#news")
        title = phone.page.locator("h1")
        await phone.opens(stage.address, stage.code)
        await phone.shows("Join the room")
        await phone.page.locator("#name").focus()
        await keyboard.type("Mina")
        await keyboard.press("Enter")
        await phone.shows("You are in, Mina")
        await expect(title).to_be_focused()
        await stage.do(moves.start)
        await phone.shows("Monday, 09:05", "Pick one answer.")
        await expect(said).to_have_text("Monday, 09:05. Pick one answer.")
        await expect(title).to_be_focused()
        await keyboard.press("Tab")
        await expect(phone.page.get_by_role("button", name="Ring ten customers.")).to_be_focused()
        await keyboard.press("Tab")
        await keyboard.press("Enter")
        await phone.says(SAVED)
        pressed = phone.page.get_by_role("button", pressed=True)
        await expect(pressed).to_contain_text("Wait.")
        await stage.do(moves.close)
        await expect(said).to_have_text("Vote closed. The result comes next.")
        await expect(pressed).to_be_focused()
        await stage.do(moves.reveal)
        await expect(said).to_have_text(
            "The room’s answers. The moment called for ▪ manager-level. "
            "Talk about it. The room moves on."
        )
        await expect(title).to_be_focused()


async def test_a_pause_and_being_sent_out_are_shown(phone: Phone, home: Path) -> None:
    async with staged(phone, home, seconds=65) as stage:
        await stage.voting()
        await expect(phone.page.locator("#time")).to_contain_text("1:0")
        await stage.do(moves.pause)
        await phone.says("A pause. No vote is taken.")
        await phone.page.get_by_role("button", name="Wait.").click(force=True)
        await stage.do(moves.resume)
        await phone.says("Pick one answer.")
        assert stage.votes == {}
        await stage.do(moves.kick, "p1")
        await phone.shows("You are no longer in this room")
        await stage.do(moves.readmit, "p1")
        await phone.shows("Monday, 09:05", "Pick one answer.")


async def test_where_hands_are_counted_a_phone_is_only_for_reading(
    phone: Phone, home: Path
) -> None:
    async with staged(phone, home, hands=True) as stage:
        await phone.opens(stage.address, stage.code)
        await phone.join(stage.code, "Mina")
        await phone.shows("You are in, Mina")
        await stage.do(moves.start)
        await phone.shows("Monday, 09:05", "Hands are counted.")
        await expect(phone.page.get_by_role("button")).to_have_count(0)
        await stage.do(moves.count_hands, {"ring": 3, "wait": 1})
        await stage.do(moves.reveal)
        await expect(phone.page.locator("main")).to_contain_text("4 votes by hand")


async def test_whatever_was_typed_acts_nowhere(phone: Phone, home: Path) -> None:
    text = HOSTILE.translate({27: None, 0x9B: None, 0x202E: None, 0x2066: None, ord("{"): "("})
    quoted = '"' + text.replace('"', "'") + '"'
    told = STORY.replace("Ring ten customers.", quoted).replace("A small story", quoted)
    async with staged(phone, home, told) as stage:
        await phone.opens(stage.address, stage.code)
        await phone.join(stage.code, HOSTILE)
        await expect(phone.page.locator("h1")).to_contain_text("You are in, =cmd")
        await stage.do(moves.start)
        await phone.shows("Monday, 09:05", "Pick one answer.")
        await stage.do(moves.vote, "p1", 1, "ring")
        await stage.do(moves.end)
        await expect(phone.page.locator("#fragment")).to_contain_text("<script>")
