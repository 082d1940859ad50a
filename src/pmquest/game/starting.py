"""Starting a scenario: which id it can have, and the file that an author begins from.

The starters are whole scenarios, kept in the package as they are handed out.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final, Literal, get_args

from pmquest.game.errors import NotStarted
from pmquest.scenario.files import PACK_FILE
from pmquest.scenario.shape import ID_RULES
from pmquest.scoring.clean import clean_line

Starter = Literal["minimal", "manager", "leader"]
STARTERS: Final[tuple[Starter, ...]] = get_args(Starter)

_FOLDER: Final = Path(__file__).resolve().parent.parent / "starters"
_SUFFIX: Final = ".yaml"
_PACK: Final = PACK_FILE.removesuffix(_SUFFIX)
_DEVICES: Final = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices: no file can be called so there."""


def why_no_id(name: str) -> str | None:
    """Say why a new scenario cannot have this id, with one that it could have; None if it can."""
    pattern, told = ID_RULES["scene_ids"]
    if not pattern.fullmatch(name):
        suggested = suggested_id(name)
        meant = suggested is not None and why_no_id(suggested) is None
        hint = f" What about {suggested}?" if meant else " One such as first-week will do."
        return f"“{clean_line(name)[:80]}” cannot be the id of a scenario: {told}.{hint}"
    if name == _PACK:
        return f"{PACK_FILE} is where a folder of scenarios is described; choose another id."
    if _DEVICES.fullmatch(name):
        return f"No file can be called “{name}” on Windows; choose another id."
    return None


def suggested_id(name: str) -> str | None:
    """Give the id that somebody who wrote a title or the name of a file may have meant.

    None where nothing of it is left: no letter from a to z.
    """
    last = re.split(r"[/\\]", name.strip().rstrip("/\\"))[-1]
    stem = re.sub(r"\.ya?ml$", "", last, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", stem.casefold()).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9_]+", "-", plain.replace("'", ""))
    return joined.lstrip("-_0123456789").rstrip("-_")[:60] or None


def starter_text(starter: Starter) -> bytes:
    """Give the file of a starter."""
    return (_FOLDER / f"{starter}{_SUFFIX}").read_bytes()


def start_scenario(id: str, starter: Starter, folder: Path) -> Path:
    """Write a starter as a new file of a folder that is there; give the path of the file.

    Raises `NotStarted` where a scenario of that id stands in the folder, which is never touched,
    and where the file cannot be written, which leaves nothing behind.
    """
    path = folder / f"{id}{_SUFFIX}"
    try:
        for taken in (path, path.with_suffix(".yml")):
            if taken.exists() or taken.is_symlink():
                raise NotStarted(f"{taken} is there already and stays as it is; choose another id.")
        with path.open("xb") as file:
            try:
                file.write(starter_text(starter))
                file.flush()
            except OSError:
                path.unlink()
                raise
    except OSError as failed:
        raise NotStarted(f"{path} cannot be written: {failed.strerror}.") from failed
    return path
