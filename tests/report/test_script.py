"""The script of a scenario: whole with the key, and without it nothing that gives the key away."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from build import (
    Choice,
    Scenario,
    Scene,
    arrival,
    blocks,
    choice,
    interrupt,
    meter,
    route,
    scenario,
    scene,
    scored,
    visited,
)
from pmquest.framework import ASPECTS, LEVELS, POINTS, RESPONSIBILITIES, SLIPS
from pmquest.report.script import Script, ScriptScene
from pmquest.report.script_document import script_html, script_markdown
from pmquest.report.script_order import script_order
from pmquest.report.script_writer import script
from pmquest.report.told import words
from pmquest.scenario.model import Panel
from random_scenarios import Author, authors

STORY = scenario(
    scene("end", title="Home", ending="good"),
    scene(
        "start",
        title="Monday",
        text=["It begins.", ("asked", "They told you, {trust}.")],
        calls_for="manager",
        signal="One product, this week.",
        aspect="team",
        weight=2,
        notes="Ask who rang.",
        seconds=30,
        timeout="wait",
        to="middle",
        choices=[
            scored(
                "ring",
                "manager",
                "strong",
                to=[route("call", "asked"), route("call", visited("middle")), route("middle")],
                responsibility="customers",
                effects={"trust": 4},
                set={"asked": True},
                result="They answer.",
                agreement=0.86,
            ),
            scored("wait", "leader", "poor", slip="too-late"),
            scored("hide", "leader", "weak", condition="asked", locked="Not yet.", once=True),
        ],
    ),
    scene(
        "middle",
        enter=[arrival("asked", {"promises": 2})],
        to=[route("end", odds=3), route("start", odds=1)],
    ),
    scene("call", to="middle"),
    scene("fire", choices=[choice("out", to="resume"), choice("burn", to="ash")]),
    scene("ash", ending="bad"),
    scene("attic", to="attic"),
    meters=[meter("trust", 45, unit="%", better="lower")],
    facts={"asked": False, "promises": 0},
    interrupts=[interrupt("asked", "fire"), interrupt("asked", "start")],
    start="start",
    panel=Panel(n=7),
    takeaways=("Ring first.",),
    reflect=("Whom did you ring?",),
)
KEYED, ALONE = script(STORY, key=True), script(STORY, key=False)


def scenes(made: Script) -> dict[int, ScriptScene]:
    return {each.number: each for chapter in made.chapters for each in chapter.scenes}


def test_the_scenes_stand_as_they_are_read_and_the_endings_last() -> None:
    order = script_order(STORY)
    assert list(order.numbers) == ["start", "call", "middle", "fire", "attic", "end", "ash"]
    assert [(chapter.title, len(chapter.scenes)) for chapter in KEYED.chapters] == [
        ("The story", 3),
        ("What may break in", 1),
        ("Scenes that nothing leads to", 1),
        ("The endings", 2),
    ]


def test_answers_have_the_same_drawn_letters_with_the_key_and_without() -> None:
    labels = [(answer.label, answer.text) for answer in scenes(KEYED)[1].answers]
    assert labels == [(answer.label, answer.text) for answer in scenes(ALONE)[1].answers]
    assert [label for label, _ in labels] == ["1A", "1B", "1C"]
    assert labels == [
        (answer.label, answer.text) for answer in scenes(script(STORY, key=True))[1].answers
    ]


def test_how_a_scene_is_reached_and_where_it_goes_on_is_told() -> None:
    told = {
        number: [words(each) for each in found.reached] for number, found in scenes(KEYED).items()
    }
    assert told[1] == [
        "The story begins here.",
        "Comes after scene 3 (Middle).",
        "Breaks in once, after any answer, when “asked” is yes.",
    ]
    assert told[3] == ["Comes after scene 1 (Monday) or scene 2 (Call)."]
    assert told[4] == ["Breaks in once, after any answer, when “asked” is yes."]
    assert [words(each) for each in scenes(KEYED)[3].onward] == [
        "By chance, 3 in 4: goes on at scene 6 (Home).",
        "By chance, 1 in 4: goes on at scene 1 (Monday).",
    ]


def consequence_of(text: str) -> list[str]:
    answers = [answer for found in scenes(KEYED).values() for answer in found.answers]
    (told,) = (answer.consequence for answer in answers if answer.text == text)
    assert told is not None
    return [words(each) for each in told.onward]


def test_where_answers_part_each_tells_where_it_leads() -> None:
    assert consequence_of("Take ring.") == [
        "If “asked” is yes: goes on at scene 2 (Call).",
        "Otherwise, if you came to scene 3 (Middle): goes on at scene 2 (Call).",
        "Otherwise: goes on at scene 3 (Middle).",
    ]
    assert consequence_of("Take wait.") == ["Goes on at scene 3 (Middle)."]
    assert consequence_of("Take out.") == [
        "Goes on to where the story was going before this broke in."
    ]
    assert scenes(KEYED)[1].onward == ()


def test_where_a_condition_takes_ways_out_of_a_draw_no_share_is_promised() -> None:
    told = scenario(
        scene("a", to=[route("b", "lit", odds=3), route("a", odds=1)]),
        scene("b", ending="good"),
        facts={"lit": False},
    )
    assert [words(each) for each in scenes(script(told, key=True))[1].onward] == [
        "By chance, by 3 lots, in the draw only if “lit” is yes: goes on at scene 2 (B).",
        "By chance, by 1 lot: goes on at scene 1 (A).",
    ]


def test_without_the_key_all_ways_are_told_at_once() -> None:
    assert [words(each) for each in scenes(ALONE)[1].onward] == [
        "Goes on at scene 2 (Call) or at scene 3 (Middle)."
    ]
    assert [words(each) for each in scenes(ALONE)[4].onward] == [
        "Goes on to where the story was going before this broke in or to an ending."
    ]


def test_with_the_key_everything_that_the_author_holds_is_there() -> None:
    monday = scenes(KEYED)[1]
    assert monday.key is not None
    assert (monday.key.called_in_words, monday.key.aspect) == (
        "▪ manager-level",
        "Team interaction",
    )
    assert (monday.key.signal, monday.key.weight) == ("One product, this week.", 2)
    assert monday.key.notes == "Ask who rang."
    (ring,) = (answer for answer in monday.answers if answer.text == "Take ring.")
    assert ring.key is not None
    assert ring.consequence is not None
    assert (ring.key.level_in_words, ring.key.judgment_in_words) == (
        "▪ manager-level",
        "••• strong",
    )
    assert (ring.key.responsibility, ring.key.slip) == ("Know the customers", "")
    assert ring.key.agreed == "86 % of 7 people chose this judgment"
    assert ring.consequence.moved == "Trust +4 % · “asked” becomes yes"
    assert ring.consequence.result[0].text == "They answer."
    assert ring.consequence.why == "Why ring is strong."
    wait = next(answer for answer in monday.answers if answer.text == "Take wait.")
    assert wait.key is not None
    assert wait.key.slip == "Too late"
    assert monday.time == f"There are 30 seconds to answer; then {wait.label} is taken."
    assert (KEYED.judges, KEYED.takeaways) == ("7 people judged the answers.", ("Ring first.",))


def test_what_the_story_remembers_says_where_it_changes() -> None:
    asked, promises = KEYED.facts
    ring = next(answer.label for answer in scenes(KEYED)[1].answers if answer.text == "Take ring.")
    assert (asked.start, [words(each) for each in asked.changes]) == (
        "no",
        [f"becomes yes with answer {ring}"],
    )
    assert [words(each) for each in promises.changes] == [
        "+2 on arriving in scene 3 (Middle), if “asked” is yes"
    ]
    assert not ALONE.facts, "what is remembered of an answer would tell what it is worth"


def test_conditions_on_texts_and_answers_are_told() -> None:
    for told, said in ((KEYED, "“asked” is yes"), (ALONE, "earlier answers led to this")):
        monday = scenes(told)[1]
        assert [(each.text, words(each.when)) for each in monday.text] == [
            ("It begins.", ""),
            ("They told you, ‹Trust›.", said),
        ]
        (hide,) = (answer for answer in monday.answers if answer.text == "Take hide.")
        assert (words(hide.when), hide.locked, hide.once) == (said, "Not yet.", True)


def test_a_script_says_how_much_there_is_to_key() -> None:
    assert ALONE.to_key == "1 moment and 3 answers"


def test_without_the_key_the_endings_and_all_that_sums_up_are_left_out() -> None:
    assert [chapter.title for chapter in ALONE.chapters] == [
        "The story",
        "What may break in",
        "Scenes that nothing leads to",
    ]
    for document in (script_html(ALONE), script_markdown(ALONE)):
        for secret in (
            "Ring first", "Whom did you ring", "They answer", "Why ring", "One product", "Ask who",
            "▪", "▲", "•", "Trust +4", "Know the customers", "Too late", "A bad ending", "86 %",
        ):  # fmt: skip
            assert secret not in document


class Judge:
    """Keys any scenario by throwing dice, with texts that can be recognised."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def key(self, made: Scenario) -> Scenario:
        """The same scenario as read before answering, keyed anew, its answers in a new order."""
        return replace(
            made,
            scenes={id: self.scene(found) for id, found in made.scenes.items()},
            takeaways=(self.secret(),),
            reflect=(self.secret(),),
            panel=Panel(n=self.dice.randint(1, 9)),
            role_level=self.dice.choice(LEVELS),
        )

    def secret(self) -> str:
        return f"zq{self.dice.randrange(10**9)}"

    def scene(self, found: Scene) -> Scene:
        answers = list(found.choices.values())
        ways = [each.to for each in answers]
        self.dice.shuffle(ways)
        keyed = [self.choice(each, to=to) for each, to in zip(answers, ways, strict=True)]
        self.dice.shuffle(keyed)
        return replace(
            found,
            text=blocks(self.secret()) if found.ending else found.text,
            calls_for=self.dice.choice((*LEVELS, "either")) if answers else None,
            signal=self.secret() if answers else None,
            aspect=self.dice.choice(tuple(ASPECTS)) if answers else None,
            weight=self.dice.randint(1, 3),
            notes=self.secret(),
            choices={each.id: each for each in keyed},
        )

    def choice(self, answer: Choice, **more: Any) -> Choice:
        level = self.dice.choice(LEVELS)
        fitting = [each.id for each in RESPONSIBILITIES.values() if each.level == level]
        return replace(
            answer,
            level=level,
            judgment=self.dice.choice(tuple(POINTS)),
            slip=self.dice.choice((None, *SLIPS)),
            responsibility=self.dice.choice((None, *fitting)),
            effects={
                **{name: amount for name, amount in answer.effects.items() if name == "promises"},
                "trust": self.dice.randint(-50, 50),
            },
            result=blocks(self.secret()),
            why=self.secret(),
            agreement=self.dice.choice((None, self.dice.random())),
            **more,
        )


dices = st.integers(0, 2**32 - 1).map(Random)


@given(authors, dices, dices)
def test_without_the_key_the_script_is_the_same_whatever_the_key_is(
    author: Author, one: Random, other: Random
) -> None:
    made = author.scenario()
    first, second = (script(Judge(dice).key(made), key=False) for dice in (one, other))
    assert first == second
    assert "zq" not in script_html(first) + script_markdown(first)


@given(authors, dices)
def test_with_the_key_every_text_of_every_scenario_is_printed(author: Author, dice: Random) -> None:
    made = Judge(dice).key(author.scenario())
    told = script(made, key=True)
    secrets = set(re.findall(r"zq\d+", str(to_builtins(made))))
    for document in (script_html(told), script_markdown(told)):
        assert secrets <= set(re.findall(r"zq\d+", document))
    assert sorted(scenes(told)) == list(range(1, len(made.scenes) + 1))
