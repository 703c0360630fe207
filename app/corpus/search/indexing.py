"""The entries of the index, made as texts come in."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import plain_words, stem_of, stems
from app.models import Contribution, Excerpt, SearchEntry

BATCH = 500
LONGEST_STEMS = 200_000
"""Signs that are indexed of one text: PostgreSQL takes a megabyte at most, and nobody needs it."""
OF_AN_EXCERPT = "0"
"""The first word of the entry of an excerpt, and what its words as they were said begin with. No
stem is one sign long, and nobody writes a word like that."""


@dataclass(frozen=True)
class Searchable:
    """A text that words may find."""

    consultation_id: uuid.UUID
    subject_id: uuid.UUID
    title: str
    text: str


@dataclass(frozen=True)
class SearchableExcerpt:
    """An excerpt that words may find: by their stems, and as they were said."""

    consultation_id: uuid.UUID
    subject_id: uuid.UUID
    text: str


def add_entries(session: Session, searchable: Iterable[Searchable | SearchableExcerpt]) -> None:
    """Let texts that are new be found."""
    texts = list(searchable)
    # Growing: FTS5 writes its index at each step back.
    numbers = sorted(secrets.randbits(62) for _ in texts)
    rows = [
        {
            "id": number,
            "consultation_id": one.consultation_id,
            "subject_id": one.subject_id,
            "stems": stems_kept(one),
        }
        for number, one in zip(numbers, _shuffled(texts), strict=True)
    ]
    if rows:
        session.execute(sa.insert(SearchEntry), rows)


def stems_kept(one: Searchable | SearchableExcerpt) -> str:
    if isinstance(one, Searchable):
        return " ".join(stems(f"{one.title}\n{one.text}"))[:LONGEST_STEMS]
    words = plain_words(one.text[: LONGEST_STEMS // 2])
    said = (OF_AN_EXCERPT + word for word in words)
    return " ".join([OF_AN_EXCERPT, *map(stem_of, words), *said])[: 2 * LONGEST_STEMS]


def _shuffled(
    texts: Sequence[Searchable | SearchableExcerpt],
) -> list[Searchable | SearchableExcerpt]:
    """In an order that tells nothing of their own."""
    return sorted(texts, key=lambda one: one.subject_id.int & 2**62 - 1)


def forget_entries(session: Session, contribution_id: uuid.UUID) -> None:
    """Let nothing of a contribution be found by its words."""
    within = sa.select(Excerpt.id).where(Excerpt.contribution_id == contribution_id)
    session.execute(
        sa.delete(SearchEntry).where(
            sa.or_(SearchEntry.subject_id == contribution_id, SearchEntry.subject_id.in_(within))
        )
    )


def index_one_again(session: Session, contribution: Contribution) -> None:
    """Let a contribution and its excerpts be found by their present words only."""
    forget_entries(session, contribution.id)
    consultation_id, text = contribution.consultation_id, contribution.text
    spans = session.execute(
        sa.select(Excerpt.id, Excerpt.start, Excerpt.end).where(
            Excerpt.contribution_id == contribution.id
        )
    )
    add_entries(
        session,
        [
            Searchable(consultation_id, contribution.id, contribution.title, text),
            *(
                SearchableExcerpt(consultation_id, excerpt_id, text[start:end])
                for excerpt_id, start, end in spans
            ),
        ],
    )


def index_again(session: Session) -> int:
    """Make the index of all contributions and excerpts anew; how many contributions there are."""
    session.execute(sa.delete(SearchEntry))
    whole = sa.select(
        Contribution.consultation_id, Contribution.id, Contribution.title, Contribution.text
    ).order_by(Contribution.id)
    number = 0
    for batch in session.execute(whole).partitions(BATCH):
        add_entries(session, (Searchable(*row) for row in batch))
        number += len(batch)
    excerpts = (
        sa.select(
            Excerpt.consultation_id, Excerpt.id, Excerpt.start, Excerpt.end, Contribution.text
        )
        .join(Excerpt.contribution)
        .order_by(Excerpt.id)
    )
    for rows in session.execute(excerpts).partitions(BATCH):
        add_entries(
            session,
            (
                SearchableExcerpt(consultation_id, excerpt_id, text[start:end])
                for consultation_id, excerpt_id, start, end, text in rows
            ),
        )
    return number
