"""From the lines of a synthesis to the notes that they come from, and back, in the corpus."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.verbatims import EXCERPT_TEXT
from app.models import (
    IN_CORPUS,
    Contribution,
    Excerpt,
    Note,
    SynthesisLine,
    SynthesisSource,
)


@dataclass(frozen=True)
class WorkshopTrace:
    """The other end of the way: an excerpt of the corpus."""

    contribution_id: uuid.UUID
    excerpt_id: uuid.UUID
    text: str
    location: str


_OTHER_END = (Excerpt.contribution_id, Excerpt.id, EXCERPT_TEXT, Excerpt.location)
"""The columns of a `WorkshopTrace`."""


def notes_behind(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[WorkshopTrace]]:
    """For those of these excerpts that are lines of a synthesis, the notes that they come from."""
    ways = (
        sa.select(SynthesisLine.excerpt_id, *_OTHER_END)
        .select_from(SynthesisLine)
        .join(SynthesisSource, SynthesisSource.line_id == SynthesisLine.id)
        .join(Note, Note.id == SynthesisSource.note_id)
        .join(Contribution, Contribution.id == Note.contribution_id)
        .join(Excerpt, Excerpt.contribution_id == Contribution.id)
        .where(SynthesisLine.excerpt_id.in_(excerpt_ids), Contribution.state.in_(IN_CORPUS))
        .order_by(Note.id)
    )
    return _by_excerpt(session, ways)


def lines_ahead(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[WorkshopTrace]]:
    """For those of these excerpts that are notes, the lines of a synthesis that took them up."""
    said = aliased(Excerpt)
    ways = (
        sa.select(said.id.label("note"), *_OTHER_END)
        .select_from(said)
        .join(Note, Note.contribution_id == said.contribution_id)
        .join(SynthesisSource, SynthesisSource.note_id == Note.id)
        .join(SynthesisLine, SynthesisLine.id == SynthesisSource.line_id)
        .join(Excerpt, Excerpt.id == SynthesisLine.excerpt_id)
        .join(Contribution, Contribution.id == Excerpt.contribution_id)
        .where(said.id.in_(excerpt_ids), Contribution.state.in_(IN_CORPUS))
        .order_by(SynthesisLine.position)
    )
    return _by_excerpt(session, ways)


def _by_excerpt(
    session: Session, ways: sa.Select[*tuple[Any, ...]]
) -> dict[uuid.UUID, list[WorkshopTrace]]:
    found: dict[uuid.UUID, list[WorkshopTrace]] = defaultdict(list)
    for excerpt_id, *other_end in session.execute(ways):
        found[excerpt_id].append(WorkshopTrace(*other_end))
    return found
