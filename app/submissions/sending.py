"""Sending what was checked: from then on it is a contribution of the corpus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.attributes import attributes_of
from app.corpus.intake import NewContribution, NewRespondent, Span, source_key, take_in_one
from app.corpus.moderation.arriving import Arrival, arrival_of
from app.corpus.moderation.redacting import has_masked_words
from app.corpus.moderation.suspecting import held_when_suspect
from app.corpus.queries import excerpts_of
from app.documents import typing_in
from app.documents.correcting import NotToCheck
from app.documents.receiving import erase
from app.documents.validating import looked_at, words_of
from app.models import (
    Contribution,
    ContributionState,
    Document,
    DocumentKind,
    DocumentPassage,
    DocumentState,
    NoticeKind,
    Submission,
    SubmissionState,
)
from app.models.types import PARIS
from app.notifications.noticing import note_of_contribution
from app.storage.store import Store
from app.submissions.depositing import Storage
from app.submissions.deposits import (
    CORRIGIBLE,
    is_public,
    is_to_check,
    may_be_corrected,
    may_be_sent,
    wait_for_turn,
)


class TooLate(ValueError):
    """The call is closed, and what was deposited before had a day."""


class CannotCorrect(ValueError):
    """The call is closed, or the contribution was withdrawn or turned down."""


def send(
    session: Session, submission: Submission, *, made_from: int, moment: dt.datetime
) -> Contribution:
    """Take in what was checked, all at once, in the caller's transaction; a correction takes the
    place of what was sent before, which is withdrawn.

    Raises:
        app.documents.correcting.NotToCheck: it was sent, withdrawn, or is being read.
        app.documents.correcting.ChangedMeanwhile: it is not the version that was looked at.
        app.documents.validating.NothingKept: everything is left out.
        TooLate: the call takes it no more.
        CannotCorrect: what was sent before was turned down meanwhile.
    """
    wait_for_turn(session, submission)
    if submission.document_id is None or submission.state is SubmissionState.WITHDRAWN:
        raise NotToCheck
    document, passages = looked_at(session, submission.document_id, made_from)
    if not may_be_sent(session, submission, moment):
        raise TooLate
    former = submission.contribution
    if former is not None and former.state not in CORRIGIBLE:
        raise CannotCorrect
    return enter_corpus(session, submission, document, passages, moment)


def enter_corpus(
    session: Session,
    submission: Submission,
    document: Document,
    passages: Sequence[DocumentPassage],
    moment: dt.datetime,
) -> Contribution:
    """Take in what is kept of a document as the words of a submission, sent at this moment."""
    former = submission.contribution
    text, spans = words_of(session, document, passages, keeps_dropped=False)
    arrival = _arrival(session, submission, text)
    contribution = take_in_one(
        session,
        submission.call.activity,
        NewContribution(
            key=source_key("submission", str(submission.id), str(document.id)),
            title=submission.title,
            text=text,
            spans=spans,
            received_on=moment.astimezone(PARIS).date(),
            respondent=respondent_of(submission),
            state=arrival.state,
            alerts=arrival.alerts,
            receipt_id=submission.receipt_id,
        ),
    )
    document.version += 1
    document.validate(None, contribution.id)
    submission.contribution = contribution
    submission.state = SubmissionState.SENT
    submission.sent_at = submission.sent_at or moment
    session.flush()
    if former is None and is_public(submission, contribution):
        note_of_contribution(session, contribution, NoticeKind.PUBLISHED, is_public=True)
    return contribution


def _arrival(session: Session, submission: Submission, text: str) -> Arrival:
    """How it enters; what it corrects is withdrawn first, for nobody repeats themself here."""
    former = submission.contribution
    # What waits for a moderator still waits when its author corrects it; what was masked does not
    # come back before a moderator has read it.
    waits = former is not None and (
        former.state is ContributionState.HELD or has_masked_words(session, former.id)
    )
    if former is not None:
        former.state = ContributionState.WITHDRAWN
        session.flush()
    arrival = arrival_of(
        session,
        submission.call.activity.consultation_id,
        title=submission.title,
        text=text,
        participant_id=submission.participant_id,
        may_be_published=submission.may_be_published,
    )
    if waits:
        arrival = replace(arrival, state=ContributionState.HELD)
    return held_when_suspect(arrival, tuple(submission.alerts))


def respondent_of(submission: Submission) -> NewRespondent:
    """Who speaks, for those who compare groups: nobody's name."""
    return NewRespondent(
        f"submission-{submission.id}",
        attributes_of(submission.kind, submission.territory),
        submission.organisation_id,
    )


def start_correction(
    session: Session, submission: Submission, storage: Storage, moment: dt.datetime
) -> None:
    """Let its author check the words anew; until they are sent again, what was sent stays.

    Raises:
        CannotCorrect: nothing changes.
    """
    wait_for_turn(session, submission)
    if is_to_check(submission):
        return
    contribution = submission.contribution
    if contribution is None or not may_be_corrected(session, submission, moment):
        raise CannotCorrect
    submission.document = typing_in.keep_typed(
        session,
        submission.call.activity,
        kind=DocumentKind.SUBMISSION,
        typed=contribution.text,
        store=storage.store,
        limit=storage.limit,
        title=submission.title,
        spans=[
            Span(one.start, one.end, one.location, one.nature)
            for one in excerpts_of(session, contribution.id)
        ],
    )
    session.flush()


def give_up_correction(session: Session, submission: Submission, store: Store) -> None:
    """Leave what was sent as it is; nothing happens where nothing is being corrected."""
    wait_for_turn(session, submission)
    unsent = submission.document
    if submission.contribution_id is None or unsent is None:
        return
    if unsent.state is DocumentState.VALIDATED:
        return
    submission.document = session.scalar(
        sa.select(Document).where(Document.contribution_id == submission.contribution_id)
    )
    session.flush()
    erase(session, unsent, store)
