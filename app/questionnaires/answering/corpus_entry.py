"""Responses in the corpus: entering it when they are sent, leaving it when they are withdrawn."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.intake import add_respondents, take_in
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
    """Take in what a response says now: its open answers of before that changed are withdrawn."""
    activity = session.get_one(Activity, questionnaire.activity_id)
    respondent = respondent_of(survey, response)
    respondent_id = add_respondents(
        session, activity.id, [respondent], by_day=questionnaire.is_anonymous
    )[respondent.key]
    session.get_one(Respondent, respondent_id).attributes = respondent.attributes
    wanted = contributions_of(survey, response, today)
    _withdraw(session, respondent_id, keep={new.key for new in wanted})
    session.execute(
        sa.update(Contribution)
        .where(
            Contribution.respondent_id == respondent_id,
            Contribution.source_key.in_([new.key for new in wanted]),
        )
        .values(state=ContributionState.SUBMITTED)
    )
    take_in(session, activity, wanted, by_day=questionnaire.is_anonymous)


def leave_corpus(session: Session, questionnaire: Questionnaire, response: Response) -> None:
    """Withdraw whatever a response gave, and forget who gave it; nothing when it gave nothing."""
    key = respondent_key(response.id)
    respondent = session.scalar(
        sa.select(Respondent).where(
            Respondent.activity_id == questionnaire.activity_id, Respondent.key == key
        )
    )
    if respondent is not None:
        _withdraw(session, respondent.id, keep=set())
        respondent.attributes = {}


def _withdraw(session: Session, respondent_id: uuid.UUID, keep: set[str]) -> None:
    session.execute(
        sa.update(Contribution)
        .where(Contribution.respondent_id == respondent_id, Contribution.source_key.not_in(keep))
        .values(state=ContributionState.WITHDRAWN)
    )
