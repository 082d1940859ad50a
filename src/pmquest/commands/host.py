"""A workshop: open a room, bring one back, show it on a projector or in private."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from pmquest.commands.rooms import complete_room
from pmquest.commands.shared import (
    SEED,
    Known,
    Refusal,
    complete_scenario,
    found_in,
    open_game,
    open_rooms,
    room_code,
    room_refused,
    scenario_of,
    takes_places,
)

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.headers import Header
    from pmquest.workshop.deeds import TieRule
    from pmquest.workshop.process import Reach
    from pmquest.workshop.store import Description, Listed, Rooms

_LATEST: Final = ""
"""What `--attach` and `--resume` mean where no code follows."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How phones come to a room; None where that is as it was, or as it is usual."""

    lan: bool | None
    address: str | None
    port: int | None

    @property
    def reach(self) -> Reach | None:
        """Who may reach it: an address for phones is of no use where nobody may."""
        lan = self.lan if self.lan is not None else (True if self.address else None)
        return None if lan is None else ("lan" if lan else "loopback")

    @property
    def is_said(self) -> bool:
        """Whether anything of it was asked for."""
        return (self.lan, self.address, self.port) != (None, None, None)

    def is_that_of(self, room: Description) -> bool:
        """Whether a room can be reached in this way already, as far as anything was asked for."""
        return (
            self.reach in (None, "lan" if room.lan else "loopback")
            and self.address in (None, room.address)
            and self.port in (None, room.port)
        )


@dataclass(frozen=True, slots=True)
class _Rules:
    """How a new room is to be led; a room that is brought back keeps its own."""

    tie: TieRule | None
    hands: bool
    seconds: int | None
    seed: int | None

    @property
    def are_said(self) -> bool:
        """Whether anything of it was asked for."""
        return self != _Rules(None, False, None, None)


def _is_host(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Take a host for phones as it is typed into a browser, without what stands round it."""
    if value is None:
        return None
    if not value or any(mark in value for mark in " /\\@?#:[]") or not value.isprintable():
        raise click.BadParameter("that is the name or number alone, such as 192.168.1.20.")
    return value


@click.command()
@click.argument("scenario", required=False, shell_complete=complete_scenario)
@click.option(
    "--lan/--no-lan", default=None, help="Open it to the network, not to this machine alone."
)
@click.option(
    "--address", metavar="A", callback=_is_host, help="The address that phones are shown."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where it listens (default: 8080, or the next)."
)
@click.option(
    "--tie",
    type=Known(("facilitator", "drawn")),
    help="Who decides where votes are equal (default: the facilitator).",
)
@click.option("--hands", is_flag=True, help="Count raised hands; nobody needs a phone.")
@click.option(
    "--seconds", type=click.IntRange(5, 3600), help="The time for decisions whose scene sets none."
)
@click.option("--seed", type=SEED, help="What chance is drawn from (default: drawn).")
@click.option(
    "--rehearse",
    metavar="N",
    type=click.IntRange(1, 500),
    help="Try it with N simulated phones; nothing of it is kept.",
)
@click.option(
    "--attach",
    metavar="[CODE]",
    is_flag=False,
    flag_value=_LATEST,
    shell_complete=complete_room,
    help="Show a room that is open once more, here.",
)
@click.option("--notes", is_flag=True, help="Show your private view instead of the projector's.")
@click.option(
    "--resume",
    metavar="[CODE]",
    is_flag=False,
    flag_value=_LATEST,
    shell_complete=complete_room,
    help="Bring a room back, without asking.",
)
@takes_places
def host(
    scenario: str | None,
    lan: bool | None,
    address: str | None,
    port: int | None,
    tie: TieRule | None,
    hands: bool,
    seconds: int | None,
    seed: int | None,
    rehearse: int | None,
    attach: str | None,
    notes: bool,
    resume: str | None,
) -> int | None:
    """Lead a workshop through a SCENARIO.

    People answer on their phones, and the room's votes decide how the story goes on.

    The room is a process of its own. It goes on when this screen is left or the terminal is
    closed, and comes back with everybody and all votes by the same command.
    """
    way, rules = _Way(lan, address, port), _Rules(tie, hands, seconds, seed)
    if scenario is None and resume is None and notes:
        attach = attach if attach is not None else _LATEST
    _check(scenario, way, rules, rehearse, attach, resume)
    with room_refused(), open_game() as game:
        open_rooms().clear_rehearsals()
        if rehearse is not None:
            assert scenario is not None
            header = found_in(game.library, scenario)
            return _rehearsed(game, header, way, rules, rehearse, notes=notes)
        named = found_in(game.library, scenario) if scenario else None
        if attach is not None:
            code = _open_one(open_rooms(), named, attach)
        elif resume is not None:
            code = _brought_back(open_rooms(), named, resume, way)
        else:
            assert named is not None
            code = _opened(game, named, way, rules)
        return _shown(game, code, notes=notes)


def _check(
    scenario: str | None,
    way: _Way,
    rules: _Rules,
    rehearse: int | None,
    attach: str | None,
    resume: str | None,
) -> None:
    """Refuse what was asked for together and makes no sense so."""
    from pmquest.plain.terminal import can_draw

    if attach is not None and resume is not None:
        raise click.UsageError("--attach is for a room that is open, --resume for one that is not.")
    if attach is not None and (way.is_said or rules.are_said or rehearse):
        raise click.UsageError("--attach shows a room that is open, as it is: leave the rest out.")
    if resume is not None and (rules.are_said or rehearse):
        raise click.UsageError("--resume brings a room back with the rules that it had.")
    if scenario is None and attach is None and resume is None:
        raise click.UsageError("Name a SCENARIO; pmquest list shows them.")
    if not can_draw() and (rehearse or attach is not None):
        raise click.UsageError("The projector needs a terminal.")


def _opened(game: Game, header: Header, way: _Way, rules: _Rules) -> str:
    """Open a room, or bring back one that is unfinished where the facilitator says so."""
    from pmquest.plain.terminal import can_draw, warn
    from pmquest.workshop import process
    from pmquest.workshop.refusals import RoomRefused

    rooms = open_rooms()
    unfinished = process.unfinished(rooms, header.id or "")
    if unfinished and can_draw():
        if _goes_on(unfinished[0], rules):
            return _brought_back(rooms, header, unfinished[0].code, way)
    elif unfinished:
        code = unfinished[0].code
        warn(f"A room of this is unfinished: pmquest host --resume {code} brings it back.")
    code = _made(game, rooms, header, rules)
    try:
        _start(rooms, code, way)
    except RoomRefused:
        rooms.delete(code)  # nobody has ever been there
        raise
    return code


def _goes_on(room: Listed, rules: _Rules) -> bool:
    """Ask whether to go on with a room; raises `InputEnded` where no answer comes."""
    from pmquest.plain.rooms import rooms_lines
    from pmquest.plain.terminal import InputEnded, ask, say, width

    say("There is a room of this already:")
    say("\n".join(rooms_lines([room], width())))
    if rules.are_said:
        say("It keeps the rules with which it was opened.")
    answer = ask("Go on with it (Enter), or open another one (n)? ")
    if answer is None:
        raise InputEnded
    return answer != "n"


def _made(game: Game, rooms: Rooms, header: Header, rules: _Rules) -> str:
    from pmquest.game.game import SEED_BYTES

    scenario = scenario_of(game.library, header)
    text = game.library.text(scenario.hash)
    assert text is not None, "it was read a moment ago"
    seed = int.from_bytes(os.urandom(SEED_BYTES)) if rules.seed is None else rules.seed
    try:
        return rooms.create(
            scenario,
            text,
            seed=seed,
            tie=rules.tie or "facilitator",
            hands=rules.hands,
            seconds=rules.seconds,
        )
    except OSError as failed:
        raise Refusal(f"No room can be kept in {rooms.home}: {failed.strerror}.") from failed


def _start(rooms: Rooms, code: str, way: _Way) -> None:
    from pmquest.workshop import process

    process.start(rooms, code, reach=way.reach, address=way.address, port=way.port)


def _open_one(rooms: Rooms, header: Header | None, named: str) -> str:
    """Find the room that is open: the one that was named, else the only one there is."""
    from pmquest.workshop import process
    from pmquest.workshop.tokens import shown_code

    if named:
        code = room_code(named)
        if not rooms.is_running(code):
            rooms.load(code)
            raise Refusal(
                f"The room {shown_code(code)} is not open; pmquest host --resume {code} brings it "
                "back."
            )
        return code
    found = _of(process.running(rooms), header)
    if not found:
        raise Refusal("No room is open here; pmquest rooms lists those that were.")
    if len(found) > 1:
        codes = ", ".join(each.code for each in found)
        raise Refusal(f"Several rooms are open; say which: {codes}.")
    return found[0].code


def _brought_back(rooms: Rooms, header: Header | None, named: str, way: _Way) -> str:
    """Serve a room again: the one that was named, else the latest that is unfinished."""
    if named:
        code = room_code(named)
    else:
        found = [each for each in _of(rooms.list(), header) if not each.ended]
        if not found:
            raise Refusal("No room is unfinished here; pmquest rooms lists those that were held.")
        code = found[0].code
    if not rooms.is_running(code):
        _start(rooms, code, way)
    elif not way.is_that_of(rooms.described(code)):
        raise Refusal(
            f"The room is open already. pmquest rooms --close {code} closes it; then it can be "
            "brought back in another way."
        )
    return code


def _of(found: Sequence[Listed], header: Header | None) -> list[Listed]:
    return [each for each in found if header is None or each.scenario == header.id]


def _rehearsed(
    game: Game, header: Header, way: _Way, rules: _Rules, number: int, *, notes: bool
) -> int | None:
    """Lead a room of simulated phones; whatever happens, nothing of it stays."""
    from pmquest.plain.terminal import warn, width
    from pmquest.plain.words import paragraph
    from pmquest.workshop import process
    from pmquest.workshop.addresses import url
    from pmquest.workshop.rehearsal import Rehearsal

    rooms = open_rooms()
    code = _made(game, rooms, header, rules)
    try:
        with process.rehearsing(rooms, code, reach=way.reach, address=way.address, port=way.port):
            there = rooms.described(code)
            with Rehearsal(url(there.address, there.port), code, number) as rehearsal:
                status = _projected(game, rooms, code, notes=notes)
    finally:
        rooms.delete(code)
    told = f"{rehearsal.met.in_words} The rehearsal is over, and nothing of it was kept."
    warn("\n".join(paragraph(told, width())))
    return status


def _shown(game: Game, code: str, *, notes: bool) -> int | None:
    """Show a room until the screen is left; without a terminal, say where it is."""
    from pmquest.plain.rooms import left_lines, way_in_lines
    from pmquest.plain.terminal import can_draw, say, warn, width
    from pmquest.workshop.refusals import NoRoom

    rooms = open_rooms()
    if not can_draw():
        say("\n".join(way_in_lines(rooms.described(code), width())))
        return None
    status = _projected(game, rooms, code, notes=notes)
    with suppress(NoRoom):  # deleted meanwhile
        warn("\n".join(left_lines(rooms.listed(code), width())))
    return status


def _projected(game: Game, rooms: Rooms, code: str, *, notes: bool) -> int | None:
    """Hand the terminal to a screen of the room until it is left."""
    import asyncio

    from pmquest.tui.room.app import RoomApp
    from pmquest.workshop.client import RoomClient

    async def run() -> int | None:
        async with RoomClient(rooms, code, notes=notes) as client:
            app = RoomApp(game, client, notes=notes)
            await app.run_async()
        return app.return_code

    return asyncio.run(run())
