"""What waits for a steward in an idea box."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.answering import answered
from app.ideas.likeness import SimilarIdea, similar_to_each
from app.models import Contribution, ContributionState, Idea, IdeaBox
from app.web.paging import PAGE_SIZE, Cursor, Page, counted_key, make_page, paged, paged_by

AT_A_TIME = 10
"""Ideas that are compared with the others for one page."""
NEAR = 0.3
"""From this nearness on two ideas may say the same."""


@dataclass(frozen=True)
class Waiting:
    """An idea that waits for an official answer."""

    id: uuid.UUID
    title: str
    supporters: int
    """Of its group, each once."""


@dataclass(frozen=True)
class Alike:
    """An idea, and those to which it is near."""

    id: uuid.UUID
    title: str
    others: Sequence[SimilarIdea]


def waiting_page(
    session: Session, box: IdeaBox, cursor: Cursor, *, size: int = PAGE_SIZE
) -> Page[Waiting]:
    """The ideas without an official answer, the most supported first, groups by their lead."""
    border = cursor.as_count_and_uuid()
    cursor = cursor if border is not None else Cursor()
    found = (
        sa.select(Idea.id, Contribution.title, Idea.all_supporters.label("supporters"))
        .join(Idea.contribution)
        .where(
            Idea.box_id == box.id,
            Idea.lead_id.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
            ~answered(),
        )
    )
    columns = [(Idea.all_supporters, True), (Idea.id, True)]
    rows = session.execute(paged_by(found, columns, cursor, border, size=size))
    lines = [Waiting(*row) for row in rows]
    return make_page(
        lines, cursor, size=size, key_of=lambda line: counted_key(line.supporters, line.id)
    )


def alike_page(session: Session, box: IdeaBox, cursor: Cursor) -> Page[Alike]:
    """The ideas that are in no group, the newest first, each with those to which it is near."""
    found = (
        sa.select(Idea.id, Idea.split_from_id, Contribution.title, Contribution.text)
        .join(Idea.contribution)
        .where(
            Idea.box_id == box.id,
            Idea.lead_id.is_(None),
            Contribution.state == ContributionState.PUBLISHED,
        )
    )
    found = paged(found, Idea.id, cursor, cursor.as_uuid(), size=AT_A_TIME, descending=True)
    rows = session.execute(found).all()
    page = make_page(rows, cursor, size=AT_A_TIME, key_of=lambda row: row.id)
    ids = [row.id for row in page.rows]
    made = set(session.scalars(sa.select(Idea.id).where(Idea.split_from_id.in_(ids))))
    near = similar_to_each(session, box, [(row.title, row.text) for row in page.rows])
    lines = [
        Alike(row.id, row.title, _apart(found, row, made))
        for row, found in zip(page.rows, near, strict=True)
    ]
    return Page(tuple(lines), page.previous_key, page.next_key)


def _apart(near: Sequence[SimilarIdea], row: Any, made: set[uuid.UUID]) -> list[SimilarIdea]:
    """The ideas near to one; an idea and the parts that were made of it are, and stay apart."""
    return [
        one
        for one in near
        if one.score >= NEAR and one.idea_id not in made | {row.id, row.split_from_id}
    ]
