"""Past and open workshops as text."""

from __future__ import annotations

from collections.abc import Sequence

from pmquest.plain.words import hanging, meanings, paragraph, parted
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted
from pmquest.workshop.addresses import url
from pmquest.workshop.store import Description, Listed
from pmquest.workshop.tokens import shown_code


def rooms_lines(
    rooms: Sequence[Listed], width: int, *, unreadable: Sequence[str] = ()
) -> list[str]:
    """List rooms, in the order given; then the codes of those whose record cannot be read."""
    if not rooms and not unreadable:
        return ["There are no rooms here."]
    lines = []
    for room in rooms:
        about = (
            f"{room.opened.astimezone():%Y-%m-%d %H:%M}",
            clean_line(room.title or room.scenario),
            counted(room.people, "person", "people"),
            standing_in_words(room),
        )
        lines += hanging(f"{shown_code(room.code)}  ", " · ".join(about), width)
    for code in unreadable:
        told = f"cannot be read; pmquest rooms --delete {code} deletes what is left of it"
        lines += hanging(f"{shown_code(code)}  ", told, width)
    return lines


def standing_in_words(room: Listed) -> str:
    """How a room stands: "open now", "open now, at its debrief", "unfinished", "ended"."""
    if room.rehearsal:
        return "rehearsal, open now"
    if room.running:
        return "open now, at its debrief" if room.ended else "open now"
    return "ended" if room.ended else "unfinished"


def way_in_lines(room: Description, width: int) -> list[str]:
    """Say where a room is: for phones, and for the facilitator."""
    code = shown_code(room.code)
    return parted(
        [
            paragraph(f"The room for “{clean_line(room.title)}” is open.", width),
            paragraph(f"Phones go to {url(room.address, room.port)} and type {code}.", width),
            meanings(
                {
                    f"pmquest host --attach {room.code}": "the projector, at a terminal",
                    f"pmquest host --attach {room.code} --notes": "your private view",
                    f"pmquest rooms --close {room.code}": "close the room; it is kept",
                },
                width,
            ),
        ]
    )


def left_lines(room: Listed, width: int) -> list[str]:
    """Say how a room goes on whose screen was left, and what can be done with it."""
    resume = {f"pmquest host --resume {room.code}": "bring it back"}
    attach = {f"pmquest host --attach {room.code}": "show it again"}
    export = {f"pmquest rooms --export {room.code} -o workshop.html": "write what came of it"}
    close = {f"pmquest rooms --close {room.code}": "close it; it is kept"}
    delete = {f"pmquest rooms --delete {room.code}": "delete it"}
    ways = {
        **(attach if room.running else resume),
        **(export if room.ended else {}),
        **(close if room.running else delete),
    }
    stands = "goes on" if room.running else "is closed"
    return [f"The room {shown_code(room.code)} {stands}.", *meanings(ways, width)]
