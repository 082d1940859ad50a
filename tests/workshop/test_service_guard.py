"""What a served room promises against those who mean no good."""

from __future__ import annotations

import asyncio
import os
import random
import stat
from asyncio import StreamReader, StreamWriter
from contextlib import nullcontext
from pathlib import Path

import pytest
from served import Answer, Served, new_room, rooms_at, served

from pmquest.workshop import guard, guesses, phone_routes, service
from pmquest.workshop.addresses import is_loopback, machine_addresses
from pmquest.workshop.service import serving
from pmquest.workshop.tokens import ALPHABET, new_token, typed_code
from pmquest.workshop.turnstile import Turnstile

FOREIGN = "http://quiz.example"


async def dial(room: Served) -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", room.service.description.port)


async def answered(room: Served, sent: bytes) -> bytes:
    """What comes back for bytes as they are, until the connection ends."""
    reader, writer = await dial(room)
    writer.write(sent.replace(b"HOST", f"127.0.0.1:{room.service.description.port}".encode()))
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LINGER_SECONDS", 0.05)
    monkeypatch.setattr(guard, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.1)


async def test_a_token_that_is_not_of_this_room_opens_nothing(home: Path) -> None:
    async with served(home) as other, served(home) as room:
        stranger, host = await room.phone(), await room.host()
        cookie = room.service.cookie
        member = await other.phone("Anna")
        theirs = next(iter(member.session.cookie_jar)).value
        for token in ("", "x", new_token(), theirs, "\x00", "é" * 43, room.service.token):
            stranger.session.cookie_jar.clear()
            stranger.session.cookie_jar.update_cookies({cookie: token}, stranger.session._base_url)
            refused = [
                await stranger.ask("/api/state"),
                await stranger.ask("/api/events"),
                await stranger.ask("/api/vote", {"round": 1, "choice": "ring"}),
                await stranger.ask("/api/reflect", {"question": 0, "text": ""}),
                await stranger.ask("/api/debrief"),
                await stranger.ask("/keep"),
            ]
            assert {each.status for each in refused} == {401}
            assert {each.body for each in refused} == {b'{"error":"Join the room first."}'}
        for token in ("", new_token(), other.service.token, theirs):
            headers = {"Authorization": f"Bearer {token}"}
            asked = await host.session.get("/host/state", headers=headers)
            assert asked.status == 401


async def test_a_participant_leads_nothing(home: Path) -> None:
    async with served(home) as room:
        anna = await room.phone("Anna")
        token = next(iter(anna.session.cookie_jar)).value
        for headers in ({}, {"Authorization": f"Bearer {token}"}, {"Authorization": "Basic x"}):
            refused = [
                await anna.ask("/host/state", headers=headers),
                await anna.ask("/host/state?notes=1", headers=headers),
                await anna.ask("/host/events", headers=headers),
                await anna.ask("/host/do", {"action": "start"}, headers=headers),
                await anna.ask("/host/export?format=json", headers=headers),
            ]
            assert {each.status for each in refused} == {401}
            assert {each.body for each in refused} == {
                b'{"error":"This is for the facilitator alone."}'
            }
        assert room.service.room.phase == "lobby"


async def test_wrong_codes_wait_and_the_right_one_does_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "_FIRST_WAIT", 600.0)
    monkeypatch.setattr(guesses, "_LONGEST_WAIT", 600.0)
    monkeypatch.setattr(guesses, "_MOST_WAITING", 20)
    async with served(home) as room:
        guesser = await room.phone()
        codes = [ALPHABET[n % 26] * 6 for n in range(30)]
        trying = [asyncio.create_task(guesser.join(code=code)) for code in codes]
        done, waiting = await asyncio.wait(trying, timeout=0.3)
        assert {(await each).status for each in done} == {429}
        assert (len(done), len(waiting)) == (10, 20)
        assert (await (await room.phone()).join("Anna")).status == 200
        spelt = f" {room.code[:3].lower()}-{room.code[3:]} "
        assert (await (await room.phone()).join("Ben", spelt)).status == 200
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)
        assert len(room.service.room.people) == 2


async def test_the_facilitator_is_told_that_codes_are_tried(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_HOUSEKEEPING", 0.01)
    monkeypatch.setattr(guesses, "_MANY", 4)
    monkeypatch.setattr(guesses, "_LONGEST_WAIT", 0.0)
    async with served(home) as room:
        host, stranger = await room.host(), await room.phone()
        async with host.listening("/host/events") as screen:
            assert not (await screen.frame("room"))["warning"]
            for _ in range(6):
                assert (await stranger.join(code="AAAAAA")).status == 404
            told = await screen.frame("room", lambda shown: shown["warning"])
            assert "trying codes" in told["warning"]


async def test_a_wrong_code_costs_the_connection_and_the_page_says_nothing_about_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "_FIRST_WAIT", 0.001)
    async with served(home) as room:
        body = b'{"code":"AAAAAA"}'
        said = await answered(
            room,
            b"POST /api/join HTTP/1.1\r\nHost: HOST\r\nContent-Length: %d\r\n\r\n%b"
            % (len(body), body),
        )
        assert said.startswith(b"HTTP/1.1 404")
        stranger = await room.phone()
        right, wrong = await stranger.ask(f"/{room.code}"), await stranger.ask("/AAAAAA")
        assert right.status == wrong.status == 200
        assert right.body == wrong.body


async def test_nobody_is_told_the_code_who_has_not_joined(home: Path) -> None:
    async with served(home) as room:
        stranger, code = await room.phone(), room.code.encode()
        for path in ("/", "/page/room.js", "/health", "/api/state", "/host/state", "/nothing"):
            answer = await stranger.ask(path)
            assert code not in answer.body + str(answer.headers).encode()
        assert code not in (await answered(room, b"POST /api/join HTTP/1.1\r\n\r\n"))


async def test_the_facilitators_token_stands_in_one_file_and_nowhere_else(home: Path) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        await host.do("end")
        shown = [
            await host.ask("/host/state?notes=1"),
            *[await host.ask(f"/host/export?format={form}") for form in ("html", "csv", "json")],
            *[await anna.ask(path) for path in ("/", "/api/state", "/api/debrief", "/keep")],
        ]
        assert {each.status for each in shown} == {200}
        for answer in shown:
            assert room.service.token.encode() not in answer.body + str(answer.headers).encode()
    holding = [path for path in home.rglob("*") if path.is_file()]
    token = room.service.token.encode()
    assert [path.name for path in holding if token in path.read_bytes()] == [f"{room.code}.json"]
    if os.name == "posix":
        assert stat.S_IMODE((home / "rooms" / f"{room.code}.json").stat().st_mode) == 0o600


async def test_what_is_too_long_is_refused_before_it_is_here(home: Path, impatient: None) -> None:
    async with served(home) as room:
        announced = await answered(
            room,
            b"POST /api/join HTTP/1.1\r\nHost: HOST\r\nContent-Length: 10485760\r\n\r\n",
        )
        assert announced.startswith(b"HTTP/1.1 413")
        chunk = b"fff\r\n" + b"x" * 0xFFF + b"\r\n"
        unannounced = await answered(
            room,
            b"POST /api/join HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk * 3
            + b"0\r\n\r\n",
        )
        assert unannounced.startswith(b"HTTP/1.1 413")
        head = await answered(room, b"GET / HTTP/1.1\r\nHost: HOST\r\nX: " + b"x" * 9_000)
        assert head.startswith(b"HTTP/1.0 400")
        assert room.service.room.people == {}


async def test_hostile_names_come_in_harmless(home: Path) -> None:
    async with served(home) as room:
        family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
        hostile = ["\x1b[2J\x07evil", "\u202eabc", "<script>", "[@click=x]", family * 99]
        for name in (*hostile, "Anna", "Anna"):
            await room.phone(name)
        names = [person.name for person in room.service.room.people.values()]
        assert len(set(names)) == len(names)
        told = "".join(names)
        assert not any(mark in told for mark in "\x1b\x07\u202e")
        assert max(map(len, names)) < 24 * 11


@pytest.mark.parametrize("path", ["/", "/page/room.js", "/api/state", "/host/state", "/health"])
async def test_other_sites_and_other_names_for_this_address_are_refused(
    home: Path, path: str
) -> None:
    async with served(home) as room:
        port = room.service.description.port
        asker = await room.phone("Anna")
        refused = [
            await asker.ask(path, headers={"Host": f"quiz.example:{port}"}),
            await asker.ask(path, headers={"Host": f"127.0.0.1.quiz.example:{port}"}),
            await asker.ask(path, headers={"Origin": FOREIGN}),
            await asker.ask(path, headers={"Origin": "null"}),
            await asker.ask(path, headers={"Origin": f"http://127.0.0.1:{port + 1}"}),
        ]
        assert {each.status for each in refused} == {403}
        said = await answered(room, f"GET {path} HTTP/1.1\r\n\r\n".encode())
        assert said.startswith(b"HTTP/1.0 400")
        own = await asker.ask("/api/state", headers={"Origin": f"http://127.0.0.1:{port}"})
        assert own.status == 200


async def test_what_comes_too_slowly_is_not_waited_for(home: Path, impatient: None) -> None:
    async with served(home) as room:
        silent = answered(room, b"")
        slow_head = answered(room, b"GET / HTTP/1.1\r\nHost: HO")
        slow_body = answered(
            room, b"POST /api/join HTTP/1.1\r\nHost: HOST\r\nContent-Length: 20\r\n\r\n{"
        )
        said = await asyncio.gather(silent, slow_head, slow_body)
        assert said[:2] == [b"", b""]
        assert said[2].startswith(b"HTTP/1.1 408")
        async with asyncio.timeout(5):
            while len(room.service.doors):
                await asyncio.sleep(0.005)


async def test_junk_connections_take_nobodys_place(home: Path) -> None:
    async with served(home) as room:
        room.service.doors._most_unproven = 20
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        async with anna.listening("/api/events") as phone:
            await phone.frame("shared")
            junk = [await dial(room) for _ in range(150)]
            assert (await anna.vote("ring")).status == 200
            ben = await room.phone("Ben")
            assert (await ben.vote("wait")).status == 200
            await host.do("reveal")
            await phone.frame("shared", lambda shared: shared["phase"] == "revealed")
            assert len(room.service.doors) < 40
            for _, writer in junk:
                writer.close()


async def test_who_asks_without_end_waits_and_the_others_do_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_routes, "_USUAL", 10)
    monkeypatch.setattr(phone_routes, "_HELD_BACK", 600)
    async with served(home) as room:
        host, greedy, anna = await room.host(), await room.phone(""), await room.phone("Anna")
        await host.do("start")
        choices = ("ring", "wait", "hide") * 10
        asking = [asyncio.create_task(greedy.vote(choice)) for choice in choices]
        done, waiting = await asyncio.wait(asking, timeout=0.2)
        answers = await asyncio.gather(*done, return_exceptions=True)
        taken = [each for each in answers if isinstance(each, Answer) and each.status == 200]
        assert len(taken) <= 10
        assert waiting, "those beyond, on as many connections as one person may have"
        assert (await anna.vote("ring")).status == 200
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)


async def test_a_full_room_takes_those_back_who_were_in_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_routes, "MOST_PEOPLE", 1)
    async with served(home) as room:
        anna, late = await room.phone("Anna"), await room.phone()
        assert (await late.join("Ben")).status == 503
        assert (await anna.join()).json["name"] == "Anna"


async def test_what_a_browser_is_told_keeps_everything_else_out(home: Path) -> None:
    async with served(home) as room:
        anna = await room.phone("Anna")
        for path in ("/", f"/{room.code}", "/page/room.css", "/api/state", "/nothing/here"):
            headers = (await anna.ask(path)).headers
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self';")
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
        async with anna.session.get("/api/events") as stream:
            assert stream.headers["Content-Security-Policy"] == policy
            assert stream.headers["Cache-Control"] == "no-store"
        assert headers["Server"] == "pmquest"
        cookie = (await (await room.phone()).ask("/")).headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "path",
    ["/page/../service.py", "/page/%2e%2e/service.py", "/page/..%2fservice.py", "/page/", "/x/y"],
)
async def test_nothing_but_the_page_can_be_asked_for(home: Path, path: str) -> None:
    async with served(home) as room:
        said = await answered(
            room, f"GET {path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n".encode()
        )
        assert said.startswith(b"HTTP/1.1 404")


async def test_who_joined_without_hearing_it_is_the_same_person_when_asking_again(
    home: Path,
) -> None:
    async with served(home) as room:
        phone = await room.phone()
        await phone.ask("/")
        again = await room.phone()
        again.take_over(phone)
        first, second = await phone.join("Anna"), await again.join("Anna")
        assert first.json == second.json
        assert len(room.service.room.people) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"action": "burn"},
        {"action": ["start"]},
        {"action": "kick"},
        {"action": "kick", "person": 7},
        {"action": "kick", "person": "p1", "also": "p2"},
        {"action": "count_hands", "counts": {"ring": "many"}},
        {"action": "give_time", "seconds": "long"},
    ],
)
async def test_what_makes_no_sense_is_refused_to_the_facilitator_too(
    home: Path, asked: dict[str, object]
) -> None:
    async with served(home) as room:
        answer = await (await room.host()).ask("/host/do", asked)
        assert answer.status == 400


async def test_whatever_comes_in_the_room_stands(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    values = [b"null", b"-1", b"1e999", b"9" * 400, b"[]", b'{"ring":-5}', b'"\\ud800"', b"NaN"]
    values += [b'"\\u0000"', b'"\\u202e"', b'"' + b"x" * 3_000 + b'"', b'"kick"', b'"p1"', b"1"]
    names = [b"code", b"name", b"round", b"choice", b"question", b"text", b"action", b"counts"]
    monkeypatch.setattr(phone_routes, "_USUAL", 1_000)
    monkeypatch.setattr(guesses, "_LONGEST_WAIT", 0.0)
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        answers = []
        for _ in range(150):
            path = chance.choice(["/api/join", "/api/vote", "/api/reflect", "/host/do"])
            fields = [b'"%b":%b' % (each, chance.choice(values)) for each in names]
            asker = host if path == "/host/do" else anna
            body = b"{" + b",".join(chance.sample(fields, chance.randrange(8))) + b"}"
            if chance.random() < 0.2:
                body = bytes(chance.randrange(256) for _ in range(40))
            answers.append(await asker.ask(path, body))
        assert max(answer.status for answer in answers) < 500
        assert (await host.do("reveal")).status == 200
        assert room.rooms.load(room.code).room.phase == "revealed"


@pytest.mark.parametrize(
    "nested", [b"[" * 3_000, b"[" * 1_500 + b"]" * 1_500], ids=["cut off", "whole"]
)
async def test_what_is_nested_without_end_cannot_be_read(
    home: Path, caplog: pytest.LogCaptureFixture, nested: bytes
) -> None:
    async with served(home) as room:
        for asker, path in (
            (await room.phone(), "/api/join"),
            (await room.phone("Anna"), "/api/vote"),
            (await room.host(), "/host/do"),
        ):
            answer = await asker.ask(path, b'{"code":"AAAAAA","also":' + nested + b"}")
            assert (answer.status, answer.json["error"]) == (400, "That cannot be read.")
    assert caplog.records == []


async def test_a_mistake_of_our_own_is_written_down_without_whose_request_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def mistaken(person: str, after: int) -> bytes:
        raise RuntimeError("a mistake of our own")

    async with served(home) as room:
        anna = await room.phone("Anna")
        monkeypatch.setattr(room.service.board, "state", mistaken)
        answer = await anna.ask("/api/state")
        assert (answer.status, answer.json["error"][-17:]) == (500, "Please try again.")
        assert (await anna.ask("/api/reflect", {"question": 0, "text": ""})).status == 409
    assert "a mistake of our own" in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_what_anybody_may_ask_for_waits_its_turn_whoever_asks(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = 0

    class Counted(Turnstile):
        async def wait(self) -> None:
            nonlocal waited
            waited += 1
            await super().wait()

    monkeypatch.setattr(guard, "Turnstile", Counted)
    async with served(home) as room:
        anna, host = await room.phone("Anna"), await room.host()
        waited = 0
        for path in ("/", f"/{room.code}", "/page/room.js", "/health", "/host/state", "/nothing"):
            await anna.ask(path)
        await anna.join("Anna")
        assert waited == 7
        for path in ("/api/state", "/api/debrief", "/keep"):
            await anna.ask(path)
        await anna.vote("ring")
        await host.do("start")
        await host.ask("/host/state")
        assert waited == 7


@pytest.mark.parametrize(
    "said",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Content-Length: +4\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Host: quiz.example\r\nContent-Length: 4\r\n",
        b"Content-Length : 4\r\n",
        b"X: a\r\n b\r\nContent-Length: 4\r\n",
        b"X: a\nContent-Length: 4\r\n",
    ],
)
async def test_what_can_be_read_in_two_ways_is_read_in_none(
    home: Path, caplog: pytest.LogCaptureFixture, said: bytes
) -> None:
    hidden = b"0\r\n\r\nGET /health HTTP/1.1\r\nHost: HOST\r\n\r\n"
    async with served(home) as room:
        answer = await answered(
            room, b"POST /api/join HTTP/1.1\r\nHost: HOST\r\n" + said + b"\r\n" + hidden
        )
        assert answer.startswith(b"HTTP/1.0 400")
        assert b'"ok"' not in answer
    assert caplog.records == [], "anybody can send plenty of it"


async def test_cookies_of_others_at_this_address_harm_nothing(home: Path) -> None:
    async with served(home) as room:
        anna = await room.phone("Anna")
        mine = f"{room.service.cookie}={next(iter(anna.session.cookie_jar)).value}"
        anna.session.cookie_jar.clear()
        for others in ('a={"x":1}', "no cookie", f"{room.service.cookie}=x", "pmquest_1=x", ";;="):
            answer = await anna.ask("/api/state", headers={"Cookie": f"{others}; {mine}"})
            assert answer.json["own"]["name"] == "Anna"


async def test_phones_are_shown_the_address_that_was_chosen(home: Path) -> None:
    async with served(home) as room:
        host, port = await room.host(), room.service.description.port
        named = {"Host": f"workshop.local:{port}"}
        assert (await host.ask("/health", headers=named)).status == 403
        assert (await host.do("choose_address", address="http://Workshop.local:1")).status == 200
        assert (await host.ask("/host/state")).json["address"] == f"http://workshop.local:{port}"
        assert (await host.ask("/health", headers=named)).status == 200
        for wrong in ("a/b", "", "\x1b[2J", "a\u202eb", "a b", 7, None):
            assert (await host.do("choose_address", address=wrong)).status == 422


async def test_the_network_reaches_a_room_only_where_it_may(home: Path) -> None:
    rooms, outwards = rooms_at(home), machine_addresses()
    code = new_room(rooms)
    for lan, expected in ((None, False), (True, True), (None, True), (False, False)):
        async with serving(rooms, code, lan=lan, port=0) as service:
            assert service.description.lan == expected
            assert is_loopback(service.description.address) != (expected and bool(outwards))
            for host in outwards[:1]:
                with nullcontext() if expected else pytest.raises(ConnectionRefusedError):
                    (await asyncio.open_connection(host, service.description.port))[1].close()


def test_codes_are_read_as_people_type_them() -> None:
    assert typed_code(" khm 4rt ") == typed_code("KHM-4RT") == "KHM4RT"
    for wrong in ("", "KHM4R", "KHM4RTX", "KHM40O", "ＫＨＭ４ＲＴ", "../../"):
        assert typed_code(wrong) is None
