"""What can happen in a room, as its journal keeps it: one event, one deed.

The room is a fold over these. A deed says what was done, never what follows from it, so that the
rules can be read in one place, `room`. Keys and values are those of the journal's events; they
are added over time, never renamed.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

STREAM: Final = "room"
"""The stream of a room's events; each room has a journal of its own."""

TieRule = Literal["facilitator", "drawn"]
"""Who decides between answers with equally many votes: the facilitator, or the room's seed."""

DecidedBy = Literal["majority", "facilitator", "drawn", "timeout"]
"""How the answer that the room goes on with was found."""

ClosedBy = Literal["facilitator", "time"]


class Opened(Struct, frozen=True, tag_field="kind", tag="opened"):
    """The room was opened; the first event of every room."""

    code: str
    scenario: str
    """The id of the scenario; its text is kept in the journal under `hash`."""
    hash: str
    seed: int
    tie: TieRule = "facilitator"
    hands: bool = False
    """Whether the facilitator types what hands show, and nobody votes by phone."""
    seconds: int | None = None
    """The time for each decision whose scene sets none; None without a limit."""


class Joined(Struct, frozen=True, tag_field="kind", tag="joined"):
    """Somebody came in."""

    person: str
    """What the others know them by: "p7"."""
    key: str
    """The SHA-256 of their token, as hexadecimal digits; the token itself is kept nowhere."""
    name: str
    """Clean, unique in the room, at most 24 graphemes."""


class Kicked(Struct, frozen=True, tag_field="kind", tag="kicked"):
    """Somebody was sent out; their votes count no more."""

    person: str


class Readmitted(Struct, frozen=True, tag_field="kind", tag="readmitted"):
    """Somebody who was sent out may take part again."""

    person: str


class Started(Struct, frozen=True, tag_field="kind", tag="started"):
    """The lobby was left: the story begins."""


class RoundOpened(Struct, frozen=True, tag_field="kind", tag="round_opened"):
    """A vote began on the decision at which the story stands."""

    round: int
    """Its number in the room, from 1, without gaps."""
    scene: str
    choices: tuple[str, ...]
    """The answers that are open, in the order in which they are shown."""
    seconds: float | None = None
    """The time for it; None without a limit."""


class Voted(Struct, frozen=True, tag_field="kind", tag="voted"):
    """Somebody picked an answer; a later vote of theirs in the same round takes its place."""

    person: str
    round: int
    choice: str


class HandsCounted(Struct, frozen=True, tag_field="kind", tag="hands_counted"):
    """The facilitator typed how many hands went up for each answer."""

    round: int
    counts: dict[str, int]


class RoundClosed(Struct, frozen=True, tag_field="kind", tag="round_closed"):
    """No vote is taken in the round any more."""

    round: int
    by: ClosedBy = "facilitator"


class Revealed(Struct, frozen=True, tag_field="kind", tag="revealed"):
    """The result of a closed round was shown to everybody."""

    round: int


class CoachingShown(Struct, frozen=True, tag_field="kind", tag="coaching_shown"):
    """What each answer buys and costs was shown to everybody, or hidden again."""

    round: int
    shown: bool


class Advanced(Struct, frozen=True, tag_field="kind", tag="advanced"):
    """The room went on with an answer."""

    round: int
    choice: str
    by: DecidedBy


class WentOn(Struct, frozen=True, tag_field="kind", tag="went_on"):
    """A scene without answers was read, and the story went on."""

    scene: str


class TakenBack(Struct, frozen=True, tag_field="kind", tag="taken_back"):
    """The last step of the story was taken back; what was voted stays in the record."""


class Paused(Struct, frozen=True, tag_field="kind", tag="paused"):
    """The room waits: no vote is taken and no time passes."""


class Resumed(Struct, frozen=True, tag_field="kind", tag="resumed"):
    """The room goes on after a pause."""


class TimeGiven(Struct, frozen=True, tag_field="kind", tag="time_given"):
    """The open round got more time, or its first limit."""

    round: int
    seconds: float


class TimeLeft(Struct, frozen=True, tag_field="kind", tag="time_left"):
    """So much time was left in the open round: a restart goes on from it."""

    round: int
    seconds: float


class Ended(Struct, frozen=True, tag_field="kind", tag="ended"):
    """The story is over and the debrief begins; `early` where the facilitator ended it."""

    early: bool = False


class Reflected(Struct, frozen=True, tag_field="kind", tag="reflected"):
    """Somebody answered a question about their own work; shown without a name."""

    person: str
    question: int
    """Its place in the scenario, from 0."""
    text: str
    """Clean; "" takes the answer back."""


Deed: TypeAlias = (
    Opened
    | Joined
    | Kicked
    | Readmitted
    | Started
    | RoundOpened
    | Voted
    | HandsCounted
    | RoundClosed
    | Revealed
    | CoachingShown
    | Advanced
    | WentOn
    | TakenBack
    | Paused
    | Resumed
    | TimeGiven
    | TimeLeft
    | Ended
    | Reflected
)
