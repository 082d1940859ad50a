"""The entry of the program: safe streams, one command, one exit status, never a traceback.

Exit status (cli.md): 0 fine, 1 the input has errors, 2 usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from click import ClickException

FINE: Final = 0
ERRORS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program with these arguments, or the process's own, and leave with its status."""
    try:
        status = _run(arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _run(arguments: Sequence[str] | None) -> int:
    """Give the exit status; imports stand here so that an interrupt while they load is quiet."""
    import click

    from pmquest.commands.program import program
    from pmquest.game.errors import GameError, UnknownScenario
    from pmquest.plain.terminal import InputEnded, open_streams, silence, warn

    open_streams()
    try:
        status = program.main(arguments, prog_name="pmquest", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except InputEnded:  # at a question, which leaves as `q` does
        return FINE
    except click.ClickException as refused:
        warn(_in_words(refused))
        return refused.exit_code
    except GameError as refused:
        warn(str(refused))
        return USAGE if isinstance(refused, UnknownScenario) else ERRORS
    except OSError as failed:
        silence("stdout")
        name = f": {failed.filename}" if failed.filename else ""
        warn(f"{failed.strerror or failed}{name}")
        return ERRORS
    return status if isinstance(status, int) else FINE


def _in_words(refused: ClickException) -> str:
    """Say what was refused, with the usage where it is about that."""
    from click.exceptions import NoArgsIsHelpError

    context = getattr(refused, "ctx", None)
    if context is None or isinstance(refused, NoArgsIsHelpError):
        return refused.format_message()
    usage = f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n"
    return f"{usage}\nError: {refused.format_message()}"
