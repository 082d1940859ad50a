"""What exploring found as lines of text, with small bars: what is wrong first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pmquest.plain.words import hanging, parted
from pmquest.report.exploration_account import (
    EndingTold,
    ExplorationAccount,
    Often,
    PlayerTold,
    Remark,
)
from pmquest.report.lines import cells
from pmquest.scoring.words import chance, counted, percent

_WIDE: Final = 70
_NARROW: Final = 50
"""From `_WIDE` cells on bars are long; below `_NARROW` there are none."""

_FIGURE: Final = 8
"""The cells of a figure before its bar, two spaces included: "<0.01×", ">99 %"."""


def exploration_lines(account: ExplorationAccount, width: int) -> list[str]:
    """Tell an exploration in lines of `width` cells; commands to be pasted stay in one piece."""
    bar = 20 if width >= _WIDE else 10 if width >= _NARROW else 0
    endings = [line for each in account.endings for line in _ending(each, bar, width)]
    if account.no_ending:
        figure = _figure(chance(account.no_ending))
        endings += _hanging(f"{figure}{_bar(account.no_ending, bar)}", "no ending at all", width)
    longest = max((cells(each.who) for each in account.players), default=0)
    players = [line for each in account.players for line in _player(each, longest, bar, width)]
    often = [line for each in account.often for line in _often(each, bar, width)]
    if account.met_more:
        more = counted(account.met_more, "scene is", "scenes are")
        often += _hanging("", f"{more} met more often; --format json has them all.", width)
    return parted(
        [
            _hanging("", account.title, width),
            _hanging("", " ".join(filter(None, (account.followed, account.extent))), width),
            _hanging("", account.well, width) if account.well else [],
            *(list(_remark(remark, width)) for remark in account.remarks),
            _headed("How it ends, for somebody who picks at random", endings, width),
            _headed("Share of the points, for somebody who always picks", players, width),
            _headed(
                "How often a play meets a scene, for somebody who picks at random", often, width
            ),
        ]
    )


def _headed(heading: str, lines: list[str], width: int) -> list[str]:
    return [*_hanging("== ", f"{heading} ==", width), *lines] if lines else []


def _remark(remark: Remark, width: int) -> Iterator[str]:
    yield from _hanging("✗ " if remark.grave else "– ", remark.text, width)
    if remark.shown_by:
        yield f"  shown by: {remark.shown_by}"


def _ending(ending: EndingTold, bar: int, width: int) -> Iterator[str]:
    share = f"{_figure(chance(ending.probability))}{_bar(ending.probability, bar)}"
    yield from _hanging(share, f"{ending.scene} · {ending.title}", width)
    judgment = f"judgment {ending.judgment}" if ending.judgment else ""
    shortest = f"{counted(ending.picks, 'pick')} at least" if ending.picks is not None else ""
    told = ", ".join(filter(None, (f"{ending.grade} ending", shortest, judgment)))
    yield from _hanging(" " * _FIGURE, told, width)
    if ending.shown_by:
        yield f"{' ' * _FIGURE}{ending.shown_by}"


def _player(player: PlayerTold, longest: int, bar: int, width: int) -> list[str]:
    figure = "–" if player.share is None else percent(player.share)
    drawn = _bar(player.share or 0.0, bar, player.bound)
    bound = ""
    if player.bound is not None:
        kept = {True: "✓", False: "✗", None: " "}[player.holds]
        gap = " " * (longest - cells(player.who))
        bound = f"{gap}  {kept} {percent(player.bound)} at most"
    return _hanging(f"{_figure(figure)}{drawn}", f"{player.who}{bound}", width)


def _often(often: Often, bar: int, width: int) -> list[str]:
    if often.visits is None:
        figure, share = "∞", 1.0
    else:
        figure = "<0.01×" if often.visits < 0.005 else f"{often.visits:,.2f}×"
        share = min(1.0, often.visits)
    return _hanging(f"{_figure(figure)}{_bar(share, bar)}", often.named, width)


def _hanging(first: str, text: str, width: int) -> list[str]:
    """Wrap a text behind its first mark, a figure never apart from its sign."""
    joined = text.replace(" %", "\u00a0%")
    return [line.replace("\u00a0", " ") for line in hanging(first, joined, width)]


def _figure(text: str) -> str:
    return " " * (_FIGURE - 2 - cells(text)) + text + "  "


def _bar(share: float, size: int, bound: float | None = None) -> str:
    """Draw a share (0 to 1) as a bar with two spaces behind it, the bound as a cross on it."""
    if not size:
        return ""
    length = min(size, max(1 if share > 0 else 0, round(share * size)))
    signs = ["━"] * length + ["─"] * (size - length)
    if bound is not None:
        at = min(size - 1, round(bound * size))
        signs[at] = "╋" if at < length else "┼"
    return "".join(signs) + "  "
