"""What takes contributions by itself from one moment to another: noticed when it changes."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Access,
    Activity,
    Consultation,
    ConsultationState,
    IdeaBox,
    Notice,
    NoticeKind,
    Opening,
    Questionnaire,
    QuestionnaireState,
    SubmissionCall,
)
from app.notifications.noticing import note_of_activity

OPENINGS = (NoticeKind.OPENED, NoticeKind.CLOSED)


def note_openings(session: Session, consultation: Consultation, moment: dt.datetime) -> None:
    """Note what opened or closed since it was last looked. To be called by who has waited for
    others to change the consultation: noted once, however many look."""
    told = _last_told(session, consultation.id)
    for activity_id, is_open in open_now(session, consultation, moment).items():
        kind = NoticeKind.OPENED if is_open else NoticeKind.CLOSED
        last = told.get(activity_id)
        # What ended before anybody looked is no news.
        if last is kind or (last is None and not is_open):
            continue
        note_of_activity(session, consultation.id, activity_id, kind)


def open_now(
    session: Session, consultation: Consultation, moment: dt.datetime
) -> dict[uuid.UUID, bool]:
    """Whether each activity takes contributions of everybody, or has ended; those that have not
    begun, are not published or go by invitation are left out."""
    found = dict[uuid.UUID, bool]()
    for one in _boxes_and_calls(session, consultation.id):
        opening = one.opening(moment)
        if opening in (Opening.OPEN, Opening.ENDED):
            found[one.activity_id] = opening is Opening.OPEN
    for questionnaire in _questionnaires(session, consultation.id):
        if questionnaire.takes_answers(moment):
            found[questionnaire.activity_id] = True
        elif questionnaire.state is QuestionnaireState.CLOSED or questionnaire.has_ended:
            found[questionnaire.activity_id] = False
    if consultation.state is not ConsultationState.OPEN:
        return dict.fromkeys(found, False)
    return found


def _boxes_and_calls(
    session: Session, consultation_id: uuid.UUID
) -> list[IdeaBox | SubmissionCall]:
    boxes = sa.select(IdeaBox).join(IdeaBox.activity)
    calls = sa.select(SubmissionCall).join(SubmissionCall.activity)
    ours = Activity.consultation_id == consultation_id
    return [*session.scalars(boxes.where(ours)), *session.scalars(calls.where(ours))]


def _questionnaires(session: Session, consultation_id: uuid.UUID) -> sa.ScalarResult[Questionnaire]:
    return session.scalars(
        sa.select(Questionnaire)
        .join(Questionnaire.activity)
        .where(
            Activity.consultation_id == consultation_id,
            Questionnaire.access != Access.INVITATION,
            Questionnaire.state != QuestionnaireState.DRAFT,
        )
    )


def _last_told(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, NoticeKind]:
    """What was last told of each activity; all of them have their number."""
    found = session.execute(
        sa.select(Notice.activity_id, Notice.kind)
        .where(Notice.consultation_id == consultation_id, Notice.kind.in_(OPENINGS))
        .order_by(Notice.number)
    )
    return {row.activity_id: row.kind for row in found if row.activity_id is not None}
