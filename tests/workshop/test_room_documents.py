"""What came of a room as a file: whole, counted, without names, and inert whatever was typed."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime

import pytest

from hostile import hostile_scenario
from pages import ACTING, HARMLESS_ATTRIBUTES, HARMLESS_TAGS, HOSTILE, HOSTILE_LINES, Page
from pmquest.engine.machine import Machine
from pmquest.workshop import moves
from pmquest.workshop.debrief import room_debrief
from pmquest.workshop.documents import FORMS, Form, room_html, written
from pmquest.workshop.room import Room
from rooms import Host

OPENED = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)


def played() -> Room:
    """Five people: a revote on Monday, then to a good ending; two answer a question."""
    host = Host().started(5).voted("wait", "wait", "ring", "hide", "ring")
    host.ask(moves.reveal)
    host.ask(moves.revote)
    host.went_on("ring", "ring", "ring", "wait", "wait")
    host.ask(moves.next_step)
    host.went_on("years", "years", "years", "years", "years")
    host.ask(moves.next_step)
    host.ask(moves.reflect, "p2", 0, "That nobody asks.")
    host.ask(moves.reflect, "p1", 0, "A queue.")
    return host.room


def hostile() -> Room:
    """A room in which every text that anybody can write is hostile."""
    host = Host(Machine(hostile_scenario()))
    host.ask(moves.join, "key 1", HOSTILE)
    host.started().went_on("pick")
    host.ask(moves.next_step)
    host.ask(moves.reflect, "p1", 0, HOSTILE_LINES[:1_000])
    return host.room


ROOMS = {
    "played": played(),
    "hostile": hostile(),
    "lobby": Host().joined(2).room,
    "begun": Host().started(2).room,
    "stuck": Host().started(1).went_on("hide").room,
}


def rows(room: Room) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", room))))


@pytest.mark.parametrize("state", ROOMS)
def test_the_page_is_well_formed_and_holds_nothing_that_acts_or_loads(state: str) -> None:
    page = written("html", ROOMS[state], OPENED)
    found = Page(page)
    assert found.open == []
    assert found.tags <= set(HARMLESS_TAGS.split())
    assert found.attributes <= set(HARMLESS_ATTRIBUTES.split())
    assert not ACTING.search(page)


def test_the_page_lets_only_its_own_style_be_used() -> None:
    page = written("html", ROOMS["played"])
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in Page(page).policy
    assert "url(" not in style[1]


SAID_IN_ORDER = (
    "An example",
    "a workshop of 5 people · Held on 3 May 2026",
    "never a certificate",
    "Most divided: decision 1, Monday",
    "Everybody waves",
    "A good ending.",
    "What the moments called for, in votes",
    "over 10 votes",
    "manager · 50 % leader",
    "The five aspects",
    "misses came too late.",
    "The road, decision by decision",
    "5 votes in the last of 2 rounds",
    "Nobody has asked a customer yet.",
    "3 votes, 60 %",
    "✓ the room went on with this",
    "by majority",
    "In round 1, before: 2 · 2 · 1 votes, in the same order.",
    "What moved",
    "What did you see?",
    "A queue.",
    "That nobody asks.",
    "Nobody answered this.",
    "To take with you",
)


def test_the_page_says_all_in_the_order_of_the_debrief() -> None:
    page = " ".join("".join(Page(written("html", ROOMS["played"], OPENED)).words).split())
    at = 0
    for said in SAID_IN_ORDER:
        assert said in page[at:], said
        at = page.index(said, at)


def test_a_room_that_ended_nowhere_says_so() -> None:
    assert "Not played to an ending; 0 decisions." in written("html", ROOMS["lobby"])
    assert "No decision came to a vote." in written("html", ROOMS["begun"])
    assert "A dead end, without an ending." in written("html", ROOMS["stuck"])


@pytest.mark.parametrize("form", FORMS)
def test_no_document_names_anybody(form: Form) -> None:
    room = ROOMS["played"]
    text = written(form, room, OPENED)
    for person in room.people.values():
        assert person.name not in text
        assert person.key not in text


def test_the_table_has_a_row_for_each_answer_in_each_round() -> None:
    found = rows(ROOMS["played"])
    assert [(row["scene"], row["round"], row["choice"], row["votes"]) for row in found] == [
        ("monday", "1", "ring", "2"),
        ("monday", "1", "wait", "2"),
        ("monday", "1", "hide", "1"),
        ("monday", "2", "ring", "3"),
        ("monday", "2", "wait", "2"),
        ("monday", "2", "hide", "0"),
        ("wednesday", "3", "years", "5"),
        ("wednesday", "3", "weeks", "0"),
        ("wednesday", "3", "again", "0"),
    ]
    assert [row["round"] for row in found if row["counts"]] == ["2"] * 3 + ["3"] * 3
    assert [(row["choice"], row["decided_by"]) for row in found if row["taken"]] == [
        ("ring", "majority"),
        ("years", "majority"),
    ]
    assert found[3] | {"share": "0.6", "judgment": "strong", "points": "3"} == found[3]


def test_no_cell_is_taken_for_a_formula() -> None:
    for row in rows(ROOMS["hostile"]):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@"))
            assert not ACTING.search(cell)
    assert rows(ROOMS["hostile"])[0]["answer"].startswith("'=cmd()")


def test_hands_are_marked_and_a_round_without_votes_has_no_shares() -> None:
    host = Host(hands=True).started()
    host.ask(moves.count_hands, {"ring": 12, "wait": 4})
    host.ask(moves.reveal)
    host.ask(moves.next_step)
    host.ask(moves.next_step)
    host.went_on()
    found = rows(host.room)
    assert [(row["by_hands"], row["votes"], row["share"]) for row in found[:2]] == [
        ("yes", "12", "0.75"),
        ("yes", "4", "0.25"),
    ]
    assert [(row["by_hands"], row["share"], row["taken"]) for row in found[3:]] == [
        ("", "", ""),
        ("", "", "yes"),
        ("", "", ""),
    ]
    assert found[4]["decided_by"] == "timeout"


def test_the_data_hold_what_the_debrief_says() -> None:
    room = ROOMS["played"]
    data, debrief = json.loads(written("json", room, OPENED)), room_debrief(room)
    assert (data["room"], data["opened"], data["people"]) == (
        "KHM4RT",
        "2026-05-03T09:30:00+00:00",
        5,
    )
    assert data["ending"] == {"scene": "loved", "title": "Everybody waves", "grade": "good"}
    assert (data["votes"], data["lean"]) == (10, debrief.profile.score.lean)
    assert data["most_divided"] == 0
    monday, wednesday = data["decisions"]
    assert (monday["taken"], monday["by"], monday["agreement"]) == ("ring", "majority", 0.6)
    assert [each["votes"] for each in monday["rounds"]] == [
        {"ring": 2, "wait": 2, "hide": 1},
        {"ring": 3, "wait": 2, "hide": 0},
    ]
    assert wednesday["entropy"] == 0
    assert data["aspects"]["horizon"] == {"decisions": 1, "votes": 5, "lean": 1.0, "judgment": 1.0}
    assert data["reflections"][0]["answers"] == ["A queue.", "That nobody asks."]
    assert data["meters"] == {"trust": [50, 50, 50]}


def test_the_data_of_a_hostile_room_steer_nothing() -> None:
    text = written("json", ROOMS["hostile"])
    assert json.loads(text)["reflections"][0]["answers"]
    assert not ACTING.search(text)


def test_a_page_without_a_date_says_none() -> None:
    assert "Held on" not in room_html(room_debrief(ROOMS["played"]))
