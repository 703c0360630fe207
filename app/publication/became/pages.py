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
    found: dict[uuid.UUID, PublicPage] = {}
    kinds: dict[Any, tuple[str, str, Any]] = {
        Submission: ("submissions.show", "submission_id", Submission.id),
        Idea: ("ideas.show", "idea_id", Idea.id),
        IdeaComment: ("ideas.show", "idea_id", IdeaComment.idea_id),
    }
    for kind, (endpoint, argument, identifier) in kinds.items():
        rows = session.execute(
            sa.select(Contribution.id, identifier, Activity.code)
            .select_from(kind)
            .join(Contribution, kind.contribution_id == Contribution.id)
            .join(Activity, Contribution.activity_id == Activity.id)
            .where(
                Contribution.id.in_(contribution_ids),
                Contribution.state == ContributionState.PUBLISHED,
            )
        )
        for contribution_id, named, code in rows:
            found[contribution_id] = PublicPage(endpoint, {argument: named, "code": code})
    return found
