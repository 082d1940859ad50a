"""Whole journeys through the full-screen game, by keyboard alone and by mouse alone."""

from pathlib import Path

from a_game import Clock, all_in, click_on, find, lines, opened, play, press, settled, shown

from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp, StartPlay


async def test_from_the_library_to_the_debrief_and_back_by_keyboard_alone(game: Game) -> None:
    async with opened(game) as pilot:
        await find(pilot, "tiffin")
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Where is my order?", "6 min", "Tell a symptom", "Begin"])
        await press(pilot, "enter", "1")
        assert all_in(pilot.app, ["Seven of ten", "manager-level", "••• strong"])
        await press(pilot, "enter", "1", "enter", "enter")
        assert all_in(pilot.app, ["How it ended", "The map everyone can see"])
        await press(pilot, "q")
        assert all_in(pilot.app, ["pmquest", "best 100 %", "1×"])


async def test_from_the_library_to_the_debrief_and_back_by_mouse_alone(game: Game) -> None:
    async with opened(game) as pilot:
        await click_on(pilot, "Where is my order?", "Begin", "Ring ten", "Go on")
        await click_on(pilot, "Let the two leads", "Go on", "To the debrief")
        assert all_in(pilot.app, ["How it ended", "The map everyone can see"])
        await click_on(pilot, "back")
        assert all_in(pilot.app, ["pmquest", "best 100 %", "1×"])


async def test_every_screen_is_reached_and_left_by_mouse_alone(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game, (120, 40)) as pilot:
        for word, seen in (
            ("career", "Where you lean"),
            ("guide", "In this guide"),
            ("history", "coached · The map everyone can see"),
            ("settings", "Confirm a choice"),
            ("help", "Keys here"),
            ("Where is my order?", "What you practise"),
            ("night-shift", "PQ104 error"),
        ):
            await click_on(pilot, word)
            assert seen in shown(pilot.app)
            await click_on(pilot, "q back")
            assert "Three products, one budget" in shown(pilot.app)


async def test_a_play_that_was_left_stands_first_and_goes_on(game: Game, clock: Clock) -> None:
    async with opened(game) as pilot:
        await find(pilot, "tiffin")
        await press(pilot, "enter", "enter", "1", "enter", "q")
        clock.pass_by(days=1)
    async with opened(game) as pilot:
        first = lines(pilot.app)[4:6]
        assert "Where is my order?" in first[0]
        assert "Continue, decision 2" in first[0]
        assert "left yesterday" in first[1]
        assert shown(pilot.app).count("Where is my order?") == 1
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Friday, 16:00", "decision 2"])


async def test_a_waiting_play_leaves_room_for_a_new_one(game: Game) -> None:
    play(game, "orders", "ring")
    async with opened(game) as pilot:
        await press(pilot, "n")
        assert all_in(pilot.app, ["Continue", "decision 2", "▌ Begin"])
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Monday, 09:05", "decision 1"])


async def test_a_finished_scenario_is_played_again_or_shows_its_last_debrief(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game) as pilot:
        await find(pilot, "tiffin")
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Play again", "See the last debrief", "100 %"])
        await press(pilot, "down", "enter")
        assert "How it ended" in shown(pilot.app)


async def test_the_plan_of_last_time_is_shown_before_the_next_play(game: Game) -> None:
    played = play(game, "orders", "reorganise", "grab")
    game.kept_play(played).plan("If two teams want one person, then I ask both leads to settle it.")
    async with opened(game) as pilot:
        await find(pilot, "halden")
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Your plan after “Where is my order?”", "If two teams want"])


async def test_the_mode_can_be_changed_for_one_play(game: Game) -> None:
    async with opened(game) as pilot:
        await find(pilot, "tiffin")
        await press(pilot, "enter", "m", "enter", "1")
        assert game.history()[0].mode == "assessed"
        assert "manager-level" not in shown(pilot.app)
    assert game.settings.mode == "coached"


async def test_a_scenario_that_was_named_opens_over_the_library(game: Game) -> None:
    app = PmquestApp(game, StartPlay(game.library.find("orders"), mode="assessed"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert all_in(app, ["Begin", "assessed"])
        await press(pilot, "q")
        assert "Three products, one budget" in shown(app)


async def test_ctrl_c_leaves_from_anywhere_and_everything_is_kept(game: Game) -> None:
    async with opened(game) as pilot:
        await find(pilot, "tiffin")
        await press(pilot, "enter", "enter", "1", "n", "o", "k")
        await pilot.press("ctrl+c")
    assert pilot.app.return_code == 0
    (record,) = game.history()
    assert record.decision == 2
    assert game.kept_play(record.id).notes == {0: "ok"}


async def test_the_page_of_a_scenario_offers_the_waiting_play_first(game: Game) -> None:
    play(game, "orders", "ring")
    app = PmquestApp(game, StartPlay(game.library.find("orders")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "▌ Continue" in shown(app)
        await press(pilot, "enter")
        assert all_in(app, ["Friday, 16:00", "decision 2"])


async def test_an_edited_scenario_asks_how_to_go_on(game: Game, shelf: Path) -> None:
    play(game, "orders", "ring")
    story = shelf / "orders.yaml"
    story.write_text(story.read_text().replace("      ring:", "      call:"))
    async with opened(game) as pilot:
        await press(pilot, "enter")
        assert "was edited" in shown(pilot.app)
        assert "decision 1" in shown(pilot.app)
        await press(pilot, "escape")
        assert "Continue, decision 2" in shown(pilot.app)
        await press(pilot, "enter", "down", "enter")
        assert "Friday, 16:00" in shown(pilot.app)


async def test_history_opens_goes_on_and_deletes_after_asking(game: Game, clock: Clock) -> None:
    play(game, "orders", "ring", "together")
    clock.pass_by(hours=1)
    play(game, "orders", "reorganise")
    async with opened(game) as pilot:
        await press(pilot, "h")
        assert all_in(pilot.app, ["2 plays", "Continue, decision 2", "100 %"])
        await press(pilot, "down", "enter")
        assert "How it ended" in shown(pilot.app)
        await press(pilot, "q", "x")
        assert "Delete this play" in shown(pilot.app)
        await press(pilot, "n")
        assert "2 plays" in shown(pilot.app)
        await click_on(pilot, "delete", "Delete it")
        assert "1 play" in shown(pilot.app)
        await press(pilot, "enter")
        assert "Friday, 16:00" in shown(pilot.app)
    assert [record.status for record in game.history()] == ["unfinished"]


async def test_a_long_page_before_a_play_is_read_on_by_key(game: Game, shelf: Path) -> None:
    long = "objectives: [" + ", ".join(f"Aim number {number} of many." for number in range(5)) + "]"
    text = (shelf / "orders.yaml").read_text().replace("month.", "month. " + "More words. " * 60)
    lines = text.splitlines()
    place = next(row for row, line in enumerate(lines) if line.startswith("objectives"))
    (shelf / "orders.yaml").write_text(
        "\n".join([*lines[:place], long, *lines[place + 1 :]]) + "\n"
    )
    async with opened(game, (60, 20)) as pilot:
        await press(pilot, "enter")
        assert all_in(pilot.app, ["Begin", "space read on"])
        assert "Aim number 4" not in shown(pilot.app)
        await press(pilot, "space", "pagedown", "space")
        assert all_in(pilot.app, ["Begin", "Aim number 4"])
        await press(pilot, "space")
        assert "▪ manager" in shown(pilot.app)


async def test_leaving_a_play_that_went_on_from_its_page_leads_to_the_library(game: Game) -> None:
    play(game, "orders", "ring")
    async with opened(game) as pilot:
        await press(pilot, "n", "up", "enter")
        assert "Friday, 16:00" in shown(pilot.app)
        await press(pilot, "q")
        assert "Continue, decision 2" in shown(pilot.app)


async def test_a_play_that_is_gone_is_told_in_a_sentence(game: Game) -> None:
    number = play(game, "orders", "ring")
    async with opened(game) as pilot:
        await press(pilot, "h")
        game.delete_play(number)
        await press(pilot, "enter")
        assert "There is no play" in shown(pilot.app)
        assert "1 play" in shown(pilot.app)
