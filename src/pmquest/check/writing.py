"""Judges how a scenario is written: words, whys, exhibits, what fits a screen (PQ5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from pmquest.check import rules_writing as rules
from pmquest.check.screen import ROOM, rows_of
from pmquest.check.subject import Subject
from pmquest.framework import DONE_WELL
from pmquest.scenario.model import Choice, Exhibit, Scene
from pmquest.scoring.words import counted, listed

_LONGEST_ANSWER: Final = 90
_LEAST_WHY, _MOST_WHY = 25, 60
_ROWS_TO_SPARE: Final = 1
"""A line that does not fit harms nobody, and the count is of estimates."""
_RUN: Final = 5
"""So many words in a row are no chance."""
_WITHOUT_SPACES: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages in which words cannot be counted by the spaces between them."""

_OCCASION: Final = r"(?:moment|question|matter|decision|task|job|call)\b"
_LEVEL_STEMS: Final = ("manager", "leader", "strategic", "tactical")
"""What every match of the pattern below holds; most texts hold none of them."""
_NAMES_LEVEL: Final = re.compile(
    r"\b(?:manager|leader)(?:[’']s)?[-\s](?:levels?|thinking|answer)\b"
    r"|\blevel\s+of\s+an?\s+(?:product\s+)?(?:manager|leader)\b"
    r"|\b(?:think|act|answer|decide)(?:s|ing)?\s+(?:like|as)\s+an?\s+(?:product\s+)?"
    r"(?:manager|leader)\b"
    r"|(?:\A|(?<=[.!?…:]\s)|(?<=[“\"(]))as\s+an?\s+(?:manager|leader),\s+(?!(?-i:[A-Z]))"
    rf"|\b(?:an?|the|this|that|no)\s+(?:manager|leader)[-\s]{_OCCASION}"
    rf"|\b(?:an?|no)\s+(?:manager|leader)[’']s\s+{_OCCASION}"
    r"|\b(?:strategic|tactical|managerial|leadership)[-\s](?:moments?|thinking|answers?|levels?)\b"
    r"|(?<!team )(?<!group )(?<!market )(?<!project )(?<!opinion )(?<!squad )(?<!shift )"
    r"(?<!union )(?<!party )(?<!price )(?<!tech )\bleaders?\b(?!\s+of\b)",
    re.IGNORECASE,
)
"""What names a level, and no job."""
_OPENS_WITH_LEVEL: Final = re.compile(
    r"\W*(?:(?:this|that|it)\s+is\s+)?(?:at\s+)?"
    r"(?:(?:an?\s+|the\s+)?(?:manager|leader)(?:[’']s)?[-\s](?:level|thinking|way|answer)\b"
    r"|an?\s+(?:manager|leader)\b)",
    re.IGNORECASE,
)
_SIGNS: Final = ".,:;!?…–—-()“”‘’\"'"
_VERDICT: Final = frozenset(
    "a absolutely always an and answer at bad best better call called choice clearly completely "  # noqa: SIM905
    "correct course decision definitely do excellent exactly fine for good great here idea in "
    "incorrect is it it's just mistake moment move never no not of ok one option perfect poor "
    "quite rather really right simply so sound strong that that's the thing this to totally "
    "undoubtedly very was way weak well what wise worst wrong yes you you're your".split()
)
"""Words that say nothing but whether something is right."""
_PICTURES: Final = frozenset(
    "bar chart column curve diagram exhibit figure graph list line number picture row sheet "  # noqa: SIM905
    "table".split()
)
"""Words that point to an exhibit whatever it shows."""
_COMMON: Final = frozenset(
    "about after been before each every from have here into just like more most much only other "  # noqa: SIM905
    "over same some such than that their them then there they this under very well were what when "
    "where which while will with your".split()
)
_LEAST_TELLING: Final = 3
"""Shorter words stand in every text."""


def check_writing(subject: Subject) -> None:
    """Add what is to be said of each scene, its answers and its exhibits."""
    for scene in subject.scenario.scenes.values():
        _idle_keys(subject, scene)
        _exhibits(subject, scene)
        if scene.choices:
            _screen(subject, scene)
        for choice in scene.choices.values():
            _answer(subject, scene, choice)
            if choice.why is not None:
                _why(subject, scene, choice, choice.why)
        if subject.in_english:
            _named_levels(subject, scene)
    _long_answers(subject)


def _idle_keys(subject: Subject, scene: Scene) -> None:
    lacks = "" if scene.choices else "has no choices"
    for key, missing in (("weight", "" if scene.scored else "is not scored"), ("shuffle", lacks)):
        if missing and key in subject.places.keys("scenes", scene.id):
            at = subject.places.key("scenes", scene.id, key)
            subject.add(rules.IDLE_KEY, at, key=key, scene=scene.id, lacks=lacks or missing)


def _screen(subject: Subject, scene: Scene) -> None:
    rows = rows_of(scene, meters=bool(subject.scenario.meters))
    if rows > ROOM + _ROWS_TO_SPARE:
        at = subject.places.key("scenes", scene.id, "text")
        subject.add(rules.TOO_LONG, at, scene=scene.id, rows=rows, room=ROOM)


def _answer(subject: Subject, scene: Scene, choice: Choice) -> None:
    path = ("scenes", scene.id, "choices", choice.id)
    if choice.judgment is not None and choice.judgment not in DONE_WELL and choice.slip is None:
        at = subject.places.of(*path, "judgment")
        subject.add(rules.NO_SLIP, at, judgment=choice.judgment)


def _long_answers(subject: Subject) -> None:
    """Add one finding for all answers that are too long, at the first of them."""
    found = [
        (len(choice.text), subject.places.of("scenes", scene.id, "choices", choice.id, "text"))
        for scene in subject.scenario.scenes.values()
        for choice in scene.choices.values()
        if len(choice.text) > _LONGEST_ANSWER
    ]
    if not found:
        return
    at, hint = found[0][1], None
    answers, count = "this answer is", str(found[0][0])
    if len(found) > 1:
        answers, count = f"{len(found)} answers are", f"up to {max(length for length, _ in found)}"
        hint = f"lines {listed([f'{place.line} ({length})' for length, place in found])}"
    subject.add(
        rules.LONG_ANSWER, at, hint=hint, answers=answers, count=count, most=_LONGEST_ANSWER
    )


def _why(subject: Subject, scene: Scene, choice: Choice, why: str) -> None:
    at = subject.places.of("scenes", scene.id, "choices", choice.id, "why")
    if subject.in_english:
        if _only_judges(why):
            subject.add(rules.WHY_VERDICT, at)
            return
        if _OPENS_WITH_LEVEL.match(why):
            subject.add(rules.WHY_OPENS_WITH_LEVEL, at)
    if subject.language not in _WITHOUT_SPACES:
        count = len(why.split())
        if not _LEAST_WHY <= count <= _MOST_WHY:
            words_in_all = counted(count, "word")
            subject.add(rules.WHY_LENGTH, at, count=words_in_all, least=_LEAST_WHY, most=_MOST_WHY)
        repeated = _common_run(scene.signal or "", why)
        if repeated:
            subject.add(rules.WHY_REPEATS_SIGNAL, at, words=repeated)


def _only_judges(why: str) -> bool:
    """Whether a text has no word but those that say whether something is right."""
    words = why.lower().replace("’", "'").split()
    return all(not (bare := word.strip(_SIGNS)) or bare in _VERDICT for word in words)


def _common_run(one: str, other: str) -> str:
    """Give the first words of one text that stand in a row in the other; "" where none do."""
    words = one.split()
    within = f" {' '.join(other.split())}".lower()
    for start in range(len(words) - _RUN + 1):
        run = " ".join(words[start : start + _RUN]).strip(_SIGNS)
        if f" {run.lower()}" in within:
            return run
    return ""


def _named_levels(subject: Subject, scene: Scene) -> None:
    """Add where something that is read before an answer is given names a level."""
    for text, path in _read_before(scene):
        lowered = text.lower()
        if not any(stem in lowered for stem in _LEVEL_STEMS):
            continue  # the pattern takes its time
        if match := _NAMES_LEVEL.search(text):
            words = match.group().rstrip(" ,\n")
            at = subject.places.words(words, "scenes", scene.id, *path)
            subject.add(rules.NAMES_LEVEL, at, words=" ".join(words.split()))


def _read_before(scene: Scene) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Give each text of a scene that is read before its answers are judged, with its path."""
    yield scene.title, ("title",)
    for number, block in enumerate(scene.text):
        yield block.text, ("text", number, "text")
    for number, exhibit in enumerate(scene.exhibits):
        yield exhibit.title, ("exhibits", number, "title")
    if scene.signal is not None:
        yield scene.signal, ("signal",)
    for choice in scene.choices.values():
        yield choice.text, ("choices", choice.id, "text")
        if choice.locked is not None:
            yield choice.locked, ("choices", choice.id, "locked")


def _exhibits(subject: Subject, scene: Scene) -> None:
    """Add the exhibits with which no text of the scene has a word in common."""
    if not scene.exhibits:
        return
    told = _telling(_texts(scene))
    for number, exhibit in enumerate(scene.exhibits):
        shown = _telling(_shown(exhibit))
        if shown and not told & (shown | _PICTURES):
            at = subject.places.of("scenes", scene.id, "exhibits", number, "title")
            subject.add(rules.EXHIBIT_UNMENTIONED, at, scene=scene.id)


def _texts(scene: Scene) -> Iterator[str]:
    yield from (block.text for block in scene.text)
    yield scene.signal or ""
    for choice in scene.choices.values():
        yield choice.text
        yield choice.why or ""
        yield from (block.text for block in choice.result)


def _shown(exhibit: Exhibit) -> Iterator[str]:
    yield exhibit.title
    yield from chain(exhibit.labels, exhibit.series, exhibit.columns, *exhibit.rows)
    for values in exhibit.series.values():
        yield from (f"{value:g}" for value in values)


def _telling(texts: Iterable[str]) -> frozenset[str]:
    """Give the words of some texts that can tell what they are about, without a plural's s."""
    words = {word.lower() for text in texts for word in re.findall(r"\w+", text)} - _COMMON
    return frozenset(
        word.removesuffix("s") if len(word) > _LEAST_TELLING else word
        for word in words
        if len(word) > _LEAST_TELLING or (len(word) > 1 and word.isdigit())
    )
