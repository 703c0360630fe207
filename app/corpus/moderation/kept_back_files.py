"""Files that hold words which were masked or refused: they are not handed over any more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    Contribution,
    ContributionState,
    Document,
    ModerationAct,
    ModerationEvent,
    Note,
    Submission,
)


def is_kept_back(session: Session, document: Document) -> bool:
    """Whether only stewards may open the file of a document: words of it are masked, or what came
    of it is refused."""
    taken = sa.or_(
        Contribution.id == document.contribution_id,
        Contribution.id.in_(
            sa.select(Submission.contribution_id).where(Submission.document_id == document.id)
        ),
        Contribution.id.in_(sa.select(Note.contribution_id).where(Note.document_id == document.id)),
    )
    event, later = ModerationEvent, aliased(ModerationEvent)
    is_masked = sa.exists().where(
        event.contribution_id == Contribution.id,
        event.act == ModerationAct.REDACTED,
        ~sa.exists().where(
            later.contribution_id == event.contribution_id,
            later.act == ModerationAct.UNMASKED,
            later.id > event.id,
        ),
    )
    is_refused = Contribution.state == ContributionState.REJECTED
    found = sa.select(Contribution.id).where(taken, sa.or_(is_refused, is_masked))
    return session.scalar(found.limit(1)) is not None
