"""The parts of the projector: the way in, what is read, the answers, and how far the vote is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted
from pmquest.tui.countdown import Countdown
from pmquest.tui.drawn import BOLD, MUTED, Drawn, bar, cell, line, row, styled, wrapped
from pmquest.tui.room.large import LOW_ROWS, large, large_width
from pmquest.tui.room.qr_code import joining_address, qr_lines
from pmquest.tui.room.wall import AROUND, Wall
from pmquest.workshop.addresses import is_loopback
from pmquest.workshop.tokens import shown_code
from pmquest.workshop.views import Facilitator

Page = Callable[[int, bool], Sequence[Content]]
"""Gives what is shown for a width in cells and whether the window is tall."""

TextPage = Callable[[int, int], Sequence[Content]]
"""Gives what is read for a page of so many cells and rows."""

_GUTTER: Final = 3
_LEAST_BESIDE: Final = 26
"""The cells that the code in large letters needs beside the QR code, in two lines."""
_NAMES, _MANY_NAMES = 3, 9
"""So many lines of names are shown in the lobby of a low window, and of a high one."""


class WayIn(Drawn):
    """How to come in: the QR code, the address and the code, and who is here."""

    DEFAULT_CSS = "WayIn { height: 1fr; }"

    now: reactive[Facilitator | None] = reactive(None)

    def lines(self, width: int) -> Sequence[Content]:
        """The QR code as large as there is room for, and beside it what can be typed.

        There is none of an address that no phone reaches.
        """
        if self.now is None:
            return []
        height = self.size.height
        target = joining_address(self.now.address, self.now.code)
        alone = _only_this_machine(self.now)
        picture = [] if alone else qr_lines(target, width - _GUTTER - _LEAST_BESIDE, height)
        wide = picture[0].cell_length if picture else -_GUTTER
        beside = self._beside(self.now, width - wide - _GUTTER, height)
        return _side_by_side(picture, beside, wide, height)

    def _beside(self, now: Facilitator, width: int, height: int) -> list[Content]:
        """Where to go, the code, how many are here, and their names where there is room."""
        blank = Content("")
        host = urlsplit(now.address).netloc
        code = shown_code(now.code)
        told = [
            styled("Scan, or go to" if width < self.size.width else "Go to", MUTED),
            *wrapped(styled(host, BOLD), width),
            *([blank] if height > _ROOMY else []),
            styled("and type", MUTED),
            blank,
            *_large_code(code, width, height - _AROUND),
            blank,
            *([blank] if height > _ROOMY else []),
            styled(f"{counted(now.present, 'person', 'people')} here", BOLD),
        ]
        room = min(_NAMES if height <= _ROOMY else _MANY_NAMES, height - len(told))
        if not now.present:
            return [*told, *wrapped(styled(_nobody(now), MUTED), width)[: max(0, room)]]
        names = [clean_line(each.name) for each in reversed(now.people) if not each.kicked]
        return [*told, *_names(names, width, room)]


def _only_this_machine(now: Facilitator) -> bool:
    return is_loopback(urlsplit(now.address).hostname or "")


def _nobody(now: Facilitator) -> str:
    """Why nobody may be here yet."""
    if _only_this_machine(now):
        if now.hands:
            return "Hands are counted here; nobody needs a phone."
        return "Only this machine reaches this address; a says more."
    if now.reachable:
        return "Another device has come through."
    return "No other device has come through yet; a says what to try."


_ROOMY: Final = 22
"""From so many rows on the parts of the way in stand apart."""
_AROUND: Final = 6
"""The rows that stand with the code: where to go, how many are here."""


def _large_code(code: str, width: int, height: int) -> list[Content]:
    """The code in the largest letters that fit, in one line or in its two halves."""
    for twice in (True, False):
        if large_width(code, twice=twice) <= width and (7 if twice else LOW_ROWS) <= height:
            return large(code, twice=twice)
    halves = code.split()
    if max(map(large_width, halves)) <= width and len(halves) * (LOW_ROWS + 1) <= height + 1:
        return [each for half in halves for each in (*large(half), Content(""))][:-1]
    return [styled(code, BOLD)]


def _names(names: Sequence[str], width: int, height: int) -> list[Content]:
    """The names, the latest first, as many as fit; then how many more there are."""
    if height < 1 or not names:
        return []
    lines: list[Content] = []
    for place, name in enumerate(names):
        told = styled(name if place == len(names) - 1 else f"{name} ·", MUTED)
        if lines and lines[-1].cell_length + 1 + told.cell_length <= width:
            lines[-1] = line(lines[-1], " ", told)
        elif len(lines) == height:
            break
        else:
            lines.append(told.truncate(width, ellipsis=True))
    else:
        return lines
    last = lines[-1].truncate(max(1, width - 2))
    return [*lines[:-1], line(last, (" …", MUTED))]


def _side_by_side(
    left: Sequence[Content], right: Sequence[Content], wide: int, height: int
) -> list[Content]:
    """Two columns, each in the middle of the height there is."""

    def centred(lines: Sequence[Content]) -> list[Content]:
        before = max(0, (height - len(lines)) // 2)
        filled = [*[Content("")] * before, *lines]
        return [*filled, *[Content("")] * (height - len(filled))][:height]

    if not left:
        return centred(right)
    lead = wide + _GUTTER
    return [
        line(cell(first, lead), second)
        for first, second in zip(centred(left), centred(right), strict=True)
    ]


class Changing(Drawn):
    """Lines that change often: the page is laid out anew only where their number changes."""

    def redraw(self) -> None:
        """Show the lines as they are now."""
        width = self.content_size.width
        height = len(self.lines(width)) if width else -1
        self.refresh(layout=height != self.content_size.height)


class WallText(Changing):
    """What is read on the wall; the area round it fits it, so that the answers follow at once."""

    page: reactive[TextPage | None] = reactive(None)

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        super().__init__()
        self._drawn: tuple[object, Sequence[Content]] = (None, ())

    def lines(self, width: int) -> Sequence[Content]:
        """The page, drawn once for each width and height."""
        height = self.app.size.height - AROUND
        wanted = (self.page, width, height)
        if self._drawn[0] != wanted:
            self._drawn = (wanted, self.page(width, height) if self.page is not None else ())
        return self._drawn[1]

    def watch_page(self) -> None:
        """Give the area its new height at once, so that one layout does for all."""
        if self.content_size.width:
            self._fit(len(self.lines(self.content_size.width)))
        self.redraw()

    def on_resize(self) -> None:
        """Give the area the height that the text has at the new width."""
        self._fit(self.outer_size.height)
        self.screen.refresh_bindings()

    def _fit(self, height: int) -> None:
        if isinstance(self.parent, Widget):
            self.parent.styles.max_height = max(1, height)


class WallAnswers(Drawn):
    """The answers that can be voted for, by number."""

    page: reactive[Page | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The answers."""
        return self.page(width, self.tall) if self.page is not None else []


class Tally(Changing):
    """How far the vote is: how many have answered, how much time is left, what comes next."""

    wall: reactive[Wall | None] = reactive(None)
    countdown: reactive[Countdown | None] = reactive(None)

    def __init__(self, *, large: bool = True) -> None:
        """Draw figures `large` where there is room for them, or never."""
        super().__init__()
        self._may_be_large = large

    def watch_wall(self) -> None:
        """Show how far the vote is now."""
        self.redraw()

    def lines(self, width: int) -> Sequence[Content]:
        """One line, or large figures where there is room for them."""
        wall = self.wall
        if wall is None or wall.now.phase in ("lobby", "debrief") or wall.showing == "way in":
            return []
        now = wall.now
        if now.paused:
            return wrapped(line(("Paused. ", BOLD), (_PAUSED, MUTED)), width)
        if now.phase == "revealed":
            ink = BOLD if now.next_choice is None else ""
            return wrapped(styled(wall.next_in_words, ink), width)
        if now.phase not in ("voting", "closed"):
            return []
        if (
            self._may_be_large
            and now.phase == "voting"
            and (self.tall or wall.showing == "answers")
        ):
            return self._large(wall, width)
        return [self._low(wall, width)]

    def _low(self, wall: Wall, width: int) -> Content:
        now = wall.now
        told = styled(wall.count_in_words, BOLD)
        if wall.by_hands or now.phase == "closed":
            return told
        right = self._time(BOLD)
        told = line(told, "   ", right) if right.cell_length else told
        track = min(_WIDEST_TRACK, width - told.cell_length - _GUTTER)
        if track < _LEAST_TRACK:
            return told
        return line(bar(_share(now), track), " " * _GUTTER, told)

    def _large(self, wall: Wall, width: int) -> list[Content]:
        now = wall.now
        count = f"{now.answered}" if wall.by_hands else f"{now.answered}/{now.present}"
        time = self.countdown.in_words if self.countdown is not None else ""
        hurried = self.countdown is not None and self.countdown.hurried
        rows = zip(large(count), large(time, "" if hurried else MUTED), strict=True)
        told = wall.count_in_words if wall.by_hands else "have answered"
        track = [] if wall.by_hands else [bar(_share(now), width)]
        return [*(row(left, right, width) for left, right in rows), styled(told, MUTED), *track]

    def _time(self, style: str) -> Content:
        return Content("") if self.countdown is None else styled(self.countdown.in_words, style)


_PAUSED: Final = "No vote is taken until it goes on."
_WIDEST_TRACK: Final = 40
_LEAST_TRACK: Final = 8


def _share(now: Facilitator) -> float:
    return min(1.0, now.answered / now.present) if now.present else 0.0
