"""The two themes keep what look.md says of them, and every other theme can be used."""

import colorsys
from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from pmquest.tui.themes import DARK, LIGHT, THEMES, variable_defaults

OURS = {theme.name: theme for theme in THEMES}
PAPERS = ("background", "surface", "panel")
VARIABLES = {"muted", "faint", "manager", "leader", "series-2", "series-3"}

# What colour-blind eyes make of linear RGB, after Machado, Oliveira and Fernandes (2009).
SIGHT = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def ink(theme: str, name: str) -> Color:
    variables = OURS[theme].to_color_system().generate()
    return Color.parse({**variables, **OURS[theme].variables}[name])


def linear(color: Color) -> tuple[float, ...]:
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        _curve(sum(k * part for k, part in zip(row, rgb, strict=True)) / top)
        for row, top in zip(rows, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116


def seen_by(sight: str, color: Color) -> tuple[float, ...]:
    rgb = linear(color)
    return tuple(
        min(1.0, max(0.0, sum(k * part for k, part in zip(row, rgb, strict=True))))
        for row in SIGHT[sight]
    )


def test_the_colours_are_those_that_were_chosen() -> None:
    names = (*PAPERS, "foreground", "muted", "faint", "manager", "leader", "error", "scrollbar")
    chosen = {
        DARK: "#15171b #1c1f24 #2a2e35 #e7e5df #a2a8b3 #4b5360 #6fb4f5 #f0b04a #ee8f80 #373c45",
        LIGHT: "#fbfaf6 #f2f1ee #e4e2dd #22262c #585e67 #bfbbb0 #0f62b4 #8a5300 #a8321f #d3d0c8",
    }
    for theme, colours in chosen.items():
        assert " ".join(ink(theme, name).hex.lower() for name in names) == colours


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize(
    "name", ["foreground", "muted", "manager", "leader", "error", "series-2", "series-3"]
)
def test_text_can_be_read_on_every_paper(theme: str, name: str) -> None:
    assert all(contrast(ink(theme, name), ink(theme, paper)) > 4.69 for paper in PAPERS)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_two_levels_stay_apart_for_colour_blind_eyes(theme: str, sight: str) -> None:
    manager, leader = (lab(seen_by(sight, ink(theme, name))) for name in ("manager", "leader"))
    distance = sum((a - b) ** 2 for a, b in zip(manager, leader, strict=True)) ** 0.5
    assert distance >= 65


def test_the_greys_of_the_dark_theme_stay_grey_in_256_colours() -> None:
    for name in (*PAPERS, "muted", "faint", "scrollbar"):
        assert colorsys.rgb_to_hls(*ink(DARK, name).normalized)[2] < 0.15


@pytest.mark.parametrize("name", sorted(set(BUILTIN_THEMES) - set(OURS)))
def test_a_theme_that_is_not_ours_gets_all_our_variables(name: str) -> None:
    defaults = variable_defaults(BUILTIN_THEMES[name])
    assert set(defaults) == VARIABLES
    assert all(Color.parse(value) for value in defaults.values())


def test_our_own_themes_bring_the_variables_themselves() -> None:
    for theme in THEMES:
        assert set(theme.variables) >= VARIABLES
        assert variable_defaults(theme) == {}


def test_no_hue_of_ours_is_another() -> None:
    for theme in THEMES:
        hues = [theme.variables[name] for name in ("manager", "leader", "series-2", "series-3")]
        assert all(one != other for one, other in combinations(hues, 2))
