"""One play as lines and a prompt, from where it stands to its debrief or until the player leaves.

Every answer is on disk before the next scene is shown, so leaving never loses anything: not by
`q`, not by the end of the input, not by an interrupt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pmquest.engine.views import ChoiceView
from pmquest.game.errors import GameError, NoTakingBack
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.plain.debrief import debrief_lines
from pmquest.plain.prose import on_one_line
from pmquest.plain.scene import outcome_lines, passage_lines, road_lines, scene_lines
from pmquest.plain.terminal import ask, at_terminal, say, warn, width
from pmquest.plain.words import hanging, meanings, paragraph
from pmquest.scoring.moments import moment
from pmquest.scoring.words import counted, listed

LEAVE: Final = "q"
MOST_IDLE: Final = 50
"""After so many answers in a row that lead nowhere, or after the debrief, what comes from
elsewhere than a terminal is not meant for the game, and may never end."""

_STUCK: Final = "u takes your last answer back, Enter shows the debrief: "
_COMMANDS: Final = {
    "u": "take your last answer back",
    "n TEXT": "write a note to yourself on this decision; n alone shows it",
    "m": "your road so far; m 2 shows its second scene again",
    "q": "leave; everything is saved",
}
_AFTERWARDS: Final = {
    "r 1 TEXT": "write your answer to the first question to think about",
    "p TEXT": "write your plan in your own words",
    "m": "your road; m 2 shows its second scene again",
    "q": "leave, as Enter does; everything is saved",
}


class PlainGame:
    """Takes one player through one play."""

    def __init__(self, game: Game, kept: KeptPlay, name: str, told: Sequence[str] = ()) -> None:
        """Take the play as it stands; `name` is how `pmquest play` calls its scenario.

        `told` are the notices of the game that the player has read already.
        """
        self._game = game
        self._kept = kept
        self._name = name
        self._width = width()
        self._noticed = set(told)

    def run(self) -> None:
        """Play until the debrief was shown or the player left.

        Raises `GameError` where the play cannot go on; an interrupt passes through after the
        player was told where the play waits.
        """
        if self._kept.remark:
            self._show(paragraph(self._kept.remark, self._width))
        try:
            while self._scene():
                pass
        except KeyboardInterrupt:
            say()
            if self._kept.play.status in ("choosing", "passing"):
                self._leave()
            raise

    def _scene(self) -> bool:
        """Show where the play stands and take what the player does; False where that was all."""
        play = self._kept.play
        self._tell_notices()
        self._show(scene_lines(play, self._width))
        if play.status == "choosing":
            return self._moved("Your answer (? for help): ")
        if play.status == "passing":
            if at_terminal():
                return self._moved("Enter to go on (? for help): ")
            self._kept.go_on()
            return True
        if play.stuck_reason:
            self._show(paragraph(f"The story cannot go on here. {play.stuck_reason}", self._width))
            if self._kept.may_take_back and ask(_STUCK) == "u":
                return self._take_back()
        self._debrief()
        return False

    def _moved(self, prompt: str) -> bool:
        """Ask until an answer moves the play; False where the player left."""
        idle = 0
        while (answer := ask(prompt)) not in (None, LEAVE):
            if self._obeyed(answer or ""):
                return True
            idle += 1
            if idle == MOST_IDLE and not at_terminal():
                raise GameError(
                    f"{counted(idle, 'answer')} in a row led nowhere, so the play was left where "
                    "it stands."
                )
        self._leave()
        return False

    def _obeyed(self, answer: str) -> bool:
        """Do what an answer says; whether it moved the play.

        A choice may be called as a command is; then its id means the choice.
        """
        word, _, rest = answer.partition(" ")
        match word:
            case _ if self._meant(answer) is not None:
                return self._choose(answer)
            case "?":
                self._show_help()
            case "m":
                self._show_road(rest)
            case "n":
                self._note(rest)
            case "u":
                return self._take_back()
            case _ if self._kept.play.status == "passing":
                return self._pass(answer)
            case _:
                return self._choose(answer)
        return False

    def _choose(self, answer: str) -> bool:
        choice = self._meant(answer)
        if choice is None:
            return self._misfit("That is not an answer here.")
        if not choice.selectable:
            return self._misfit(f"That is not open: {on_one_line(choice.locked or '')}")
        play = self._kept.pick(choice.id)
        if play.outcome:
            place = len(play.decisions) - 1
            coached = self._kept.mode == "coached"
            met = moment(play.scenario, play.decisions[place], place) if coached else None
            self._show(outcome_lines(play.outcome, met, self._width))
        return True

    def _meant(self, answer: str) -> ChoiceView | None:
        """The choice that a number or an id names; None where there is none."""
        for number, choice in enumerate(self._kept.play.view.choices, 1):
            if answer in (str(number), choice.id):
                return choice
        return None

    def _pass(self, answer: str) -> bool:
        if answer:
            return self._misfit("There is nothing to choose here: Enter goes on.")
        self._kept.go_on()
        return True

    def _take_back(self) -> bool:
        try:
            self._kept.take_back()
        except NoTakingBack as refused:
            return self._misfit(str(refused))
        return True

    def _misfit(self, reason: str) -> bool:
        """Say why an answer did not move the play, and what would; gives False."""
        choices = self._kept.play.view.choices
        open_here = [str(number) for number, each in enumerate(choices, 1) if each.selectable]
        possible = f" Open here: {listed(open_here)}." if open_here else ""
        self._show(paragraph(f"{reason}{possible} ? shows what else you can type.", self._width))
        return False

    def _note(self, text: str) -> None:
        """Write or show the note on the decision at hand."""
        if text:
            self._kept.note(text)
            self._show(["Noted."])
        else:
            note = self._kept.notes.get(self._kept.decision_at_hand) or "none yet"
            self._show(hanging("Your note: ", note, self._width))

    def _show_road(self, which: str) -> None:
        """The road so far, or one of its scenes once more."""
        passages = self._kept.play.passages
        if which.isdecimal() and 1 <= int(which[:6]) <= len(passages):
            self._show(passage_lines(passages[int(which[:6]) - 1], self._width))
        else:
            self._show(road_lines(passages, self._width))

    def _show_help(self) -> None:
        choices = self._kept.play.view.choices
        answers = {
            f"{number} or {choice.id}": on_one_line(choice.text)
            for number, choice in enumerate(choices, 1)
            if choice.selectable
        }
        self._show(meanings(answers | _COMMANDS, self._width))

    def _debrief(self) -> None:
        """Show the debrief and take answers to its questions, from a file as many as make sense."""
        self._tell_notices()
        self._show(debrief_lines(self._kept.debrief(), self._width))
        taken = 0
        while (answer := ask("Enter to leave (? for help): ")) not in (None, "", LEAVE):
            taken += 1
            if taken > MOST_IDLE and not at_terminal():
                return
            word, _, rest = (answer or "").partition(" ")
            match word:
                case "m":
                    self._show_road(rest)
                case "p":
                    self._kept.plan(rest)
                    self._show(hanging("Your plan: ", self._kept.debrief().plan.text, self._width))
                case "r":
                    self._reflect(rest)
                case _:
                    self._show(meanings(_AFTERWARDS, self._width))

    def _reflect(self, answer: str) -> None:
        number, _, text = answer.partition(" ")
        questions = self._kept.play.scenario.reflect
        if number.isdecimal() and 1 <= int(number[:4]) <= len(questions):
            self._kept.reflect(int(number) - 1, text)
            self._show(["Written down."])
        else:
            self._show(["Write r, the number of a question, and your answer."])

    def _leave(self) -> None:
        """Say where the play waits; where there is a notice, it may not have been saved."""
        self._tell_notices()
        waits = f"Left at decision {self._kept.play.next_decision}."
        if not self._game.notices:
            waits += f" It is saved. To go on: pmquest play {self._name}"
        self._show(paragraph(waits, self._width))

    def _tell_notices(self) -> None:
        for notice in self._game.notices:
            if notice not in self._noticed:
                self._noticed.add(notice)
                warn(notice)

    def _show(self, lines: Sequence[str]) -> None:
        """Say some lines and leave one empty line after them."""
        say("\n".join([*lines, ""]))
