"""What the HTML of the workshop is made with: that of every document, then templates of its own."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader

from pmquest.report.environments import html_environment


@cache
def workshop_environment() -> Environment:
    """Give what the phones' pieces and the room's HTML documents are made with."""
    return html_environment().overlay(
        loader=ChoiceLoader(
            [
                PackageLoader("pmquest.workshop"),
                PackageLoader("pmquest.workshop", "page"),
                PackageLoader("pmquest.report"),
            ]
        )
    )


def drawn(name: str, **values: object) -> str:
    """Fill in the template of one of these pieces or documents, by its name."""
    return workshop_environment().get_template(f"{name}.html.jinja").render(values)
