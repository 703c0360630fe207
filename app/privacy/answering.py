"""Answering requests: in hand, granted or refused with a reason, what is found erased."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.recording import record
from app.models import PrivacyRequest, PrivacyRequestState, Receipt, Role
from app.models.turns import ChangedMeanwhile, wait_for_others
from app.notifications.outbox import NewMail, put_about_consultation
from app.privacy.found_by_address import erase_found
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged_by

OPEN = (PrivacyRequestState.RECEIVED, PrivacyRequestState.IN_HAND)
ANSWERS = (PrivacyRequestState.GRANTED, PrivacyRequestState.REFUSED)


@dataclass(frozen=True)
class Answer:
    """What a steward decides; `words` are sent to who asked, and never empty in a refusal."""

    state: PrivacyRequestState
    words: str


class NoReason(ValueError):
    """A refusal says why (GDPR, article 12.4)."""


def answer(
    session: Session,
    request: PrivacyRequest,
    decided: Answer,
    *,
    account_id: uuid.UUID,
    moment: dt.datetime,
) -> bool:
    """Answer a request, and write to who asked. False where the same answer was given before.

    Raises:
        NoReason: it is refused without a word.
        ChangedMeanwhile: it was answered otherwise.
    """
    if decided.state is PrivacyRequestState.REFUSED and not decided.words:
        raise NoReason
    wait_for_others(session, request)
    if request.state not in OPEN:
        if (request.state, request.answer) == (decided.state, decided.words):
            return False
        raise ChangedMeanwhile
    request.state, request.answer = decided.state, decided.words
    request.answered_by, request.answered_at = account_id, moment
    session.flush()
    mail = NewMail(request.email, "", "", privacy_request_id=request.id)
    put_about_consultation(session, request.consultation_id, [mail])
    _record(session, request, f"privacy_request.{decided.state}", account_id)
    return True


def take_in_hand(session: Session, request: PrivacyRequest, *, account_id: uuid.UUID) -> None:
    """Say that somebody works on it. Twice is as once."""
    wait_for_others(session, request)
    if request.state is PrivacyRequestState.RECEIVED:
        request.state = PrivacyRequestState.IN_HAND
        _record(session, request, "privacy_request.in_hand", account_id)


def erase_what_is_found(
    session: Session, request: PrivacyRequest, *, account_id: uuid.UUID, moment: dt.datetime
) -> dict[str, int]:
    """Erase what is kept of the address of a request that is being answered; how many of each.

    Raises:
        ChangedMeanwhile: it was answered already.
    """
    wait_for_others(session, request)
    if request.state not in OPEN:
        raise ChangedMeanwhile
    erased = erase_found(session, request.consultation_id, request.email, moment)
    _record(session, request, "privacy_request.erased", account_id, **erased)
    return erased


def requests_page(
    session: Session, consultation_id: uuid.UUID, cursor: Cursor, *, is_open: bool
) -> Page[PrivacyRequest]:
    """Those that wait, the most urgent first; or those that are answered, the newest first."""
    states = OPEN if is_open else ANSWERS
    found = sa.select(PrivacyRequest).where(
        PrivacyRequest.consultation_id == consultation_id, PrivacyRequest.state.in_(states)
    )
    columns = [(PrivacyRequest.due_on, not is_open), (PrivacyRequest.id, not is_open)]
    rows = session.scalars(paged_by(found, columns, cursor, _border(cursor), size=PAGE_SIZE)).all()
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: f"{one.due_on}_{one.id}")


def request_of(
    session: Session, consultation_id: uuid.UUID, request_id: uuid.UUID
) -> PrivacyRequest | None:
    """A request that stewards see: of this consultation, and confirmed."""
    found = session.get(PrivacyRequest, request_id)
    if found is None or found.consultation_id != consultation_id:
        return None
    return None if found.state is PrivacyRequestState.UNCONFIRMED else found


def receipt_of(session: Session, request: PrivacyRequest) -> Receipt | None:
    """What it is about, where a code was given."""
    return session.get(Receipt, request.receipt_id) if request.receipt_id else None


def _border(cursor: Cursor) -> tuple[dt.date, uuid.UUID] | None:
    day, _, identifier = (cursor.key or "").partition("_")
    try:
        return dt.date.fromisoformat(day), uuid.UUID(identifier)
    except ValueError:
        return None


def _record(
    session: Session, request: PrivacyRequest, act: str, account_id: uuid.UUID, **details: int
) -> None:
    record(
        session,
        act,
        consultation_id=request.consultation_id,
        account_id=account_id,
        role=Role.STEWARD,
        things={"request_id": str(request.id)},
        details=details,
    )
