"""The JSON of cli.md, key by key."""

from __future__ import annotations

import json

from pmquest.engine.play import Play
from pmquest.game.headers import Header
from pmquest.game.suggestion import Suggestion
from pmquest.report.data import career_json, json_text, score_json
from pmquest.scoring.career import Evidence, Finished, career
from pmquest.scoring.debrief import debrief
from worked_example import EXAMPLE, PICKS, play_of

NOT_ONE = {"well": 0, "not": 0}


def data_of(play: Play) -> dict[str, object]:
    return score_json(play, debrief(play))


def test_the_worked_example_is_the_example_of_the_command_line() -> None:
    """Compared as text, so that the order of the keys is held too."""
    expected = {
        "scenario": "example",
        "hash": EXAMPLE.hash,
        "seed": 1,
        "ending": {"scene": "loved", "title": "Everybody waves", "grade": "good"},
        "decisions": 4,
        "lean": -0.2,
        "called_lean": 0.0,
        "fit": 0.75,
        "judgment": 0.8,
        "blind": 7 / 15,
        "aspects": {
            "scope": {"decisions": 1, "lean": 1.0, "judgment": 1.0},
            "responsibilities": {"decisions": 0, "lean": None, "judgment": None},
            "team": {"decisions": 1, "lean": -1.0, "judgment": 1 / 3},
            "horizon": {"decisions": 1, "lean": -1.0, "judgment": 1.0},
            "decisions": {"decisions": 1, "lean": 1.0, "judgment": 2 / 3},
        },
        "called": {
            "manager": {"manager": {"well": 1, "not": 0}, "leader": NOT_ONE},
            "leader": {"manager": {"well": 0, "not": 1}, "leader": {"well": 1, "not": 0}},
        },
        "slips": {"too-early": 1},
        "picks": [
            pick("scope", "strong", "leader", "leader", "scope", "strong", "strong"),
            pick("team", "weak", "manager", "leader", "team", "weak", "strong"),
            pick("horizon", "strong", "manager", "manager", "horizon", "strong", "strong"),
            pick("decisions", "sound", "leader", "either", "decisions", "sound", "strong"),
            pick("evening", "home", None, None, None, None, None),
        ],
        "meters": {"trust": [45, 45, 41, 50, 50, 50]},
        "coaching": [{"step": "lead-people", "because": [1]}],
    }
    assert json.dumps(data_of(play_of(*PICKS, "home"))) == json.dumps(expected)


def pick(scene: str, choice: str, *keyed: str | None) -> dict[str, str | None]:
    names = ("level", "calls_for", "aspect", "judgment", "best")
    return {"scene": scene, "choice": choice, **dict(zip(names, keyed, strict=True))}


def test_a_manager_responsibility_is_named_as_one() -> None:
    data = data_of(play_of("strong", "strong", "weak"))
    assert data["coaching"] == [{"responsibility": "launch", "because": [2]}]


def test_without_an_ending_it_is_null_and_without_picks_so_is_every_figure() -> None:
    nothing = data_of(play_of())
    assert nothing["ending"] is None
    figures = [nothing[name] for name in ("lean", "called_lean", "fit", "judgment", "blind")]
    assert figures == [None] * 5
    assert (nothing["decisions"], nothing["picks"], nothing["slips"]) == (0, [], {})
    assert nothing["meters"] == {"trust": [45]}
    assert nothing["coaching"] == [{"step": "keep-learning", "because": []}]


def test_a_dead_end_has_no_ending_and_a_last_entry_of_every_meter() -> None:
    stuck = data_of(play_of(*PICKS, "bar"))
    assert stuck["ending"] is None
    assert stuck["meters"] == {"trust": [45, 45, 41, 50, 50, 50]}


def test_the_same_picks_give_the_same_bytes() -> None:
    texts = {json_text(data_of(play_of(*PICKS, "home"))) for _ in range(2)}
    assert len(texts) == 1
    assert json.loads(texts.pop())["judgment"] == 0.8


def test_a_career_is_data_too() -> None:
    piece = Evidence(
        scenario="example",
        scene="scope",
        aspect="scope",
        calls_for="leader",
        level="leader",
        judgment="sound",
        best="strong",
        responsibility="vision",
        weight=1,
        when=1,
    )
    data = career_json(career([piece], [Finished("example", 2)]), None)
    assert (data["title"], data["next_title"]) == ("product-manager", "director")
    assert data["requirements"][2] == {
        "column": "finished",
        "have": "1",
        "asked": "2",
        "met": False,
        "missing": "1 more scenario",
    }
    assert (data["decisions"], data["scenarios"], data["finished"]) == (1, 1, 1)
    assert data["aspects"]["scope"] == {"decisions": 1, "lean": 1.0, "judgment": 2 / 3}
    assert data["aspects"]["team"] == {"decisions": 0, "lean": None, "judgment": None}
    assert data["called"]["leader"]["leader"] == {"well": 1, "not": 0}
    assert data["responsibilities"]["vision"] == {"moments": 1, "judgment": 2 / 3}
    assert (data["strongest"], data["weakest"]) == ("vision", None)
    assert data["play_next"] is None
    assert json_text(data).endswith("}\n")


def test_a_career_tells_what_to_play_next() -> None:
    header = Header("week", "/s/week.yaml", "A \x1b[31mweek")
    data = career_json(career((), ()), Suggestion(header, "The way begins here."))
    assert data["play_next"] == {
        "scenario": "week",
        "title": "A �[31mweek",
        "reason": "The way begins here.",
    }


def test_beginnings_of_a_career_have_no_strongest() -> None:
    data = career_json(career((), ()), None)
    assert (data["strongest"], data["weakest"], data["lean"]) == (None, None, None)


def test_the_top_of_the_ladder_has_no_next_title() -> None:
    pieces = [
        Evidence(
            scenario="s",
            scene=f"{level}{number}",
            aspect="team",
            calls_for=level,
            level=level,
            judgment="strong",
            best="strong",
            responsibility=None,
            weight=1,
            when=number,
        )
        for level in ("manager", "leader")
        for number in range(30)
    ]
    data = career_json(career(pieces, [Finished(f"s{n}", n) for n in range(10)]), None)
    assert (data["title"], data["next_title"], data["requirements"]) == ("cpo", None, [])
