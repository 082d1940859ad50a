"""One workshop from the first code to the last debrief: the real program on the wall, four phones
in a real browser, and everything that happens to a room meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from browsing import Phone, browsing, needs_chromium
from playwright.async_api import expect
from served import rooms_at

from pmquest.workshop import process
from pmquest.workshop.store import Rooms
from pseudo_terminal import Terminal, at_terminal

pytestmark = needs_chromium

TWO_ROADS = """\
pmquest: 1
title: Two roads
summary: Calls double, and two roads lead on.
role: Product manager at Example
role_level: manager
minutes: 5
objectives: [See it work.]
takeaways: [Ring *before* you build.]
reflect: [What did you see?]
meters:
  trust: {label: Customer trust, start: 50}
  budget: {label: Budget, start: 72, unit: k€}
scenes:
  monday:
    title: Monday, 09:05
    text: "Calls double, with **trust** at {trust}."
    exhibits:
      - {title: Calls and orders, kind: line, labels: [3 Aug, 10 Aug, 17 Aug, 24 Aug],
        series: {calls: [148, 190, 262, 412], orders: [499, 505, 498, 502]}}
    shuffle: false
    calls_for: manager
    signal: Nobody has asked a customer yet.
    aspect: scope
    choices:
      ring: {text: Ring ten customers., level: manager, judgment: strong, effects: {trust: 5},
        responsibility: customers, result: They talk., why: You hear it from them., to: clinic}
      press: {text: Tell the press., level: leader, judgment: poor, slip: too-early,
        why: Nobody knows yet what to tell., to: board}
  clinic:
    title: At the clinic
    text: The nurses show you their lists.
    shuffle: false
    calls_for: manager
    signal: A list is at hand.
    aspect: horizon
    choices:
      lists: {text: Take the lists along., level: manager, judgment: strong,
        responsibility: improvement, why: They say what is missing., to: friday}
      promise: {text: Promise a date., level: leader, judgment: weak, slip: too-early,
        effects: {trust: -5}, result: They write it down., why: It binds you., to: friday}
  board:
    title: Before the board
    text: They have read the paper.
    to: friday
  friday:
    title: Friday
    text: The year has to be planned.
    shuffle: false
    calls_for: leader
    signal: Three products and one budget.
    aspect: horizon
    choices:
      years: {text: Show five years., level: leader, judgment: strong, responsibility: vision,
        why: They see where it leads., to: loved}
      sprint: {text: Show the sprint., level: manager, judgment: weak, slip: wrong-level,
        why: They see a list., to: forgotten}
  loved: {title: They ring you now, text: It went well., ending: good}
  forgotten: {title: Nobody rings, text: It went by., ending: mixed}
"""

PICK = "Pick one answer."
SAVED = "Saved. You can still change it."
TALK = "Talk about it. The room moves on."
LARGE_TEXT = """addEventListener("DOMContentLoaded",
  () => (document.documentElement.style.fontSize = "200%"))"""


class Wall:
    """The projector: the real program at a terminal of 80 by 24, which people read."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    async def shows(self, *texts: str) -> None:
        await asyncio.to_thread(self.terminal.wait_to_show, *texts)

    def press(self, key: str) -> None:
        self.terminal.type({"enter": "\r", "down": "\x1b[B"}.get(key, key))


class Workshop:
    """A facilitator with a laptop, and four people: on two small phones, one of them dark; with
    large text; and on something wide."""

    wall: Wall
    mina: Phone
    ben: Phone
    nameless: Phone
    vera: Phone

    def __init__(self, rooms: Rooms, scenario: Path, stack: AsyncExitStack) -> None:
        self.rooms = rooms
        self._command = ("host", str(scenario), f"--port={quiet_port()}")
        self._stack = stack

    def lead(self) -> None:
        """Lead it from a terminal; the command is the same every time."""
        terminal = at_terminal(*self._command, home=self.rooms.home, size=(80, 24))
        self.wall = Wall(self._stack.enter_context(terminal))

    async def switch_phones_on(self) -> None:
        phones = await self._stack.enter_async_context(browsing())
        self.mina = await phones.phone()
        self.ben = await phones.phone(color_scheme="dark")
        self.nameless = await phones.phone(LARGE_TEXT, viewport={"width": 412, "height": 900})
        self.vera = await phones.phone(viewport={"width": 1280, "height": 800})

    @property
    def phones(self) -> tuple[Phone, ...]:
        return self.mina, self.ben, self.nameless, self.vera

    @property
    def code(self) -> str:
        (code,) = self.rooms.codes()
        return code

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.rooms.described(self.code).port}"

    async def everybody_sees(self, title: str, status: str = "") -> None:
        await asyncio.gather(*(phone.shows(title, status) for phone in self.phones))

    async def is_sound(self) -> None:
        """Nobody finds anything on any of the phones."""
        await asyncio.gather(*(phone.is_sound_as_it_is() for phone in self.phones))


def quiet_port() -> int:
    """A port that no other test comes upon while the room is away: none that rooms try by
    themselves, and none that a system hands out."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("something listens everywhere")


@pytest.fixture
async def workshop(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Workshop]:
    """A room is about to open, and four phones are switched on meanwhile."""
    monkeypatch.chdir(tmp_path)
    scenario = tmp_path / "two-roads.yaml"
    scenario.write_text(TWO_ROADS, encoding="utf-8")
    rooms = rooms_at(home)
    async with AsyncExitStack() as stack:
        stack.callback(close_rooms, rooms)
        workshop = Workshop(rooms, scenario, stack)
        workshop.lead()
        await workshop.switch_phones_on()
        yield workshop


def close_rooms(rooms: Rooms) -> None:
    for each in process.running(rooms):
        process.end(rooms, each.code)


async def everybody_comes_in(workshop: Workshop) -> None:
    """By the code on the wall; one of them says no name."""
    wall = workshop.wall
    await wall.shows("and type", "0 people here")
    code, address = workshop.code, workshop.address
    await wall.shows(address.removeprefix("http://"))
    await asyncio.gather(*(phone.opens(address, "") for phone in workshop.phones))
    await workshop.everybody_sees("Join the room")
    await workshop.is_sound()
    await workshop.mina.join("XXX XXX", "Mina")
    await expect(workshop.mina.page.locator("#problem")).to_contain_text("no room with this code")
    await workshop.mina.is_sound_as_it_is()
    typed = f"{code[:3]} {code[3:]}".lower()
    for phone, name in zip(workshop.phones, ("Mina", "Ben", "", "Vera"), strict=True):
        await phone.join(typed, name)
        await expect(phone.page.locator("h1")).to_contain_text("You are in, ")
    await wall.shows("4 people here", "Mina", "Ben", "Vera")
    await expect(workshop.mina.page.locator("#here")).to_have_text("4 people are here.")
    await workshop.is_sound()


async def most_of_them_choose_the_road(workshop: Workshop) -> None:
    """One of them changes a vote; nobody sees how it stands before the reveal."""
    wall = workshop.wall
    mina, ben, nameless, vera = workshop.phones
    wall.press("enter")
    await workshop.everybody_sees("Monday, 09:05", PICK)
    await wall.shows("Monday, 09:05", "1 Ring ten customers.", "0 of 4 have answered")
    await expect(mina.page.get_by_role("figure")).to_contain_text("Calls and orders")
    await workshop.is_sound()
    for phone, answer in ((mina, "Tell"), (ben, "Tell"), (nameless, "Ring")):
        await phone.pick(answer)
        await phone.says(SAVED)
    await wall.shows("3 of 4 have answered")
    assert "%" not in wall.terminal.screen.text
    await mina.pick("Ring ten customers.")
    await expect(mina.page.locator(".mine")).to_contain_text("Your answer, saved")
    await workshop.is_sound()
    await vera.pick("Ring")
    await wall.shows("4 of 4 have answered")

    wall.press("r")
    await wall.shows("3 75 %", "1 25 %", "▪ manager-level", "Next: answer 1, by majority.")
    await workshop.everybody_sees("The room’s answers", TALK)
    figures = mina.page.locator(".figures")
    await expect(figures.first).to_have_text("3 votes, 75 %▪ manager-levelyour answermost votes")
    await expect(ben.page.locator(".mine .figures")).to_have_text(
        "1 vote, 25 %▲ leader-levelyour answer"
    )
    await workshop.is_sound()
    wall.press("w")
    await wall.shows("You hear it from them.")
    await expect(nameless.page.locator(".why").first).to_have_text("You hear it from them.")
    await workshop.is_sound()
    wall.press("enter")
    await wall.shows("They talk.", "Customer trust")
    await workshop.everybody_sees("Monday, 09:05", "Read on. The room moves on by itself.")
    await expect(nameless.page.locator("main")).to_contain_text("Most of the room said")
    await workshop.is_sound()
    wall.press("enter")
    await wall.shows("At the clinic")
    await workshop.everybody_sees("At the clinic", PICK)
    await expect(vera.page.locator(".aside")).to_contain_text("Most of the room said")


async def a_tie_is_broken_while_two_phones_are_away(workshop: Workshop) -> None:
    """One sleeps, one has lost the Wi-Fi; both find what they missed when they are back."""
    wall = workshop.wall
    _, ben, nameless, vera = workshop.phones
    for phone, answer in zip(workshop.phones, ("Take", "Promise", "Take", "Promise"), strict=True):
        await phone.pick(answer)
        await phone.says(SAVED)
    await wall.shows("4 of 4 have answered")
    await ben.falls_asleep()
    await vera.loses_the_wifi()
    wall.press("r")
    await wall.shows("2 50 %", "A tie between 1 and 2.")
    await nameless.shows("The room’s answers", TALK)
    wall.press("enter")
    await wall.shows("Several answers have most votes.", "enter choose")
    wall.press("down")
    wall.press("enter")
    await wall.shows("They write it down.")
    wall.press("enter")
    await wall.shows("Friday", "0 of 4 have answered")
    await ben.shows("At the clinic", SAVED)
    await vera.shows("At the clinic", "Not connected. Trying again.")
    await ben.wakes()
    await vera.finds_the_wifi()
    await workshop.everybody_sees("Friday", PICK)
    for phone in workshop.phones:
        await expect(phone.page.locator(".aside")).to_contain_text("The facilitator went on with")
    await workshop.is_sound()


async def everything_is_killed(workshop: Workshop) -> None:
    """In the middle of a vote."""
    for phone in (workshop.mina, workshop.ben):
        await phone.pick("Show five years.")
        await phone.says(SAVED)
    await workshop.wall.shows("2 of 4 have answered")
    os.kill(workshop.rooms.described(workshop.code).pid, signal.SIGKILL)
    workshop.wall.terminal.kill()


async def it_goes_on_where_it_was(workshop: Workshop) -> None:
    """The same command brings back everybody, and the phones notice by themselves: the one, too,
    that went on voting."""
    workshop.lead()
    wall = workshop.wall
    _, ben, nameless, vera = workshop.phones
    await workshop.everybody_sees("Friday", "Not connected. Trying again.")
    await ben.pick("Show the sprint.")
    await ben.says("Not connected. Not saved yet.")
    await workshop.is_sound()
    await wall.shows("There is a room of this already:", "Go on with it (Enter)")
    wall.press("enter")
    await wall.shows("Friday", "2 of 4 have answered")
    for phone, status in zip(workshop.phones, (SAVED, SAVED, PICK, PICK), strict=True):
        await phone.shows("Friday", status)
    await expect(ben.page.locator(".mine")).to_contain_text("Show the sprint.")
    for phone in (nameless, vera):
        await phone.pick("Show five years.")
        await phone.says(SAVED)
    wall.press("r")
    await wall.shows("3 75 %", "1 25 %", "Next: answer 1, by majority.")
    wall.press("enter")
    await wall.shows("They ring you now")
    await workshop.everybody_sees("They ring you now", "The debrief comes next.")
    await workshop.is_sound()


async def everybody_has_their_own_debrief(workshop: Workshop) -> None:
    """The room's stands on the wall, each phone has its owner's."""
    wall, mina = workshop.wall, workshop.mina
    wall.press("enter")
    await wall.shows("The decision to talk about", "Most divided: decision 2, At the clinic")
    await workshop.everybody_sees("Your debrief")
    for phone in workshop.phones:
        await expect(phone.page.locator("#fragment")).to_contain_text("You voted in 3 of 3")
    answered = ("Take the lists along.", "Promise a date.") * 2
    for phone, answer in zip(workshop.phones, answered, strict=True):
        await phone.page.locator("summary", has_text="At the clinic").click()
        mine = phone.page.locator("details[open] li", has_text="your answer")
        await expect(mine).to_contain_text(answer)
    await workshop.is_sound()
    await mina.page.get_by_label("What did you see?").fill("A queue.")
    await mina.page.get_by_role("button", name="Save").click()
    await expect(mina.page.locator("#said-0")).to_have_text("Saved.")


async def they_keep_it_and_the_room_is_over(workshop: Workshop, folder: Path) -> None:
    """The room's goes to a file without anybody's name; everybody has a file of their own."""
    wall = workshop.wall
    kept = [folder / f"{name}.html" for name in ("mina", "ben", "nameless", "vera")]
    for phone, file in zip(workshop.phones, kept, strict=True):
        assert "You voted in 3 of 3" in await phone.keeps_debrief(file)
    wall.press("e")
    await wall.shows("to open in a browser", "enter choose")
    wall.press("enter")
    await wall.shows("enter write")
    wall.press("enter")
    await wall.shows("Written to")
    (written,) = folder.glob("pmquest-two-roads-*.html")
    exported = written.read_text(encoding="utf-8")
    assert "A queue." in exported
    assert "Mina" not in exported
    wall.press("q")
    await wall.shows("goes on.")
    assert wall.terminal.leave() == 0

    process.end(workshop.rooms, workshop.code)
    for phone, file in zip(workshop.phones, kept, strict=True):
        await phone.says("The room has gone, or cannot be reached. What stands here stays.")
        await phone.opens_kept(file)
    await workshop.is_sound()


async def test_a_workshop_from_the_first_code_to_the_last_debrief(
    workshop: Workshop, tmp_path: Path
) -> None:
    await everybody_comes_in(workshop)
    await most_of_them_choose_the_road(workshop)
    await a_tie_is_broken_while_two_phones_are_away(workshop)
    await everything_is_killed(workshop)
    await it_goes_on_where_it_was(workshop)
    await everybody_has_their_own_debrief(workshop)
    await they_keep_it_and_the_room_is_over(workshop, tmp_path)
    for phone in workshop.phones:
        assert phone.complaints == []
        assert phone.air.reached == {workshop.address}
