"""The entries of the index, made as texts come in."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import stems
from app.models import Contribution, SearchEntry

BATCH = 500
LONGEST_STEMS = 200_000
"""Signs that are indexed of one text: PostgreSQL takes a megabyte at most, and nobody needs it."""


@dataclass(frozen=True)
class Searchable:
    """A text that words may find."""

    consultation_id: uuid.UUID
    subject_id: uuid.UUID
    title: str
    text: str


def add_entries(session: Session, searchable: Iterable[Searchable]) -> None:
    """Let texts that are new be found."""
    texts = list(searchable)
    # Growing: FTS5 writes its index at each step back.
    numbers = sorted(secrets.randbits(62) for _ in texts)
    rows = [
        {
            "id": number,
            "consultation_id": one.consultation_id,
            "subject_id": one.subject_id,
            "stems": " ".join(stems(f"{one.title}\n{one.text}"))[:LONGEST_STEMS],
        }
        for number, one in zip(numbers, _shuffled(texts), strict=True)
    ]
    if rows:
        session.execute(sa.insert(SearchEntry), rows)


def _shuffled(texts: list[Searchable]) -> list[Searchable]:
    """In an order that tells nothing of their own."""
    return sorted(texts, key=lambda one: one.subject_id.int & 2**62 - 1)


def index_one_again(session: Session, contribution: Contribution) -> None:
    """Let a contribution be found by its present words only."""
    session.execute(sa.delete(SearchEntry).where(SearchEntry.subject_id == contribution.id))
    found = Searchable(
        contribution.consultation_id, contribution.id, contribution.title, contribution.text
    )
    add_entries(session, [found])


def index_again(session: Session) -> int:
    """Make the index of all contributions anew; how many there are."""
    session.execute(sa.delete(SearchEntry))
    found = session.execute(
        sa.select(
            Contribution.consultation_id, Contribution.id, Contribution.title, Contribution.text
        ).order_by(Contribution.id)
    )
    number = 0
    for batch in found.partitions(BATCH):
        add_entries(session, (Searchable(*row) for row in batch))
        number += len(batch)
    return number
