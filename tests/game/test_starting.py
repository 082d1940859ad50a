"""What an author begins from: the ids that a scenario can have, and the starters themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editors import complaints, seen
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.explore.explore import explore
from pmquest.game.errors import NotStarted
from pmquest.game.starting import (
    STARTERS,
    Starter,
    start_scenario,
    starter_text,
    suggested_id,
    why_no_id,
)
from pmquest.scenario.model import Scenario
from pmquest.scenario.reader import read_bytes, read_file
from running import run


def read(starter: Starter) -> Scenario:
    scenario = read_bytes(starter_text(starter), file=starter, scenario_id=starter).scenario
    assert scenario is not None
    return scenario


@pytest.mark.parametrize("name", ["first-week", "a", "b2", "no", "live_tracking"])
def test_an_id_as_the_reader_takes_it_is_fine(name: str) -> None:
    assert why_no_id(name) is None


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("My Scenario", "my-scenario"),
        ("first-week.yaml", "first-week"),
        ("weeks/Second Week.YML", "second-week"),
        ("2nd week", "nd-week"),
        ("Grüße aus Köln", "grusse-aus-koln"),
        ("Where’s my order?", "wheres-my-order"),
        ("-x-", "x"),
        ("Неделя", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_name_that_is_no_id_gets_one_that_was_perhaps_meant(
    name: str, suggested: str | None
) -> None:
    assert suggested_id(name) == suggested
    refused = why_no_id(name)
    assert refused is not None
    assert (suggested or "first-week") in refused


def test_no_suggestion_is_a_name_that_is_refused_as_well() -> None:
    assert "What about" not in (why_no_id("Pack") or "")
    assert "What about" not in (why_no_id("CON") or "")


@pytest.mark.parametrize("name", ["pack", "con", "nul", "lpt1"])
def test_names_that_mean_something_else_are_refused(name: str) -> None:
    assert why_no_id(name) is not None


def test_a_name_cannot_steer_the_terminal() -> None:
    assert (why_no_id("\x1b[2J\u202eevil" + "x" * 500) or "").isprintable()


def test_the_file_is_the_starter_and_its_name_the_id(tmp_path: Path) -> None:
    path = start_scenario("first-week", "minimal", tmp_path)
    assert path == tmp_path / "first-week.yaml"
    assert path.read_bytes() == starter_text("minimal")
    scenario = read_file(path).scenario
    assert scenario is not None
    assert scenario.id == "first-week"


@pytest.mark.parametrize("taken", ["first-week.yaml", "first-week.yml"])
def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(NotStarted, match="is there already"):
        start_scenario("first-week", "minimal", tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {taken: "mine"}


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "first-week.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotStarted, match="is there already"):
        start_scenario("first-week", "minimal", tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_what_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotStarted, match="cannot be written: File name too long"):
        start_scenario("a" * 300, "minimal", tmp_path)
    with pytest.raises(NotStarted, match="cannot be written: No such file"):
        start_scenario("a", "minimal", tmp_path / "nowhere")


def test_a_full_disk_leaves_no_half_of_a_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(starter: Starter) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pmquest.game.starting.starter_text", full)
    with pytest.raises(NotStarted, match="No space left on device"):
        start_scenario("first-week", "minimal", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_passes_the_strict_check(
    starter: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = start_scenario("first-week", starter, tmp_path)
    ran = run(monkeypatch, "check", "--strict", "--format", "json", str(path))
    assert (ran.status, ran.err) == (0, "")
    codes = [finding["code"] for finding in json.loads(ran.out)["findings"]]
    # of the smallest it is said that two decisions are few, which is where its author goes on
    assert codes == (["PQ408"] if starter == "minimal" else [])


@pytest.mark.parametrize("starter", STARTERS)
def test_every_ending_of_a_starter_can_be_played_to(starter: Starter) -> None:
    scenario = read(starter)
    machine = Machine(scenario)
    explored = explore(machine)
    endings = [scene.id for scene in scenario.scenes.values() if scene.ending]
    assert [scenario.scenes[id].ending for id in endings] == ["good", "mixed", "bad"]
    for ending in endings:
        road = explored.endings[ending].shortest
        assert road is not None
        assert road.seed is not None
        play = Play.begin(machine, road.seed).settle()
        for _, choice in road.picks:
            play = play.pick(choice).settle()
        assert (play.status, play.scene.id) == ("ended", ending)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_tells_editors_where_its_schema_is_and_fits_it(starter: Starter) -> None:
    text = starter_text(starter)
    assert text.startswith(b"# yaml-language-server: $schema=./.pmquest.schema.json\n")
    assert complaints(seen(text)) == []
    assert max(map(len, text.decode().splitlines())) <= 100


def test_the_larger_starters_show_what_the_format_can_do() -> None:
    for starter in ("manager", "leader"):
        scenario = read(starter)  # type: ignore[arg-type]
        scored = [scene for scene in scenario.scenes.values() if scene.scored]
        assert len(scored) == 7
        assert scenario.role_level == starter
        assert scenario.meters
        assert scenario.facts
        assert any(scene.exhibits for scene in scored)
        assert any(block.when for scene in scored for block in scene.text)
        assert all(scene.notes for scene in scored)
    manager, leader = read("manager"), read("leader")
    assert manager.interrupts
    assert any(route.odds for scene in leader.scenes.values() for route in scene.to)
    assert any(
        choice.locked for scene in leader.scenes.values() for choice in scene.choices.values()
    )
