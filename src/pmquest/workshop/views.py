"""What the clients of a room are sent: values as plain JSON, made from the room alone.

`shared` is the same for every phone and is made once for each change; `own` is what only one
phone is told. `facilitator` is what the projector and the notes get. Faces render these values
and compute nothing.

The service makes them with `phone.shared(room, seconds)`, `phone.own(room, person)` and
`hosting.facilitator(room, around, notes=False)`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pmquest.engine.views import Outcome, SceneView
from pmquest.framework import CalledLevel, Level
from pmquest.workshop.debrief import RoomDebrief
from pmquest.workshop.decisions import Answer
from pmquest.workshop.deeds import DecidedBy, TieRule
from pmquest.workshop.room import Phase


class OnWall(Struct, frozen=True):
    """What the facilitator has the projectors show; it changes nothing in the room.

    It is said on one screen and holds for all of them, so that the wall follows whoever leads
    from the private view. It is kept nowhere: a room that was brought back begins anew with it.
    """

    at: int = 0
    """How many steps the story had made when this was said; after another step it holds no more."""
    outcome_read: bool = False
    """Whether what came of the last answer is read, so that the scene is shown."""
    way_in: bool = False
    """Whether the way in is shown over the story, for those who come late."""
    text_away: bool = False
    """Whether only the answers are shown of a decision."""
    slide: int = 0
    """Which part of the debrief is shown, from 0."""
    explains: bool = False
    """Whether the debrief shows also why each answer serves as it does."""


class Around(Struct, frozen=True):
    """What the service knows besides the room when it makes `Facilitator`."""

    address: str = ""
    addresses: tuple[str, ...] = ()
    connected: frozenset[str] = frozenset()
    """The people of whom a phone is listening now, by id."""
    seconds: float | None = None
    """The time left in the open round; None without a limit, and where none is open."""
    warning: str = ""
    reachable: bool | None = None
    on_wall: OnWall = OnWall()
    rehearsal: bool = False


class PhoneMeter(Struct, frozen=True):
    """One meter on a phone."""

    label: str
    in_words: str
    """Its value with its unit: "58 k€"."""
    share: float
    """How far it stands between the least and the greatest it can reach, 0 to 1."""


class PhoneChoice(Struct, frozen=True):
    """One answer on a phone."""

    id: str
    html: str
    """Its text, inert."""
    selectable: bool = True
    locked: str = ""
    """Why it cannot be taken."""


class PhoneBar(Struct, frozen=True):
    """One answer of a revealed round on a phone."""

    id: str
    number: int
    """By which it is called on the wall too, from 1."""
    html: str
    votes: int
    share: float
    """Of all votes, 0 to 1; 0 where there are none."""
    votes_in_words: str
    """How many took it: "7 votes, 41 %"."""
    level: Level | None
    level_in_words: str
    judgment_in_words: str
    """"" until the coaching is shown."""
    why_html: str
    """"" until the coaching is shown."""
    leading: bool
    """Whether no answer has more votes and this one has some."""


class Shared(Struct, frozen=True):
    """What every phone of a room shows; without any count before the reveal."""

    sequence: int
    code: str
    title: str
    language: str
    """Of the scenario's own words: "en"."""
    phase: Phase
    paused: bool
    hands: bool
    """Whether votes are shown by hand, so that a phone is only for reading."""
    joined: int
    """How many are in the room."""
    round: int | None = None
    decision: int | None = None
    """Which decision of the road it is, from 1."""
    scene_title: str = ""
    scene_html: str = ""
    """Text and exhibits of the scene, charts drawn as SVG; in the lobby what the story is about;
    inert."""
    meters: tuple[PhoneMeter, ...] = ()
    before_html: str = ""
    """What came of the answer before, where the scene was just entered; "" elsewhere."""
    choices: tuple[PhoneChoice, ...] = ()
    seconds: float | None = None
    """The time left when this was sent; None without a limit."""
    bars: tuple[PhoneBar, ...] = ()
    called_in_words: str = ""
    """What the moment called for, once revealed: "▲ leader-level"."""
    votes: int | None = None
    """How many voted, once revealed."""
    ending_in_words: str = ""
    """How good the ending is at which the story stands: "A mixed ending."; "" elsewhere."""
    reflect: tuple[str, ...] = ()
    """The questions about one's own work, as HTML, in the debrief."""


class Own(Struct, frozen=True):
    """What one phone is told besides."""

    person: str
    name: str
    kicked: bool = False
    vote: str | None = None
    """Their answer in the round that `Shared.round` names."""
    reflections: Mapping[int, str] = {}
    """What they answered, by the place of the question."""


class Somebody(Struct, frozen=True):
    """One person for the facilitator."""

    id: str
    name: str
    kicked: bool
    answered: bool
    """Whether they have voted in the open round."""
    connected: bool
    """Whether a phone of theirs is listening now."""


class Facilitator(Struct, frozen=True):
    """What the projector and the notes show; the token is never in it."""

    sequence: int
    code: str
    title: str
    role: str
    phase: Phase
    paused: bool
    hands: bool
    tie: TieRule
    address: str
    """Where phones go: "http://192.168.1.20:8080"."""
    addresses: tuple[str, ...]
    """Others that this machine has."""
    people: tuple[Somebody, ...]
    answered: int
    """How many of those present have voted in the round; the hands, where they were counted."""
    present: int
    """How many joined and were not sent out."""
    scene: SceneView | None = None
    stuck: str = ""
    """Why the story cannot go on from the scene; "" where it can."""
    outcome: Outcome | None = None
    """What the step before did, where the scene was just entered."""
    changes: dict[str, int] = {}
    """By meter, what it moved by since the answer before; 0 where it did not."""
    steps: int = 0
    """How many steps the story has made; with none, there is nothing to take back."""
    decision: int | None = None
    round: int | None = None
    hands_counted: dict[str, int] = {}
    """By answer, the hands that were counted in the round, in place of what phones voted; empty
    where none were."""
    rounds_here: int = 0
    """How many rounds there were on this decision."""
    seconds: float | None = None
    bars: tuple[Answer, ...] = ()
    """Filled in once the round is revealed; judgment and reason once the coaching is shown. All of
    it at any time on the private view."""
    coaching: bool = False
    calls_for: CalledLevel | None = None
    tied: tuple[str, ...] = ()
    """The answers between which a tie must be broken; () where there is none."""
    next_choice: str | None = None
    """The answer that "next" would go on with; None where the facilitator must pick."""
    next_by: DecidedBy | None = None
    decided: tuple[tuple[str, str, DecidedBy], ...] = ()
    """The road so far: title of the scene, text of the answer, how it was found."""
    notes: str = ""
    """The facilitator's notes on the scene, as Markdown; on the private view only."""
    signal: str = ""
    """By what it could be told what the moment called for; once revealed, or on the private
    view."""
    warning: str = ""
    """What is wrong now, such as a full disk; "" where nothing is."""
    reachable: bool | None = None
    """Whether another device has reached the address; None where that is not known yet."""
    on_wall: OnWall = OnWall()
    rehearsal: bool = False
    """Whether simulated phones try the room out; it ends with the screen that opened it."""
    debrief: RoomDebrief | None = None
    """What the room thought, once the story is over."""
