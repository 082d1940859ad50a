"""What tests of documents share: hostile texts, and what a browser finds in a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HOSTILE = (
    "=cmd()|'/C calc'!A0 <script>alert(1)</script> [x](javascript:alert(2)) "
    "![y](http://example.org/p.png) [@click=app.evil]z[/] **bold** `tick | tick` "
    "\x1b[31mred\x9b2J \u202eright\u2066 <img src=x onerror=alert(3)> {{7*7}} {% raw %} &lt; '\""
)
HOSTILE_LINES = f"# {HOSTILE}\n- {HOSTILE}\n\n| {HOSTILE} |\n1. {HOSTILE}\n\n<div>\n```\n</div>"

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: set[str] = set()
        self.anchors: list[str] = []
        self.policy = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}
        self.anchors += [value or "" for name, value in attrs if name == "id"]
        if dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attrs)["content"] or ""
        if tag not in ("meta", "br", "hr", "rect", "path", "polyline"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


HARMLESS_TAGS = """
    html head meta title style body header main section article footer h1 h2 h3 p span strong em
    code pre br hr ul ol li blockquote div table thead tbody tr th td figure figcaption
    svg rect path polyline text
"""
HARMLESS_ATTRIBUTES = """
    lang charset content name http-equiv class scope start viewbox role aria-label d x y width
    height rx points text-anchor
"""
