"""Blocks of prose as HTML in which nothing acts: no link, no script, no address is followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from pmquest.report.lines import Run
from pmquest.report.prose import Block, Code, Grid, Heading, Listing, Paragraph, Quote

_BREAK = Markup("<br>\n")


def html_runs(runs: Iterable[Run]) -> Markup:
    """Give running text, such as a title or an answer, with its emphasis."""
    return Markup("").join(map(_run, runs))


def html_blocks(blocks: Sequence[Block]) -> Markup:
    """Give blocks of prose; headings become bold lines, links words and their address."""
    return Markup("\n").join(map(_block, blocks))


def _run(run: Run) -> Markup:
    html = _BREAK.join(escape(line) for line in run.text.split("\n"))
    if run.code:
        html = Markup("<code>{}</code>").format(html)
    if run.italic:
        html = Markup("<em>{}</em>").format(html)
    if run.bold:
        html = Markup("<strong>{}</strong>").format(html)
    return html


def _block(block: Block) -> Markup:
    match block:
        case Paragraph(runs):
            return Markup("<p>{}</p>").format(html_runs(runs))
        case Heading(_, runs):
            return Markup("<p><strong>{}</strong></p>").format(html_runs(runs))
        case Quote(inner):
            return Markup("<blockquote>{}</blockquote>").format(html_blocks(inner))
        case Code(lines):
            return Markup("<pre><code>{}</code></pre>").format("\n".join(lines))
        case Grid():
            return _grid(block)
        case Listing(items, None):
            return Markup("<ul>{}</ul>").format(_items(items))
        case Listing(items, start):
            return Markup('<ol start="{}">{}</ol>').format(start, _items(items))
        case _:
            return Markup("<hr>")


def _items(items: Iterable[Sequence[Block]]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(html_blocks(item)) for item in items)


def _grid(block: Grid) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(html_runs(cell)) for cell in block.heads
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(html_runs(cell)) for cell in row)
        )
        for row in block.rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, rows)
