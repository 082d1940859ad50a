"""The program with all its commands; without one, the library."""

from __future__ import annotations

import click

import pmquest
from pmquest.commands.author import check, explain, score
from pmquest.commands.begin import new, schema
from pmquest.commands.data import data
from pmquest.commands.host import host
from pmquest.commands.play import list_, play, show_library
from pmquest.commands.preview import preview
from pmquest.commands.record import career, history, report
from pmquest.commands.roads import explore, map_
from pmquest.commands.rooms import rooms
from pmquest.commands.script import script
from pmquest.commands.shared import takes_places


class InOrder(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the names of the commands."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@takes_places
@click.version_option(pmquest.__version__, message="pmquest %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """A training game for product managers: notice which level a moment calls for, and answer
    well at it.

    Without a command: the library, full screen.
    """
    if ctx.invoked_subcommand is None:
        show_library()


for command in (
    play,
    list_,
    career,
    history,
    report,
    data,
    check,
    explain,
    explore,
    map_,
    script,
    score,
    new,
    preview,
    schema,
    host,
    rooms,
):
    program.add_command(command)
