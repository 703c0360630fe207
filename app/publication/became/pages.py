"""Where the words of excerpts have a page that everybody may read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Contribution, ContributionState, Idea, IdeaComment, Submission


@dataclass(frozen=True)
class PublicPage:
    """An endpoint and its arguments."""

    endpoint: str
    arguments: dict[str, Any] = field(default_factory=dict)


def public_pages(
    session: Session, contribution_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, PublicPage]:
    """The public page of each contribution that has one."""
    asked = (
        _pages("submissions.show", "submission_id", Submission, Submission.id),
        _pages("ideas.show", "idea_id", Idea, Idea.id),
        _pages("ideas.show", "idea_id", IdeaComment, IdeaComment.idea_id),
    )
    ours = (one.where(Contribution.id.in_(contribution_ids)) for one in asked)
    return {
        row.id: PublicPage(row.endpoint, {row.argument: row.named, "code": row.code})
        for row in session.execute(sa.union_all(*ours))
    }


def _pages(endpoint: str, argument: str, kind: Any, named: Any) -> sa.Select[*tuple[Any, ...]]:
    """The pages of one kind of contribution: they are asked for together, as one question."""
    return (
        sa.select(
            Contribution.id,
            sa.literal(endpoint).label("endpoint"),
            sa.literal(argument).label("argument"),
            named.label("named"),
            Activity.code,
        )
        .select_from(kind)
        .join(Contribution, kind.contribution_id == Contribution.id)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(Contribution.state == ContributionState.PUBLISHED)
    )
