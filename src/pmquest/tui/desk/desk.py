"""The desk as a value: the file as it was read, the version that is shown, where the author stands.

Everything on the screen follows from it, without a widget. What is done gives another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from pmquest.engine.machine import Machine
from pmquest.engine.play import PickRefused, Play
from pmquest.engine.standing import Standing
from pmquest.game.rehearsal import Rehearsal
from pmquest.report.lines import Line
from pmquest.report.scene_key import SceneKey, scene_key
from pmquest.tui import pages
from pmquest.tui.cards import Offer
from pmquest.tui.desk.draft import Draft, Survey
from pmquest.tui.desk.findings_list import (
    MOST_LISTED,
    Listed,
    found_in_words,
    listed_findings,
)
from pmquest.tui.desk.head_lines import Pane
from pmquest.tui.desk.key_lines import called_line, key_page, keyed_offers, lead_line
from pmquest.tui.desk.map_rows import Charted, known_in_words
from pmquest.tui.stage import Answered, Stage, answered

FIRST_SEED: Final = 1

_NO_FILE: Final = "There is no file of this name yet. It is shown here as soon as it is saved."
_NO_SCENARIO: Final = (
    "This file is no scenario yet. What is wrong stands under Findings; mend it and save, and the "
    "story is shown here."
)
_READING: Final = "Reading …"
_TAKEN_BACK: Final = "Taken back. Decide again."
_GONE_BACK: Final = "Back where you were before."
_NOTHING_BACK: Final = "There is nothing to take back: this is where you began."
_NO_SCENE: Final = "This finding is about the file as a whole, not about one scene."
_OLDER_FIGURES: Final = "Figures with ~ are those of the version before."
_WHAT_FIGURES_SAY: Final = "If answers are picked at random: × times in a play, % of plays."
_NO_SEED: Final = "No seed below 10,000 shows it; these are the picks."


@dataclass(frozen=True)
class Desk:
    """Everything that the desk knows."""

    draft: Draft | None = None
    """The file as it was read last; None before the first time."""
    shown: Draft | None = None
    """The last version that can be played; None where there was none yet."""
    survey: Survey | None = None
    """What exploring gave last, perhaps of an older version."""
    rehearsal: Rehearsal | None = None
    """Where the author stands; there is one as soon as a version can be played."""
    answered: Answered | None = None
    """The choice that is being read about."""
    authors_view: bool = True
    """Whether what only an author may see is shown."""
    remark: str = ""
    """What is to be said about what was done last."""

    # The file

    def read(self, draft: Draft) -> Desk:
        """The file was read again: stay where one was, in the new version if it can be played."""
        same = self.draft is not None and (self.draft.hash, self.draft.saved) == (
            draft.hash,
            draft.saved,
        )
        desk = replace(self, draft=draft, remark=self.remark if same else "")
        if draft.machine is None:
            return desk
        if self.shown is not None and self.shown.hash == draft.hash:
            return replace(desk, shown=draft)
        if self.rehearsal is None:
            begun = Rehearsal.start(draft.machine, FIRST_SEED)
            return replace(desk, shown=draft, rehearsal=begun)
        return replace(desk, shown=draft)._carried(self.rehearsal, draft.machine)

    def _carried(self, rehearsal: Rehearsal, machine: Machine) -> Desk:
        """Stay where one was, in a new version.

        Who reads what came of a choice stands in the scene in which it was made.
        """
        carried = rehearsal.onto(machine)
        if self.answered is None:
            return self._at(carried.rehearsal, carried.remark)
        if not carried.remark:
            return replace(
                self, rehearsal=carried.rehearsal, answered=_told_of_last(carried.rehearsal.play)
            )
        choice = rehearsal.play.picks[-1].choice
        carried = rehearsal.before_last_pick.onto(machine)
        try:
            again = carried.rehearsal.picked(choice)
        except PickRefused as refused:
            return self._at(carried.rehearsal, carried.remark or refused.reason)
        return replace(
            self,
            rehearsal=again,
            answered=_told_of_last(again.play),
            remark=carried.remark,
        )

    def surveyed(self, survey: Survey) -> Desk:
        """Every road of a version was followed."""
        return replace(self, survey=survey)

    # Where the author stands

    @property
    def play(self) -> Play | None:
        """The play; None while nothing can be played."""
        return None if self.rehearsal is None else self.rehearsal.play

    @property
    def may_go_back(self) -> bool:
        """Whether there is something to take back."""
        return self.rehearsal is not None and self.rehearsal.may_go_back

    def picked(self, choice: str) -> Desk:
        """Make a choice that is open."""
        assert self.rehearsal is not None
        before = self.rehearsal.play
        after = self.rehearsal.picked(choice)
        told = answered(before, after.play, coached=True, timed_out=False)
        return replace(self._at(after), answered=told)

    def gone_on(self) -> Desk:
        """Go on from what was read, or past a scene without choices."""
        assert self.rehearsal is not None
        if self.answered is not None:
            return self._at(self.rehearsal)
        return self._at(self.rehearsal.gone_on())

    def gone_back(self) -> Desk:
        """Take back what was done last."""
        if self.rehearsal is None or not self.rehearsal.may_go_back:
            return replace(self, remark=_NOTHING_BACK)
        taken_back = bool(self.rehearsal.play.picks)
        return self._at(self.rehearsal.gone_back(), _TAKEN_BACK if taken_back else _GONE_BACK)

    def restarted(self, seed: int | None = None) -> Desk:
        """Begin the story anew."""
        assert self.rehearsal is not None
        return self._at(self.rehearsal.restarted(seed))

    def jumped(self, there: Standing) -> Desk:
        """Go anywhere; raises JumpRefused where no play can stand so."""
        assert self.rehearsal is not None
        return self._at(self.rehearsal.jumped(there))

    def gone_to(self, scene: str) -> Desk:
        """Go to a scene with all else as it is."""
        assert self.rehearsal is not None
        if self.rehearsal.play.scene.id == scene:
            return self._at(self.rehearsal)
        return self.jumped(self.rehearsal.elsewhere(scene))

    def gone_to_finding(self, listed: Listed) -> Desk:
        """Show what a finding is about: play its picks, else go to the scene where it stands."""
        finding = listed.finding
        if self.rehearsal is None:
            return self
        if finding.picks is not None:
            try:
                shown = self.rehearsal.shown(finding.picks, finding.seed)
            except PickRefused as refused:
                return replace(self, remark=f"Its picks cannot be made any more: {refused.reason}")
            return self._at(shown, "" if finding.seed is not None else _NO_SEED)
        scene = None if listed.stale or self.draft is None else self.draft.scene_at(finding.line)
        if scene is None or scene not in self.rehearsal.play.scenario.scenes:
            return replace(self, remark=_NO_SCENE)
        return self.gone_to(scene)

    def viewed(self) -> Desk:
        """Change between the author's view and the player's."""
        return replace(self, authors_view=not self.authors_view)

    def _at(self, rehearsal: Rehearsal, remark: str = "") -> Desk:
        return replace(self, rehearsal=rehearsal, answered=None, remark=remark)

    # What is shown

    @cached_property
    def stage(self) -> Stage | None:
        """What the player would see."""
        if self.play is None:
            return None
        return Stage(self.play, self.may_go_back, self.answered)

    @cached_property
    def _key(self) -> SceneKey | None:
        if self.play is None or self.answered is not None or not self.authors_view:
            return None
        return scene_key(self.play.machine, self.play.state)

    def page(self, size: int, tall: bool) -> list[Line]:
        """What is read, for a width in cells and whether the window is tall."""
        if self.stage is None:
            return pages.told_page(self._why_nothing, size)
        if self._key is None or self.play is None:
            return self.stage.page(size, tall)
        size = min(size, pages.MOST_TEXT)
        text = pages.scene_text(self.play.view, size, tall=tall)
        return pages.parted([text, key_page(self._key, size)])

    def head(self, size: int, tall: bool) -> list[Line]:
        """What stands over the text for the author and never scrolls: the scene's title, what the
        moment calls for, why the story cannot go on."""
        if self._key is None or self.play is None:
            return []
        size = min(size, pages.MOST_TEXT)
        called, reason = called_line(self._key, size), self.play.stuck_reason
        return [
            *pages.title_lines(self.play.view.title, size),
            *([called] if called else []),
            *(pages.dead_end_lines(reason, size) if reason else []),
            *([()] if tall else []),
        ]

    @property
    def _why_nothing(self) -> str:
        if self.draft is None:
            return _READING
        return _NO_FILE if self.draft.saved is None else _NO_SCENARIO

    @cached_property
    def offers(self) -> list[Offer]:
        """What the cards offer."""
        if self.stage is None or self.play is None:
            return []
        offers = self.stage.offers
        if self._key is not None:
            return keyed_offers(offers, self._key, self.play)
        if self.answered is not None and self.authors_view:
            return [replace(offers[0], beneath=(lead_line(self.play),)), *offers[1:]]
        return offers

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The findings, errors first."""
        return () if self.draft is None else listed_findings(self.draft, self.survey)

    @cached_property
    def charted(self) -> Charted | None:
        """The map, with the figures that are known; None before there is one."""
        if self.shown is None or self.shown.map is None or self.play is None:
            return None
        reads = self.answered is not None and self.play.picks
        here = self.play.picks[-1].scene if reads else self.play.scene.id
        survey = self.survey
        if survey is not None and survey.hash == self.shown.hash:
            return Charted(survey.map, here)
        return Charted(self.shown.map, here, None if survey is None else survey.map)

    def roads(self, *, exploring: bool) -> str:
        """Say how much is known of the roads of the version that is shown."""
        if exploring:
            return "exploring …"
        if self.survey is None or self.shown is None or self.survey.hash != self.shown.hash:
            return "not explored"
        return known_in_words(self.survey.exploration)

    def says_of(self, pane: Pane, *, exploring: bool, tall: bool) -> str:
        """Say what is to be said over a pane; in a low window, only what cannot be done without."""
        if pane == "findings":
            found = found_in_words(self.listed)
            if exploring:
                return f"{found or 'Nothing found so far'}; exploring …"
            more = f"; here are the first {MOST_LISTED}" if len(self.listed) > MOST_LISTED else ""
            return f"{found}{more}" or ("Nothing found." if self.draft is not None else "")
        if pane != "map" or self.charted is None:
            return ""
        if self.charted.before is not None:
            return _OLDER_FIGURES
        return _WHAT_FIGURES_SAY if tall and self.charted.map.explored else ""


def _told_of_last(play: Play) -> Answered | None:
    """What there is to read about the last pick of a play, if anything."""
    if not play.picks:
        return None
    return answered(play.take_back(), play, coached=True, timed_out=False)
