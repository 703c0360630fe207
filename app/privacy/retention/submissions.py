"""Written contributions and hearings."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Channel,
    Document,
    DocumentPassage,
    Submission,
    SubmissionCall,
)
from app.privacy.processings import Processing
from app.privacy.retention.documents import erase_files, forget_who_sent
from app.privacy.retention.enforcer import Enforcer, Scope, changed, leave_receipts
from app.privacy.retention.participants import forget_who_is_named_nowhere
from app.submissions.withdrawing import erase_unsent


def anonymise(session: Session, scope: Scope) -> int:
    """Who deposited and signed is forgotten, files go, and so does what was never sent."""
    activities = scope.activities(Channel.SUBMISSION)
    unsent = session.scalars(
        sa.select(Submission).where(
            Submission.call_id.in_(_calls(scope)), Submission.contribution_id.is_(None)
        )
    ).all()
    for submission in unsent:
        erase_unsent(session, submission, scope.store)
    known = sa.or_(Submission.participant_id.is_not(None), Submission.signature != "")
    signed = sa.update(Submission).where(Submission.call_id.in_(_calls(scope)), known)
    number = changed(session, signed.values(participant_id=None, signature=""))
    erase_files(session, scope, activities)
    forget_who_sent(session, activities)
    leave_receipts(session, activities)
    forget_who_is_named_nowhere(session, scope.consultation_id)
    return number + len(unsent)


def delete(session: Session, scope: Scope) -> int:
    """The deposits and what was read of their files go; the contributions stay in the corpus."""
    theirs = Submission.call_id.in_(_calls(scope))
    documents = list(
        session.scalars(
            sa.select(Submission.document_id).where(theirs, Submission.document_id.is_not(None))
        )
    )
    number = changed(session, sa.delete(Submission).where(theirs))
    passages = sa.delete(DocumentPassage).where(DocumentPassage.document_id.in_(documents))
    changed(session, passages)
    changed(session, sa.delete(Document).where(Document.id.in_(documents)))
    return number


def anonymise_hearings(session: Session, scope: Scope) -> int:
    """Who was heard is forgotten; the minutes stay, their file does not."""
    hearings = scope.activities(Channel.HEARING)
    heard = sa.update(Activity).where(Activity.id.in_(hearings), Activity.subject != "")
    number = changed(session, heard.values(subject=""))
    erase_files(session, scope, hearings)
    forget_who_sent(session, hearings)
    leave_receipts(session, hearings)
    return number


def delete_hearings(session: Session, scope: Scope) -> int:
    """What was read of the files goes, where it entered the corpus; the contributions stay."""
    documents = sa.select(Document.id).where(
        Document.activity_id.in_(scope.activities(Channel.HEARING)),
        Document.contribution_id.is_not(None),
    )
    passages = sa.delete(DocumentPassage).where(DocumentPassage.document_id.in_(documents))
    return changed(session, passages)


def _calls(scope: Scope) -> sa.Select[uuid.UUID]:
    activities = scope.activities(Channel.SUBMISSION)
    return sa.select(SubmissionCall.id).where(SubmissionCall.activity_id.in_(activities))


SUBMISSIONS = Enforcer(Processing.SUBMISSIONS, anonymise, delete)
HEARINGS = Enforcer(Processing.HEARINGS, anonymise_hearings, delete_hearings)
