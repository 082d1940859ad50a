"""The meters of a play: on the side sheet, or in one line where there is no room for a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from textual.content import Content
from textual.reactive import reactive

from pmquest.engine.views import MeterView
from pmquest.report.lines import Run, cells, cut, plain, wrapped
from pmquest.report.prose import inline
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import measured, signed
from pmquest.tui.drawn import BOLD, MUTED, Drawn, bar, line, row, styled

_BETWEEN = 3
_SHORTEST_LABEL = 3
_LEAST_BAR, _MOST_BAR = 5, 10


@dataclass(frozen=True, slots=True)
class MeterValues:
    """The meters as they stand, and what each moved by since the last choice."""

    meters: tuple[MeterView, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    """By the meter's id."""

    def moved(self, meter: MeterView) -> str:
        """The change of a meter as it is shown; empty where it did not move."""
        change = self.changes.get(meter.id, 0)
        return signed(change) if change else ""


class Meters(Drawn):
    """The side sheet's meters: name, value, change, and a bar under them."""

    values: reactive[MeterValues] = reactive(MeterValues, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """Three lines for each meter: what it is, how full it is, air."""
        lines: list[Content] = []
        room = max((cells(self.values.moved(meter)) for meter in self.values.meters), default=0)
        for meter in self.values.meters:
            moved = self.values.moved(meter).rjust(room)
            value = line(
                (measured(meter.value, meter.unit), BOLD), (f" {moved}" if room else "", MUTED)
            )
            lines.append(row(styled(clean_line(meter.label)), value, width))
            lines.append(bar(_share(meter), width))
            lower = meter.better == "lower"
            lines.append(styled("lower is better", MUTED) if lower else Content(""))
            if lower:
                lines.append(Content(""))
        return lines


class MeterLine(Drawn):
    """All meters in one line: every value whole, the longest label shortened first."""

    values: reactive[MeterValues] = reactive(MeterValues, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """One line, or none where the scenario has no meters."""
        if not self.values.meters:
            return []
        labels = [clean_line(meter.label) for meter in self.values.meters]
        figures = [self._figure(meter) for meter in self.values.meters]
        taken = sum(figure.cell_length + 1 for figure in figures) + _BETWEEN * (len(labels) - 1)
        labels = shortened(labels, width - taken)
        spare = width - taken - sum(map(cells, labels))
        wide = min(_MOST_BAR, spare // len(labels) - 1)
        pieces = [
            line(
                (f"{label} ", MUTED),
                *((bar(_share(meter), wide), " ") if wide >= _LEAST_BAR else ()),
                figure,
            )
            for label, meter, figure in zip(labels, self.values.meters, figures, strict=True)
        ]
        return [Content(" " * _BETWEEN).join(pieces).truncate(width, ellipsis=True)]

    def _figure(self, meter: MeterView) -> Content:
        moved = self.values.moved(meter)
        value = styled(measured(meter.value, meter.unit), BOLD)
        return line(value, (f" {moved}", MUTED)) if moved else value


class SoFar(Drawn):
    """The road so far, the latest last; what does not fit above is left out at the top."""

    road: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """Where, and what was picked there."""

    def lines(self, width: int) -> Sequence[Content]:
        """As many of the latest choices as there is room for."""
        if not self.road:
            return []
        room = max(0, self.size.height - 2)
        kept: list[Content] = []
        for where, what in reversed(self.road):
            entry = _entry(where, what, width)
            if len(entry) + len(kept) > room:
                break
            kept = [*entry, *kept]
        return [styled("So far", BOLD), Content(""), *kept[: max(0, len(kept) - 1)]]


@lru_cache(maxsize=64)
def _entry(where: str, what: str, width: int) -> tuple[Content, ...]:
    """Where it was, what was picked in two lines at most, and air."""
    picked = wrapped([Run(plain(inline(what)))], width)
    texts = [plain(part) for part in picked[:2]]
    if len(picked) > 2:
        texts[1] = cut(texts[1] + " " + plain(picked[2]), width)
    return styled(cut(clean_line(where), width), MUTED), *map(styled, texts), Content("")


def shortened(labels: Sequence[str], room: int) -> list[str]:
    """Shorten labels until they take `room` cells together, always the longest first."""
    labels = list(labels)
    while sum(map(cells, labels)) > room:
        longest = max(range(len(labels)), key=lambda index: cells(labels[index]))
        if cells(labels[longest]) <= _SHORTEST_LABEL:
            break
        labels[longest] = cut(labels[longest], cells(labels[longest]) - 1)
    return labels


def _share(meter: MeterView) -> float:
    extent = meter.max - meter.min
    return (meter.value - meter.min) / extent if extent else 0.0
