"""Reading questionnaires and responses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.corpus.codes import digest_of
from app.models import (
    Activity,
    Excerpt,
    Questionnaire,
    QuestionnaireState,
    QuestionnaireVersion,
    QuestionOrigin,
    Response,
    ResponseState,
)
from app.questionnaires.definitions import stored
from surveys.model import Survey


@dataclass(frozen=True)
class QuestionnaireLine:
    """A questionnaire in the list, and how many responses it has."""

    questionnaire: Questionnaire
    submitted: int
    in_progress: int


def questionnaires_of(
    session: Session, consultation_id: uuid.UUID, *, drafts: bool
) -> list[QuestionnaireLine]:
    """The questionnaires of a consultation, the open ones first, then the newest; drafts when
    asked for."""
    submitted, in_progress = (
        sa.func.count(Response.id).filter(Response.state == state, ~Response.is_test)
        for state in (ResponseState.SUBMITTED, ResponseState.IN_PROGRESS)
    )
    found = (
        sa.select(Questionnaire, submitted, in_progress)
        .join(Questionnaire.activity)
        .outerjoin(Response, Response.questionnaire_id == Questionnaire.id)
        .options(joinedload(Questionnaire.activity))
        .where(Activity.consultation_id == consultation_id)
        .group_by(Questionnaire.id, Activity.id)
        .order_by(Questionnaire.state != QuestionnaireState.OPEN, Questionnaire.id.desc())
        .limit(100)
    )
    if not drafts:
        found = found.where(Questionnaire.state != QuestionnaireState.DRAFT)
    return [QuestionnaireLine(*row) for row in session.execute(found)]


_QUESTIONNAIRE = (
    sa.select(Questionnaire)
    .join(Questionnaire.activity)
    .options(contains_eager(Questionnaire.activity))
    .where(
        Activity.consultation_id == sa.bindparam("consultation_id"),
        Activity.code == sa.bindparam("code"),
    )
)
_RESPONSE = (
    sa.select(Response)
    .join(Response.version)
    .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
    .join(Questionnaire.activity)
    .options(contains_eager(Response.version))
    .add_columns(Questionnaire)
    .options(contains_eager(Questionnaire.activity))
    .where(
        Response.code_digest == sa.bindparam("digest"),
        Activity.consultation_id == sa.bindparam("consultation_id"),
        Activity.code == sa.bindparam("code"),
    )
)
"""Built once: every page that is answered begins with this query."""
_RESPONSE_TO_CHANGE = _RESPONSE.with_for_update(of=Response).execution_options(
    populate_existing=True
)


def questionnaire_of(
    session: Session, consultation_id: uuid.UUID, code: str
) -> Questionnaire | None:
    """The questionnaire with this code in a consultation."""
    return session.scalar(_QUESTIONNAIRE, {"consultation_id": consultation_id, "code": code})


def answered_with(
    session: Session, consultation_id: uuid.UUID, code: str, token: str, *, to_change: bool = False
) -> tuple[Questionnaire, Response] | None:
    """The response to which a token belongs, and its questionnaire, found in one query.

    One that is read `to_change` it waits for whoever changes it at this moment: two pages that
    are saved at once are both kept. SQLite has one writer at a time anyway. It is read anew, even
    when this request has read it before.
    """
    names = {"consultation_id": consultation_id, "code": code, "digest": digest_of(token)}
    found = session.execute(_RESPONSE_TO_CHANGE if to_change else _RESPONSE, names).one_or_none()
    return None if found is None else (found[1], found[0])


def response_with_code(session: Session, questionnaire_id: uuid.UUID, code: str) -> Response | None:
    """The response of a questionnaire to which a code belongs."""
    return session.scalar(
        sa.select(Response).where(
            Response.questionnaire_id == questionnaire_id,
            Response.code_digest == digest_of(code),
        )
    )


def sent_to(questionnaire_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds for the responses that count: sent, and no tests."""
    return (
        Response.questionnaire_id == questionnaire_id,
        Response.state == ResponseState.SUBMITTED,
        ~Response.is_test,
    )


def latest_version(session: Session, questionnaire_id: uuid.UUID) -> QuestionnaireVersion:
    """The version that new responses answer."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).one()


def latest_survey(session: Session, questionnaire_id: uuid.UUID) -> Survey:
    """What new responses answer. Later versions only add to earlier ones, so that it describes
    the answers to those too."""
    return stored(latest_version(session, questionnaire_id).definition)


def origins_of(session: Session, questionnaire_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The contribution in which each question that comes from a workshop was said, by its name."""
    rows = session.execute(
        sa.select(QuestionOrigin.question, Excerpt.contribution_id)
        .join(Excerpt, Excerpt.id == QuestionOrigin.excerpt_id)
        .where(QuestionOrigin.questionnaire_id == questionnaire_id)
    )
    return {row.question: row.contribution_id for row in rows}


def has_public_results(session: Session, consultation_id: uuid.UUID, code: str) -> bool:
    """Whether everybody may read the results of a questionnaire, with small groups masked."""
    found = (
        sa.select(Questionnaire.id)
        .join(Questionnaire.activity)
        .where(
            Activity.consultation_id == consultation_id,
            Activity.code == code,
            Questionnaire.results_are_public,
            Questionnaire.state != QuestionnaireState.DRAFT,
        )
    )
    return session.scalar(sa.select(found.exists())) or False


def sent_response(
    session: Session, consultation_id: uuid.UUID, code: str, response_id: uuid.UUID
) -> Response | None:
    """A response that was sent to this questionnaire."""
    return session.scalar(
        sa.select(Response)
        .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
        .join(Questionnaire.activity)
        .where(
            Response.id == response_id,
            Response.state == ResponseState.SUBMITTED,
            Activity.consultation_id == consultation_id,
            Activity.code == code,
        )
    )
