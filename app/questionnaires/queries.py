"""Reading questionnaires and responses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

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
class Numbers:
    """How many responses a questionnaire has; tests do not count."""

    submitted: int = 0
    in_progress: int = 0


def questionnaires_of(
    session: Session, consultation_id: uuid.UUID, *, drafts: bool
) -> list[Questionnaire]:
    """The questionnaires of a consultation, the open ones first, then the newest; drafts when
    asked for."""
    found = (
        sa.select(Questionnaire)
        .join(Questionnaire.activity)
        .options(contains_eager(Questionnaire.activity))
        .where(Activity.consultation_id == consultation_id)
        .order_by(Questionnaire.state != QuestionnaireState.OPEN, Questionnaire.id.desc())
        .limit(100)
    )
    if not drafts:
        found = found.where(Questionnaire.state != QuestionnaireState.DRAFT)
    return list(session.scalars(found))


def numbers_of_responses(
    session: Session, questionnaires: Sequence[Questionnaire]
) -> dict[uuid.UUID, Numbers]:
    """How many responses each of some questionnaires has."""
    rows = session.execute(
        sa.select(Response.questionnaire_id, Response.state, sa.func.count())
        .where(
            Response.questionnaire_id.in_([one.id for one in questionnaires]),
            Response.state.in_((ResponseState.SUBMITTED, ResponseState.IN_PROGRESS)),
            ~Response.is_test,
        )
        .group_by(Response.questionnaire_id, Response.state)
    )
    found = {(questionnaire_id, state): number for questionnaire_id, state, number in rows}
    return {
        one.id: Numbers(
            found.get((one.id, ResponseState.SUBMITTED), 0),
            found.get((one.id, ResponseState.IN_PROGRESS), 0),
        )
        for one in questionnaires
    }


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
