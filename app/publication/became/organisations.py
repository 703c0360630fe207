"""What became of what organisations said in their own name and in public: their written
contributions, each with its fate."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.queries import excerpts_by_contribution
from app.models import Activity, Contribution, ContributionState, Submission
from app.publication.became.fates import fates_of
from app.publication.became.outcomes import OUTCOMES
from app.publication.became.tally import Tally
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged
from app.web.prose import without_hidden_signs


@dataclass(frozen=True)
class Speech:
    """A written contribution of an organisation; `call_code` and `submission_id` name its page."""

    submission_id: uuid.UUID
    call_code: str
    organisation: str
    title: str
    excerpts: Tally


def speeches_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    cursor: Cursor | None = None,
    size: int = PAGE_SIZE,
) -> Page[Speech]:
    """The public contributions that organisations signed, the latest first."""
    cursor = cursor or Cursor()
    found = (
        sa.select(Submission, Contribution.id, Activity.code)
        .join(Submission.contribution)
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(
            Contribution.consultation_id == consultation_id,
            Contribution.state == ContributionState.PUBLISHED,
            Submission.on_behalf_of != "",
        )
    )
    rows = session.execute(
        paged(found, Submission.id, cursor, cursor.as_uuid(), size=size, descending=True)
    ).all()
    ids = [contribution_id for _submission, contribution_id, _code in rows]
    excerpts = excerpts_by_contribution(session, ids)
    every = [one.id for said in excerpts.values() for one in said]
    fates = fates_of(session, consultation_id, every)
    lines = [
        Speech(
            submission.id,
            code,
            without_hidden_signs(submission.on_behalf_of),
            without_hidden_signs(submission.title),
            Tally.of(
                (OUTCOMES.index(fates[one.id].status), 1)
                for one in excerpts.get(contribution_id, [])
            ),
        )
        for submission, contribution_id, code in rows
    ]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.submission_id)
