"""What every document of the templates is made with: Markdown, or one self-contained HTML file.

Scenario text, names and notes are untrusted. Both kinds escape every value by default, at the one
place through which a template writes; only prose that `html_text` and `markdown_text` made inert
goes in as it is.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from pmquest.framework import LEVEL_INFO
from pmquest.report.html_text import html_blocks, html_runs
from pmquest.report.markdown_text import markdown_blocks, markdown_line, markdown_runs
from pmquest.report.prose import Listing, Quote, inline, prose
from pmquest.report.typed import typed
from pmquest.scoring.clean import clean


class Style(Struct, frozen=True):
    """The style sheet of one document, and the hash by which the document lets it be used."""

    css: Markup
    hash: str


class Inert(str):
    """Markdown that was made inert and goes into the document as it is."""

    __slots__ = ()


@cache
def html_environment() -> Environment:
    """Give what HTML documents are made with."""
    made = _environment(autoescape=True, finalize=_cleaned)
    made.filters["prose"] = lambda text: html_blocks(prose(text))
    made.filters["sentence"] = lambda text: html_runs(inline(text))
    made.filters["typed"] = lambda text: html_blocks(typed(text))
    return made


@cache
def markdown_environment() -> Environment:
    """Give what Markdown documents are made with."""
    made = _environment(autoescape=False, finalize=_markdown_value)
    made.filters["prose"] = lambda text: Inert(markdown_blocks(prose(text)))
    made.filters["proses"] = lambda texts: Inert(
        markdown_blocks([Listing(tuple(prose(text) for text in texts))])
    )
    made.filters["sentence"] = lambda text: Inert(markdown_runs(inline(text)))
    made.filters["typed"] = lambda text: Inert(markdown_blocks(typed(text)))
    made.filters["inert"] = Inert
    made.filters["quoted"] = lambda text: Inert(markdown_blocks([Quote(typed(text))]))
    return made


@cache
def style(name: str) -> Style:
    """Give the style sheet of a document: that of every page, then its own."""
    return style_sheet(html_environment(), "page", name)


def style_sheet(made: Environment, *names: str) -> Style:
    """Give the style sheet of several files of an environment, in this order."""
    css = "".join(made.get_template(f"{each}.css").render() for each in names)
    digest = hashlib.sha256(css.encode()).digest()
    return Style(Markup(css), base64.b64encode(digest).decode())  # noqa: S704 - our own file


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
        markdown_line(value) if isinstance(value, str) and not isinstance(value, Inert) else value
    )
