"""The rules about packs: their own file, and what scenarios of one folder share (PQ1, PQ2)."""

from __future__ import annotations

from typing import Final

from pmquest.scenario.diagnostics import rule
from pmquest.scenario.files import PACK_FILE

EXAMPLE_IDS: Final = ("first-call", "second-call")
"""The scenarios that stand beside the pack of every example."""

_ORDER = "pmquest_pack: 1\ntitle: Two calls\norder: "

NOT_A_PACK = rule(
    "PQ133",
    "error",
    "this is not a pack: it has no `pmquest_pack: 1`",
    meaning="`pack.yaml` describes the folder in which it stands: it begins with "
    "`pmquest_pack: 1`, has a title, and may have an author, a license and an order. A scenario "
    "needs another file name.",
    raises="- first-call\n- second-call\n",
    passes="pmquest_pack: 1\ntitle: Two calls\n",
    file=PACK_FILE,
)
UNKNOWN_SCENARIO = rule(
    "PQ212",
    "error",
    "there is no scenario “{id}” beside this pack.yaml",
    meaning="`order` names scenarios by their ids: the name of the file without `.yaml`. They "
    "stand in the same folder as the pack's file.",
    raises=_ORDER + "[first-cal, second-call]\n",
    passes=_ORDER + "[first-call, second-call]\n",
    file=PACK_FILE,
)
ORDERED_TWICE = rule(
    "PQ213",
    "error",
    "“{id}” stands in the order already (line {first})",
    meaning="Each scenario has one place in the order of its pack.",
    raises=_ORDER + "[first-call, second-call, first-call]\n",
    passes=_ORDER + "[first-call, second-call]\n",
    file=PACK_FILE,
)
LEFT_OUT = rule(
    "PQ214",
    "advice",
    "the order leaves out {ids}",
    meaning="A scenario of the folder that `order` does not name is listed after those that it "
    "names. Name it too, to say where it belongs, or leave `order` out altogether.",
    raises=_ORDER + "[second-call]\n",
    passes=_ORDER + "[second-call, first-call]\n",
    file=PACK_FILE,
)
SAME_SCENARIO_ID = rule(
    "PQ215",
    "warning",
    "“{id}” is the id of {other} too",
    meaning="The name of the file is the id of the scenario, and among the files that were "
    "checked together two have the same. Where the game finds both, the id means the one it "
    "finds first; the other is listed with its path and played by it. Rename one file, or, where "
    "it is meant so, as with a translation, waive this in both. This finding is about two "
    "files, so no example of one text can show it.",
    raises="",
    passes="",
)
