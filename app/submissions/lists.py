"""The contributions of a call, as a list."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.matching import is_among, subjects_with
from app.models import (
    IN_CORPUS,
    Contribution,
    ContributionState,
    OrganisationKind,
    Submission,
    SubmissionCall,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged
from app.web.prose import without_hidden_signs

LONGEST_OPENING = 280
MOST_TERRITORIES = 100


@dataclass(frozen=True)
class SubmissionLine:
    """A contribution in a list: its opening only."""

    id: uuid.UUID
    title: str
    on_behalf_of: str
    signature: str
    kind: OrganisationKind | None
    territory: str
    opening: str
    is_cut: bool
    received_on: dt.date | None
    is_public: bool


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to."""

    words: str = ""
    kind: OrganisationKind | None = None
    territory: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.kind or self.territory)


def submissions_page(
    session: Session,
    call: SubmissionCall,
    wanted: Wanted,
    cursor: Cursor,
    *,
    of_the_team: bool,
    size: int = PAGE_SIZE,
) -> Page[SubmissionLine]:
    """The contributions that everybody reads, the latest first; the team sees the whole corpus."""
    is_public = sa.and_(
        Contribution.state == ContributionState.PUBLISHED, Submission.may_be_published
    )
    found = (
        sa.select(
            Submission.id,
            Submission.title,
            Submission.on_behalf_of,
            Submission.signature,
            Submission.kind,
            Submission.territory,
            sa.func.substr(Contribution.text, 1, LONGEST_OPENING).label("opening"),
            (sa.func.length(Contribution.text) > LONGEST_OPENING).label("is_cut"),
            Contribution.received_on,
            is_public.label("is_public"),
        )
        .join(Contribution, Submission.contribution_id == Contribution.id)
        .where(Submission.call_id == call.id)
        .where(Contribution.state.in_(IN_CORPUS) if of_the_team else is_public)
    )
    if wanted.kind is not None:
        found = found.where(Submission.kind == wanted.kind)
    if wanted.territory:
        found = found.where(Submission.territory == wanted.territory)
    subjects = subjects_with(session, wanted.words)
    if subjects is not None:
        found = found.where(is_among(session, Contribution.id, subjects))
    found = paged(found, Submission.id, cursor, cursor.as_uuid(), size=size, descending=True)
    lines = [
        SubmissionLine(**{**row._asdict(), "opening": without_hidden_signs(row.opening)})
        for row in session.execute(found)
    ]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.id)


def territories_of(session: Session, call: SubmissionCall) -> list[str]:
    """The territories that public contributions tell."""
    return list(
        session.scalars(
            sa.select(Submission.territory)
            .join(Contribution, Submission.contribution_id == Contribution.id)
            .where(
                Submission.call_id == call.id,
                Submission.territory != "",
                Submission.may_be_published,
                Contribution.state == ContributionState.PUBLISHED,
            )
            .distinct()
            .order_by(Submission.territory)
            .limit(MOST_TERRITORIES)
        )
    )
