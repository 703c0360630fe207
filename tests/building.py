"""A steward who writes a questionnaire, through the pages of the builder."""

from __future__ import annotations

import html
import re

import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import (
    Questionnaire,
    QuestionnaireVersion,
    Role,
)
from app.questionnaires.building.queries import present_draft
from app.questionnaires.publishing import add_questionnaire
from tests.factories import ConsultationFactory

FORM = """
code: essai
title: Essai
lists:
  oui_non: {oui: Oui, non: Non}
items:
  - group: vous
    label: Vous
    items:
      - select_one: employeur
        list: oui_non
        label: Employez-vous ?
        required: yes
      - integer: salaries
        label: Combien ?
        relevant: ${employeur} = 'oui'
      - text: avis
        label: Votre avis
        appearance: multiline
"""


class Building:
    """A steward who writes a questionnaire with a browser."""

    def __init__(self, session, client, questionnaire: Questionnaire, slug: str):
        self.session, self.client, self.questionnaire = session, client, questionnaire
        self.code = questionnaire.activity.code
        self.public = f"/consultations/{slug}/questionnaires/{self.code}"
        self.desk = f"/consultations/{slug}/questionnaire-desk/{self.code}"
        self.base = f"{self.desk}/build"

    @property
    def number(self) -> int:
        self.session.rollback()
        return present_draft(self.session, self.questionnaire.id).number

    @property
    def survey(self):
        self.session.rollback()
        return present_draft(self.session, self.questionnaire.id).survey

    @property
    def names(self) -> list[str]:
        return list(self.survey.places)

    def versions(self) -> list[int]:
        self.session.rollback()
        numbers = sa.select(QuestionnaireVersion.number).order_by(QuestionnaireVersion.number)
        return list(self.session.scalars(numbers))

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(f"{self.base}{path}")
        assert answer.status_code == status, path
        return html.unescape(answer.text)

    def post(self, path: str, *, made_from: int | None = None, **data):
        number = self.number if made_from is None else made_from
        return self.client.post(f"{self.base}{path}", data={"made_from": number, **data})

    def filled(self, path: str, **data):
        """Send the form of a page as it is shown, with these fields changed."""
        return self.client.post(f"{self.base}{path}", data={**shown(self.get(path)), **data})

    def arrange(self, do: str, **data):
        return self.post("/arrange", do=do, **data)

    def begin_test(self) -> str:
        answer = self.post("/test", start_key=new_secret())
        return answer.headers["Location"].rsplit("/", 1)[0]


def shown(page: str) -> dict[str, str]:
    """What the largest form of a page would send."""
    form = max(re.findall(r"<form.*?</form>", page, re.S), key=len)
    data: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag):
            data[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        data[name] = text.strip()
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        data[name] = chosen[1] if chosen else ""
    return data


def building_of(session, sign_in, survey) -> Building:
    consultation = ConsultationFactory()
    made = add_questionnaire(session, consultation_id=consultation.id, title="Essai", survey=survey)
    return Building(session, sign_in(consultation, Role.STEWARD), made, consultation.slug)
