"""The pictures of the HTML debrief: where things stand in them, and what they say in words."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pmquest.report.pictures import (
    WIDTH,
    aspect_picture,
    decisions_picture,
    lean_picture,
    meter_picture,
)
from pmquest.scoring.debrief import MeterLine, debrief
from worked_example import PICKS, play_of

FULL = debrief(play_of(*PICKS, "home"))


def bars(picture: str) -> dict[str, tuple[float, float]]:
    found = re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="16" width="([\d.]+)"', picture)
    return {level: (float(x), float(width)) for level, x, width in found}


def test_the_lean_parts_the_width_and_the_called_lean_is_marked() -> None:
    picture = lean_picture(FULL)
    assert bars(picture) == {"manager": (0, 286), "leader": (290, 190)}
    assert f'class="mark" d="M{WIDTH // 2} ' in picture
    assert "Lean: 60 % manager · 40 % leader. Called for: 50 % manager · 50 % leader." in picture


def test_a_lean_to_one_side_alone_has_one_bar() -> None:
    picture = lean_picture(debrief(play_of("strong")))
    assert bars(picture) == {"leader": (2, 478)}
    assert lean_picture(debrief(play_of())) == ""


def test_an_answer_that_was_not_done_well_is_hollow() -> None:
    scope, _, team, _, _ = FULL.aspects
    assert '<path class="glyph leader" d="M470 ' in aspect_picture(scope)
    assert '<rect class="glyph manager hollow" x="5.5"' in aspect_picture(team)
    assert "Team interaction: decision 2 ▪ manager-level" in aspect_picture(team)


def test_a_meter_stands_between_its_least_and_its_greatest() -> None:
    line = MeterLine("trust", "Trust", "%", "higher", min=-50, max=50, values=(-50, 0, 50))
    picture = meter_picture(line)
    assert 'points="10,44 240,24 470,4"' in picture
    assert "Trust: from −50 % to 50 %." in picture


def test_a_meter_before_the_first_decision_is_a_level_line() -> None:
    line = MeterLine("trust", "Trust", "", "higher", min=0, max=100, values=(50,))
    assert 'points="10,24 470,24"' in meter_picture(line)


def test_every_decision_is_marked_and_where_they_are_many_not_every_one_is_numbered() -> None:
    few = decisions_picture(FULL.decisions)
    assert few.count('class="glyph') == 4
    assert re.findall(r">(\d+)</text>", few) == ["1", "2", "3", "4", "5"]
    one = FULL.decisions[0]
    many = [replace(one, moment=replace(one.moment, index=index)) for index in range(50)]
    assert re.findall(r">(\d+)</text>", decisions_picture(many))[:3] == ["3", "6", "9"]
