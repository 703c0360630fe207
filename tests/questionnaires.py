"""Questionnaires for the tests, in a consultation of their own unless they say which."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Consultation, Questionnaire
from app.questionnaires.publishing import add_questionnaire
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory


def opened_questionnaire(
    session: Session, form: str, consultation: Consultation | None = None, title: str = "Essai"
) -> Questionnaire:
    """A questionnaire that takes answers, committed; `made.consultation` is where it stands."""
    consultation = consultation or ConsultationFactory()
    made = add_questionnaire(
        session, consultation_id=consultation.id, title=title, survey=read_yaml(form)
    )
    made.open()
    session.commit()
    made.consultation = consultation
    return made
