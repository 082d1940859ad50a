"""A widget that is drawn for the width it has, and the small pictures that both levels share.

Every function here turns values into lines of `Content`: no markup is ever parsed, colours
are named (`$manager`), so that they follow a change of theme, and text that comes from a
scenario, a name or a note loses every character that a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from pmquest.framework import LEVELS, CalledLevel, Judgment, Level
from pmquest.scoring import words
from pmquest.scoring.clean import clean

if TYPE_CHECKING:
    from pmquest.scoring.score import Cell, TwoByTwo

MUTED: Final = "$muted"
FAINT: Final = "$faint"
BOLD: Final = "bold"
ERROR: Final = "$error"
LEVEL_STYLE: Final[Mapping[CalledLevel, str]] = {
    "manager": "$manager",
    "leader": "$leader",
    "either": MUTED,
}

MEDIUM_FROM: Final = 76
WIDE_FROM: Final = 110
TALL_FROM: Final = 34
"""From how many columns or rows on there is that much room (look.md, "Sizes")."""
LEAST_WIDTH: Final = 24
"""The first layout pass may offer a width of 0; nothing is drawn for less than this."""


class Drawn(Widget):
    """Lines that are drawn for the width there is; a subclass says which in `lines`."""

    DEFAULT_CSS = "Drawn { width: 1fr; height: auto; }"

    def lines(self, width: int) -> Sequence[Content]:
        """What to show in this many cells, one `Content` for each row, none wider."""
        raise NotImplementedError

    @property
    def tall(self) -> bool:
        """Whether the window has room for air; known before the first layout pass."""
        return self.app.size.height >= TALL_FROM

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 - Textual's own signature
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """As many rows as there are lines."""
        return len(self.lines(max(LEAST_WIDTH, width)))

    def render(self) -> Content:
        """The lines, one under the other."""
        return stack(self.lines(max(LEAST_WIDTH, self.content_size.width)))


def styled(text: str, style: str = "") -> Content:
    """Clean text in one style such as `bold $muted`."""
    return Content.styled(_plain(text), style)


def _plain(text: str) -> str:
    """Text that is as wide as it is counted: a tab would be widened only when it is painted."""
    return clean(text).replace("\t", " ")


def line(*parts: str | Content | tuple[str, str]) -> Content:
    """One line out of plain text, (text, style) pairs and finished parts; all text is cleaned."""
    return Content.assemble(
        *(
            part
            if isinstance(part, Content)
            else _plain(part)
            if isinstance(part, str)
            else (_plain(part[0]), part[1])
            for part in parts
        )
    )


def stack(lines: Iterable[Content]) -> Content:
    """Lines, one under the other."""
    return Content("\n").join(lines)


def row(left: Content, right: Content, width: int, gap: int = 2) -> Content:
    """Left and right at the two edges of `width`; the left is cut with … to keep `gap` free."""
    room = width - right.cell_length - gap
    if room < 1:
        return right.truncate(width, ellipsis=True)
    left = left.truncate(room, ellipsis=True)
    return line(left, " " * (width - left.cell_length - right.cell_length), right)


def cell(content: Content, width: int, align: str = "left") -> Content:
    """Content cut or padded to exactly `width` cells; `align` is left, center or right."""
    content = content.truncate(max(0, width), ellipsis=True)
    spare = max(0, width - content.cell_length)
    before = {"left": 0, "center": spare // 2, "right": spare}[align]
    return content.pad(before, spare - before)


def wrapped(
    content: Content | str, width: int, *, first: str = "", rest: str | None = None
) -> list[Content]:
    """Content broken into lines of at most `width` cells.

    `first` stands before the first line and `rest` (blanks as wide as `first` unless said)
    before the others. A string is taken as it is, never as markup.
    """
    content = styled(content) if isinstance(content, str) else content
    rest = " " * len(first) if rest is None else rest
    room = max(1, width - max(len(first), len(rest)))
    broken = content.wrap(room) or [Content("")]
    return [line(first if index == 0 else rest, part) for index, part in enumerate(broken)]


def level_glyph(level: CalledLevel) -> Content:
    """▪ or ▲ in its colour, or the muted dot for a moment that takes either."""
    return Content.styled(words.level_glyph(level), LEVEL_STYLE[level])


def level_name(level: CalledLevel, style: str = MUTED) -> Content:
    """The glyph and the word: `▪ manager`."""
    return line(level_glyph(level), (f" {level}", style))


def judgment_dots(judgment: Judgment) -> Content:
    """Three dots, as many of them full as the answer was worth: `••·`."""
    return line(*((dot, "" if dot == "•" else MUTED) for dot in words.JUDGMENT_DOTS[judgment]))


def bar(share: float, width: int, style: str = MUTED) -> Content:
    """A thick bar on a thin track; `share` is from 0 to 1."""
    full = round(min(1.0, max(0.0, share)) * width)
    return line(("━" * full, style), ("─" * (width - full), FAINT))


def level_split(lean: float, width: int) -> list[Content]:
    """How the answers were shared between the levels, in two lines across `width`.

    `lean` is from −1, all at manager-level, to +1.
    """
    manager, leader = words.level_shares(lean)
    heads = row(
        line(level_glyph("manager"), (f" {manager} %", BOLD), (" manager", MUTED)),
        line(("leader ", MUTED), (f"{leader} % ", BOLD), level_glyph("leader")),
        width,
    )
    full = round((1 - lean) / 2 * width)
    gap = 1 if 0 < full < width else 0
    rule = line(("━" * (full - gap), "$manager"), " " * gap, ("━" * (width - full), "$leader"))
    return [heads, rule]


def rail_heads(width: int) -> Content:
    """The line over a group of rails: ▪ at the left end and ▲ at the right."""
    return row(level_glyph("manager"), level_glyph("leader"), width)


def lean_rail(lean: float | None, width: int) -> Content:
    """A lean from −1 to +1 as a bar from the centre whose head is the level's own glyph.

    `width` should be odd. Where nothing was seen, the row says so in words.
    """
    half = (width - 1) // 2
    if lean is None:
        return cell(styled("not seen", MUTED), width, "center")
    length = min(half, max(1, round(abs(lean) * half))) if lean else 0
    idle = ("─" * half, FAINT)
    if not length:
        return line(idle, ("┃", ""), idle)
    track, body = ("─" * (half - length), FAINT), "━" * (length - 1)
    if lean < 0:
        head = line(track, level_glyph("manager"), (body, "$manager"))
        return line(head, ("│", MUTED), idle)
    return line(idle, ("│", MUTED), (body, "$leader"), level_glyph("leader"), track)


def moment_rail(answered: Sequence[Level], width: int) -> Content:
    """The answers given at one aspect's moments, as ▪ and ▲ on a rail, centre outwards.

    `width` should be odd and leave two cells for each answer on a side.
    """
    if not answered:
        return cell(styled("not seen", MUTED), width, "center")
    half = (width - 1) // 2
    sides: dict[Level, list[Content]] = {}
    for level in LEVELS:
        marks = min(answered.count(level), half // 2)
        outwards = [Content.styled("─", FAINT), level_glyph(level)] * marks
        outwards.append(Content.styled("─" * (half - 2 * marks), FAINT))
        sides[level] = outwards
    return line(*reversed(sides["manager"]), ("│", MUTED), *sides["leader"])


def two_by_two(called: TwoByTwo, *, tall: bool, who: str = "you answered") -> list[Content]:
    """What the moments called for against what was answered, as four tinted cells.

    The cells in which both agree lie on the brighter paper. Cells are 17 wide; tall ones take
    three rows, low ones one.
    """
    wide, labels = 17, 12
    heads = line(
        cell(styled("called for", MUTED), labels),
        cell(level_name("manager"), wide, "center"),
        " ",
        cell(level_name("leader"), wide, "center"),
    )
    over = line(" " * labels, cell(styled(who, MUTED), 2 * wide + 1, "center"))
    lines = [over, heads]
    for asked, answers in called.items():
        columns = [
            [
                cell(part, wide, "center").stylize_before(
                    "on $panel" if level == asked else "on $surface"
                )
                for part in _counts(answers[level], agrees=level == asked, tall=tall)
            ]
            for level in LEVELS
        ]
        for index, (first, second) in enumerate(zip(*columns, strict=True)):
            label = level_name(asked) if index == (1 if tall else 0) else Content("")
            lines.append(line(cell(label, labels), first, " ", second))
    return lines


def _counts(counts: Cell, *, agrees: bool, tall: bool) -> list[Content]:
    """One cell's rows: how often, and how much of that was done well."""
    well, missed, total = counts.well, counts.missed, str(counts.total)
    parts = [f"{well} well"] * bool(well) + [f"{missed} not"] * bool(missed)
    if not missed and well:
        parts = ["all well" if well > 1 else "well"]
    elif not well and missed:
        parts = ["not well"]
    split, ink = ", ".join(parts), BOLD if agrees else ""
    if tall:
        return [Content(""), styled(total, ink), styled(split, MUTED)]
    if len(parts) == 2:
        return [styled(split, ink)]
    return [line((total, ink), (f" {split}", MUTED))]
