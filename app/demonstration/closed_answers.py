"""Closed answers of the demonstration's questionnaire, drawn with a fixed seed."""

from __future__ import annotations

import random
from typing import Any


def draw(
    questions: list[dict[str, Any]], known: list[dict[str, str]], total: int, seed: int
) -> list[dict[str, str]]:
    """`total` sets of closed answers, option by question code.

    The first ones keep what is `known` of those who wrote something; the rest is drawn.
    """
    source = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    people = [*known, *({} for _ in range(total - len(known)))]
    return [
        {
            question["code"]: person.get(question["code"]) or _pick(source, question["options"])
            for question in questions
        }
        for person in people
    ]


def _pick(source: random.Random, options: dict[str, float]) -> str:
    return source.choices(list(options), weights=list(options.values()))[0]
