"""Where each activity has a page of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Activity,
    Channel,
    Conference,
    Questionnaire,
    QuestionnaireState,
    SubmissionCall,
    Workshop,
)

WORKSHOPS, CONFERENCES, QUESTIONNAIRES, HEARINGS, SUBMISSIONS = (
    "workshops.show",
    "conferences.show",
    "questionnaires.show",
    "hearings.show",
    "submissions.call",
)


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
