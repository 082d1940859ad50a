"""The script of a scenario as a document to print or send: Markdown, or one HTML file."""

from __future__ import annotations

from collections.abc import Container

from markupsafe import Markup, escape

from pmquest.framework import ASPECTS
from pmquest.report import keying
from pmquest.report.environments import Inert, html_environment, markdown_environment, style
from pmquest.report.exhibit_document import exhibit_html, exhibit_markdown
from pmquest.report.script import Script
from pmquest.report.told import Mention, Told, words
from pmquest.scoring.clean import clean


def script_markdown(script: Script) -> str:
    """Write a script as Markdown."""
    template = markdown_environment().get_template("script.md.jinja")
    return template.render(
        script=script,
        keying=keying,
        aspects=ASPECTS,
        told=words,
        picture=lambda exhibit: Inert(exhibit_markdown(exhibit)),
    )


def script_html(script: Script) -> str:
    """Write a script as one HTML file that loads nothing and runs nothing."""
    printed = {scene.anchor for chapter in script.chapters for scene in chapter.scenes}
    printed |= {fact.anchor for fact in script.facts}
    template = html_environment().get_template("script.html.jinja")
    return template.render(
        script=script,
        keying=keying,
        aspects=ASPECTS,
        told=lambda told: _linked(told, printed),
        picture=exhibit_html,
        style=style("script"),
    )


def _linked(told: Told, printed: Container[str]) -> Markup:
    """Give what is told with a link to whatever stands in the document."""
    return Markup("").join(
        Markup('<a href="#{}">{}</a>').format(part.anchor, clean(part.words))
        if isinstance(part, Mention) and part.anchor in printed
        else escape(clean(words((part,))))
        for part in told
    )
