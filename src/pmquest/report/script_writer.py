"""Writes the script of a scenario: puts into words what the file says in its own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pmquest.engine.views import ExhibitView
from pmquest.framework import ASPECTS, RESPONSIBILITIES, SLIPS
from pmquest.report.reading_order import targets_of
from pmquest.report.script import (
    AnswerKey,
    Chapter,
    Consequence,
    Passage,
    SceneKey,
    Script,
    ScriptAnswer,
    ScriptFact,
    ScriptMeter,
    ScriptScene,
    ShownExhibit,
)
from pmquest.report.script_order import ScriptOrder, script_order
from pmquest.report.told import Teller, Told, told_list, value_in_words
from pmquest.scenario.expression import Chose, Condition, Name, walk
from pmquest.scenario.model import (
    RESUME,
    Arrival,
    Block,
    Choice,
    Exhibit,
    Meter,
    Route,
    Scenario,
    Scene,
)
from pmquest.scoring.account import agreed_in_words, keyed_in_words
from pmquest.scoring.words import counted, level_in_words, measured

_VERSION_DIGITS: Final = 12


def script(scenario: Scenario, *, key: bool) -> Script:
    """Tell a whole scenario, with the key or without it."""
    writer = _Writer(scenario, script_order(scenario), key=key)
    return Script(
        scenario=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        role=scenario.role,
        role_level=level_in_words(scenario.role_level) if key else "",
        minutes=counted(scenario.minutes, "minute"),
        objectives=scenario.objectives,
        author=scenario.author,
        license=scenario.license,
        language=scenario.language,
        version=scenario.hash.removeprefix("sha256:")[:_VERSION_DIGITS],
        keyed=key,
        judges=keyed_in_words(scenario.panel) if key else "",
        meters=tuple(map(_meter, scenario.meters.values())),
        facts=tuple(writer.facts()) if key else (),
        chapters=tuple(writer.chapters()),
        takeaways=scenario.takeaways if key else (),
        reflect=scenario.reflect if key else (),
    )


class _Writer:
    """Writes the scenes of one scenario."""

    def __init__(self, scenario: Scenario, order: ScriptOrder, *, key: bool) -> None:
        self._scenario = scenario
        self._order = order
        self._key = key
        self._teller = Teller(scenario, order)
        self._after: dict[str, dict[str, None]] = {scene: {} for scene in order.numbers}
        for scene in order.numbers:
            for target in targets_of(scenario.scenes[scene]):
                self._after[target][scene] = None

    def chapters(self) -> Iterator[Chapter]:
        """Give the parts of the script that have scenes."""
        parts = (
            ("The story", self._order.story),
            ("What may break in", self._order.interrupts),
            ("Scenes that nothing leads to", self._order.nowhere),
            ("The endings", self._order.endings if self._key else ()),
        )
        for title, scenes in parts:
            if scenes:
                yield Chapter(title, tuple(map(self._scene, scenes)))

    def facts(self) -> Iterator[ScriptFact]:
        """Give what the story remembers, and with which answers that changes."""
        for fact, start in self._scenario.facts.items():
            yield ScriptFact(fact, value_in_words(start), tuple(self._changes(fact)))

    def _when(self, condition: Condition | None) -> Told:
        """Tell when something is there; nothing where it always is.

        Without the key, what the story remembers of earlier answers is not named: it would say
        what the author thinks of them.
        """
        if condition is None:
            return ()
        parts = walk(condition.expression)
        if not self._key and any(
            isinstance(part, Chose) or (isinstance(part, Name) and part.id in self._scenario.facts)
            for part in parts
        ):
            return ("earlier answers led to this",)
        return self._teller.condition(condition)

    def _changes(self, fact: str) -> Iterator[Told]:
        for id in self._order.numbers:
            scene = self._scenario.scenes[id]
            for entry in scene.enter:
                if moved := self._moved_one(fact, entry):
                    yield (f"{moved} on arriving in ", self._teller.scene(id), *self._only(entry))
            for choice in self._order.answers(scene):
                if moved := self._moved_one(fact, choice):
                    yield (f"{moved} with answer ", self._teller.answer(scene, choice))

    def _moved_one(self, fact: str, entry: Arrival | Choice) -> str:
        """Say what becomes of one fact: "becomes yes", "+1"."""
        effects = {fact: entry.effects[fact]} if fact in entry.effects else {}
        assigned = {fact: entry.set[fact]} if fact in entry.set else {}
        return self._teller.moved(effects, assigned).replace(f"“{fact}” ", "")

    def _only(self, entry: Arrival) -> Told:
        return (", if ", *self._teller.condition(entry.when)) if entry.when else ()

    def _mention(self, scene: str) -> Told:
        return (self._teller.scene(scene),)

    def _scene(self, id: str) -> ScriptScene:
        scene = self._scenario.scenes[id]
        return ScriptScene(
            number=self._order.numbers[id],
            title=self._teller.text(scene.title),
            reached=tuple(self._reached(id)),
            arrival=tuple(self._arrivals(scene)) if self._key else (),
            text=self._passages(scene.text),
            exhibits=tuple(map(self._exhibit, scene.exhibits)),
            time=self._time(scene),
            answers=tuple(self._answer(scene, each) for each in self._order.answers(scene)),
            onward=tuple(self._onward(scene)),
            ending=scene.ending,
            scored=scene.scored,
            key=self._scene_key(scene) if self._key else None,
        )

    def _reached(self, id: str) -> Iterator[Told]:
        if id == (self._scenario.start or next(iter(self._scenario.scenes))):
            yield ("The story begins here.",)
        if self._after[id]:
            yield ("Comes after ", *told_list(map(self._mention, self._after[id]), "or"), ".")
        for interrupt in self._scenario.interrupts:
            if interrupt.to == id:
                holds = self._when(interrupt.when)
                yield ("Breaks in once, after any answer, when ", *holds, ".")

    def _arrivals(self, scene: Scene) -> Iterator[Told]:
        for entry in scene.enter:
            if moved := self._teller.moved(entry.effects, entry.set):
                yield (moved, *self._only(entry))

    def _passages(self, blocks: Iterable[Block]) -> tuple[Passage, ...]:
        return tuple(
            Passage(
                self._teller.text(block.text),
                self._when(block.when),
            )
            for block in blocks
        )

    def _exhibit(self, exhibit: Exhibit) -> ShownExhibit:
        def filled(cells: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(map(self._teller.text, cells))

        return ShownExhibit(
            ExhibitView(
                title=self._teller.text(exhibit.title),
                kind=exhibit.kind,
                labels=filled(exhibit.labels),
                series=exhibit.series,
                columns=filled(exhibit.columns),
                rows=tuple(map(filled, exhibit.rows)),
            ),
            self._when(exhibit.when),
        )

    def _time(self, scene: Scene) -> str:
        if scene.seconds is None:
            return ""
        limit = f"There are {counted(scene.seconds, 'second')} to answer"
        if not self._key or scene.timeout is None:
            return f"{limit}."
        taken = self._order.label(scene, scene.choices[scene.timeout])
        return f"{limit}; then {taken} is taken."

    def _answer(self, scene: Scene, choice: Choice) -> ScriptAnswer:
        return ScriptAnswer(
            label=self._order.label(scene, choice),
            text=self._teller.text(choice.text),
            when=self._when(choice.when),
            locked=self._teller.text(choice.locked or ""),
            once=choice.once,
            key=self._answer_key(choice) if self._key else None,
            consequence=self._consequence(scene, choice) if self._key else None,
        )

    def _answer_key(self, choice: Choice) -> AnswerKey | None:
        if choice.level is None or choice.judgment is None:
            return None
        taken_up = choice.responsibility
        return AnswerKey(
            choice.level,
            choice.judgment,
            RESPONSIBILITIES[taken_up].label if taken_up else "",
            SLIPS[choice.slip].label if choice.slip else "",
            agreed_in_words(self._scenario.panel, choice.agreement),
        )

    def _consequence(self, scene: Scene, choice: Choice) -> Consequence:
        own = (choice.to or scene.to) if _answers_part(scene) else ()
        return Consequence(
            self._teller.moved(choice.effects, choice.set),
            self._passages(choice.result),
            self._teller.text(choice.why or ""),
            tuple(self._ways(own)),
        )

    def _scene_key(self, scene: Scene) -> SceneKey:
        return SceneKey(
            scene.calls_for,
            scene.signal or "",
            ASPECTS[scene.aspect].label if scene.aspect else "",
            scene.weight,
            scene.notes or "",
        )

    def _ways(self, routes: tuple[Route, ...]) -> Iterator[Told]:
        """Tell each way on: where it leads, and when or how likely."""
        total = sum(route.odds or 0 for route in routes)
        sure = not any(route.when for route in routes)
        for place, route in enumerate(routes):
            leads = (": goes on ", *self._leads_to(route.scene), ".")
            holds = self._when(route.when)
            if route.odds is not None:
                drawn = f"{route.odds} in {total}" if sure else f"by {counted(route.odds, 'lot')}"
                only = (", in the draw only if ", *holds) if holds else ()
                yield (f"By chance, {drawn}", *only, *leads)
            elif holds:
                yield ("Otherwise, if " if place else "If ", *holds, *leads)
            elif place:
                yield ("Otherwise", *leads)
            else:
                yield ("Goes on ", *leads[1:])

    def _leads_to(self, target: str) -> Told:
        if target == RESUME:
            return ("to where the story was going before this broke in",)
        return ("at ", self._teller.scene(target))

    def _onward(self, scene: Scene) -> Iterator[Told]:
        """Tell where a scene goes on, as far as its answers do not say so themselves."""
        if not self._key:
            yield from self._leads(scene)
        elif not _answers_part(scene):
            yield from self._ways(scene.to)

    def _leads(self, scene: Scene) -> Iterator[Told]:
        """Tell all ways on at once, so that no answer is seen to lead to a bad one."""
        targets = set(targets_of(scene))
        ends = targets.intersection(self._order.endings)
        known = (each for each in self._order.numbers if each in targets - ends)
        told = [("at ", *self._mention(each)) for each in known]
        if _resumes(scene):
            told.append(self._leads_to(RESUME))
        if ends:
            told.append(("to an ending",))
        if told:
            yield ("Goes on ", *told_list(told, "or"), ".")


def _meter(meter: Meter) -> ScriptMeter:
    start, least, greatest = (
        measured(value, meter.unit) for value in (meter.start, meter.min, meter.max)
    )
    return ScriptMeter(meter.label, start, least, greatest, f"{meter.better} is better")


def _answers_part(scene: Scene) -> bool:
    """Whether answers of a scene lead to different places, as far as the author says so."""
    return any(choice.to for choice in scene.choices.values())


def _resumes(scene: Scene) -> bool:
    """Whether some way on from a scene leads back to where an interrupt broke in."""
    routes = [choice.to or scene.to for choice in scene.choices.values()] or [scene.to]
    return any(route.scene == RESUME for to in routes for route in to)
