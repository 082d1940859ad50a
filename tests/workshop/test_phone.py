"""What phones are sent: enough to vote, nothing that gives an answer away, nobody else's vote."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import msgspec
import pytest

from hostile import hostile_scenario
from pages import ACTING, HOSTILE, HOSTILE_LINES, Page
from pmquest.engine.machine import Machine
from pmquest.workshop import moves, phone
from pmquest.workshop.phone_debrief import DebriefPages
from rooms import NEWS, Host

DEBRIEFS = DebriefPages()


def sent(host: Host) -> str:
    """Everything that a phone is sent of a room, as text."""
    return msgspec.json.encode(phone.shared(host.room)).decode()


def test_a_lobby_tells_what_the_story_is_about_and_how_many_are_here() -> None:
    shown = phone.shared(Host().joined(3).room)
    assert (shown.phase, shown.joined, shown.round, shown.choices) == ("lobby", 3, None, ())
    assert "Product manager" in shown.scene_html
    assert "An example." in shown.scene_html


def test_a_vote_shows_its_answers_and_its_time() -> None:
    shown = phone.shared(Host().started(2).room, 12.5)
    assert (shown.phase, shown.round, shown.decision, shown.seconds) == ("voting", 1, 1, 12.5)
    assert [choice.id for choice in shown.choices] == ["ring", "wait", "hide"]
    assert all(choice.selectable for choice in shown.choices)
    assert [(each.label, each.in_words, each.share) for each in shown.meters] == [
        ("Trust", "50", 0.5)
    ]


def test_nothing_gives_an_answer_away_before_the_reveal() -> None:
    none = Host().started(3)
    some = Host().started(3).voted("ring", "ring", "wait")
    for host in (none, some):
        text = sent(host)
        assert not re.search("manager|leader|strong|weak|poor|Because|Nobody has asked", text)
    before, after = phone.shared(none.room), phone.shared(some.room)
    assert msgspec.structs.replace(after, sequence=0) == msgspec.structs.replace(before, sequence=0)
    some.ask(moves.close)
    assert phone.shared(some.room).bars == ()


def test_a_result_is_shown_by_level_and_with_reasons_when_they_are_wanted() -> None:
    host = Host().started(3).voted("ring", "ring", "wait")
    host.ask(moves.reveal)
    shown = phone.shared(host.room)
    ring, wait, hide = shown.bars
    assert (ring.votes_in_words, ring.level_in_words, ring.leading) == (
        "2 votes, 67 %",
        "▪ manager-level",
        True,
    )
    assert (wait.votes_in_words, wait.leading) == ("1 vote, 33 %", False)
    assert (hide.votes, hide.share, hide.level_in_words) == (0, 0.0, "▲ leader-level")
    assert (shown.votes, shown.called_in_words) == (3, "▪ manager-level")
    assert {bar.judgment_in_words + bar.why_html for bar in shown.bars} == {""}
    host.ask(moves.show_coaching)
    assert [bar.judgment_in_words for bar in phone.shared(host.room).bars] == [
        "••• strong",
        "•·· weak",
        "··· poor",
    ]
    assert all(bar.why_html for bar in phone.shared(host.room).bars)


def test_what_came_of_an_answer_stands_above_the_scene_to_which_it_led() -> None:
    host = Host().started(2).went_on("wait", "wait")
    shown = phone.shared(host.room)
    assert (shown.phase, shown.scene_title) == ("story", "Tuesday")
    assert "Most of the room said" in shown.before_html
    assert "Trust −5" in shown.before_html
    host.ask(moves.next_step)
    assert phone.shared(host.room).before_html == ""


def test_before_a_decision_what_came_of_the_last_answer_stands_alone() -> None:
    host = Host(NEWS).started(2).went_on("tell", "tell")
    shown = phone.shared(host.room)
    assert (shown.phase, shown.scene_title, shown.choices) == ("story", "Ask", ())
    assert "Trust +5" in shown.scene_html
    host.ask(moves.next_step)
    shown = phone.shared(host.room)
    assert (shown.phase, shown.scene_title, len(shown.choices)) == ("voting", "Decide", 2)
    assert "Trust +5" in shown.before_html


def test_most_votes_are_not_most_of_the_room_where_they_are_no_more_than_half() -> None:
    host = Host(NEWS).started(4).went_on("tell", "tell", "rest", "hush")
    assert "Most votes went to" in phone.shared(host.room).scene_html


def test_an_answer_has_the_same_number_where_another_is_shut() -> None:
    host = Host(NEWS).started(1).voted("tell")
    host.ask(moves.reveal)
    assert [bar.number for bar in phone.shared(host.room).bars] == [2, 3, 4]


def test_a_dead_end_is_said() -> None:
    host = Host().started(1).went_on("hide")
    assert host.room.play.stuck_reason in phone.shared(host.room).scene_html


def test_a_phone_is_told_its_own_vote_alone() -> None:
    host = Host().started(2).voted("ring", "wait")
    assert (phone.own(host.room, "p1").vote, phone.own(host.room, "p2").vote) == ("ring", "wait")
    host.ask(moves.kick, "p2")
    assert phone.own(host.room, "p2").kicked
    assert phone.own(host.room, "p2").vote is None
    with pytest.raises(KeyError):
        phone.own(host.room, "p9")


def test_a_debrief_stands_beside_the_rooms_and_names_nobody_else() -> None:
    host = Host().started(3).went_on("ring", "ring", "wait")
    host.ask(moves.end)
    html = DEBRIEFS.piece(host.room, "p3")
    assert "You voted in 1 of 1 decision." in html
    assert "1 of 3 votes went to your answer." in html
    assert "the room went on with this" in html
    names = {person.name for person in host.room.people.values()}
    assert not any(name in html for name in names)


def test_who_did_not_vote_sees_the_rooms_alone() -> None:
    host = Host().started(2).went_on("ring")
    host.ask(moves.end)
    html = DEBRIEFS.piece(host.room, "p2")
    assert "You voted in 0 of 1 decision. What follows is the room" in html
    assert "cost you most" not in html


def test_the_rooms_debrief_is_made_anew_where_its_votes_are_others() -> None:
    host = Host().started(2).went_on("ring", "wait", pick="ring")
    host.ask(moves.end)
    assert "1 of 2 votes" in DEBRIEFS.piece(host.room, "p1")
    host.ask(moves.kick, "p2")
    assert "1 of 1 vote" in DEBRIEFS.piece(host.room, "p1")


def test_what_is_written_and_who_comes_after_the_first_debrief_stands_in_the_next() -> None:
    host = Host().started(2).went_on("ring", "wait", pick="ring")
    host.ask(moves.end)
    assert "a workshop of 2 people" in DEBRIEFS.document(host.room, "p1")
    host.ask(moves.reflect, "p1", 0, "A courier.")
    assert "A courier." in DEBRIEFS.document(host.room, "p1")
    assert "A courier." not in DEBRIEFS.document(host.room, "p2")
    host.joined(1)
    assert "a workshop of 3 people" in DEBRIEFS.document(host.room, "p1")


def hostile() -> Host:
    """A room whose author and people are both hostile."""
    host = Host(Machine(hostile_scenario()))
    host.ask(moves.join, "key 1", HOSTILE)
    return host.started()


def test_hostile_texts_are_inert_in_every_piece_of_the_page() -> None:
    host = hostile()
    pieces = [phone.shared(host.room)]
    host.voted("pick")
    host.ask(moves.reveal)
    host.ask(moves.show_coaching)
    pieces.append(phone.shared(host.room))
    host.ask(moves.next_step)
    pieces.append(phone.shared(host.room))
    host.ask(moves.next_step)
    host.ask(moves.reflect, "p1", 0, HOSTILE_LINES[:1_000])
    pieces.append(phone.shared(host.room))
    html = [
        *(piece.scene_html + piece.before_html + "".join(piece.reflect) for piece in pieces),
        *(choice.html for piece in pieces for choice in piece.choices),
        *(bar.html + bar.why_html for piece in pieces for bar in piece.bars),
        DEBRIEFS.piece(host.room, "p1"),
        DEBRIEFS.document(host.room, "p1"),
    ]
    for piece in html:
        page = Page(piece)
        assert not page.tags & {"script", "a", "img", "iframe", "object", "form", "input"}
        assert not {name for name in page.attributes if name.startswith("on")}
        assert not ACTING.search(piece)


def test_the_debrief_to_keep_is_one_file_that_loads_and_runs_nothing() -> None:
    host = Host().started(2).went_on("ring", "wait", pick="ring")
    host.ask(moves.end)
    host.ask(moves.reflect, "p1", 0, "A queue.")
    html = DEBRIEFS.document(host.room, "p1")
    page = Page(html)
    css = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert css is not None
    digest = base64.b64encode(hashlib.sha256(css[1].encode()).digest()).decode()
    assert page.policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert page.links == set()
    assert "A queue." in html
    assert css[1] == (Path(phone.__file__).parent / "page" / "room.css").read_text()


def test_the_page_has_the_colours_of_every_document() -> None:
    root = Path(phone.__file__).parents[1]
    page = (root / "workshop" / "page" / "room.css").read_text()
    for colour in re.findall(r"--[\w-]+: #\w+", (root / "report/templates/page.css").read_text()):
        assert colour in page


def test_the_page_names_no_address_but_the_rooms() -> None:
    folder = Path(phone.__file__).parent / "page"
    for file in folder.iterdir():
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z]|@import|url\(", text), file.name
