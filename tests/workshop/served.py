"""A room that is really served, on a port of its own, with phones and a facilitator to ask it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from aiohttp import ClientSession, ClientTimeout, CookieJar

from pmquest.scenario.reader import read_bytes
from pmquest.workshop.service import Service, serving
from pmquest.workshop.store import Rooms
from pmquest.workshop.tokens import key_of
from stories import STORY


def rooms_at(home: Path) -> Rooms:
    return Rooms(home, lambda: datetime.now(UTC))


def new_room(rooms: Rooms, text: str = STORY, **settings: Any) -> str:
    """Make a room of a small story; gives its code."""
    data = text.encode()
    scenario = read_bytes(data, file="a-small-story.yaml", scenario_id="a-small-story").scenario
    assert scenario is not None
    return rooms.create(scenario, data, seed=1, **settings)


class Answer:
    """What came back: status, headers, and the body as it was sent."""

    def __init__(self, status: int, headers: Any, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class Asker:
    """Somebody with a browser of their own."""

    def __init__(self, service: Service, headers: dict[str, str] | None = None) -> None:
        self.service = service
        self.session = ClientSession(
            f"http://127.0.0.1:{service.description.port}",
            cookie_jar=CookieJar(unsafe=True),
            headers=headers,
            timeout=ClientTimeout(total=10),
        )

    async def __aenter__(self) -> Asker:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.session.close()

    async def ask(self, path: str, sent: Any = None, **details: Any) -> Answer:
        method = "GET" if sent is None else "POST"
        data = sent if sent is None or isinstance(sent, bytes) else msgspec.json.encode(sent)
        async with self.session.request(method, path, data=data, **details) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    def take_over(self, other: Asker) -> None:
        """Be the same browser as another one: have its cookies."""
        cookies = {cookie.key: cookie.value for cookie in other.session.cookie_jar}
        self.session.cookie_jar.update_cookies(cookies, self.session._base_url)

    @asynccontextmanager
    async def listening(self, path: str) -> AsyncIterator[Listener]:
        async with self.session.get(path) as stream:
            assert stream.status == 200, stream.status
            yield Listener(stream.content)


class Listener:
    """Reads a stream, frame by frame."""

    def __init__(self, content: Any) -> None:
        self._content = content

    async def frame(self, kind: str, fits: Any = lambda data: True) -> Any:
        """The next frame of a kind that fits."""
        async with asyncio.timeout(10):
            event = ""
            while True:
                line = (await self._content.readline()).decode()
                assert line, "the stream has ended"
                field, _, value = line.rstrip("\n").partition(": ")
                if field == "event":
                    event = value
                elif field == "data" and event == kind:
                    data = msgspec.json.decode(value)
                    if fits(data):
                        return data


class Phone(Asker):
    """A phone of somebody in the room."""

    async def join(self, name: str = "", code: str | None = None) -> Answer:
        code = self.service.code if code is None else code
        return await self.ask("/api/join", {"code": code, "name": name})

    async def vote(self, choice: str, round: int = 1) -> Answer:
        return await self.ask("/api/vote", {"round": round, "choice": choice})

    @property
    def person(self) -> str:
        token = next(iter(self.session.cookie_jar)).value
        return self.service.room.keys[key_of(token)]


class Host(Asker):
    """The facilitator."""

    def __init__(self, service: Service) -> None:
        super().__init__(service, {"Authorization": f"Bearer {service.token}"})

    async def do(self, action: str, **details: Any) -> Answer:
        return await self.ask("/host/do", {"action": action, **details})


class Served:
    """A room with all that asks it; leaves nothing open."""

    def __init__(self, rooms: Rooms, code: str, service: Service, stack: AsyncExitStack) -> None:
        self.rooms = rooms
        self.code = code
        self.service = service
        self._stack = stack

    async def phone(self, name: str | None = None) -> Phone:
        """Somebody's phone; in the room already where a name is given."""
        phone = await self._stack.enter_async_context(Phone(self.service))
        if name is not None:
            assert (await phone.join(name)).status == 200
        return phone

    async def host(self) -> Host:
        return await self._stack.enter_async_context(Host(self.service))


@asynccontextmanager
async def served(
    home: Path, text: str = STORY, code: str | None = None, **settings: Any
) -> AsyncIterator[Served]:
    """Serve a new room, or that of a code again."""
    rooms = rooms_at(home)
    code = code or new_room(rooms, text, **settings)
    async with serving(rooms, code, port=0) as service, AsyncExitStack() as stack:
        yield Served(rooms, code, service, stack)
