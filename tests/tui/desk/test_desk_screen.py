"""At the author's desk: write, break, mend, walk the map, jump, and play on from the middle."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_desk import (
    BROKEN,
    STORY,
    Author,
    at_the_desk,
    here,
    place_of,
    rows,
    saved,
    seen,
    settled,
    the_desk,
    the_screen,
    words,
)
from textual.widgets import Input

from explorations import ending, flows, shown
from pmquest.tui.debrief_page import DebriefPage
from pmquest.tui.desk.findings_list import FindingsList
from pmquest.tui.desk.jump import JumpDialog
from pmquest.tui.desk.map_screen import MapScreen
from pmquest.tui.desk.map_tree import MapTree
from pmquest.tui.keys import actions

WIDE, MEDIUM, NARROW, TALL = (120, 40), (80, 24), (60, 20), (94, 50)


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def head(pilot: object) -> str:
    """The line that says which file is shown, and how it stands."""
    return next(row for row in rows(pilot) if "orders.yaml" in row)  # type: ignore[arg-type]


# What is seen


async def test_the_scene_stands_beside_findings_as_a_player_sees_it(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        for text in (
            "Where is my order?   Product manager at Tiffin",
            "60 k€",
            "Monday, 09:05",
            "Support wrote 412 tickets last week.",
            "1   Ring ten of the customers.",
            "There is no money for that.",
            "Findings",
        ):
            assert text in seen(pilot)
        assert "saved" in head(pilot)
        assert "every road followed" in head(pilot)


async def test_the_authors_view_tells_levels_judgment_conditions_and_where_it_leads(
    author: Author,
) -> None:
    async with at_the_desk(author, (120, 50)) as pilot:
        for text in (
            "▪ manager   ••• strong · Know the customers",
            "trust +4, budget −2, interviewed = true → Ten calls",
            "▲ leader   ··· poor · too early",
            "Locked: open when budget >= 90; now budget is 60",
            "▪ manager-level · Key responsibilities · Nobody knows yet what",
            "Signal: Nobody knows yet what the customers mean.",
            "Ask who has rung a customer this month.",
        ):
            assert text in seen(pilot)
        await pilot.press("j", *"friday", "enter")
        for text in (
            "→ A quiet month (3 in 4) and The map everyone can see",
            "–   Ask what the ten had said.",
            "Hidden: offered when interviewed and trust >= 60; now",
            "interviewed is false, trust is 45",
            "Left out: “And both were promised one.”, shown when",
        ):
            assert text in seen(pilot)


async def test_the_players_view_hides_what_a_player_may_not_see(author: Author) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await pilot.press("a")
        for sign in ("▪", "▲", "•", "Signal", "now budget", "saved"):
            assert sign not in seen(pilot)
        assert "There is no money for that." in seen(pilot)
        await pilot.press("a")
        assert "▪ manager" in seen(pilot)


async def test_the_state_tells_what_conditions_can_ask_about(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1", "enter", "s")
        for text in ("calls", "turn 1, seed 1", "trust  Customer trust, 0 to 100", "+4  49",
                     "interviewed", "true", "monday, calls", "monday.ring"):  # fmt: skip
            assert text in seen(pilot)


@pytest.mark.parametrize("size", [WIDE, TALL])
async def test_with_room_for_both_the_scene_and_a_pane_are_seen(
    author: Author, size: tuple[int, int]
) -> None:
    async with at_the_desk(author, size) as pilot:
        for key, text in (("m", "The attic"), ("s", "turn 0"), ("f", "line 29")):
            await pilot.press(key)
            assert text in seen(pilot)
            assert "Support wrote 412" in seen(pilot)


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_with_room_for_one_pane_keys_and_clicks_change_between_them(
    author: Author, size: tuple[int, int]
) -> None:
    async with at_the_desk(author, size) as pilot:
        assert "turn 0" not in seen(pilot)
        await pilot.press("s")
        assert "turn 0" in seen(pilot)
        assert "Support wrote" not in seen(pilot)
        await pilot.press("1")
        assert the_desk(pilot).answered is None
        await pilot.click(offset=place_of(pilot, "Map"))
        await pilot.pause()
        assert "The attic" in seen(pilot)
        await pilot.click(offset=place_of(pilot, "Scene"))
        await pilot.pause()
        assert "Support wrote" in seen(pilot)
        await pilot.press("f", "f")
        assert "Support wrote" in seen(pilot)


async def test_a_window_that_grows_and_shrinks_keeps_everything(author: Author) -> None:
    async with at_the_desk(author, WIDE) as pilot:
        await pilot.press("1", "s")
        for size in (NARROW, (40, 10), TALL, (200, 60), MEDIUM):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert "turn 1" in seen(pilot)
        await pilot.press("escape")
        assert "Seven of ten say the same thing." in seen(pilot)


async def test_help_and_palette_tell_of_every_key_of_the_desk(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        told = {active.binding.description: active for active in actions(pilot.app.screen)}
        assert {"findings", "map", "state", "jump", "player's view", "restart", "new seed"} <= {
            *told
        }
        assert all(active.tooltip for active in told.values())
        await pilot.press("question_mark")
        assert "read again whenever the file is saved" in words(pilot)


# The file


async def test_a_save_is_shown_where_the_author_stands(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1", "enter", "enter")
        assert here(pilot) == "friday"
        await saved(pilot, author, STORY.replace("Two teams want", "Three teams want"))
        assert "Three teams want the same engineer." in seen(pilot)
        assert here(pilot) == "friday"
        await pilot.press("u")
        assert here(pilot) == "monday"


async def test_a_result_that_is_being_read_is_shown_as_it_is_written(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1")
        await saved(pilot, author, STORY.replace("Seven of ten", "Nine of ten"))
        assert "Nine of ten say the same thing." in seen(pilot)
        await pilot.press("enter")
        assert "They shout first." in seen(pilot)


async def test_where_the_picks_no_longer_lead_here_the_author_stays_and_is_told(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1", "enter", "enter")
        await saved(pilot, author, STORY.replace("      ring:", "      phone:"))
        assert here(pilot) == "friday"
        assert "`ring` is gone; if you renamed it, put `was: ring` under its new" in words(pilot)
        assert "49" in seen(pilot)
        await saved(pilot, author, STORY.replace("      ring:", "      dial:"))
        assert here(pilot) == "friday"
        assert "is gone" not in seen(pilot)


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_who_reads_a_result_stays_in_its_scene_when_an_earlier_pick_leads_elsewhere(
    author: Author, size: tuple[int, int]
) -> None:
    text = STORY.replace(
        "why: They will have", "result: Done by four.\n        why: They will have"
    )
    author.path.write_text(text, encoding="utf-8")
    async with at_the_desk(author, size) as pilot:
        await pilot.press("1", "enter", "enter", "1")
        assert "Done by four." in seen(pilot)
        await saved(pilot, author, text.replace("to: calls", "to: loved"))
        assert "Friday, 16:00" in seen(pilot)
        assert "Done by four." in seen(pilot)
        told = the_screen(pilot).remark.text
        assert told == (
            "Your picks lead to “The map everyone can see” now. "
            "You stay here, with the same figures."
        )
        assert size == WIDE or told in words(pilot)
        await pilot.press("enter")
        assert here(pilot) == "loved"
        assert "You stay here" not in seen(pilot)


async def test_errors_come_to_the_front_and_the_last_good_version_stays(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1", "enter", "m")
        await saved(pilot, author, BROKEN)
        assert "✗ shown: version of " in head(pilot)
        assert "the file has 1 error" in head(pilot)
        assert "They shout first." in seen(pilot)
        assert "Findings ✗ 1" in seen(pilot)
        assert "“cals” is not there" in words(pilot) or "'calls'" in words(pilot)
        await saved(pilot, author, STORY)
        assert "✗" not in head(pilot)
        assert "The attic" in seen(pilot)
        assert here(pilot) == "calls"


async def test_in_a_small_window_errors_stand_in_front_until_they_are_mended(
    author: Author,
) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await saved(pilot, author, BROKEN)
        assert "to: cals" in seen(pilot)
        assert "Support wrote" not in seen(pilot)
        await saved(pilot, author, STORY)
        assert "Support wrote" in seen(pilot)


async def test_who_went_on_while_the_file_was_broken_is_not_led_away(author: Author) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await saved(pilot, author, BROKEN)
        await pilot.press("s")
        await saved(pilot, author, BROKEN + "# again\n")
        assert "turn 0" in seen(pilot)
        await saved(pilot, author, STORY)
        assert "turn 0" in seen(pilot)


async def test_who_went_back_to_the_scene_while_the_file_was_broken_stays_there(
    author: Author,
) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await pilot.press("m")
        await saved(pilot, author, BROKEN)
        await pilot.press("escape", "1")
        assert "Seven of ten" in seen(pilot)
        await saved(pilot, author, STORY)
        assert "Seven of ten" in seen(pilot)


async def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    author = Author(tmp_path, None)
    async with at_the_desk(author) as pilot:
        assert "There is no file of this name yet. It is shown here as soon as it is saved." in (
            " ".join(" ".join(row[:70].replace("▌", "").split()) for row in rows(pilot)).replace(
                "  ", " "
            )
        )
        await pilot.press("1", "u", "r", "n", "j", "m", "s", "a", "enter")
        await saved(pilot, author, STORY)
        assert "Support wrote 412" in seen(pilot)


async def test_a_file_that_goes_away_leaves_its_last_version_on_the_screen(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await saved(pilot, author, None)
        assert "the file is not there" in head(pilot)
        assert "Support wrote 412" in seen(pilot)
        await saved(pilot, author, STORY)
        assert "the file is not there" not in head(pilot)


async def test_a_file_that_was_never_a_scenario_shows_what_is_wrong(tmp_path: Path) -> None:
    author = Author(tmp_path, "hello: [\n")
    async with at_the_desk(author, MEDIUM) as pilot:
        assert "✗ line" in seen(pilot)
        assert "the file has" in head(pilot)
        await pilot.press("enter", "escape")
        assert "This file is no scenario yet." in seen(pilot)
        await saved(pilot, author, STORY)
        assert "Support wrote 412" in seen(pilot)


# Findings


async def test_a_finding_leads_to_the_scene_that_it_names(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await saved(pilot, author, STORY.replace("aspect: team", "aspct: team"))
        await pilot.press("f", "enter")
        assert here(pilot) == "friday"
        assert "Two teams want" in seen(pilot)
        assert pilot.app.focused is None
        await pilot.press("f")
        assert isinstance(pilot.app.focused, FindingsList)


async def test_a_finding_with_picks_plays_them(author: Author) -> None:
    author.found = {"stuck": (shown("friday", ("monday", "ring"), seed=3),)}
    async with at_the_desk(author, MEDIUM) as pilot:
        await pilot.press("f")
        assert "enter plays the pick that shows it" in seen(pilot)
        await pilot.press("enter")
        assert here(pilot) == "friday"
        play = the_desk(pilot).play
        assert play is not None
        assert (play.seed, [pick.choice for pick in play.picks]) == (3, ["ring"])
        await pilot.press("u", "u")
        assert here(pilot) == "monday"


async def test_a_finding_about_the_whole_file_says_so(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await saved(pilot, author, STORY.replace("minutes: 6", "minutes: many"))
        await pilot.press("f", "enter")
        assert "about the file as a whole" in words(pilot)
        assert here(pilot) == "monday"


async def test_in_a_small_window_a_finding_without_a_scene_leaves_the_findings_in_sight(
    author: Author,
) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await saved(pilot, author, STORY.replace("minutes: 6", "minutes: many"))
        await pilot.press("enter")
        await pilot.pause()
        assert "about the file as a whole" in words(pilot)
        assert "PQ" in seen(pilot)


async def test_picks_that_cannot_be_made_any_more_are_told(author: Author) -> None:
    author.found = {"stuck": (shown("friday", ("monday", "ring"), seed=3),)}
    async with at_the_desk(author) as pilot:
        author.hold()
        author.found = {}
        await author.save(STORY.replace("      ring:", "      phone:"))
        await settled(pilot, explored=False)
        await pilot.press("f", "enter")
        assert "Its picks cannot be made any more" in seen(pilot)


# Exploring


async def test_figures_of_the_version_before_are_marked_until_the_new_ones_are_there(
    author: Author,
) -> None:
    author.found = {
        "endings": {"loved": ending("good", 0.7), "worn": ending("mixed", 0.3)},
        "visits": {"monday": 1.0, "calls": 0.5, "friday": 1.0, "broke": 0.0, "loved": 0.7,
                   "worn": 0.3, "attic": 0.0},
        "unreachable": ("attic", "broke"),
        "stuck": (shown("friday", ("monday", "ring"), seed=3),),
        "flows": flows({("monday", "ring", "calls"): 0.5}),
    }  # fmt: skip
    async with at_the_desk(author) as pilot:
        await pilot.press("m")
        assert "good  70 %" in seen(pilot)
        author.hold()
        author.found = {}
        await author.save(STORY.replace("Two teams", "Three teams"))
        await settled(pilot, explored=False)
        assert "exploring …" in head(pilot)
        assert "good  ~70 %" in seen(pilot)
        assert "~0.50×" in seen(pilot)
        assert "Figures with ~ are those of the version" in seen(pilot)
        await pilot.press("f")
        assert "older version" in seen(pilot)
        author.let_go()
        await settled(pilot)
        assert "every road followed" in head(pilot)
        assert "older version" not in seen(pilot)
        await pilot.press("m")
        assert "~" not in seen(pilot)


async def test_a_newer_save_cancels_the_exploration_of_the_older_one(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        author.hold()
        await author.save(STORY.replace("Two teams", "Three teams"))
        await settled(pilot, explored=False)
        await author.save(STORY.replace("Two teams", "Four teams"))
        assert author.gave_up.wait(10)
        author.let_go()
        await settled(pilot)
        assert the_desk(pilot).survey is not None
        assert the_desk(pilot).survey.hash == the_desk(pilot).draft.hash  # type: ignore[union-attr]


async def test_what_is_saved_unchanged_is_not_explored_again(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await saved(pilot, author, STORY)
        await saved(pilot, author, BROKEN)
        await saved(pilot, author, STORY)
        assert len(author.explored) == 1


async def test_leaving_cancels_what_is_explored(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        author.hold()
        await author.save(STORY.replace("Two teams", "Three teams"))
        await settled(pilot, explored=False)
        await pilot.press("q")
    assert author.gave_up.wait(10)


# The map


async def test_the_map_is_walked_and_led_to_a_scene_by_keys(author: Author) -> None:
    author.found = {"unreachable": ("attic",)}
    async with at_the_desk(author) as pilot:
        await pilot.press("m")
        assert "✗ unreachable" in seen(pilot)
        await pilot.press("down", "down", "enter")
        assert here(pilot) == "friday"
        assert isinstance(pilot.app.focused, MapTree)
        await pilot.press("end", "enter")
        assert here(pilot) == "attic"
        await pilot.press("home", "up", "enter")
        assert here(pilot) == "monday"
        await pilot.press("pagedown", "pageup", "escape", "u")
        assert here(pilot) == "attic"


async def test_the_map_is_led_to_a_scene_by_the_mouse(author: Author) -> None:
    async with at_the_desk(author, MEDIUM) as pilot:
        await pilot.press("m")
        await pilot.click(offset=place_of(pilot, "Ten calls"))
        await pilot.pause()
        assert here(pilot) == "calls"
        assert "They shout first." in seen(pilot)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_the_whole_map_tells_all_about_the_scene_under_the_cursor(
    author: Author, size: tuple[int, int]
) -> None:
    async with at_the_desk(author, size) as pilot:
        await pilot.press("m", "m")
        assert isinstance(pilot.app.screen, MapScreen)
        told = ""
        await pilot.press("down", "down")
        for _ in range(6):
            told += words(pilot)
            await pilot.press("space")
        for text in (
            "From Monday, 09:05, Ten calls",
            "A quiet month, 3 in 4",
            "only if interviewed",
        ):
            assert text in told
        await pilot.press("enter")
        assert here(pilot) == "friday"
        assert "Two teams want" in seen(pilot)


async def test_the_whole_map_follows_a_save(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("m", "m")
        await saved(pilot, author, STORY.replace("title: Ten calls", "title: Twelve calls"))
        assert "Twelve calls" in seen(pilot)


async def test_on_the_whole_map_a_click_tells_of_a_scene_and_a_second_one_goes_there(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("m", "m")
        place = place_of(pilot, "The attic")
        await pilot.click(offset=place)
        assert isinstance(pilot.app.screen, MapScreen)
        await pilot.pause()
        assert "From" not in seen(pilot)
        await pilot.click(offset=place)
        await pilot.pause()
        assert here(pilot) == "attic"


# Jumping and playing on


async def test_a_jump_with_figures_is_played_on_from_the_middle_to_an_ending(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("j", *"fri", "tab")
        assert pilot.app.focused.name == "trust"  # type: ignore[union-attr]
        await pilot.press(*"80", "down", "down", *"true", "enter")
        assert here(pilot) == "friday"
        assert "80   Budget" in seen(pilot)
        await pilot.press("3")
        assert "•• sound" not in seen(pilot)
        assert "They said it already." in seen(pilot)
        await pilot.press("enter")
        assert "A good ending." in seen(pilot)
        await pilot.press("u")
        assert here(pilot) == "friday"
        await pilot.press("u")
        assert here(pilot) == "monday"
        await pilot.press("u")
        assert "nothing to take back" in words(pilot)


async def test_what_no_play_could_have_is_refused_at_its_field(author: Author) -> None:
    async with at_the_desk(author, NARROW) as pilot:
        await pilot.press("j", "tab")
        for typed, refused in (("999", "a whole number from 0 to 100"), ("many", "0 to 100")):
            await pilot.press(*typed, "enter")
            assert refused in words(pilot)
            assert isinstance(pilot.app.screen, JumpDialog)
        await pilot.press(*"7", "down", "down", *"maybe", "enter")
        assert "'interviewed' takes true or false." in words(pilot)
        assert pilot.app.focused.name == "interviewed"  # type: ignore[union-attr]
        await pilot.press(*"true", "up", "up", "enter")
        play = the_desk(pilot).play
        assert play is not None
        assert play.state.values[:3] == (7, 60, True)


async def test_a_scene_is_found_by_its_title_or_its_name_and_chosen_with_the_arrows(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("j", *"MA", "down", "down", "up", "enter")
        assert here(pilot) == "worn" or here(pilot) == "loved"
        await pilot.press("j", *"zebra", "enter")
        assert "No scene is called that." in words(pilot)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, JumpDialog)


async def test_a_jump_is_made_by_the_mouse(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("j")
        await pilot.click(offset=place_of(pilot, "The map everyone"))
        await pilot.pause()
        assert isinstance(pilot.app.focused, Input)
        await pilot.click(offset=place_of(pilot, "enter go there"))
        await pilot.pause()
        assert here(pilot) == "loved"


async def test_from_the_map_a_jump_begins_with_the_scene_under_the_cursor(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("m", "end", "j", "enter")
        assert here(pilot) == "attic"


async def test_a_jump_that_a_save_has_made_impossible_is_told(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("j", *"attic")
        gone = STORY[: STORY.index("  attic:")]
        await saved(pilot, author, gone)
        await pilot.press("enter")
        assert "There is no scene 'attic'." in words(pilot)
        assert here(pilot) == "monday"


async def test_the_scene_that_an_interrupt_leads_to_goes_back_to_where_one_was(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("j", *"broke", "enter")
        assert "The money is gone" in seen(pilot)
        await pilot.press("enter")
        assert here(pilot) == "monday"


async def test_a_play_at_the_desk_is_begun_anew_with_the_same_seed_or_another(
    author: Author,
) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("1", "r")
        assert here(pilot) == "monday"
        await pilot.press("n")
        assert "whole number" not in words(pilot)
        await pilot.press(*"x", "enter")
        assert "A seed is a whole number of up to 19 digits." in words(pilot)
        await pilot.press(*["backspace"] * 3, *"99", "enter")
        play = the_desk(pilot).play
        assert play is not None
        assert play.seed == 99
        await pilot.press("n", "escape", "u")
        assert the_desk(pilot).play.seed == 1  # type: ignore[union-attr]


async def test_at_the_end_the_debrief_is_read_as_a_player_reads_it(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("2", "enter", "1", "enter")
        assert "A good ending." in seen(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, DebriefPage)
        assert "at the desk" in seen(pilot)
        for key in ("replay", "note", "export"):
            assert key not in rows(pilot)[-1]
        told = ""
        for _ in range(8):
            told += seen(pilot)
            await pilot.press("pagedown")
        assert "Ask before you build." in told
        assert "Whom did you last ring?" in told
        await pilot.press("d", "enter", "m", "q", "q")
        assert here(pilot) == "loved"


async def test_the_debrief_can_be_read_before_the_end_and_after_a_jump(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("d", "q", "j", *"friday", "enter", "1", "d")
        assert isinstance(pilot.app.screen, DebriefPage)


async def test_a_dead_end_is_told_and_taken_back(author: Author) -> None:
    text = STORY.replace(
        "    to: resume", "    choices:\n      out: {text: Out., when: trust > 99, to: worn}"
    )
    async with at_the_desk(Author(author.path.parent, text)) as pilot:
        await pilot.press("j", *"broke", "enter")
        assert "Every choice here is" in seen(pilot)
        assert "closed, so the story cannot go on." in seen(pilot)
        assert "stuck" in seen(pilot)
        assert "Hidden: offered when trust > 99; now trust is 45" in words(pilot)
        await pilot.press("u")
        assert here(pilot) == "monday"


async def test_nothing_that_is_done_at_the_desk_is_recorded(author: Author) -> None:
    async with at_the_desk(author) as pilot:
        await pilot.press("2", "enter", "1", "enter", "enter")
        game = the_screen(pilot).app.game  # type: ignore[attr-defined]
        assert game.history() == ()
