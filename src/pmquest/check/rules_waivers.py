"""The rules about what a file waives, and about findings that are too many to be shown (PQ59)."""

from __future__ import annotations

from pmquest.scenario.diagnostics import rule

_IDLE_WEIGHT = (
    "scenes:\n  monday:\n    title: Monday\n    text: It begins.\n    weight: 2\n    ending: good\n"
)
_NO_WEIGHT = "scenes:\n  monday:\n    title: Monday\n    text: It begins.\n    ending: good\n"

MORE = rule(
    "PQ590",
    "advice",
    "there are {rest:,} more findings in this file than the {shown:,} that are shown",
    meaning="The gravest are shown. Mend what repeats itself and check again. No short example "
    "can show this.",
    raises="",
    passes="",
)
ERROR_WAIVED = rule(
    "PQ591",
    "warning",
    "{code} is an error, and errors cannot be waived",
    meaning="An error keeps the story from being played or leaves a player stuck, so it is shown "
    "in any case. Mend it, and remove the line from `waive`.",
    raises="waive: {PQ301: The players will find a way.}\n",
    passes="waive: {}\n",
)
UNKNOWN_WAIVED = rule(
    "PQ592",
    "warning",
    "there is no finding {code}",
    meaning="`waive` names findings by their codes, as `pmquest check` shows them; `pmquest "
    "explain` lists them all.",
    raises="waive: {PQ999: It is meant so.}\n",
    passes="waive: {}\n",
)
NOTHING_WAIVED = rule(
    "PQ593",
    "warning",
    "nothing is waived by this: {code} is not found in this file",
    meaning="What was waived here has been mended. Remove the line, else the next finding of this "
    "kind would not be shown. `waive: {CODE: reason}` takes all findings of a code away "
    "from what is shown and counted; only warnings and advice can be waived.",
    raises="waive: {PQ503: The weight will be needed later.}\n" + _NO_WEIGHT,
    passes="waive: {PQ503: The weight will be needed later.}\n" + _IDLE_WEIGHT,
)
