"""Scenes, outcomes and the road so far as lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmquest.engine.play import Passage, Play
from pmquest.engine.views import ChoiceView, MeterView, Outcome, SceneView
from pmquest.plain.exhibits import exhibit_lines
from pmquest.plain.prose import on_one_line, text_lines
from pmquest.plain.words import hanging, paragraph, parted
from pmquest.scoring.clean import clean_line
from pmquest.scoring.moments import Moment
from pmquest.scoring.words import measured, signed


def heading(title: str, width: int) -> list[str]:
    """A line that begins a new part."""
    return hanging("== ", f"{clean_line(title)} ==", width)


def scene_lines(play: Play, width: int) -> list[str]:
    """The scene in which a play stands: what happens, the figures, what can be done."""
    view = play.view
    title = view.title
    if play.status == "choosing":
        title += f" · decision {play.next_decision}"
    return parted(
        [
            heading(title, width),
            *_told(view, width),
            meter_lines(view.meters, play.changes, width),
            choice_lines(view.choices, width),
        ]
    )


def passage_lines(passage: Passage, width: int) -> list[str]:
    """A scene of the road, to be read again, and what was answered there."""
    parts = [heading(passage.view.title, width), *_told(passage.view, width)]
    if passage.outcome:
        parts += [answered(passage.outcome, width), text_lines(passage.outcome.result, width)]
    return parted(parts)


def _told(view: SceneView, width: int) -> list[list[str]]:
    exhibits = (exhibit_lines(exhibit, width) for exhibit in view.exhibits)
    return [text_lines(view.text, width), *exhibits]


def meter_lines(meters: Sequence[MeterView], changes: Mapping[str, int], width: int) -> list[str]:
    """All meters in one line, each with what it moved by since the last pick."""
    figures = []
    for meter in meters:
        moved = changes.get(meter.id, 0)
        figure = f"{meter.label} {measured(meter.value, meter.unit)}"
        figures.append(f"{figure} ({signed(moved)})" if moved else figure)
    return paragraph(" · ".join(figures), width) if figures else []


def choice_lines(choices: Sequence[ChoiceView], width: int) -> list[str]:
    """The answers with their numbers; one that is locked has its reason in place of one."""
    lines = []
    for number, choice in enumerate(choices, 1):
        text = on_one_line(choice.text)
        if choice.selectable:
            lines += hanging(f"  {number}  ", text, width)
        else:
            lines += hanging(
                "  –  ", f"{text} (not open: {on_one_line(choice.locked or '')})", width
            )
    return lines


def answered(outcome: Outcome, width: int) -> list[str]:
    """What was picked, quoted."""
    return hanging("> ", on_one_line(outcome.text), width)


def outcome_lines(outcome: Outcome, coached: Moment | None, width: int) -> list[str]:
    """What a pick did; in coached mode, with its moment, also how it served and why."""
    moved = " · ".join(
        f"{change.label} {measured(change.before)} → {measured(change.after, change.unit)}"
        for change in outcome.changes
    )
    parts = [
        answered(outcome, width),
        text_lines(outcome.result, width),
        paragraph(moved, width) if moved else [],
    ]
    if coached and coached.keys:
        parts += [coaching_lines(coached, width), text_lines(outcome.why or "", width)]
    return parted(parts)


def coaching_lines(moment: Moment, width: int) -> list[str]:
    """The level and judgment of an answer beside the level that the moment called for."""
    called = f"The moment called for {moment.called_in_words}"
    signal = f": {on_one_line(moment.scene.signal)}" if moment.scene.signal else "."
    return [
        *paragraph(f"Your answer: {moment.level_in_words}, {moment.judgment_in_words}.", width),
        *paragraph(called + signal, width),
    ]


def road_lines(passages: Sequence[Passage], width: int) -> list[str]:
    """The road so far, one line for each scene, numbered to be read again."""
    lines = []
    for number, passage in enumerate(passages, 1):
        text = clean_line(passage.view.title)
        if passage.outcome:
            text += f": {on_one_line(passage.outcome.text)}"
        lines += hanging(f"{number:>3}  ", text, width)
    return lines
