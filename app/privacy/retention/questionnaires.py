"""Responses to questionnaires."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus.held_originals import forget_files
from app.models import (
    AnswersImport,
    Channel,
    Questionnaire,
    Response,
    ResponseState,
)
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import (
    FORGOTTEN,
    Enforcer,
    Scope,
    changed,
    leave_receipts,
    nobodys_digest,
)
from app.questionnaires.answering.anonymous_answers import make_answers_anonymous


def anonymise(session: Session, scope: Scope) -> int:
    """What was sent keeps its open and closed answers; what never was sent goes."""
    questionnaires = _questionnaires(scope)
    responses = session.scalars(
        sa.select(Response)
        .options(joinedload(Response.version))
        .where(
            Response.questionnaire_id.in_(questionnaires),
            ~Response.code_digest.startswith(FORGOTTEN),
        )
        .with_for_update(of=Response)
    ).all()
    files: set[str] = set()
    for response in responses:
        files |= _make_anonymous(session, response)
    forget_files(session, files, scope.store)
    _forget_who_brought_answers(session, scope)
    leave_receipts(session, scope.activities(Channel.QUESTIONNAIRE))
    return len(responses)


def delete(session: Session, scope: Scope) -> int:
    """The answers of responses go; what entered the corpus stays there."""
    responses = Response.questionnaire_id.in_(_questionnaires(scope))
    return changed(session, sa.delete(Response).where(responses))


def _questionnaires(scope: Scope) -> sa.Select[uuid.UUID]:
    return sa.select(Questionnaire.id).where(
        Questionnaire.activity_id.in_(scope.activities(Channel.QUESTIONNAIRE))
    )


def _make_anonymous(session: Session, response: Response) -> set[str]:
    files = make_answers_anonymous(response)
    if response.state is ResponseState.IN_PROGRESS:
        session.delete(response)
        return files
    response.account_id = response.invitation_id = response.typed_by_id = None
    response.code_digest, response.sheet = nobodys_digest(), None
    return files


def _forget_who_brought_answers(session: Session, scope: Scope) -> None:
    """The file that they brought holds names as well."""
    brought = AnswersImport.questionnaire_id.in_(_questionnaires(scope))
    keys = session.scalars(sa.select(AnswersImport.sha256).where(brought)).all()
    nobody: dict[str, object] = {"account_id": None, "filename": "", "sha256": "", "report": {}}
    changed(session, sa.update(AnswersImport).where(brought).values(**nobody))
    forget_files(session, keys, scope.store)


ENFORCER = Enforcer(Processing.QUESTIONNAIRE, anonymise, delete)
