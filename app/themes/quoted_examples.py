"""Examples of the codebook that were taken from a text, word for word; its history holds them too.

What is masked in the text is masked there. The history stays what gives the codebook: both get
the same words.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CodebookEvent, Contribution, Theme
from app.themes.quoted_words import Quote

MASK = "█"
"""What stands for a sign that was masked: it may be any sign of the text."""
SIDES = ("before", "after")


def examples_quoted(session: Session, contribution: Contribution) -> Iterator[Quote]:
    """The examples that are words of this contribution, in the codebook and in its history."""
    here = contribution.consultation_id
    themes = sa.select(Theme).where(Theme.consultation_id == here, Theme.example != "")
    for theme in session.scalars(themes.order_by(Theme.id)).all():
        if _is_quoted(theme.example, contribution.text):
            yield f"theme:{theme.id}:example", theme.example, partial(setattr, theme, "example")
    events = sa.select(CodebookEvent.id, CodebookEvent.changes)
    for event_id, changes in session.execute(events.where(CodebookEvent.consultation_id == here)):
        for number, change in enumerate(changes):
            for side in SIDES:
                example = (change.get(side) or {}).get("example", "")
                if _is_quoted(example, contribution.text):
                    write = partial(_write, session, event_id, number, side)
                    yield f"codebook_event:{event_id}:{number}:{side}", example, write


def _is_quoted(example: str, text: str) -> bool:
    words = example.strip(" \n«»“”\"'…")
    pattern = "".join("." if sign == MASK else re.escape(sign) for sign in words)
    return bool(words) and re.search(pattern, text, re.DOTALL) is not None


def _write(session: Session, event_id: uuid.UUID, number: int, side: str, example: str) -> None:
    """By a statement of its own: nothing else may change what the history tells."""
    found = sa.select(CodebookEvent.changes).where(CodebookEvent.id == event_id)
    changes = session.scalars(found).one()
    told = {**changes[number], side: {**changes[number][side], "example": example}}
    session.execute(
        sa.update(CodebookEvent)
        .where(CodebookEvent.id == event_id)
        .values(changes=[*changes[:number], told, *changes[number + 1 :]])
        .execution_options(synchronize_session="fetch")
    )
