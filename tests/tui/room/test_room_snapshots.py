"""How the wall and the notes look; `--snapshot-update` after a change that was meant."""

from __future__ import annotations

from collections.abc import Callable

from a_room import RoomHost, in_debrief, settled, surrounded, with_people
from textual.pilot import Pilot
from theatre import Hands, Stage, quiet_game

from pmquest.tui.room.notes import NotesScreen
from pmquest.tui.room.projector import ProjectorScreen

Compare = Callable[..., bool]


def stage(host: RoomHost, theme: str) -> Stage:
    game = quiet_game()
    game.change_settings(theme=theme)
    kind = NotesScreen if host.notes else ProjectorScreen
    return Stage(game, kind(host, Hands()))


def pressing(host: RoomHost, *keys: str, then: str = "") -> Callable[[Pilot[None]], object]:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        if host.room.phase == "voting":
            host.vote("ring", "ring", "goal")
            host.surround(surrounded(host, seconds=42.0))
            await settled(pilot)
        if then:
            await pilot.press(then)
            await settled(pilot)

    return run


def test_the_lobby_on_a_beamer(snap_compare: Compare) -> None:
    host = with_people(RoomHost())
    app = stage(host, "pmquest-dark")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing(host))


def test_a_vote_in_a_wide_window(snap_compare: Compare) -> None:
    host = with_people(RoomHost())
    keys = pressing(host, "enter")
    assert snap_compare(stage(host, "pmquest-light"), terminal_size=(120, 40), run_before=keys)


def test_a_result_on_a_beamer(snap_compare: Compare) -> None:
    host = with_people(RoomHost())
    keys = pressing(host, "enter", then="r")
    assert snap_compare(stage(host, "pmquest-light"), terminal_size=(80, 24), run_before=keys)


def test_the_notes_in_a_wide_window(snap_compare: Compare) -> None:
    host = with_people(RoomHost(notes=True))
    keys = pressing(host, "enter")
    assert snap_compare(stage(host, "pmquest-dark"), terminal_size=(120, 40), run_before=keys)


def test_the_decision_to_talk_about_in_a_narrow_window(snap_compare: Compare) -> None:
    host = in_debrief()
    app = stage(host, "pmquest-dark")
    assert snap_compare(app, terminal_size=(60, 20), run_before=pressing(host))
