"""What the facilitator's screens ask for: to see the room whole, and to lead it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from inspect import signature
from typing import TYPE_CHECKING, Any, Final

import msgspec
from aiohttp import web

from pmquest.workshop import moves
from pmquest.workshop.addresses import host_of
from pmquest.workshop.board import NOTES, PROJECTOR
from pmquest.workshop.deeds import Deed
from pmquest.workshop.guard import Turned, as_json, sent
from pmquest.workshop.room import Room
from pmquest.workshop.streams import frame
from pmquest.workshop.tokens import is_same
from pmquest.workshop.views import OnWall

if TYPE_CHECKING:
    from pmquest.workshop.service import Service

FOR_FACILITATOR: Final = "/host/"
"""How every path begins that is for the facilitator alone."""

_MOVES: Final[dict[str, tuple[Callable[..., tuple[Deed, ...]], dict[str, Any]]]] = {
    "start": (moves.start, {}),
    "close": (moves.close, {}),
    "reveal": (moves.reveal, {}),
    "show_coaching": (moves.show_coaching, {"shown": bool}),
    "next_step": (moves.next_step, {"choice": str | None}),
    "revote": (moves.revote, {}),
    "take_back": (moves.take_back, {}),
    "give_time": (moves.give_time, {"seconds": float}),
    "pause": (moves.pause, {}),
    "resume": (moves.resume, {}),
    "kick": (moves.kick, {"person": str}),
    "readmit": (moves.readmit, {"person": str}),
    "count_hands": (moves.count_hands, {"counts": dict[str, int]}),
    "end": (moves.end, {}),
}
"""What the facilitator can do in the room, by name, with what each move takes."""

_TIMED: Final = ("pause", "give_time")
"""Moves before which it is written down how much time is left, so that a restart is exact."""

_BEARER: Final = "Bearer "
_HOST: Final = re.compile(r"[\w.:-]{1,253}")


def host_routes(service: Service) -> Iterable[web.RouteDef]:
    """Give the routes of the facilitator of one room."""
    host = _Host(service)
    return [
        web.get("/host/state", host.state),
        web.get("/host/events", host.events, allow_head=False),
        web.post("/host/do", host.do),
        web.get("/host/export", host.export),
    ]


def leads(service: Service, request: web.Request) -> bool:
    """Tell whether a request shows the facilitator's token."""
    given = request.headers.get("Authorization", "")
    return given.startswith(_BEARER) and is_same(given.removeprefix(_BEARER), service.token)


class _Host:
    def __init__(self, service: Service) -> None:
        self._service = service

    async def state(self, request: web.Request) -> web.Response:
        """Give the room as a screen of the facilitator shows it."""
        self._check(request)
        return as_json(self._service.board.facilitator(_screen(request)))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send the same, whenever it changes."""
        self._check(request)
        board, screen = self._service.board, _screen(request)
        with board.screens.opened(screen) as stream:
            stream.put("room", frame("room", msgspec.json.encode(board.facilitator(screen))))
            return await stream.serve(request)

    async def do(self, request: web.Request) -> web.Response:
        """Do something: {"action": "next_step", "choice": "wait"}."""
        self._check(request)
        asked = await sent(request, dict[str, Any])
        service, action = self._service, asked.pop("action", None)
        if action == "choose_address":
            service.choose_address(_address(asked))
        elif action == "show":
            service.show(_on_wall(asked))
        elif action == "leave":
            service.over.set()
        else:
            await service.writer.ask(self._move(action, asked))
        return as_json({"sequence": service.room.sequence})

    async def export(self, request: web.Request) -> web.Response:
        """Give the room as a document: ?format=html, csv or json."""
        from pmquest.workshop.documents import FORMS, written

        self._check(request)
        asked = request.query.get("format", "html")
        form = next((each for each in FORMS if each == asked), None)
        if form is None:
            raise Turned(400, f"There is no such form; there are {', '.join(FORMS)}.")
        service = self._service
        text = await asyncio.to_thread(written, form, service.room, service.opened)
        name = f"{service.room.opened.scenario}-{service.code}.{form}"
        return web.Response(
            text=text,
            content_type=FORMS[form],
            charset="utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _move(self, action: object, details: Mapping[str, Any]) -> Callable[[Room], Any]:
        if not isinstance(action, str) or action not in _MOVES:
            raise Turned(400, "That cannot be done here.")
        move, takes = _MOVES[action]
        try:
            given = {name: msgspec.convert(value, takes[name]) for name, value in details.items()}
            signature(move).bind(None, **given)
        except (KeyError, TypeError, msgspec.ValidationError):
            raise Turned(400, "That cannot be read.") from None
        if action not in _TIMED:
            return lambda room: move(room, **given)

        def timed(room: Room) -> tuple[Deed, ...]:
            follows = move(room, **given)
            return (*self._service.timekeeper.note(room), *follows) if follows else ()

        return timed

    def _check(self, request: web.Request) -> None:
        """Let in who shows the facilitator's token; raises `Turned`."""
        if not leads(self._service, request):
            raise Turned(401, "This is for the facilitator alone.")
        self._service.seen(request)
        self._service.doors.prove(request.transport, "")


def _screen(request: web.Request) -> str:
    return NOTES if request.query.get("notes") == "1" else PROJECTOR


def _on_wall(details: Mapping[str, Any]) -> OnWall:
    """Read what the projectors are to show."""
    try:
        return msgspec.convert(details, OnWall)
    except msgspec.ValidationError:
        raise Turned(400, "That cannot be read.") from None


def _address(details: Mapping[str, Any]) -> str:
    """Read which address phones are to be shown: a host, or the whole of it."""
    try:
        given = msgspec.convert(details.get("address"), str)
    except msgspec.ValidationError:
        given = ""
    host = host_of(given.partition("://")[2] or given)
    if not _HOST.fullmatch(host):
        raise Turned(422, "That is no address.")
    return host
