"""The published ideas of a box, read in chunks with all that everybody may know of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Contribution,
    ContributionState,
    CorpusImport,
    Idea,
    IdeaAnswer,
    IdeaBoxTheme,
    IdeaVote,
    Judgement,
)

CHUNK = 500
"""Ideas that are read at once: the memory does not grow with the box."""


@dataclass(frozen=True)
class OpenIdea:
    """An idea that everybody reads, with what was counted and answered. `row` is that of
    `_ideas`."""

    row: Any
    judgements: dict[Judgement, int]
    answer: Any | None


def open_ideas(session: Session, box_id: uuid.UUID) -> Iterator[OpenIdea]:
    """The published ideas of a box, the oldest first, a chunk at a time."""
    last: uuid.UUID | None = None
    while rows := session.execute(_ideas(box_id, last)).all():
        ids = [row.id for row in rows]
        judgements = _judgements(session, ids)
        answers = _answers(session, ids)
        for row in rows:
            yield OpenIdea(row, judgements.get(row.id, {}), answers.get(row.id))
        last = rows[-1].id


def _ideas(box_id: uuid.UUID, after: uuid.UUID | None) -> sa.Select[*tuple[Any, ...]]:
    lead, whole = aliased(Idea), aliased(Idea)
    lead_said, whole_said = aliased(Contribution), aliased(Contribution)
    found = (
        sa.select(
            Idea.id,
            # What nobody reads is not named either.
            sa.case((lead_said.state == ContributionState.PUBLISHED, lead.id)).label("lead_id"),
            sa.case((whole_said.state == ContributionState.PUBLISHED, whole.id)).label(
                "split_from_id"
            ),
            Idea.kind,
            Idea.territory,
            Idea.signature,
            Idea.created_at,
            Idea.supporters,
            Idea.all_supporters,
            Idea.imported_supporters,
            Idea.unverified_supporters,
            Idea.comments,
            Contribution.title,
            Contribution.text,
            Contribution.question,
            Contribution.received_on,
            Contribution.state,
            IdeaBoxTheme.title.label("theme"),
            CorpusImport.source,
            CorpusImport.licence,
        )
        .join(Idea.contribution)
        .outerjoin(IdeaBoxTheme, Idea.theme_id == IdeaBoxTheme.id)
        .outerjoin(CorpusImport, Contribution.import_id == CorpusImport.id)
        .outerjoin(lead, Idea.lead_id == lead.id)
        .outerjoin(lead_said, lead.contribution_id == lead_said.id)
        .outerjoin(whole, Idea.split_from_id == whole.id)
        .outerjoin(whole_said, whole.contribution_id == whole_said.id)
        .where(Idea.box_id == box_id, Contribution.state == ContributionState.PUBLISHED)
        .order_by(Idea.id)
        .limit(CHUNK)
    )
    return found if after is None else found.where(Idea.id > after)


def _judgements(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[Judgement, int]]:
    found: dict[uuid.UUID, dict[Judgement, int]] = {}
    rows = session.execute(
        sa.select(IdeaVote.idea_id, IdeaVote.judgement, sa.func.count().label("number"))
        .where(IdeaVote.idea_id.in_(ids))
        .group_by(IdeaVote.idea_id, IdeaVote.judgement)
    )
    for row in rows:
        found.setdefault(row.idea_id, {})[row.judgement] = row.number
    return found


def _answers(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """The newest answer to each idea."""
    rows = session.execute(
        sa.select(IdeaAnswer.idea_id, IdeaAnswer.verdict, IdeaAnswer.reason, IdeaAnswer.created_at)
        .where(IdeaAnswer.idea_id.in_(ids))
        .order_by(IdeaAnswer.id)
    )
    return {row.idea_id: row for row in rows}
