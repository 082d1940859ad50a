"""The forms in which a debrief can be kept, and who writes each."""

from __future__ import annotations

from typing import Literal

from pmquest.engine.play import Play
from pmquest.report.data import json_text, score_json
from pmquest.report.document import debrief_html, debrief_markdown
from pmquest.report.spreadsheet import debrief_csv
from pmquest.scoring.debrief import Debrief

Form = Literal["md", "html", "json", "csv"]
"""Each form by the ending of its file's name."""


def written(form: Form, play: Play, debrief: Debrief, played: str) -> str:
    """Write the debrief of a play in a form.

    `played` says when and how it was played; the two documents for people have it.
    """
    match form:
        case "md":
            return debrief_markdown(debrief, played)
        case "html":
            return debrief_html(debrief, played)
        case "json":
            return json_text(score_json(play, debrief))
        case "csv":
            return debrief_csv(debrief)
