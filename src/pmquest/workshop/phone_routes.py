"""What phones ask for: the page, to join, to vote, the state and the stream, their debrief."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from aiohttp import web
from msgspec import Struct

from pmquest.workshop import moves
from pmquest.workshop.clock import Bucket
from pmquest.workshop.guard import Turned, as_json, sent
from pmquest.workshop.phone_debrief import DebriefPages
from pmquest.workshop.room import Room
from pmquest.workshop.tokens import is_same, key_of, new_token, typed_code

if TYPE_CHECKING:
    from pmquest.workshop.service import Service

FOR_PEOPLE: Final = frozenset(
    ("/api/state", "/api/events", "/api/vote", "/api/reflect", "/api/debrief", "/keep")
)
"""What only those who have joined may ask for."""

MOST_PEOPLE: Final = 20_000
"""Who may join one room, those who were sent out included."""

_USUAL: Final = 30
"""Requests that one person may make in quick succession."""
_FORGIVEN: Final = 0.2
"""Seconds after which one of them is forgotten: a phone makes far fewer than five a second."""
_HELD_BACK: Final = 1
"""Seconds that each further one waits until it is refused."""

_TOKEN: Final = re.compile(r"[\w-]{43}", re.ASCII)
_A_DAY: Final = 24 * 3_600
_TYPES: Final = {
    "css": "text/css",
    "html": "text/html",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}
_NOBODY: Final = "Join the room first."
_TOO_MANY: Final = "Too many codes are being tried. Please wait a little."
_WRONG_CODE: Final = "There is no room with this code here. Look at the wall and try again."
_TOO_OFTEN: Final = "That was too much at once. Please try again."
_FULL: Final = "This room is full."


class _Join(Struct):
    code: str
    name: str = ""


class _Vote(Struct):
    round: int
    choice: str


class _Reflect(Struct):
    question: int
    text: str


class _File(NamedTuple):
    """A file of the page, as it is sent."""

    body: bytes
    type: str
    tag: str


def page_files() -> Mapping[str, _File]:
    """Read what the page consists of, by name; nothing else can ever be asked for."""
    found = {}
    for path in resources.files("pmquest.workshop").joinpath("page").iterdir():
        kind = _TYPES.get(path.name.rpartition(".")[2])
        if kind is not None:
            body = path.read_bytes()
            found[path.name] = _File(body, kind, sha256(body).hexdigest()[:16])
    return found


def phone_routes(service: Service) -> Iterable[web.RouteDef]:
    """Give the routes of the phones of one room."""
    phones = _Phones(service)
    return [
        web.get("/", phones.page),
        web.get("/page/{name}", phones.file),
        web.get("/health", phones.health),
        web.post("/api/join", phones.join),
        web.get("/api/state", phones.state),
        web.get("/api/events", phones.events, allow_head=False),
        web.post("/api/vote", phones.vote),
        web.post("/api/reflect", phones.reflect),
        web.get("/api/debrief", phones.debrief),
        web.get("/keep", phones.keep),
        web.get("/{code:[A-Za-z0-9]{6}}", phones.page),
    ]


def person_of(service: Service, request: web.Request) -> str | None:
    """Give whose token a request shows; None where it is nobody's of this room."""
    token = _token(service, request)
    return service.room.keys.get(key_of(token)) if token else None


def _token(service: Service, request: web.Request) -> str | None:
    token = request.cookies.get(service.cookie, "")
    return token if _TOKEN.fullmatch(token) else None


class _Phones:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._files = page_files()
        self._debriefs = DebriefPages()
        self._drawing = asyncio.Lock()
        self._buckets: dict[str, Bucket] = {}

    async def page(self, request: web.Request) -> web.Response:
        """Give the page, whatever code stands in its address: that says nothing about the room.

        It brings a token, which lets nobody in before they have joined. So a phone that joined
        and never heard the answer is the same person when it asks again.
        """
        answer = self._sent(request, "index.html")
        if _token(self._service, request) is None:
            self._keep_token(answer, new_token())
        return answer

    async def file(self, request: web.Request) -> web.Response:
        """Give a file of the page."""
        return self._sent(request, request.match_info["name"])

    async def health(self, _: web.Request) -> web.Response:
        """Say that the room is there, and nothing else."""
        return as_json({"ok": True})

    async def join(self, request: web.Request) -> web.Response:
        """Let somebody in who knows the code, or back in who was here."""
        asked = await sent(request, _Join)
        service = self._service
        code = typed_code(asked.code) or ""
        if not is_same(code, service.code):
            waited = await service.guesses.wait(request.remote or "")
            status, sentence = (404, _WRONG_CODE) if waited else (429, _TOO_MANY)
            raise Turned(status, sentence, close=True)
        token = _token(service, request) or new_token()
        key = key_of(token)
        if len(service.room.people) >= MOST_PEOPLE and key not in service.room.keys:
            raise Turned(503, _FULL)
        room = await service.writer.ask(lambda room: moves.join(room, key, asked.name))
        person = room.keys[key]
        service.seen(request, person)
        answer = as_json({"person": person, "name": room.people[person].name})
        self._keep_token(answer, token)
        return answer

    async def vote(self, request: web.Request) -> web.Response:
        """Take a vote; it is on disk when this is answered."""
        person = await self._person(request)
        asked = await sent(request, _Vote)
        room = await self._service.writer.ask(
            lambda room: moves.vote(room, person, asked.round, asked.choice)
        )
        return as_json({"round": asked.round, "vote": asked.choice, "sequence": room.sequence})

    async def reflect(self, request: web.Request) -> web.Response:
        """Take the answer to a question about somebody's own work."""
        person = await self._person(request)
        asked = await sent(request, _Reflect)
        room = await self._service.writer.ask(
            lambda room: moves.reflect(room, person, asked.question, asked.text)
        )
        return as_json({"sequence": room.sequence})

    async def state(self, request: web.Request) -> web.Response:
        """Give what the phone shows; 204 where nothing has changed after a sequence number."""
        person = await self._person(request)
        self._service.polled(person)
        try:
            after = int(request.query.get("after", "-1"))
        except ValueError:
            raise Turned(400, "That cannot be read.") from None
        state = self._service.board.state(person, after)
        return web.Response(status=204) if state is None else as_json(state)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send what the phone shows, whenever it changes."""
        person = await self._person(request)
        board = self._service.board
        with board.phones.opened(person) as stream:
            for kind, frame in board.frames(person).items():
                stream.put(kind, frame)
            return await stream.serve(request)

    async def debrief(self, request: web.Request) -> web.Response:
        """Give somebody's own debrief beside the room's, as a piece of the page."""
        text = await self._drawn(request, self._debriefs.piece)
        return web.Response(text=text, content_type="text/html")

    async def keep(self, request: web.Request) -> web.Response:
        """Give the same as a file to keep."""
        text = await self._drawn(request, self._debriefs.document)
        name = f"pmquest-{self._service.room.opened.scenario}.html"
        return web.Response(
            text=text,
            content_type="text/html",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    async def _drawn(self, request: web.Request, draw: Callable[[Room, str], str]) -> str:
        """Make a document aside, so that the room goes on meanwhile; one at a time, as several
        would only slow each other and everybody else."""
        person = await self._person(request)
        room = self._service.room
        if room.phase != "debrief":
            raise Turned(409, "The debrief comes when the story is over.")
        if not room.takes_part(person):
            raise Turned(403, "You were sent out of this room.")
        async with self._drawing:
            return await asyncio.to_thread(draw, room, person)

    async def _person(self, request: web.Request) -> str:
        """Give whose phone asks.

        Raises `Turned` where it has no token of this room, and, after a while, where it asks so
        often that others would have to wait.
        """
        person = person_of(self._service, request)
        if person is None:
            raise Turned(401, _NOBODY)
        self._service.seen(request, person)
        bucket = self._buckets.get(person)
        if bucket is None:
            bucket = self._buckets[person] = Bucket(asyncio.get_running_loop().time, _FORGIVEN)
        if bucket.add() > _USUAL:
            await asyncio.sleep(_HELD_BACK)
            raise Turned(429, _TOO_OFTEN, again=_HELD_BACK)
        return person

    def _keep_token(self, answer: web.Response, token: str) -> None:
        """Have the browser keep a token; whoever follows a link from another site shows it too.

        Otherwise they would be somebody new each time. What changes anything is no link, and
        `guard` looks at where it comes from.
        """
        answer.set_cookie(
            self._service.cookie,
            token,
            max_age=_A_DAY,
            path="/",
            httponly=True,
            samesite="Lax",
        )

    def _sent(self, request: web.Request, name: str) -> web.Response:
        file = self._files.get(name)
        if file is None:
            raise Turned(404, "There is nothing here.")
        headers = {"ETag": f'"{file.tag}"', "Cache-Control": "no-cache"}
        if f'"{file.tag}"' in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=file.body, content_type=file.type, charset="utf-8", headers=headers
        )
