"""The rules about the shape of a scenario: its keys, types and limits (PQ1, format.md)."""

from __future__ import annotations

from pmquest.scenario.diagnostics import rule

_SCENE = """scenes:
  monday:
    title: Monday
    text: The week begins.
"""

NOT_A_SCENARIO = rule(
    "PQ100",
    "error",
    "this is not a scenario: it has neither `pmquest: 1` nor `scenes`",
    meaning="A scenario is a map that begins with `pmquest: 1`, has a title, a role, objectives "
    "and takeaways, and tells its story under `scenes`.",
    raises="# whole file\nname: Something else\n",
    passes="minutes: 12\n",
)
MISSING_KEY = rule(
    "PQ101",
    "error",
    "{owner} has no “{key}”",
    meaning="This key is required. The hint says what it is for.",
    raises="scenes:\n  monday:\n    title: Monday\n    ending: good\n",
    passes=_SCENE + "    ending: good\n",
)
UNKNOWN_KEY = rule(
    "PQ102",
    "error",
    "“{key}” is not a key of {owner}",
    meaning="Nothing reads this key, so what stands under it would be lost in silence. It is "
    "usually a slip of the pen or an indentation that puts the key into the wrong map.",
    raises="minuts: 12\n",
    passes="minutes: 12\n",
)
WRONG_KIND = rule(
    "PQ103",
    "error",
    "{expected} was expected here, and this is {found}",
    meaning="The key takes another kind of value. Whole numbers and `true` or `false` stand "
    "without quotes; a list is written as lines that begin with `- ` or in brackets; a map is "
    "lines of `key: value`.",
    raises="minutes: a quarter of an hour\n",
    passes="minutes: 15\n",
)
NOT_ONE_OF = rule(
    "PQ104",
    "error",
    "“{value}” is not one of: {words}",
    meaning="This key takes one of a few words.",
    raises="role_level: boss\n",
    passes="role_level: leader\n",
)
OUT_OF_RANGE = rule(
    "PQ105",
    "error",
    "{value} is outside {least} to {greatest}",
    meaning="The number is too small or too large for this key.",
    raises="minutes: 500\n",
    passes="minutes: 45\n",
)
NOTHING_HERE = rule(
    "PQ106",
    "error",
    "nothing stands here, and {expected} was expected",
    meaning="The key is there and its value is not. Either write one or remove the key. A text "
    "that begins with # needs quotes: YAML takes it for a comment.",
    raises="author:\n",
    passes="author: Priya\n",
)
COUNT = rule(
    "PQ107",
    "error",
    "there are {count} of these, and {limits} can be",
    meaning="The list or map is too short or too long.",
    raises="objectives: [One., Two., Three., Four., Five., Six.]\n",
    passes="objectives: [One., Two.]\n",
)
BAD_ID = rule(
    "PQ108",
    "error",
    "“{id}” cannot be an id: {pattern}",
    meaning="Ids of scenes and choices begin with a small letter and go on with small letters, "
    "digits, _ and -. Ids of meters and facts are alike, without the hyphen, because conditions "
    "use them. They are names for you and for reports; players never see them.",
    raises="facts: {Was-There: false}\n",
    passes="facts: {was_there: false}\n",
)
RESERVED_ID = rule(
    "PQ109",
    "error",
    "“{id}” is a word of the format and cannot be an id",
    meaning="and, or, not, true, false, turn, visited and chose belong to the condition "
    "language; resume is where an interrupt goes on. Choose another id.",
    raises="facts: {turn: 0}\n",
    passes="facts: {turns_left: 3}\n",
)
SAME_ID = rule(
    "PQ110",
    "error",
    "“{id}” is a meter already (line {first}); meters and facts share their names",
    meaning="A condition could not tell the two apart. Rename one.",
    raises="meters:\n  trust: {label: Trust, start: 5}\nfacts: {trust: false}\n",
    passes="meters:\n  trust: {label: Trust, start: 5}\nfacts: {was_trusted: false}\n",
)
ONE_LINE = rule(
    "PQ111",
    "error",
    "this goes over several lines, and one is expected",
    meaning="Titles, labels and answers are one line each. Under `|` every line break counts; "
    "`>-` or plain text joins the lines.",
    raises="author: |\n  Priya\n  and Noor\n",
    passes="author: >-\n  Priya\n  and Noor\n",
)
BAD_CONDITION = rule(
    "PQ112",
    "error",
    "this condition cannot be read: {problem}",
    meaning="A condition holds names of meters and facts, whole numbers, true, false, and, or, "
    'not, == != < <= > >=, + - *, parentheses, turn, visited("scene") and '
    'chose("scene.choice"). Nothing else exists. It is one line of at most 300 characters.',
    raises="interrupts:\n  - {when: turn = 3, to: monday}\n",
    passes="interrupts:\n  - {when: turn == 3, to: monday}\n",
)
VERSION = rule(
    "PQ114",
    "error",
    "this is format version {version}, and version 1 is the one that is known here",
    meaning="`pmquest:` at the top of a scenario, and `pmquest_pack:` at the top of a pack, name "
    "the version of the format, which is 1. A file with a higher number was written for a newer "
    "pmquest.",
    raises="pmquest: 2\n",
    passes="pmquest: 1\n",
)
METER_RANGE = rule(
    "PQ113",
    "error",
    "the meter runs from {least} to {greatest}, and {start} is where it starts",
    meaning="`min` is less than `max` (0 and 100 unless said), and `start` lies between them.",
    raises="meters:\n  trust: {label: Trust, start: 120}\n",
    passes="meters:\n  trust: {label: Trust, start: 120, max: 150}\n",
)
ROW_WIDTH = rule(
    "PQ115",
    "error",
    "this row has {count} cells, and the table has {columns} columns",
    meaning="Every row has a cell for every column. In brackets a comma parts two cells: put a "
    "number such as “1,200” in quotes.",
    raises=_SCENE + "    ending: good\n    exhibits:\n      - title: Sales\n        kind: table\n"
    "        columns: [Product, Euro]\n        rows: [[Plan, 1,200]]\n",
    passes=_SCENE + "    ending: good\n    exhibits:\n      - title: Sales\n        kind: table\n"
    '        columns: [Product, Euro]\n        rows: [[Plan, "1,200"]]\n',
)
SERIES_WIDTH = rule(
    "PQ116",
    "error",
    "“{name}” has {count} values, and there are {labels} labels",
    meaning="Every series has a value for every label. In brackets a comma parts two values: "
    "write 1200, not 1,200.",
    raises=_SCENE + "    ending: good\n    exhibits:\n      - title: Tickets\n        kind: line\n"
    "        labels: [w1, w2]\n        series: {late: [1, 2, 3]}\n",
    passes=_SCENE + "    ending: good\n    exhibits:\n      - title: Tickets\n        kind: line\n"
    "        labels: [w1, w2]\n        series: {late: [1, 2]}\n",
)
EXHIBIT_KEYS = rule(
    "PQ117",
    "error",
    "a {kind} exhibit takes {expected}",
    meaning="line and bar have `labels` and `series`; table has `columns` and `rows`.",
    raises=_SCENE
    + "    ending: good\n    exhibits:\n      - {title: Tickets, kind: line, labels: [w1]}\n",
    passes=_SCENE + "    ending: good\n    exhibits:\n"
    "      - {title: Tickets, kind: line, labels: [w1], series: {late: [1]}}\n",
)
SCENE_KIND = rule(
    "PQ118",
    "error",
    "“{scene}” has {found}; a scene has choices, or `to` alone, or `ending`",
    meaning="A scene offers choices; or it is passed by “continue” and has `to` and no choices; "
    "or it ends the story and has `ending`, with neither choices nor `to`.",
    raises=_SCENE,
    passes=_SCENE + "    ending: good\n",
)
NO_WAY_ON = rule(
    "PQ119",
    "error",
    "“{choice}” leads nowhere: neither it nor its scene has a `to`",
    meaning="Say `to:` on the choice, or once on the scene for all choices that do not say so.",
    raises=_SCENE
    + "    choices:\n      wait: {text: Wait.}\n      ask: {text: Ask., to: monday}\n",
    passes=_SCENE + "    to: monday\n    choices:\n      wait: {text: Wait.}\n"
    "      ask: {text: Ask.}\n",
)
HALF_SCORED = rule(
    "PQ120",
    "error",
    "{owner} lacks {missing}, and the scene counts in the score",
    meaning="In a scene either every choice has `level`, `judgment` and `why`, and the scene "
    "has `calls_for`, `aspect` and (unless it calls for either) `signal`; or none has any of "
    "these and the scene is only told.",
    raises=_SCENE + "    to: monday\n    choices:\n      wait: {text: Wait., level: manager}\n"
    "      ask: {text: Ask.}\n",
    passes=_SCENE
    + "    to: monday\n    choices:\n      wait: {text: Wait.}\n      ask: {text: Ask.}\n",
)
SCORED_WITHOUT_CHOICES = rule(
    "PQ121",
    "error",
    "“{scene}” has “{key}” and no choices to be scored",
    meaning="`calls_for`, `aspect` and `signal` say how the answers of a scene are scored; a "
    "scene without choices has none.",
    raises=_SCENE + "    ending: good\n    calls_for: manager\n",
    passes=_SCENE + "    ending: good\n",
)
ROUTE_MIX = rule(
    "PQ122",
    "error",
    "{problem}",
    meaning="A list of routes is conditional (every entry but the last has `when`, none has "
    "`odds`) or chance (every entry has `odds`). A mixture would leave it open what happens.",
    raises=_SCENE + "    to:\n      - {scene: monday, odds: 2}\n      - {scene: monday}\n",
    passes=_SCENE + "    to:\n      - {scene: monday, odds: 2}\n      - {scene: monday, odds: 1}\n",
)
OTHER_LEVEL = rule(
    "PQ123",
    "error",
    "“{responsibility}” is a {level}'s responsibility, and this answer is at the other level",
    meaning="A responsibility belongs to one level: customers, roadmap, teamwork, launch and "
    "improvement to the manager; vision, mentoring, alignment, strategy and market to the leader.",
    raises=_SCENE + "    to: monday\n    calls_for: either\n    aspect: scope\n    choices:\n"
    "      wait: {text: Wait., level: manager, judgment: strong, why: So., "
    "responsibility: vision}\n"
    "      ask: {text: Ask., level: leader, judgment: poor, why: So.}\n",
    passes=_SCENE + "    to: monday\n    calls_for: either\n    aspect: scope\n    choices:\n"
    "      wait: {text: Wait., level: manager, judgment: strong, why: So., "
    "responsibility: customers}\n"
    "      ask: {text: Ask., level: leader, judgment: poor, why: So.}\n",
)
SLIP_ON_GOOD = rule(
    "PQ124",
    "error",
    "a {judgment} answer does not slip",
    meaning="`slip` says how a weak or poor answer misses.",
    raises=_SCENE + "    to: monday\n    calls_for: either\n    aspect: scope\n    choices:\n"
    "      wait: {text: Wait., level: manager, judgment: strong, why: So., slip: half}\n"
    "      ask: {text: Ask., level: leader, judgment: poor, why: So.}\n",
    passes=_SCENE + "    to: monday\n    calls_for: either\n    aspect: scope\n    choices:\n"
    "      wait: {text: Wait., level: manager, judgment: strong, why: So.}\n"
    "      ask: {text: Ask., level: leader, judgment: poor, why: So., slip: half}\n",
)
CHOICE_COUNT = rule(
    "PQ125",
    "error",
    "“{scene}” needs {least} to 9 choices and has {count}",
    meaning="A scored scene offers two to nine answers, a narrative one may offer a single one.",
    raises=_SCENE + "    to: monday\n    calls_for: either\n    aspect: scope\n    choices:\n"
    "      wait: {text: Wait., level: manager, judgment: strong, why: So.}\n",
    passes=_SCENE + "    to: monday\n    choices:\n      wait: {text: Wait.}\n",
)
SECONDS_ALONE = rule(
    "PQ126",
    "error",
    "“seconds” needs a `timeout`: the choice that is taken when the time runs out",
    meaning="A time limit without a choice to fall back on would leave the player stuck.",
    raises=_SCENE + "    to: monday\n    seconds: 60\n    choices:\n      wait: {text: Wait.}\n",
    passes=_SCENE + "    to: monday\n    seconds: 60\n    timeout: wait\n    choices:\n"
    "      wait: {text: Wait.}\n",
)
LOCKED_ALONE = rule(
    "PQ127",
    "error",
    "“locked” is the reason shown while a `when` is false, and there is no `when`",
    meaning="A choice without `when` is always offered, so the reason would never be shown.",
    raises=_SCENE + "    to: monday\n    choices:\n      wait: {text: Wait., locked: Not now.}\n",
    passes=_SCENE
    + "    to: monday\n    choices:\n      wait: {text: Wait., when: turn > 2, locked: Not now.}\n"
    "      ask: {text: Ask.}\n",
)
CUT_BY_COMMENT = rule(
    "PQ128",
    "warning",
    "the text ends here: what follows “ #” is a comment",
    meaning="A space and # begin a comment, and the rest of the line is lost. If the # belongs "
    "to the sentence, quote it or write the text under `|`; if it is a comment, give it a line "
    "of its own.",
    raises="summary: We are #1 in town.\n",
    passes='summary: "We are #1 in town."\n',
)
SPLIT_BY_COMMA = rule(
    "PQ129",
    "warning",
    "a comma may have split a sentence here: “{text}” stands as an item of its own",
    meaning="In brackets a comma parts two items. Put sentences in quotes, or on lines that "
    "begin with `- `.",
    raises="objectives: [Ask first, then build.]\n",
    passes='objectives: ["Ask first, then build."]\n',
)
LANGUAGE = rule(
    "PQ130",
    "error",
    "“{value}” is not a language tag such as en, de or pt-BR",
    meaning="The language is written as a BCP 47 tag.",
    raises="language: English (British)\n",
    passes="language: en-GB\n",
)
BAD_CODE = rule(
    "PQ131",
    "error",
    "“{value}” is not the code of a finding",
    meaning="Codes are PQ and three digits, as `pmquest check` shows them.",
    raises="waive: {length: the long answer is the point}\n",
    passes="waive: {PQ512: the long answer is the point}\n",
)
BRACE = rule(
    "PQ132",
    "error",
    "“{text}” is not the name of a meter or fact; write {{{{ for a brace",
    meaning="In texts, {trust} shows the value of the meter or fact of that name. A brace that "
    "is meant as a brace is written twice.",
    raises="scenes:\n  monday:\n    title: Monday\n    text: The price is {about 5}.\n"
    "    ending: good\n",
    passes="scenes:\n  monday:\n    title: Monday\n    text: The price is {{about 5}.\n"
    "    ending: good\n",
)
