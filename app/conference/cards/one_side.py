"""Whether a card fits on one side of A5, in millimetres of its height.

The estimate is a little above what the printed card needs, so that what is accepted can be printed.
"""

from __future__ import annotations

import math

from app.conference.cards.card_content import Direction, Prompt

HEIGHT = 193
"""What a side of A5 has within its margins."""
HEAD, LEAST_HEAD = 14, 25
"""The title and the conference; with the introduction at least as high as the code beside them."""
KINDS, TERRITORY, A_SESSION, LABEL = 31, 6, 4.7, 5
WRITING = 14
"""The least room to answer a prompt: two lines, nearly."""
LINE, BETWEEN = 3.7, 2.2
LETTERS, LETTERS_OF_INTRODUCTION, LETTERS_OF_DIRECTION = 72, 60, 50
"""Characters in a line across the card, beside the code, and beside the boxes of a reaction."""


def height_of(
    *,
    introduction: str,
    prompts: list[Prompt],
    directions: list[Direction],
    sessions: int,
    asks_kind: bool,
    asks_territory: bool,
) -> float:
    """The height that a card needs at least; `sessions` are those that it lists."""
    head = max(LEAST_HEAD, HEAD + LINE * _lines(introduction, LETTERS_OF_INTRODUCTION))
    answers = sum(WRITING + BETWEEN + LINE * _lines(one.text, LETTERS) for one in prompts)
    reactions = sum(BETWEEN + LINE * _lines(one.name, LETTERS_OF_DIRECTION) for one in directions)
    labels = LABEL * (bool(directions) + bool(sessions))
    about = A_SESSION * sessions + KINDS * asks_kind + TERRITORY * asks_territory
    return head + answers + reactions + labels + about


def _lines(text: str, letters: int) -> int:
    return sum(math.ceil(max(1, len(line)) / letters) for line in text.splitlines() if line)
