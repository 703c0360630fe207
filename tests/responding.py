"""A questionnaire with responses, for the tests of its results, and what their pages show."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models import (
    Questionnaire,
    QuestionnaireVersion,
    Response,
    ResponseOrigin,
    ResponseState,
)
from app.models.types import now
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.yaml_form import read_yaml
from tests.factories import ConsultationFactory

FORM = """
code: essai
title: Essai
lists:
  types: {asso: Association, coop: Coopérative, mut: Mutuelle}
  lieux: {ville: Ville, bourg: Bourg}
  oui_non: {oui: Oui, non: Non}
  freins: {tresorerie: La trésorerie, locaux: Les locaux}
  accord:
    - {name: non, label: Pas d’accord}
    - {name: moyen, label: Entre les deux}
    - {name: oui, label: D’accord}
    - {name: rien, label: Sans avis, filters: {scale: none}}
items:
  - group: vous
    label: Vous
    items:
      - organisation: structure
        label: Votre structure
        list: types
        parameters: {territories: lieux}
      - select_one: coopere
        list: oui_non
        label: Coopérez-vous ?
      - select_multiple: freins
        list: freins
        label: Vos freins
        or_other: yes
      - integer: salaries
        label: Combien de salariés ?
      - rank: ordre
        list: lieux
        label: Votre ordre
      - date: debut
        label: Depuis quand ?
  - group: regards
    label: Vos regards
    items:
      - group: avis
        label: Êtes-vous d’accord ?
        appearance: table-list
        items:
          - likert: visible
            label: Nous sommes connus.
            list: accord
          - likert: aide
            label: Nous sommes aidés.
            list: accord
      - text: mot
        label: Votre mot
        appearance: multiline
      - text: nom
        label: Votre nom
  - repeat: projets
    label: Vos projets
    items:
      - integer: emplois
        label: Emplois du projet
      - rank: lieux_du_projet
        list: lieux
        label: Lieux du projet
      - group: avis_projet
        label: Ce projet est-il sûr ?
        appearance: table-list
        items:
          - likert: projet_sur
            label: Il aura lieu.
            list: accord
"""
SURVEY = read_yaml(FORM)


def questionnaire_with(
    session: Session, answers: Sequence[dict[str, Any]], **values: Any
) -> Questionnaire:
    """An open questionnaire and its responses, sent yesterday unless `values` differ.

    `made.base` is its place in addresses.
    """
    consultation = ConsultationFactory()
    made = add_questionnaire(session, consultation_id=consultation.id, title="Essai", survey=SURVEY)
    made.open()
    version = latest_version(session, made.id)
    session.add_all([_response(version, one, **values) for one in answers])
    made.consultation = consultation
    made.base = f"/consultations/{consultation.slug}/questionnaire-desk/{made.activity.code}"
    session.commit()
    return made


def add_response(
    session: Session, made: Questionnaire, answers: dict[str, Any], **values: Any
) -> Response:
    """A response as the database keeps it, without going through its pages; `values` are those
    of `_response`."""
    response = _response(latest_version(session, made.id), answers, **values)
    session.add(response)
    session.flush()
    return response


def _response(
    version: QuestionnaireVersion,
    answers: dict[str, Any],
    *,
    state: ResponseState = ResponseState.SUBMITTED,
    days_ago: int = 1,
    page: str = "end",
    origin: ResponseOrigin = ResponseOrigin.ONLINE,
    is_test: bool = False,
) -> Response:
    return Response(
        questionnaire_id=version.questionnaire_id,
        version_id=version.id,
        code_digest=secrets.token_hex(32),
        state=state,
        answers=answers,
        page=page,
        origin=origin,
        is_test=is_test,
        submitted_at=None
        if state is ResponseState.IN_PROGRESS
        else now() - dt.timedelta(days=days_ago),
    )


def row(page: str, label: str) -> list[str]:
    """The cells of the first row that is called so."""
    found = re.search(rf"<th[^>]*>{re.escape(label)}</th>(.*?)</tr>", page, re.S)
    assert found, label
    cells = re.findall(r"<td[^>]*><div>(.*?)</div>", found[1], re.S)
    return [re.sub(r"\s+", " ", cell).strip() for cell in cells]


def pictures(page: str) -> list[str]:
    """The addresses of the charts."""
    return [html.unescape(found) for found in re.findall(r'<img src="([^"]+)"', page)]
