"""The versions of scenarios that plays were played in, by the hash of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmquest.engine.machine import Machine
from pmquest.game.errors import UnreadablePlay
from pmquest.game.keeping import Keeper
from pmquest.game.library import Library

if TYPE_CHECKING:
    from pmquest.scenario.model import Scenario


class Versions:
    """Makes each version ready to be played once, from the text that was kept with its plays."""

    def __init__(self, keeper: Keeper, library: Library) -> None:
        self._keeper = keeper
        self._library = library
        self._machines: dict[tuple[str, str], Machine] = {}

    def machine_of(self, scenario: Scenario) -> Machine:
        """Make a scenario that was read ready to be played."""
        key = scenario.id, scenario.hash
        if key not in self._machines:
            self._machines[key] = Machine(scenario)
        return self._machines[key]

    def machine(self, id: str, hash: str) -> Machine:
        """Give the version of scenario `id` whose text has this hash.

        Raises `UnreadablePlay` where the text was not kept or cannot be read any more.
        """
        known = self._machines.get((id, hash))
        return known or self.machine_of(self._read(id, hash))

    def text(self, hash: str) -> bytes | None:
        """Give the text of a version, from the session or from the journal; None where unknown."""
        return self._library.text(hash) or self._keeper.text(hash)

    def _read(self, id: str, hash: str) -> Scenario:
        from pmquest.scenario.reader import content_hash, read_bytes

        text = self.text(hash)
        if text is None or content_hash(text) != hash:
            raise UnreadablePlay(
                f"The text of “{id}”, as it was when this was played, is not kept here."
            )
        scenario = read_bytes(text, file=f"{id}.yaml", scenario_id=id).scenario
        if scenario is None:
            raise UnreadablePlay(
                f"“{id}”, as it was when this was played, cannot be read by this pmquest."
            )
        return scenario
