"""A debrief as a document to keep, print or send: Markdown, or one self-contained HTML file."""

from __future__ import annotations

from pmquest.report import pictures
from pmquest.report.environments import html_environment, markdown_environment, style
from pmquest.scoring.debrief import Debrief


def debrief_markdown(debrief: Debrief, played: str = "") -> str:
    """Write a debrief as Markdown.

    `played` says when and how it was played, such as "Played on 3 May, coached"; it may be "".
    """
    template = markdown_environment().get_template("debrief.md.jinja")
    return template.render(debrief=debrief, played=played)


def debrief_html(debrief: Debrief, played: str = "") -> str:
    """Write a debrief as one HTML file that loads nothing and runs nothing.

    `played` says when and how it was played, such as "Played on 3 May, coached"; it may be "".
    """
    template = html_environment().get_template("debrief.html.jinja")
    return template.render(
        debrief=debrief, played=played, pictures=pictures, style=style("debrief")
    )
