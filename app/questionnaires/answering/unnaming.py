"""A response that stays when its author leaves: the answers that may name them are erased."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.models import Questionnaire, Response, ResponseState
from app.models.turns import wait_for_others
from app.questionnaires.answering.anonymous_answers import make_answers_anonymous
from app.questionnaires.answering.responding import withdraw


def leave(session: Session, response: Response, *, withdraws: bool) -> frozenset[str]:
    """Forget whose response it is: one that is not sent, or is to be withdrawn, keeps no answer;
    of another the short texts (a name, a town, an address) and the files go. The files to erase.
    """
    wait_for_others(session, response)
    response.account_id = None
    if withdraws or response.state is not ResponseState.SUBMITTED:
        questionnaire = session.get_one(Questionnaire, response.questionnaire_id)
        return withdraw(session, questionnaire, response)
    files = make_answers_anonymous(response)
    session.flush()
    return frozenset(files)


def responses_of(account_id: uuid.UUID) -> sa.Select[Response]:
    """The responses that an account gave."""
    return (
        sa.select(Response)
        .options(joinedload(Response.version))
        .where(Response.account_id == account_id)
        .order_by(Response.id)
    )
