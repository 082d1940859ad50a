"""Where the author stands in the story, in the names of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.reactive import reactive

from pmquest.engine.play import Play
from pmquest.engine.standing import standing
from pmquest.engine.text import shown_fact, shown_meter
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import measured, signed
from pmquest.tui.drawn import BOLD, MUTED, Drawn, line, row, styled, wrapped


class StateText(Drawn):
    """Scene, turn, seed, meters, facts, and what conditions can ask about."""

    play: reactive[Play | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """All of it; nothing before there is a play."""
        return list(_told(self.play, width)) if self.play is not None else []


def _told(play: Play, width: int) -> Iterator[Content]:
    here, scenario = standing(play.machine, play.state), play.scenario
    yield from wrapped(styled(play.view.title, BOLD), width)
    yield row(
        styled(here.scene, MUTED), styled(f"turn {here.turn}, seed {play.seed}", MUTED), width
    )
    if scenario.meters:
        yield from _head("Meters")
    for meter in play.view.meters:
        moved = play.changes.get(meter.id, 0)
        value = line(
            (f"{signed(moved)}  " if moved else "", MUTED),
            (measured(meter.value, meter.unit), BOLD),
        )
        limits = f"{shown_meter(meter.min)} to {shown_meter(meter.max)}"
        yield row(line(meter.id, (f"  {clean_line(meter.label)}, {limits}", MUTED)), value, width)
    if scenario.facts:
        yield from _head("Facts")
    for fact in scenario.facts:
        yield row(styled(fact), styled(shown_fact(here.values[fact]), BOLD), width)
    visits = [f"{scene} ×{times}" if times > 1 else scene for scene, times in here.visited.items()]
    chosen = [f"{scene}.{choice}" for scene, choice in here.chosen]
    fired = [f"{number + 1} ({scenario.interrupts[number].to})" for number in here.fired]
    for name, told in (
        ("Visited", visits),
        ("Chosen", chosen),
        ("Interrupts that fired", fired),
        ("Waiting", [here.waiting] if here.waiting else []),
    ):
        if told or name in ("Visited", "Chosen"):
            yield from _head(name)
            yield from wrapped(
                styled(", ".join(told) or "nothing yet", "" if told else MUTED), width
            )


def _head(name: str) -> Iterator[Content]:
    yield Content("")
    yield styled(name, MUTED)
