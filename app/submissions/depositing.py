"""Deposits: what somebody gives to a call, to be checked before it is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from app.corpus.receipts.issuing import issue
from app.documents import receiving, typing_in
from app.documents.correcting import NotToCheck
from app.models import (
    Document,
    DocumentKind,
    DocumentState,
    Opening,
    OrganisationKind,
    Participant,
    Submission,
    SubmissionCall,
)
from app.models.turns import wait_for_others
from app.storage.store import Store
from app.submissions.deposits import opening_of, submission_with_key, wait_for_turn


class CallNotOpen(ValueError):
    """The call takes nothing now; `opening` says why."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.opening = opening


class AccountWanted(ValueError):
    """Only those who are signed in contribute to this call."""


@dataclass(frozen=True)
class SentFile:
    """A file as a browser sends it."""

    stream: BinaryIO
    name: str


@dataclass(frozen=True)
class Told:
    """What is told of a contribution. Empty `on_behalf_of`: somebody speaks for themself, and is
    named when they sign."""

    title: str
    on_behalf_of: str
    signature: str
    kind: OrganisationKind | None
    territory: str
    may_be_published: bool
    organisation_id: uuid.UUID | None = None
    """The organisation, where they hold a mandate of it."""
    alerts: tuple[str, ...] = ()
    """Why it may come from a robot: it is held when it is sent."""


@dataclass(frozen=True)
class Storage:
    """Where files are kept, and how many bytes one may have."""

    store: Store
    limit: int


def refuse_unless_open(
    session: Session,
    call: SubmissionCall,
    moment: dt.datetime,
    *,
    is_signed_in: bool,
) -> None:
    """Let nobody deposit where they may not.

    Raises:
        CallNotOpen, AccountWanted.
    """
    opening = opening_of(session, call, moment)
    if opening is not Opening.OPEN:
        raise CallNotOpen(opening)
    if call.wants_account and not is_signed_in:
        raise AccountWanted(call.id)


def deposit(
    session: Session,
    call: SubmissionCall,
    participant: Participant,
    told: Told,
    words: SentFile | str,
    *,
    key: str,
    secret_key: str,
    storage: Storage,
    moment: dt.datetime,
) -> Submission:
    """Take a contribution to check, with a receipt; the same when its page is sent twice.

    `key` was made with the page; `secret_key`, that of the application, makes the receipt.

    Raises:
        CallNotOpen, AccountWanted: nothing is taken.
        app.documents.correcting.NoWords: nothing was typed.
        app.corpus.originals.OriginalTooLarge: the file is; nothing is kept.
    """
    wait_for_others(session, call)
    found = submission_with_key(session, call, key)
    if found is not None:
        return found
    refuse_unless_open(session, call, moment, is_signed_in=participant.is_verified)
    document = _document(session, call, told.title, words, storage)
    receipt = issue(session, call.activity, key=secret_key, participant_id=participant.id)
    submission = Submission(
        call=call,
        key=key,
        participant_id=participant.id,
        receipt_id=receipt.id,
        document=document,
        title=told.title,
        on_behalf_of=told.on_behalf_of,
        organisation_id=told.organisation_id,
        signature=told.signature,
        kind=told.kind,
        territory=told.territory,
        may_be_published=told.may_be_published,
        alerts=list(told.alerts),
    )
    session.add(submission)
    session.flush()
    return submission


def send_other_words(
    session: Session, submission: Submission, words: SentFile, storage: Storage
) -> None:
    """Another file instead of the one that is checked, which is erased.

    Raises:
        NotToCheck: it was sent meanwhile, or is being read.
        app.corpus.originals.OriginalTooLarge: the file is; nothing changes.
    """
    wait_for_turn(session, submission)
    former = submission.document
    if former is None or former.state not in (DocumentState.REFUSED, DocumentState.TO_CHECK):
        raise NotToCheck
    submission.document = _document(session, submission.call, submission.title, words, storage)
    session.flush()
    receiving.remove(session, former.id, storage.store)


def _document(
    session: Session, call: SubmissionCall, title: str, words: SentFile | str, storage: Storage
) -> Document:
    if isinstance(words, str):
        return typing_in.keep_typed(
            session,
            call.activity,
            kind=DocumentKind.SUBMISSION,
            typed=words,
            store=storage.store,
            limit=storage.limit,
            title=title,
        )
    return receiving.receive(
        session,
        call.activity,
        kind=DocumentKind.SUBMISSION,
        stream=words.stream,
        filename=words.name,
        store=storage.store,
        limit=storage.limit,
        account_id=None,
        title=title,
    )
