"""Adding questionnaires to a consultation, and what they ask at each moment."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.corpus.importing import add_activity
from app.models import Channel, Questionnaire, QuestionnaireVersion, QuestionOrigin
from app.questionnaires.definitions import to_store
from surveys.model import Survey


def add_questionnaire(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    title: str,
    survey: Survey,
    origins: Mapping[str, uuid.UUID] | None = None,
) -> Questionnaire:
    """Add a questionnaire to a consultation; it takes no answers until it is opened.

    `origins` tells from which excerpt a question comes, by its name.
    """
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
    session.add_all(
        QuestionOrigin(questionnaire_id=questionnaire.id, question=name, excerpt_id=excerpt_id)
        for name, excerpt_id in (origins or {}).items()
    )
    session.flush()
    return questionnaire
