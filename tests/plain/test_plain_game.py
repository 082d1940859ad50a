"""A play as lines and a prompt, from a file of answers and with somebody at the keyboard."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from a_week import A_WEEK, a_week
from pmquest.scenario.examples import completed
from running import Ran, run

PlayWith = Callable[..., Ran]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PlayWith:
    """Play the week with some answers, one a line."""
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    path = a_week(tmp_path)

    def played(*answers: str, options: tuple[str, ...] = (), terminal: bool = False) -> Ran:
        typed = "".join(f"{answer}\n" for answer in answers)
        return run(monkeypatch, "play", path, "--plain", *options, typed=typed, terminal=terminal)

    return played


@pytest.fixture
def history(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, object]]]:
    def plays() -> list[dict[str, object]]:
        found = json.loads(run(monkeypatch, "history", "--format", "json").out)["plays"]
        assert isinstance(found, list)
        return found

    return plays


def test_a_scene_is_told_with_its_exhibit_its_meters_and_its_answers(play: PlayWith) -> None:
    shown = play().out
    assert shown[shown.index("== Monday") :].startswith(
        """\
== Monday, 09:05 · decision 1 ==

Support wrote 412 tickets. �[31m <b>

> We cannot wait.

Tickets (bar chart)

     late
w1    100   ============
w2    200   ========================

Trust 45 · Budget 60 k€

  1  Ring ten customers.
  2  Write a vision.
  –  Give vouchers. (not open: Not while nobody trusts you.)

Your answer (? for help): \n"""
    )


def test_answers_by_number_and_by_id_lead_to_an_ending_and_its_debrief(play: PlayWith) -> None:
    ran = play("1", "home")
    assert (ran.status, ran.err) == (0, "")
    assert "== Tuesday ==" in ran.out
    assert "The week ends. 49 trust you." in ran.out
    assert "== Home ==" in ran.out
    assert "100 %; picking blindly: 50 %" in ran.out
    assert "Ask first, then build." in ran.out
    assert "\x1b" not in ran.out


def test_an_id_that_is_also_a_command_means_the_choice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    path = tmp_path / "asked.yaml"
    ids = "{y: {text: Yes.}, n: {text: No.}, u: {text: Undo.}, m: {text: More.}}"
    scenes = "".join(
        f"  {here}: {{title: Now, text: Well?, to: {there}, choices: {ids}}}\n"
        for here, there in ("ab", "bc", "cd")
    )
    end = "  d: {title: The end, text: So., ending: good}\n"
    path.write_bytes(completed(f"scenes:\n{scenes}{end}"))
    ran = run(monkeypatch, "play", str(path), "--plain", typed="n\nu\nm\n", terminal=False)
    assert [line for line in ran.out.splitlines() if line.startswith("> ")] == [
        "> No.",
        "> Undo.",
        "> More.",
    ]
    assert "== The end ==" in ran.out


def test_a_coached_answer_is_followed_by_what_it_did_and_why(play: PlayWith) -> None:
    assert (
        """\
Your answer (? for help): ring
> Ring ten customers.

They say the same thing.

Trust 45 → 49 · Budget 60 → 58 k€

Your answer: ▪ manager-level, ••• strong.
The moment called for ▪ manager-level: Nobody knows what the customers mean.

A call is the cheapest way to learn.

== Tuesday ==

A quiet day.

Trust 49 (+4) · Budget 58 k€ (−2)
"""
        in play("ring").out
    )


def test_an_assessed_answer_keeps_the_feedback_for_the_debrief(play: PlayWith) -> None:
    shown = play("ring", "u", "home", options=("--mode", "assessed")).out
    before, _, debrief = shown.partition("== Home ==")
    assert "They say the same thing." in before
    assert "manager-level" not in before
    assert "cheapest" not in before
    assert "In an assessed play nothing is taken back." in before
    assert "A call is the cheapest way to learn." in debrief


def test_the_same_answers_from_a_file_give_the_same_text(play: PlayWith) -> None:
    assert play("1", "1") == play("1", "1")


@pytest.mark.parametrize("answer", ["4", "0", "99999999999999999999", "rinf", "", "²", "-1"])
def test_an_answer_that_does_not_fit_is_told_with_what_is_open(play: PlayWith, answer: str) -> None:
    shown = play(answer, "q").out
    assert "That is not an answer here. Open here: 1 and 2." in shown


@pytest.mark.parametrize("answer", ["3", "bribe"])
def test_an_answer_that_is_not_open_is_told_with_its_reason(play: PlayWith, answer: str) -> None:
    assert "That is not open: Not while nobody trusts you. Open here: 1 and 2." in play(answer).out


def test_taking_back_shows_the_scene_again_as_it_was(play: PlayWith) -> None:
    shown = play("ring", "u", "vision").out
    assert shown.count("== Monday, 09:05 · decision 1 ==") == 2
    assert "Trust 45 · Budget 60 k€" in shown.partition("== Friday")[2]
    assert "There is nothing to take back yet." in play("u").out


def test_a_note_is_kept_and_stands_in_the_debrief(play: PlayWith) -> None:
    shown = play("n", "n ask Amara", "n", "ring", "home").out
    assert "Your note: none yet" in shown
    assert "Noted." in shown
    assert "Your note: ask Amara" in shown
    assert "Your note:\n\n> ask Amara" in shown.partition("== Home ==")[2]


def test_between_choices_a_note_is_on_the_decision_that_was_made(play: PlayWith) -> None:
    shown = play("ring", "n ask Amara", "n", "", "home", "", terminal=True).out
    assert "Your note: ask Amara" in shown
    decision = shown.partition("-- 1. Monday, 09:05 --")[2].partition("-- 2. ")[0]
    assert "> ask Amara" in decision


def test_the_road_so_far_is_listed_and_its_scenes_read_again(play: PlayWith) -> None:
    shown = play("ring", "m", "m 1", "m 99").out
    road = "  1  Monday, 09:05: Ring ten customers.\n  2  Tuesday\n  3  Friday\n"
    assert shown.count(road) == 2
    again = shown.partition("): m 1\n")[2]
    assert again.startswith("== Monday, 09:05 ==\n\nSupport wrote 412 tickets.")
    assert "> Ring ten customers.\n\nThey say the same thing." in again


def test_help_names_the_answers_and_the_commands(play: PlayWith) -> None:
    shown = play("?").out
    assert "  1 or ring    Ring ten customers." in shown
    assert "bribe" not in shown
    assert "  q            leave; everything is saved" in shown


@pytest.mark.parametrize("last", [("q",), ()])
def test_leaving_and_the_end_of_the_input_are_told_and_saved(
    play: PlayWith, history: Callable[[], list[dict[str, object]]], last: tuple[str, ...]
) -> None:
    ran = play("ring", *last)
    assert ran.status == 0
    assert "Left at decision 2. It is saved. To go on: pmquest play" in ran.out
    (kept,) = history()
    assert (kept["status"], kept["decisions"]) == ("unfinished", 1)


def test_where_nothing_can_be_saved_that_is_told_once_and_not_otherwise(
    play: PlayWith, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "file"))
    ran = play("ring")
    assert ran.err.startswith("Nothing can be saved now: ")
    assert ran.err.count("Nothing can be saved") == 1
    assert "Left at decision 2.\n" in ran.out


def test_a_dead_end_is_told_plainly_and_can_be_taken_back(play: PlayWith) -> None:
    shown = play("ring", "cellar", "u", "home").out
    assert "The story cannot go on here." in shown
    assert "== Home ==" in shown


def test_a_dead_end_that_is_not_taken_back_has_its_debrief(play: PlayWith) -> None:
    ran = play("ring", "cellar")
    assert ran.status == 0
    assert "A dead end, without an ending." in ran.out
    assert "Ask first, then build." in ran.out


@pytest.mark.parametrize("terminal", [False, True])
def test_after_the_debrief_questions_are_answered_and_a_plan_is_written(
    play: PlayWith, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    go_on = ("",) if terminal else ()
    written = ("r 1 On Tuesday.", "p If it rains, then I ring first.", "r 9 Never.")
    ran = play("ring", *go_on, "home", *written, terminal=terminal)
    assert ran.status == 0
    assert "Your plan: If it rains, then I ring first." in ran.out
    assert "Write r, the number of a question, and your answer." in ran.out
    report = run(monkeypatch, "report").out
    assert "On Tuesday." in report
    assert "If it rains, then I ring first." in report


def test_what_goes_on_and_on_after_the_debrief_is_left(play: PlayWith) -> None:
    ran = play("1", "home", *["m"] * 1000)
    assert (ran.status, ran.err) == (0, "")
    assert 0 < ran.out.count("Enter to leave") < 100


@pytest.mark.parametrize("answer", ["y", "?", "n again", "m", "u"])
def test_an_input_that_leads_nowhere_ends_the_play_and_not_the_patience(
    play: PlayWith, answer: str
) -> None:
    ran = play(*[answer] * 1000)
    assert ran.status == 1
    assert ran.err == "50 answers in a row led nowhere, so the play was left where it stands.\n"
    assert ran.out.count("Your answer (? for help): ") == 50


def test_at_a_terminal_continue_waits_for_enter(play: PlayWith) -> None:
    shown = play("ring", "1", "", "home", "", terminal=True).out
    assert "Enter to go on (? for help): " in shown
    assert "There is nothing to choose here: Enter goes on." in shown
    assert "== Home ==" in shown


def test_at_a_terminal_a_play_that_waits_is_offered(play: PlayWith) -> None:
    play("ring", terminal=True)
    shown = play("", "", "home", terminal=True).out
    assert "There is a play of this that waits at decision 2, left just now." in shown
    assert "== Monday, 09:05 · decision 1 ==" not in shown
    assert "== Home ==" in shown


def test_at_a_terminal_one_can_begin_anew_instead(
    play: PlayWith, history: Callable[[], list[dict[str, object]]]
) -> None:
    play("ring", terminal=True)
    assert "== Monday, 09:05 · decision 1 ==" in play("n", "1", "", "home", terminal=True).out
    assert [each["decisions"] for each in history()] == [2, 1]


def test_from_a_file_a_play_always_begins_anew(play: PlayWith) -> None:
    play("ring")
    assert "== Monday, 09:05 · decision 1 ==" in play("q").out


def test_after_the_debrief_questions_are_answered_and_the_plan_is_written(
    play: PlayWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = play(
        "ring", "", "home", "r 1 Amara", "r 2 Nobody", "p If it rains", "?", "", terminal=True
    ).out
    assert "Written down." in shown
    assert "Write r, the number of a question, and your answer." in shown
    assert "Your plan: If it rains" in shown
    report = run(monkeypatch, "report").out
    assert "> Amara" in report
    assert "If it rains" in report


def test_the_plan_is_shown_before_the_next_play(play: PlayWith) -> None:
    play("ring", "", "home", "p If it rains", "", terminal=True)
    assert "Your plan (just now, A week): If it rains" in play("q", terminal=True).out


def test_a_scenario_that_was_edited_under_a_play_asks_how_to_go_on(
    play: PlayWith, tmp_path: Path
) -> None:
    play("ring", terminal=True)
    edited = A_WEEK.replace("ring:", "write:")
    (tmp_path / "week.yaml").write_text(edited, encoding="utf-8")
    shown = play("", "7", "2", "", "home", "", terminal=True).out
    assert "This scenario was edited since you left" in shown
    assert "Type one of 1, 2 and 3." in shown
    assert "== Home ==" in shown


def test_a_reader_that_goes_away_leaves_the_game(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import os
    import subprocess
    import sys

    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "pmquest", "play", a_week(tmp_path), "--plain"],
        input=b"1\n1\n",
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PMQUEST_HOME": str(tmp_path / "home")},
        timeout=30,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
