"""Places to which a debrief cannot be written, whatever the system says about them."""

import pytest
from theatre import played, quiet_game, seen, showing

from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.export import FORMS, ExportDialog


@pytest.mark.parametrize("place", ["~nobody-of-that-name/x", "x" * 300, "a\0b"])
async def test_a_place_that_cannot_be_is_said_and_the_player_stays(place: str) -> None:
    game = quiet_game()
    screen = DebriefScreen(game, played(game, "goal", "talk"))
    async with showing(game, screen, (200, 60)) as pilot:
        await pilot.press("e", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, ExportDialog)
        dialog.place.value = place
        await pilot.press("enter")
        assert "cannot be written: " in seen(pilot)
        assert pilot.app.screen is dialog


def test_the_documents_say_when_and_how_it_was_played() -> None:
    kept = played(quiet_game(), "goal", "talk")
    for form in ("md", "html"):
        assert kept.played_in_words in FORMS[form][2](kept, kept.debrief())
