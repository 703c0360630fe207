"""Finding what was deposited: by its receipt, by its page, by who deposited it."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, defer, selectinload

from app.consultations.openings import opening_in
from app.corpus.receipts.issuing import receipt_with
from app.documents.correcting import locked
from app.models import (
    Contribution,
    ContributionState,
    Document,
    DocumentState,
    Opening,
    Submission,
    SubmissionCall,
    SubmissionState,
)
from app.models.turns import wait_for_others

GRACE = dt.timedelta(days=1)
"""How long what was deposited before the closing may still be sent."""


def submission_with(session: Session, call: SubmissionCall, code: str) -> Submission | None:
    """The deposit of this call whose receipt has this code, with its document."""
    receipt = receipt_with(session, call.activity.consultation_id, code)
    if receipt is None:
        return None
    return session.scalar(_submissions(call).where(Submission.receipt_id == receipt.id))


def submission_of(
    session: Session, call: SubmissionCall, submission_id: uuid.UUID
) -> Submission | None:
    """What was sent to this call under this identifier, whatever its state, with its words."""
    return session.scalar(
        _submissions(call)
        .join(Submission.contribution)
        .options(contains_eager(Submission.contribution))
        .where(Submission.id == submission_id)
    )


def submission_with_key(session: Session, call: SubmissionCall, key: str) -> Submission | None:
    """What was deposited from the page with this key."""
    return session.scalar(_submissions(call).where(Submission.key == key))


def _submissions(call: SubmissionCall) -> sa.Select[Submission]:
    return (
        sa.select(Submission)
        .options(selectinload(Submission.document).options(defer(Document.text)))
        .where(Submission.call_id == call.id)
    )


def opening_of(session: Session, call: SubmissionCall, moment: dt.datetime) -> Opening:
    """Whether the call takes contributions at this moment, and if not, why."""
    return opening_in(session, call.activity.consultation_id, call, moment)


def wait_for_turn(session: Session, submission: Submission) -> None:
    """Wait for whoever changes a deposit, its contribution or its document, and read them again.

    The contribution comes first: so does it for those who moderate.
    """
    seen = submission.contribution
    if seen is not None:
        wait_for_others(session, seen)
    wait_for_others(session, submission)
    if submission.contribution is not None and submission.contribution is not seen:
        wait_for_others(session, submission.contribution)
    if submission.document_id is not None:
        locked(session, submission.document_id)


def is_to_check(submission: Submission) -> bool:
    """Whether its words are being checked: before it is sent, or to correct it afterwards."""
    document = submission.document
    is_kept = document is not None and document.state is not DocumentState.VALIDATED
    return is_kept and submission.state is not SubmissionState.WITHDRAWN


def may_be_sent(session: Session, submission: Submission, moment: dt.datetime) -> bool:
    """Whether it may be sent now: the call is open, or was when its words came, a day ago."""
    call, document = submission.call, submission.document
    opening = opening_of(session, call, moment)
    if opening is not Opening.ENDED or call.closes_at is None or document is None:
        return opening is Opening.OPEN
    begun = document.created_at if submission.contribution_id else submission.created_at
    was_open = opening_of(session, call, begun) is Opening.OPEN
    return was_open and moment <= call.closes_at + GRACE


def may_be_corrected(session: Session, submission: Submission, moment: dt.datetime) -> bool:
    """Whether its author may change it: while the call is open, unless it was turned down."""
    contribution = submission.contribution
    return (
        contribution is not None
        and contribution.state in CORRIGIBLE
        and opening_of(session, submission.call, moment) is Opening.OPEN
    )


CORRIGIBLE = (
    ContributionState.HELD,
    ContributionState.PUBLISHED,
    ContributionState.SUBMITTED,
)
"""The states of a contribution that its author may still correct or withdraw."""


def is_public(submission: Submission, contribution: Contribution) -> bool:
    """Whether everybody reads it. Consent counts whatever a moderator decided."""
    return submission.may_be_published and contribution.state is ContributionState.PUBLISHED
