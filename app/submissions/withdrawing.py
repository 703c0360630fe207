"""Taking back what was sent, and erasing what never was."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.correcting import NotToCheck
from app.documents.receiving import erase
from app.models import (
    ContributionState,
    Document,
    DocumentState,
    Respondent,
    Submission,
    SubmissionState,
)
from app.storage.store import Store
from app.submissions.deposits import CORRIGIBLE, wait_for_turn
from app.submissions.sending import give_up_correction

DRAFTS_ARE_KEPT = dt.timedelta(days=30)


def withdraw(session: Session, submission: Submission) -> None:
    """Take a contribution out of the corpus, and forget who wrote it. Twice is as once.

    One that was turned down stays so in the log; nobody but stewards reads it anyway.
    """
    wait_for_turn(session, submission)
    submission.state = SubmissionState.WITHDRAWN
    submission.signature = ""
    contribution = submission.contribution
    if contribution is not None and contribution.state in CORRIGIBLE:
        contribution.state = ContributionState.WITHDRAWN
        if contribution.respondent_id is not None:
            respondent = session.get_one(Respondent, contribution.respondent_id)
            respondent.attributes, respondent.organisation_id = {}, None
    session.flush()


def erase_draft(session: Session, submission: Submission, store: Store) -> None:
    """Erase a deposit that was never sent, with its file.

    Raises:
        NotToCheck: it was sent, or its file is being read.
    """
    wait_for_turn(session, submission)
    document = submission.document
    if submission.contribution_id is not None:
        raise NotToCheck
    if document is not None and document.state is DocumentState.READING:
        raise NotToCheck
    erase_unsent(session, submission, store)


def forget_drafts(session: Session, store: Store, moment: dt.datetime) -> int:
    """Erase what was deposited and never sent for 30 days, and corrections that were left; how
    many they are. The receipts stay: their codes find nothing any more."""
    limit = moment - DRAFTS_ARE_KEPT
    drafts = session.scalars(
        sa.select(Submission).where(
            Submission.contribution_id.is_(None), Submission.created_at < limit
        )
    ).all()
    for draft in drafts:
        erase_unsent(session, draft, store)
    corrections = session.scalars(
        sa.select(Submission)
        .join(Submission.document)
        .where(
            Submission.contribution_id.is_not(None),
            Document.state != DocumentState.VALIDATED,
            Document.created_at < limit,
        )
    ).all()
    for corrected in corrections:
        give_up_correction(session, corrected, store)
    return len(drafts) + len(corrections)


def erase_unsent(session: Session, submission: Submission, store: Store) -> None:
    """Erase a deposit and its document, whatever state they are in; the caller saw to that."""
    document = submission.document
    session.delete(submission)
    session.flush()
    if document is not None:
        erase(session, document, store)
