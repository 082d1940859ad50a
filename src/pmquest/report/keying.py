"""What people who key a scenario alone are told, in the printed script and on the sheet."""

from __future__ import annotations

from typing import Final

from pmquest.framework import CalledLevel, Judgment, Level

JUDGMENTS: Final[dict[Judgment, str]] = {
    "strong": "serves what the moment needs and pays its price",
    "sound": "serves it, at a cost that could be avoided",
    "weak": "misses it but can be mended",
    "poor": "makes it worse or closes a door",
}
"""What each judgment means (content.md, "The key")."""

LEVELS: Final[dict[Level, str]] = {
    "manager": "one product, a task, weeks or months, one team’s plan",
    "leader": "several products, a person, years, the company’s plan",
}
"""By what each level can be told (content.md, "The situation")."""

CALLED: Final[dict[CalledLevel, str]] = {
    "manager": LEVELS["manager"],
    "leader": LEVELS["leader"],
    "either": "both would serve equally well",
}

RULES: Final[tuple[str, ...]] = (
    "Key it by yourself, and talk about it with nobody before you have sent your sheet.",
    "Read the scenes in their order, and key each before you read on. The answers of a scene "
    "stand in an order that was drawn.",
    "Judge each answer by itself, for the person whose role you read and for what that person "
    "can know. A scene may have several strong answers, or several poor ones.",
    "Leave a cell empty where you cannot tell, and say why under remark.",
)
