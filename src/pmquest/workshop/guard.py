"""What every request must be before the room looks at it, and what every answer carries.

A browser that was led here by another site's page shows it in Origin or in Host (DNS rebinding);
such requests are refused. Bodies are small and come soon, or are not waited for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, TypeVar

import msgspec
from aiohttp import web
from aiohttp.http import HttpProcessingError

from pmquest.workshop.addresses import host_of, known_hosts
from pmquest.workshop.clock import Monotonic
from pmquest.workshop.moves import Reason, Refused
from pmquest.workshop.turnstile import Turnstile
from pmquest.workshop.writer import NotSaved

MOST_BODY: Final = 4 * 1024
"""Bytes of what a client may send with a request."""
BODY_SECONDS: Final = 5.0
"""Seconds in which it must be here."""
IDLE_SECONDS: Final = 30.0
"""Seconds in which the head of a request must be here, the first and each that follows."""
LINGER_SECONDS: Final = 1.0
"""Seconds for which the rest of what was refused is read and thrown away, so that a browser hears
the refusal."""
MOST_LINE: Final = 4 * 1024
"""Bytes of the first line and of each header; of headers there are at most 64."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the phone page may load: nothing but the room's own files, and nothing inline."""

LOGGER: Final = logging.getLogger("pmquest.workshop")
"""Where mistakes of our own are written down, without whose request it was."""

_CARRIED: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_STATUS: Final[dict[Reason, int]] = {
    "unknown": 404,
    "sent-out": 403,
    "late": 409,
    "not-now": 409,
    "undecided": 409,
    "invalid": 422,
}
_LOOK_AGAIN: Final = 5.0
"""Seconds after which the machine's addresses may be looked up again."""

Sent = TypeVar("Sent")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Turned(Exception):  # noqa: N818 - the name says what happened
    """A request is turned away, with a status and a sentence."""

    def __init__(
        self, status: int, sentence: str, *, close: bool = False, again: int | None = None
    ) -> None:
        """`close` where nothing more is wanted on this connection; `again` as in `told`."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.close = close
        self.again = again


class Hosts:
    """The names under which a browser may rightly ask for the room."""

    def __init__(self, named: Iterable[str], now: Monotonic) -> None:
        """`named` are those that the facilitator gave, besides the machine's own."""
        self._named = tuple(named)
        self._now = now
        self._looked = now()
        self._known = known_hosts(self._named)
        self._rightly: set[str] = set()

    def name(self, host: str) -> None:
        """Take another name in."""
        self._named = (*self._named, host)
        self._known = known_hosts(self._named)

    def may_ask(self, authority: str) -> bool:
        """Tell whether this Host is the room's; where it is new, perhaps the network changed."""
        if authority in self._rightly:
            return True
        host = host_of(authority)
        if host not in self._known and self._now() > self._looked + _LOOK_AGAIN:
            self._looked = self._now()
            self._known = known_hosts(self._named)
            self._rightly.clear()
        if host not in self._known:
            return False
        if len(self._rightly) < len(self._known) * 4:
            self._rightly.add(authority)
        return True


def guarding(hosts: Hosts, is_stranger: Callable[[web.Request], bool]) -> Any:
    """Give the middleware that turns away what is not for the room, and words every refusal.

    Strangers wait for their turn, so that they do not keep those waiting who have joined.
    """
    turnstile = Turnstile()

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        authority = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        if is_stranger(request):
            await turnstile.wait()
        try:
            if not hosts.may_ask(authority):
                raise Turned(403, "This address is not the room's.", close=True)
            if origin is not None and origin.lower().partition("://")[2] != authority.lower():
                raise Turned(403, "Another page may not ask for this.", close=True)
            return await handler(request)
        except Refused as refused:
            return told(_STATUS[refused.reason], refused.sentence)
        except NotSaved:
            return told(503, "That could not be saved. Please try again.", again=1)
        except Turned as turned:
            answer = told(turned.status, turned.sentence, turned.again)
            if turned.close:
                answer.force_close()
            return answer
        except web.HTTPException as error:
            return told(error.status, error.reason + ".", headers=error.headers)
        except ConnectionError:
            raise
        except Exception:
            LOGGER.exception("A request could not be answered.")
            return told(500, "Something went wrong here. Please try again.")

    return guard


async def carry(_: web.Request, response: web.StreamResponse) -> None:
    """Have an answer carry what keeps a browser from misusing it; a signal of the application."""
    for name, value in _CARRIED.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "pmquest"
    response.headers.setdefault("Cache-Control", "no-store")


async def sent(request: web.Request, form: type[Sent]) -> Sent:
    """Read what came with a request as JSON of a form; raises `Turned`."""
    if (request.content_length or 0) > MOST_BODY:
        raise Turned(413, "That is too long.", close=True)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await request.read()
    except TimeoutError:
        raise Turned(408, "That came too slowly.", close=True) from None
    except web.HTTPRequestEntityTooLarge:
        raise Turned(413, "That is too long.", close=True) from None
    except web.RequestPayloadError:
        raise Turned(400, "That was cut off.") from None
    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Turned(400, "That cannot be read.") from None


def told(status: int, sentence: str, again: int | None = None, headers: Any = None) -> web.Response:
    """Give a refusal; `again` is the seconds after which it may be tried again."""
    answer = as_json({"error": sentence}, status)
    if again is not None:
        answer.headers["Retry-After"] = str(again)
    if headers is not None and "Allow" in headers:
        answer.headers["Allow"] = headers["Allow"]
    return answer


def is_worth_logging(record: logging.LogRecord) -> bool:
    """Tell mistakes of our own from what is no HTTP at all, of which anybody can send plenty."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not issubclass(kind, HttpProcessingError)


def as_json(data: Any, status: int = 200) -> web.Response:
    """Give an answer that is JSON; bytes are taken to be some already."""
    body = data if isinstance(data, bytes) else msgspec.json.encode(data)
    return web.Response(body=body, status=status, content_type="application/json")
