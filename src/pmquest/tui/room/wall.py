"""What the projector shows at one moment, as a value: the room, and what it is to show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from textual.content import Content

from pmquest.report.lines import Line
from pmquest.scoring.words import counted, listed
from pmquest.tui import pages
from pmquest.tui.cards import Offer, card_lines
from pmquest.tui.drawn import TALL_FROM
from pmquest.tui.meters import MeterValues
from pmquest.tui.prose import contents
from pmquest.tui.room.result_page import numbers, result_page
from pmquest.tui.room.slides import Slide, slides
from pmquest.workshop.decisions import found_in_words
from pmquest.workshop.tokens import shown_code
from pmquest.workshop.views import Facilitator

AROUND: Final = 5
"""The rows of a low window that do not belong to what is read: title, count and keys."""

Showing = Literal["way in", "outcome", "scene", "answers", "result", "debrief"]
"""What stands on the wall; with `answers` the text of the scene is put away."""


@dataclass(frozen=True, slots=True)
class Wall:
    """One moment of a room on the projector."""

    now: Facilitator

    @property
    def showing(self) -> Showing:
        """What stands on the wall."""
        phase, on_wall = self.now.phase, self.now.on_wall
        if phase == "lobby" or (on_wall.way_in and phase != "debrief"):
            return "way in"
        if phase == "debrief":
            return "debrief"
        if phase == "revealed":
            return "result"
        if self.now.outcome is not None and not on_wall.outcome_read:
            return "outcome"
        return "answers" if on_wall.text_away and self.now.round is not None else "scene"

    def page(self, width: int, height: int) -> list[Content]:
        """What is read, for a page of so many cells and rows."""
        tall = height >= TALL_FROM - AROUND
        if self.showing == "result":
            return result_page(self.now, width, height)
        if self.showing == "debrief":
            return self.slides[self.slide].lines(width, height + 2, why=self.now.on_wall.explains)
        return contents(self._told(width, tall))

    def _told(self, size: int, tall: bool) -> list[Line]:
        """What the story tells."""
        now, scene = self.now, self.now.scene
        if scene is None or self.showing == "way in":
            return []
        if self.showing == "outcome" and now.outcome is not None:
            title = now.decided[-1][0] if now.decided else ""
            return pages.outcome_page(now.outcome, title, size, tall=tall, coached=None)
        if self.showing == "answers":
            return pages.title_lines(scene.title, size)
        if now.stuck:
            return pages.dead_end_page(scene, now.stuck, size, tall=tall)
        return pages.scene_page(scene, size, tall=tall)

    def answers(self, width: int, tall: bool) -> list[Content]:
        """The answers of an open or closed vote, by number; none where none is asked for."""
        scene = self.now.scene
        if scene is None or self.showing not in ("scene", "answers") or self.now.stuck:
            return []
        lines: list[Content] = []
        for number, choice in enumerate(scene.choices, 1):
            offer = Offer("choose", str(number), choice.text, choice.locked, choice.id)
            air = bool(lines) and (tall or self.showing == "answers")
            drawn = contents(card_lines(offer, min(width, pages.MOST_TEXT)))
            lines += [*([Content("")] if air else []), *drawn]
        return lines

    @property
    def waits_for_vote(self) -> bool:
        """Whether a decision comes next, whose vote opens when it is shown."""
        now = self.now
        asks = now.scene is not None and any(each.selectable for each in now.scene.choices)
        return now.phase == "story" and asks and not now.stuck

    @property
    def told(self) -> object:
        """All that the text and the answers depend on; while it stays, they need no new look."""
        now = self.now
        return (
            self.showing,
            now.scene,
            now.outcome,
            now.stuck,
            now.bars,
            now.coaching,
            now.debrief,
            self.slide,
            now.on_wall.explains,
            now.rounds_here,
        )

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The parts of the debrief; none before it."""
        return slides(self.now.debrief) if self.now.debrief is not None else ()

    @property
    def slide(self) -> int:
        """Which part of the debrief is shown, from 0."""
        return max(0, min(len(self.slides) - 1, self.now.on_wall.slide))

    @property
    def first_decision(self) -> int:
        """Which part of the debrief is the first that is about one decision; the last, else."""
        about = (place for place, each in enumerate(self.slides) if each.decision is not None)
        return next(about, len(self.slides) - 1)

    @property
    def meters(self) -> MeterValues:
        """The meters of the story, where it is read."""
        scene = self.now.scene
        if scene is None or self.showing != "scene":
            return MeterValues()
        return MeterValues(scene.meters, self.now.changes)

    @property
    def place(self) -> str:
        """How far the story has come, in words, and the code for those who come late."""
        now = self.now
        if self.showing == "way in":
            return "rehearsal" if now.rehearsal else ""
        if now.phase == "debrief":
            return f"debrief, {self.slide + 1} of {len(self.slides)}"
        decision = f"decision {now.decision}" if now.decision is not None else ""
        again = f"round {now.rounds_here}" if now.rounds_here > 1 else ""
        return "   ".join(filter(None, (decision, again, shown_code(now.code))))

    @property
    def next_in_words(self) -> str:
        """What follows from the result that is shown."""
        now = self.now
        tied = listed([self.number(each) for each in now.tied])
        if now.next_choice is None:
            return f"A tie between {tied}." if tied else "Nobody voted."
        answer = self.number(now.next_choice)
        if now.next_by == "drawn":
            return f"A tie between {tied}. The room's seed draws {answer}."
        share = next(bar.share for bar in now.bars if bar.id == now.next_choice)
        how = f", {found_in_words(now.next_by, share)}" if now.next_by else ""
        return f"Next: answer {answer}{how}."

    def number(self, choice: str) -> str:
        """By which number an answer is called here."""
        return numbers(self.now)[choice]

    @property
    def by_hands(self) -> bool:
        """Whether hands decide here, not phones."""
        return self.now.hands or bool(self.now.hands_counted)

    @property
    def count_in_words(self) -> str:
        """How many have answered, without a word on what."""
        now = self.now
        if now.phase == "closed":
            told = "hand" if self.by_hands else "answer"
            return f"The vote is closed: {counted(now.answered, told)}."
        if now.hands_counted:
            return f"{counted(now.answered, 'hand')} counted"
        if now.hands:
            return "Hands up"
        return f"{now.answered} of {now.present} have answered"
