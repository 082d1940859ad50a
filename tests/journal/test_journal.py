"""What every journal does: append, read from, follow."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.journal.errors import StreamConflict
from pmquest.journal.event import Event
from pmquest.journal.journal import Journal, StreamEnd
from pmquest.journal.memory import MemoryJournal
from pmquest.journal.opening import open_journal

MONDAY = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


def event(sequence: int, stream: str = "play/1", **data: object) -> Event:
    return Event(stream, sequence, MONDAY + timedelta(seconds=sequence), "picked", data)


@pytest.fixture(params=["memory", "disk"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    made: Journal
    if request.param == "memory":
        made = MemoryJournal()
    else:
        made = open_journal(tmp_path / "plays.sqlite3").journal
    yield made
    made.close()


def test_what_was_appended_is_read_in_order(journal: Journal) -> None:
    events = (event(1, choice="ring"), event(2, choice="wait", why={"deep": [1, None, "ü"]}))
    journal.append(events)
    journal.append([event(3)])
    assert journal.read("play/1") == (*events, event(3))
    assert journal.read("play/1", after=2) == (event(3),)
    assert journal.read("play/1", after=3) == ()
    assert journal.read("play/2") == ()


def test_streams_do_not_disturb_each_other(journal: Journal) -> None:
    journal.append([event(1, "play/1"), event(1, "play/2"), event(2, "play/1")])
    assert [each.sequence for each in journal.read("play/1")] == [1, 2]
    assert [each.sequence for each in journal.read("play/2")] == [1]


def test_the_ends_of_the_streams_are_told_by_prefix(journal: Journal) -> None:
    journal.append([event(1, "play/1"), event(2, "play/1"), event(1, "play/10")])
    journal.append([event(1, "settings"), event(1, "played")])
    assert journal.ends("play/") == (
        StreamEnd("play/1", 2, event(2).time),
        StreamEnd("play/10", 1, event(1).time),
    )
    assert [end.stream for end in journal.ends()] == ["play/1", "play/10", "played", "settings"]


@pytest.mark.parametrize("sequence", [0, 1, 3])
def test_an_event_must_be_the_next_of_its_stream(journal: Journal, sequence: int) -> None:
    journal.append([event(1)])
    with pytest.raises(StreamConflict) as told:
        journal.append([event(sequence, late=True)])
    assert told.value.stream == "play/1"
    assert journal.read("play/1") == (event(1),)


def test_of_events_that_are_appended_together_all_are_kept_or_none(journal: Journal) -> None:
    with pytest.raises(StreamConflict):
        journal.append([event(1), event(1, "play/2"), event(3)], {"sha256:a": b"text"})
    assert journal.ends() == ()
    assert journal.text("sha256:a") is None


def test_texts_are_kept_by_their_hash(journal: Journal) -> None:
    journal.append([event(1)], {"sha256:a": b"title: \xc3\xbc\r\n"})
    journal.append([event(2)], {"sha256:a": b"title: \xc3\xbc\r\n", "sha256:b": b""})
    assert journal.text("sha256:a") == b"title: \xc3\xbc\r\n"
    assert journal.text("sha256:b") == b""
    assert journal.text("sha256:c") is None


def test_times_are_kept_to_the_microsecond_whatever_their_zone(journal: Journal) -> None:
    summer = timezone(timedelta(hours=2))
    when = datetime(2026, 7, 1, 0, 30, 15, 123456, tzinfo=summer)
    journal.append([Event("play/1", 1, when, "started", {})])
    assert journal.read("play/1")[0].time == when


def test_deleting_takes_streams_and_texts_that_are_not_kept(journal: Journal) -> None:
    journal.append([event(1, "play/1"), event(1, "play/2")], {"sha256:a": b"a", "sha256:b": b"b"})
    journal.delete(["play/1"], keep=["sha256:b"])
    assert [end.stream for end in journal.ends()] == ["play/2"]
    assert (journal.text("sha256:a"), journal.text("sha256:b")) == (None, b"b")


def test_a_deleted_stream_cannot_be_carried_on(journal: Journal) -> None:
    journal.append([event(1), event(2)])
    journal.delete(["play/1"], keep=[])
    with pytest.raises(StreamConflict):
        journal.append([event(3)])


def test_following_gives_what_is_there_and_then_what_comes(journal: Journal) -> None:
    journal.append([event(1), event(2)])
    followed = journal.follow("play/1", after=1)
    assert next(followed) == event(2)
    came: list[Event] = []
    follower = threading.Thread(target=lambda: came.append(next(followed)))
    follower.start()
    journal.append([event(3)])
    follower.join(timeout=10)
    assert came == [event(3)]


def test_following_ends_when_nothing_comes(journal: Journal) -> None:
    journal.append([event(1)])
    assert list(journal.follow("play/1", patience=0)) == [event(1)]
    assert list(journal.follow("play/1", after=1, patience=0)) == []


def test_threads_can_share_a_journal(journal: Journal) -> None:
    def play(stream: str) -> None:
        for sequence in range(1, 21):
            journal.append([event(sequence, stream)])

    players = [threading.Thread(target=play, args=(f"play/{n}",)) for n in range(4)]
    for player in players:
        player.start()
    for player in players:
        player.join()
    assert [end.sequence for end in journal.ends("play/")] == [20] * 4


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(data=st.dictionaries(WORDS, JSON, max_size=4))
@settings(max_examples=30, deadline=None)
def test_any_plain_data_comes_back_as_it_was(
    data: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("data") / "plays.sqlite3"
    journal = open_journal(path).journal
    journal.append([Event("play/1", 1, MONDAY, "noted", data)])
    journal.close()
    again = open_journal(path).journal
    assert again.read("play/1")[0].data == data
    again.close()
