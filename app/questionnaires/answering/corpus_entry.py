"""Responses in the corpus: entering it when they are sent, leaving it when they are withdrawn."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.corpus.intake import add_respondents, take_in
from app.corpus.receipts.issuing import receipts_of_codes
from app.models import (
    Activity,
    Contribution,
    ContributionState,
    Questionnaire,
    Respondent,
    Response,
)
from app.questionnaires.answering.corpus_answers import (
    contributions_of,
    respondent_key,
    respondent_of,
)
from surveys.model import Survey


def enter_corpus(
    session: Session,
    questionnaire: Questionnaire,
    survey: Survey,
    response: Response,
    today: dt.date,
) -> None:
    """Take in what a response says now: its open answers of before that changed are withdrawn,
    those that were withdrawn and are said again come back. What a moderator refused stays refused.

    It has a receipt from then on, whether or not it says anything in words.
    """
    activity = session.get_one(Activity, questionnaire.activity_id)
    respondent = respondent_of(survey, response)
    known = _known(session, questionnaire, response)
    respondent_id = add_respondents(
        session, activity.id, [respondent], by_day=questionnaire.is_anonymous
    )[respondent.key]
    receipt_id = _receipt_id(session, activity, questionnaire, response)
    wanted = [
        replace(new, receipt_id=receipt_id) for new in contributions_of(survey, response, today)
    ]
    if known is not None:
        known.attributes = respondent.attributes
        _say_again(session, respondent_id, {new.key for new in wanted}, receipt_id)
    take_in(session, activity, wanted, by_day=questionnaire.is_anonymous)


def _say_again(
    session: Session, respondent_id: uuid.UUID, said: set[str], receipt_id: uuid.UUID | None
) -> None:
    """Withdraw what is not said any more, bring back what is said again."""
    _withdraw(session, respondent_id, keep=said)
    session.execute(
        sa.update(Contribution)
        .where(Contribution.respondent_id == respondent_id, Contribution.source_key.in_(said))
        .values(
            state=sa.case(
                (
                    Contribution.state == ContributionState.WITHDRAWN,
                    sa.literal(ContributionState.SUBMITTED, Contribution.state.type),
                ),
                else_=Contribution.state,
            ),
            receipt_id=receipt_id,
        )
    )


def _receipt_id(
    session: Session, activity: Activity, questionnaire: Questionnaire, response: Response
) -> uuid.UUID | None:
    """The receipt that the code of a response opens. It tells whose it is where that does."""
    participant_id = None
    if response.account_id is not None:
        participant_id = add_participant(
            session, activity.consultation_id, account_id=response.account_id, device=None
        ).id
    digest = response.code_digest
    return receipts_of_codes(
        session,
        activity,
        [digest],
        participant_id=participant_id,
        by_day=questionnaire.is_anonymous,
    ).get(digest)


def leave_corpus(session: Session, questionnaire: Questionnaire, response: Response) -> None:
    """Withdraw whatever a response gave, and forget who gave it; nothing when it gave nothing."""
    respondent = _known(session, questionnaire, response)
    if respondent is not None:
        _withdraw(session, respondent.id, keep=set())
        respondent.attributes = {}


def _known(session: Session, questionnaire: Questionnaire, response: Response) -> Respondent | None:
    """Who gave a response, where it was sent before."""
    return session.scalar(
        sa.select(Respondent).where(
            Respondent.activity_id == questionnaire.activity_id,
            Respondent.key == respondent_key(response.id),
        )
    )


def _withdraw(session: Session, respondent_id: uuid.UUID, keep: set[str]) -> None:
    session.execute(
        sa.update(Contribution)
        .where(
            Contribution.respondent_id == respondent_id,
            Contribution.source_key.not_in(keep),
            Contribution.state != ContributionState.REJECTED,
        )
        .values(state=ContributionState.WITHDRAWN)
    )
