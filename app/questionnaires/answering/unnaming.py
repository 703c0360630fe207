"""A response that stays when its author leaves: the answers that may name them are erased."""

from __future__ import annotations

import copy
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.models import Questionnaire, Response, ResponseState
from app.models.turns import wait_for_others
from app.questionnaires.answering.corpus_answers import is_open
from app.questionnaires.answering.responding import withdraw
from app.questionnaires.answering.uploads import file_keys
from app.questionnaires.definitions import stored
from surveys.answers import given
from surveys.answers.address import instance_at
from surveys.model import Question

STATISTICAL = ("actor_type", "territory")
"""What is kept of an organisation: neither its name nor its number."""


def leave(session: Session, response: Response, *, withdraws: bool) -> frozenset[str]:
    """Forget whose response it is: one that is not sent, or is to be withdrawn, keeps no answer;
    of another the short texts (a name, a town, an address) and the files go. The files to erase.
    """
    wait_for_others(session, response)
    response.account_id = None
    if withdraws or response.state is not ResponseState.SUBMITTED:
        questionnaire = session.get_one(Questionnaire, response.questionnaire_id)
        return withdraw(session, questionnaire, response)
    survey = stored(response.version.definition)
    files = file_keys(survey, response.answers) | file_keys(survey, response.latest_answers)
    response.keep_as_sent()
    response.answers = _without_names(response)
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


def _without_names(response: Response) -> dict[str, Any]:
    survey, answers = stored(response.version.definition), copy.deepcopy(response.answers)
    for path, name, value in list(given(survey, answers)):
        here: Any = instance_at(answers, path)
        question = survey.questions[name]
        if _may_name(question):
            del here[name]
        elif question.type == "organisation" and isinstance(value, dict):
            here[name] = {part: value[part] for part in STATISTICAL if part in value}
    return answers


def _may_name(question: Question) -> bool:
    if question.type == "text":
        return not is_open(question)
    return question.type in ("file", "hidden")
