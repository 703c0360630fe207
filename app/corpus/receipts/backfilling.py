"""Receipts for what came before there were any: responses and cards, whose codes are out there."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.corpus.receipts.issuing import receipts_of_codes
from app.models import (
    Activity,
    Card,
    CardForm,
    CardOrigin,
    Contribution,
    Questionnaire,
    Receipt,
    Respondent,
    Response,
    ResponseOrigin,
    ResponseState,
)
from app.questionnaires.answering.corpus_answers import respondent_key

BATCH = 500
R = TypeVar("R", bound=sa.Row[*tuple[Any, ...]])


def add_missing_receipts(session: Session) -> int:
    """Make the receipts that responses and cards do not have yet; how many. Again, it makes none.

    What an anonymous response gave is tied to nothing that it was not tied to: the receipt has the
    code that the response has, no participant, and the day on which it was made.
    """
    return _for_responses(session) + _for_cards(session)


def _for_responses(session: Session) -> int:
    """Those that were sent, and whose code somebody was given: a file gives none."""
    rows = session.execute(
        sa.select(
            Response.id,
            Response.code_digest,
            Response.account_id,
            Questionnaire.activity_id,
            Questionnaire.is_anonymous,
        )
        .join(Questionnaire, Response.questionnaire_id == Questionnaire.id)
        .where(
            Response.state != ResponseState.IN_PROGRESS,
            Response.origin != ResponseOrigin.IMPORT,
            ~Response.is_test,
            _without_receipt(Response.code_digest),
        )
        .order_by(Response.id)
    ).all()
    for row in rows:
        activity = session.get_one(Activity, row.activity_id)
        receipts = receipts_of_codes(
            session,
            activity,
            [row.code_digest],
            participant_id=_participant_id(session, activity, row.account_id),
            by_day=row.is_anonymous,
        )
        respondent = sa.select(Respondent.id).where(
            Respondent.activity_id == activity.id, Respondent.key == respondent_key(row.id)
        )
        _tie(session, respondent.scalar_subquery(), receipts.get(row.code_digest))
    return len(rows)


def _for_cards(session: Session) -> int:
    """Those of phones, which show a code; what is typed in from paper has none."""
    rows = session.execute(
        sa.select(Card.key, Card.respondent_id, CardForm.activity_id)
        .join(CardForm, Card.form_id == CardForm.id)
        .where(Card.origin == CardOrigin.PHONE, _without_receipt(Card.key))
        .order_by(CardForm.activity_id, Card.id)
    ).all()
    for batch in _batches(rows):
        activity = session.get_one(Activity, batch[0].activity_id)
        receipts = receipts_of_codes(session, activity, {row.key for row in batch})
        for row in batch:
            _tie(session, row.respondent_id, receipts.get(row.key))
    return len(rows)


def _without_receipt(digest: Any) -> sa.ColumnElement[bool]:
    return ~sa.exists().where(Receipt.digest == digest)


def _participant_id(
    session: Session, activity: Activity, account_id: uuid.UUID | None
) -> uuid.UUID | None:
    if account_id is None:
        return None
    participant = add_participant(
        session, activity.consultation_id, account_id=account_id, device=None
    )
    return participant.id


def _tie(session: Session, respondent_id: Any, receipt_id: uuid.UUID | None) -> None:
    """What a respondent said belongs to this receipt."""
    session.execute(
        sa.update(Contribution)
        .where(Contribution.respondent_id == respondent_id)
        .values(receipt_id=receipt_id)
    )


def _batches(rows: Sequence[R]) -> Iterator[Sequence[R]]:
    """Rows of one activity at a time, few enough for one statement."""
    start = 0
    for place in range(1, len(rows) + 1):
        ends = place == len(rows) or rows[place].activity_id != rows[start].activity_id
        if ends or place - start == BATCH:
            yield rows[start:place]
            start = place
