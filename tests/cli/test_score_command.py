"""`pmquest score`: the debrief of a list of picks, by which others verify the scoring."""

import json
from pathlib import Path

import pytest

from a_week import a_week
from running import run


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    return a_week(tmp_path)


def test_the_json_has_the_promised_keys_in_their_order(
    monkeypatch: pytest.MonkeyPatch, week: str
) -> None:
    ran = run(monkeypatch, "score", week, "vision", "home", "--format", "json")
    data = json.loads(ran.out)
    assert list(data) == [
        "scenario", "hash", "seed", "ending", "decisions", "lean", "called_lean", "fit",
        "judgment", "blind", "aspects", "called", "slips", "picks", "meters", "coaching",
    ]  # fmt: skip
    assert data["scenario"] == "week"
    assert data["seed"] == 1
    assert data["ending"] == {"scene": "done", "title": "Home", "grade": "good"}
    assert (data["decisions"], data["lean"], data["called_lean"], data["fit"]) == (1, 1, -1, 0)
    assert (data["judgment"], data["blind"]) == (0, 0.5)
    assert data["picks"][1] == {
        "scene": "friday", "choice": "home", "level": None, "calls_for": None, "aspect": None,
        "judgment": None, "best": None,
    }  # fmt: skip
    assert data["meters"] == {"trust": [45, 45, 45], "budget": [60, 60, 60]}
    assert ran.err == ""


def test_the_same_picks_and_seed_give_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, week: str
) -> None:
    once, again = (
        run(monkeypatch, "score", week, "ring", "--seed", "7", "--format", "json") for _ in range(2)
    )
    assert once == again
    assert json.loads(once.out)["ending"] is None


def test_scoring_writes_nothing(monkeypatch: pytest.MonkeyPatch, week: str, tmp_path: Path) -> None:
    run(monkeypatch, "score", week, "ring")
    assert not (tmp_path / "home").exists()


def test_as_text_it_is_the_debrief(monkeypatch: pytest.MonkeyPatch, week: str) -> None:
    shown = run(monkeypatch, "score", week, "vision", "home").out
    assert "== The moment that cost you most ==" in shown
    assert "The better road: Ring ten customers." in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("picks", "said"),
    [
        (["bribe"], "Pick 1: The choice 'bribe' is not open in the scene 'monday' now. "
         "Open here: ring, vision."),
        (["ring", "hme"], "Pick 2: The scene 'friday' has no choice 'hme'. "
         "Did you mean 'home'? Open here: home, cellar."),
        (["ring", "home", "x"], "Pick 3: The play is over. Nothing can be picked here."),
        (["\x1b[2J"], "Pick 1: The scene 'monday' has no choice '\\x1b[2J'."),
    ],
)  # fmt: skip
def test_a_pick_that_cannot_be_made_is_refused_with_those_that_can(
    monkeypatch: pytest.MonkeyPatch, week: str, picks: list[str], said: str
) -> None:
    ran = run(monkeypatch, "score", week, *picks, "--format", "json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(said)


@pytest.mark.parametrize("seed", ["-1", "18446744073709551616", "x", "1.5", "9" * 5000])
def test_a_seed_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, week: str, seed: str
) -> None:
    ran = run(monkeypatch, "score", week, "--seed", seed)
    assert ran.status == 2
    assert "'--seed'" in ran.err


def test_the_largest_seed_is_a_seed(monkeypatch: pytest.MonkeyPatch, week: str) -> None:
    ran = run(monkeypatch, "score", week, "--seed", str(2**64 - 1), "--format", "json")
    assert json.loads(ran.out)["seed"] == 2**64 - 1


def test_an_unknown_scenario_is_guessed(monkeypatch: pytest.MonkeyPatch, week: str) -> None:
    ran = run(monkeypatch, "score", "live-trackin")
    assert ran.status == 2
    assert "Did you mean “live-tracking”?" in ran.err


def test_a_scenario_with_errors_is_refused_with_all_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("pmquest: 2\nminuts: 3\n")
    ran = run(monkeypatch, "score", str(path))
    assert ran.status == 1
    assert f"{path}:1:" in ran.err
    assert f"{path}:2:" in ran.err
    assert f"pmquest check {path} shows where." in ran.err


def test_without_picks_it_says_how_they_are_given(
    monkeypatch: pytest.MonkeyPatch, week: str
) -> None:
    ran = run(monkeypatch, "score", week)

    assert ran.status == 0
    assert "0 decisions so far" in ran.out
    assert f"as in `pmquest score {week} ring`. Open at first: ring, vision." in ran.err
    assert run(monkeypatch, "score", week, "ring").err == ""
