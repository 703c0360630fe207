"""Adding questionnaires to a consultation, and what they ask at each moment."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.corpus.importing import add_activity
from app.models import Channel, Questionnaire, QuestionnaireVersion
from app.questionnaires.definitions import to_store
from surveys.model import Survey


def add_questionnaire(
    session: Session, *, consultation_id: uuid.UUID, title: str, survey: Survey
) -> Questionnaire:
    """Add a questionnaire to a consultation; it takes no answers until it is opened."""
    activity = add_activity(
        session, consultation_id=consultation_id, channel=Channel.QUESTIONNAIRE, title=title
    )
    questionnaire = Questionnaire(activity=activity)
    session.add(questionnaire)
    session.flush()
    session.add(
        QuestionnaireVersion(
            questionnaire_id=questionnaire.id, number=1, definition=to_store(survey)
        )
    )
    session.flush()
    return questionnaire
