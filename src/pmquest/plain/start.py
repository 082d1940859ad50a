"""What stands before a play without a screen: which scenario, going on or beginning anew."""

from __future__ import annotations

from typing import Final

from pmquest.game.errors import UnknownScenario
from pmquest.game.game import Game
from pmquest.game.headers import Header
from pmquest.game.kept_play import KeptPlay
from pmquest.game.resume import EditedScenario
from pmquest.plain.lists import library_lines
from pmquest.plain.prose import on_one_line, text_lines
from pmquest.plain.scene import heading
from pmquest.plain.terminal import InputEnded, ask, at_terminal, say, warn, width
from pmquest.plain.words import hanging, meanings, paragraph, parted
from pmquest.scenario.model import Scenario
from pmquest.scoring.words import listed

PIPED_SEED: Final = 1
"""What chance is drawn from where the answers come from a file and no seed is given: the same
answers then lead along the same road every time."""

_WAYS: Final = {
    "pmquest play ID": "play one of these, here, line by line",
    "pmquest play ID < FILE": "the same with answers from a file, one a line",
    "pmquest --help": "everything else",
}


def show_what_can_be_done(game: Game) -> None:
    """Show, where no screen can be drawn, what there is to play and how."""
    ways = meanings(_WAYS, width())
    parts = (
        ["No screen can be drawn here. What can be done:"],
        ways,
        library(game, numbered=False),
    )
    say("\n".join(parted(parts)))


def headers(game: Game) -> tuple[Header, ...]:
    """Give all scenarios; what there is to say about their folders goes to standard error."""
    found = game.library.refresh()
    for notice in game.library.notices:
        warn(notice)
    return found


def library(game: Game, *, numbered: bool) -> list[str]:
    """List what can be played."""
    return library_lines(headers(game), game.refresh(), width(), numbered=numbered)


def asked_scenario(game: Game) -> Header:
    """Ask which scenario to play; raises `InputEnded` where no answer comes.

    From elsewhere than a terminal the first line is the answer; raises `UnknownScenario` where
    it names none.
    """
    say("\n".join([*library(game, numbered=True), ""]))
    by_number = dict(enumerate(game.library.headers(), 1))
    while True:
        answer = _answered("Which one, by number or id? ")
        if answer.isdecimal() and int(answer[:6]) in by_number:
            return by_number[int(answer[:6])]
        try:
            return game.library.find(answer)
        except UnknownScenario as unknown:
            if not at_terminal():
                raise
            say(str(unknown))


def gone_on_with(game: Game, header: Header) -> KeptPlay | None:
    """Offer to go on with the latest unfinished play of a scenario; None to begin anew.

    Raises `InputEnded` where the player leaves instead of answering.
    """
    plays = game.glance().plays_of(header)
    latest = next((play for play in plays if play.status == "unfinished"), None)
    if latest is None:
        return None
    say(f"There is a play of this that waits at decision {latest.decision}, {latest.left}.")
    if _answered("Go on with it (Enter), or begin anew (n)? ") == "n":
        return None
    resumed = game.resume(latest.id)
    return resumed if isinstance(resumed, KeptPlay) else _edited(resumed)


def _edited(edited: EditedScenario) -> KeptPlay:
    """Put the offers for a play whose scenario was edited since."""
    columns = width()
    offers = [
        hanging(f"  {number}  ", f"{offer.label}. {offer.meaning}", columns)
        for number, offer in enumerate(edited.offers, 1)
    ]
    about = f"This scenario was edited since you left, in {edited.where}. {edited.why}"
    say("\n".join(parted([paragraph(about, columns), *offers, [""]])))
    numbers = [str(number) for number in range(1, len(edited.offers) + 1)]
    while (answer := _answered(f"Your answer ({listed(numbers)}): ")) not in numbers:
        say(f"Type one of {listed(numbers)}.")
    return edited.offers[int(answer) - 1].take()


def show_beginning(game: Game, scenario: Scenario) -> None:
    """Show what a new play begins with: who the player is, what for, and their last plan.

    The plan is for somebody at a terminal; from a file the same answers give the same text.
    """
    columns = width()
    plan = game.plan_to_show() if at_terminal() else None
    parts = [
        heading(scenario.title, columns),
        text_lines(scenario.summary, columns),
        paragraph(f"You are: {scenario.role}. It takes about {scenario.minutes} minutes.", columns),
        ["What you can take from it:"]
        + [
            line
            for each in scenario.objectives
            for line in hanging("- ", on_one_line(each), columns)
        ],
        hanging(f"Your plan ({plan.when}, {plan.title}): ", plan.text, columns) if plan else [],
    ]
    say("\n".join([*parted(parts), ""]))


def _answered(prompt: str) -> str:
    answer = ask(prompt)
    if answer is None:
        raise InputEnded
    return answer
