"""Lines of runs on the screen: tones are the theme's variables, text is never markup."""

import pytest
from textual.content import Content

from pmquest.report.lines import Run
from pmquest.report.prose import inline
from pmquest.tui.drawn import styled
from pmquest.tui.prose import content
from pmquest.tui.story import title_row


def styles(found: Content) -> list[str]:
    return [str(span.style) for span in found.spans]


def test_tones_become_variables_of_the_theme() -> None:
    found = content((Run("a", "leader"), Run("b", "muted", bold=True), Run("c", code=True)))
    assert styles(found) == ["$leader", "bold $muted", "on $surface"]


@pytest.mark.parametrize("text", ["[@click=app.evil]x[/]", "[/b]", "[TODO]", "[red]a[/red]", "{x}"])
def test_markup_stays_text(text: str) -> None:
    found = content((Run(text),))
    assert found.plain == text
    assert "@click" not in "".join(styles(found))


def test_only_web_addresses_can_be_opened() -> None:
    def addresses(text: str) -> set[object]:
        spans = content(inline(text)).spans
        metas = (getattr(span.style, "meta", {}) for span in spans)
        return {meta["address"] for meta in metas if "address" in meta}

    assert addresses("[a](https://example.org)") == {"https://example.org"}
    assert addresses("[a](mailto:x@example.org) [b](javascript:alert(1)) [c](app.quit)") == set()


def test_a_role_that_does_not_fit_is_told_without_what_follows_its_comma_or_left_out() -> None:
    def told(width: int) -> str:
        return title_row("Four products", "Head at Halden, tools for builders", right, width).plain

    right = styled("the end")
    assert "Head at Halden, tools for builders  " in told(70)
    assert told(50).startswith("Four products   Head at Halden   ")
    assert told(30).split() == ["Four", "products", "the", "end"]
