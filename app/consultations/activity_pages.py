"""Where each activity has a page of its own."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.queries import activities_in_order
from app.models import (
    Access,
    Activity,
    Channel,
    Conference,
    Consultation,
    ConsultationState,
    IdeaBox,
    Questionnaire,
    QuestionnaireState,
    SubmissionCall,
    Workshop,
)

WORKSHOPS, CONFERENCES, QUESTIONNAIRES, HEARINGS, IDEA_BOXES, SUBMISSIONS = (
    "workshops.show",
    "conferences.show",
    "questionnaires.show",
    "hearings.show",
    "ideas.box",
    "submissions.call",
)
TAKING: dict[type[IdeaBox] | type[Questionnaire] | type[SubmissionCall], sa.ColumnElement[bool]] = {
    IdeaBox: IdeaBox.is_published.is_(True),
    SubmissionCall: SubmissionCall.is_published.is_(True),
    Questionnaire: sa.and_(
        Questionnaire.state == QuestionnaireState.OPEN, Questionnaire.access == Access.LINK
    ),
}
"""What takes contributions of everybody between its dates, and what else it wants for that."""
IN_PREPARATION: dict[type[Any], sa.ColumnElement[bool]] = {
    Conference: Conference.is_published.is_(False),
    IdeaBox: IdeaBox.is_published.is_(False),
    SubmissionCall: SubmissionCall.is_published.is_(False),
    Questionnaire: Questionnaire.state == QuestionnaireState.DRAFT,
}
"""What only the team is to know of as yet, its title too."""


@dataclass(frozen=True)
class ActivityPage:
    """The endpoint of the page of an activity; its argument is the code of the activity."""

    endpoint: str
    code: str


def activity_pages(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, ActivityPage]:
    """The page of each activity that has one; what was only imported has none.

    A conference has a page for everybody once its programme is published, a questionnaire once it
    was opened, a call for contributions once it is published. Who asks may still not be let in:
    the guard of the page decides.
    """
    has_page = {
        WORKSHOPS: sa.exists().where(Workshop.activity_id == Activity.id),
        CONFERENCES: sa.exists().where(
            Conference.activity_id == Activity.id, Conference.is_published
        ),
        QUESTIONNAIRES: sa.exists().where(
            Questionnaire.activity_id == Activity.id,
            Questionnaire.state != QuestionnaireState.DRAFT,
        ),
        IDEA_BOXES: sa.exists().where(IdeaBox.activity_id == Activity.id, IdeaBox.is_published),
        HEARINGS: Activity.channel == Channel.HEARING,
        SUBMISSIONS: sa.exists().where(
            SubmissionCall.activity_id == Activity.id, SubmissionCall.is_published
        ),
    }
    endpoint = sa.case(*((condition, name) for name, condition in has_page.items()))
    rows = session.execute(
        sa.select(Activity.id, Activity.code, endpoint).where(
            Activity.consultation_id == consultation_id, endpoint.is_not(None)
        )
    )
    return {id_: ActivityPage(name, code) for id_, code, name in rows}


def announced_activities(session: Session, consultation_id: uuid.UUID) -> list[Activity]:
    """The activities that everybody may know of, in order."""
    prepared = [
        sa.select(Activity.id)
        .join(kind, kind.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id, condition)
        for kind, condition in IN_PREPARATION.items()
    ]
    hidden = set(session.scalars(sa.union_all(*prepared)))
    return [one for one in activities_in_order(session, consultation_id) if one.id not in hidden]


def open_activities(
    session: Session, consultation: Consultation, moment: dt.datetime
) -> list[Activity]:
    """The activities in which anybody may take part at this moment, the newest first."""
    if consultation.state is not ConsultationState.OPEN:
        return []
    is_open = [
        sa.exists().where(
            kind.activity_id == Activity.id,
            takes,
            sa.or_(kind.opens_at.is_(None), kind.opens_at <= moment),
            sa.or_(kind.closes_at.is_(None), kind.closes_at > moment),
        )
        for kind, takes in TAKING.items()
    ]
    return list(
        session.scalars(
            sa.select(Activity)
            .where(Activity.consultation_id == consultation.id, sa.or_(*is_open))
            .order_by(Activity.id.desc())
        )
    )
