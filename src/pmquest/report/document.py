"""A debrief as a document to keep, print or send: Markdown, or one self-contained HTML file.

Scenario text, names and notes are untrusted. Both documents escape every value by default, at
the one place through which a template writes; only prose that `html_text` and `markdown_text`
made inert goes in as it is.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pmquest.framework import LEVEL_INFO
from pmquest.report import pictures
from pmquest.report.html_text import html_blocks, html_runs
from pmquest.report.markdown_text import markdown_blocks, markdown_line, markdown_runs
from pmquest.report.prose import Listing, Quote, inline, prose
from pmquest.report.typed import typed
from pmquest.scoring.clean import clean
from pmquest.scoring.debrief import Debrief


def debrief_markdown(debrief: Debrief, played: str = "") -> str:
    """Write a debrief as Markdown.

    `played` says when and how it was played, such as "Played on 3 May, coached"; it may be "".
    """
    return _markdown().get_template("debrief.md.jinja").render(debrief=debrief, played=played)


def debrief_html(debrief: Debrief, played: str = "") -> str:
    """Write a debrief as one HTML file that loads nothing and runs nothing.

    `played` says when and how it was played, such as "Played on 3 May, coached"; it may be "".
    """
    return _html().get_template("debrief.html.jinja").render(debrief=debrief, played=played)


@cache
def _html() -> Environment:
    made = _environment(autoescape=True, finalize=_cleaned)
    style = made.get_template("debrief.css").render()
    digest = hashlib.sha256(style.encode()).digest()
    made.globals |= {"pictures": pictures, "style_hash": base64.b64encode(digest).decode()}
    made.filters["prose"] = lambda text: html_blocks(prose(text))
    made.filters["sentence"] = lambda text: html_runs(inline(text))
    made.filters["typed"] = lambda text: html_blocks(typed(text))
    return made


@cache
def _markdown() -> Environment:
    made = _environment(autoescape=False, finalize=_markdown_value)
    made.filters["prose"] = lambda text: _Inert(markdown_blocks(prose(text)))
    made.filters["proses"] = lambda texts: _Inert(
        markdown_blocks([Listing(tuple(prose(text) for text in texts))])
    )
    made.filters["sentence"] = lambda text: _Inert(markdown_runs(inline(text)))
    made.filters["typed"] = lambda text: _Inert(markdown_blocks(typed(text)))
    made.filters["quoted"] = lambda text: _Inert(markdown_blocks([Quote(typed(text))]))
    return made


class _Inert(str):
    """Markdown that was made inert and goes into the document as it is."""

    __slots__ = ()


def _environment(*, autoescape: bool, finalize: Callable[[object], object]) -> Environment:
    made = Environment(
        loader=PackageLoader("pmquest.report"),
        autoescape=autoescape,  # noqa: S701 - Markdown is escaped by its finalize
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["levels"] = LEVEL_INFO
    return made


def _cleaned(value: object) -> object:
    """Take what acts out of every text that goes into the HTML, before it is escaped."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _markdown_value(value: object) -> object:
    """Escape every text that goes into the Markdown, but for what was made inert already."""
    return (
        markdown_line(value) if isinstance(value, str) and not isinstance(value, _Inert) else value
    )
