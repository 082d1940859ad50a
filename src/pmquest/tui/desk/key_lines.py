"""What the author's view adds to a scene: lines under its text and under its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pmquest.engine.play import Play
from pmquest.framework import ASPECTS, SLIPS
from pmquest.report.lines import Line, Run, cut, width, wrapped
from pmquest.report.prose import prose_lines
from pmquest.report.scene_key import AnswerKey, Asked, SceneKey, titles
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import judgment_in_words, level_glyph
from pmquest.tui.cards import Offer
from pmquest.tui.pages import barred, level_runs, parted

_BAR: Final = 3
"""The cells of a bar and its air."""


def keyed_offers(offers: Iterable[Offer], key: SceneKey, play: Play) -> list[Offer]:
    """Give the offers with what an author may know of each, and the answers that are hidden."""
    keyed = [_keyed(offer, key) for offer in offers]
    if play.state.stopped is not None:
        return keyed
    seen = {offer.choice for offer in keyed}
    hidden = [
        Offer("choose", "–", answer.text, "", answer.choice, tuple(_answer_lines(answer)))
        for answer in key.answers.values()
        if answer.choice not in seen and answer.offered in ("hidden", "taken")
    ]
    answers = sum(offer.deed == "choose" for offer in keyed)
    return [*keyed[:answers], *hidden, *keyed[answers:]]


def lead_line(play: Play) -> Line:
    """Where the last choice led."""
    return (Run("→ ", "muted"), Run(clean_line(play.view.title)))


def called_line(key: SceneKey, size: int) -> Line:
    """What a moment calls for and by what it can be told, in one line; () where nothing is said."""
    called = _called(key)
    *before, signal = called or (Run(""),)
    room = size - width(before)
    return (*before, Run(cut(signal.text, max(1, room)))) if called else ()


def _called(key: SceneKey) -> Line:
    if key.calls_for is None:
        return ()
    return (
        *(
            (Run("either level", bold=True),)
            if key.calls_for == "either"
            else level_runs(key.calls_for)
        ),
        Run(f" · {ASPECTS[key.aspect].label}" if key.aspect else "", "muted"),
        Run(f" · weighs {key.weight}" if key.weight > 1 else "", "muted"),
        Run(f" · {key.signal}" if key.signal else ""),
    )


def key_page(key: SceneKey, size: int) -> list[Line]:
    """What stands under a scene's text: a signal too long for its line, what happens on arrival,
    what is left out, notes; nothing where there is nothing to say."""
    parts = [
        [line for told in _scene_lines(key, size) for line in wrapped(told, size - _BAR)],
        prose_lines(key.notes, size - _BAR) if key.notes else [],
    ]
    if not any(parts):
        return []
    head: Line = (Run("For authors", "muted", bold=True),)
    return barred([head, *parted(parts)], "faint")


def _scene_lines(key: SceneKey, size: int) -> Iterator[Line]:
    if key.signal and width(_called(key)) > size:
        yield (Run("Signal: ", "muted"), Run(key.signal))
    for changes, when in key.arrival:
        written = (Run(" when ", "muted"), Run(when, code=True)) if when else ()
        yield (Run("On arrival ", "muted"), Run(changes), *written)
    for piece in key.left_out:
        yield (Run(f"Left out: “{piece.words}”, shown ", "muted"), *_condition(piece.when))
    if key.leads:
        yield (Run("→ ", "muted"), Run(titles(key.leads)))


def _keyed(offer: Offer, key: SceneKey) -> Offer:
    answer = key.answers.get(offer.choice)
    if answer is None or offer.deed != "choose":
        return offer
    return replace(offer, beneath=tuple(_answer_lines(answer)))


def _answer_lines(answer: AnswerKey) -> Iterator[Line]:
    if answer.level is not None and answer.judgment is not None:
        slip = SLIPS[answer.slip].label.lower() if answer.slip else ""
        also = filter(None, (slip, answer.responsibility))
        yield (
            Run(level_glyph(answer.level), answer.level),
            Run(f" {answer.level}   ", "muted"),
            Run(judgment_in_words(answer.judgment)),
            Run("".join(f" · {each}" for each in also), "muted"),
        )
    changes = f"{', '.join(answer.changes)} " if answer.changes else ""
    if answer.leads:
        yield (Run(f"{changes}→ {titles(answer.leads)}", "muted"),)
    else:
        yield (Run(changes, "muted"), Run("✗ every way on is closed", "error"))
    if answer.offered == "taken":
        yield (Run("Hidden: it may be taken only once, and was.", "muted"),)
    elif answer.when is not None:
        head = {"hidden": "Hidden: offered ", "locked": "Locked: open "}
        yield (Run(head.get(answer.offered, "Open "), "muted"), *_condition(answer.when))


def _condition(asked: Asked) -> Line:
    """Give a condition and what it looks at: "when trust >= 40; now trust is 30"."""
    now = f"; now {asked.because}" if asked.because else ""
    return (Run("when ", "muted"), Run(asked.written, code=True), Run(now, "muted"))
