"""How wide the columns of a table are: each has room for its longest word, and longer texts have
more of what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.writing.parts import Table

ROOM = 78
"""Characters of a line that is as wide as the page, of a font that is rather wide."""
MARGINS = 2
"""Characters that the edges of a cell take up."""
_BREAK = re.compile(r"[ \n\t-]+")


def widths_of(table: Table) -> tuple[int, ...]:
    """Parts of the width of the page, by column."""
    columns = [list(_texts(table, column)) for column in range(len(table.columns))]
    least = [max(map(_longest_word, texts)) + MARGINS for texts in columns]
    lacks = [
        max(0, max(map(len, texts)) + MARGINS - low)
        for low, texts in zip(least, columns, strict=True)
    ]
    left = ROOM - sum(least)
    if sum(lacks) <= left or left <= 0:
        return tuple(
            low + (lack if left > 0 else 0) for low, lack in zip(least, lacks, strict=True)
        )
    # Where much is written in many rows, a wider column saves most lines.
    weights = [
        sum(map(len, texts)) if lack else 0 for lack, texts in zip(lacks, columns, strict=True)
    ]
    return tuple(
        low + min(lack, left * weight // sum(weights))
        for low, lack, weight in zip(least, lacks, weights, strict=True)
    )


def _texts(table: Table, column: int) -> Iterator[str]:
    yield _wide(table.columns[column])
    for row in table.rows:
        yield "".join(_wide(one.text) if one.is_bold else one.text for one in row[column])


def _wide(text: str) -> str:
    """As long as bold words are wide: a sixth more."""
    return " ".join(word + word[: len(word) // 6] for word in text.split(" "))


def _longest_word(text: str) -> int:
    return max(map(len, _BREAK.split(text)))
