"""A room that is served: people join, vote and see what they may see."""

from __future__ import annotations

from pathlib import Path

from served import served


async def test_phones_join_and_vote_and_the_facilitator_sees_it(home: Path) -> None:
    async with served(home) as room:
        host = await room.host()
        anna, ben = await room.phone("Anna"), await room.phone("Ben")
        async with host.listening("/host/events") as screen, anna.listening("/api/events") as phone:
            assert (await screen.frame("room"))["present"] == 2
            assert (await phone.frame("shared"))["phase"] == "lobby"
            assert (await host.do("start")).status == 200
            shown = await phone.frame("shared", lambda shared: shared["phase"] == "voting")
            assert {choice["id"] for choice in shown["choices"]} == {"ring", "wait", "hide"}
            assert (await anna.vote("ring")).json["vote"] == "ring"
            assert (await ben.vote("wait")).status == 200
            assert (await ben.vote("ring")).status == 200
            await screen.frame("room", lambda shown: shown["answered"] == 2)
            await host.do("reveal")
            revealed = await phone.frame("shared", lambda shared: shared["phase"] == "revealed")
            assert {bar["id"]: bar["votes"] for bar in revealed["bars"]}["ring"] == 2
