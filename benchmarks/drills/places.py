"""What a drill opens to visitors: `python -m benchmarks.drills.places IDEAS` on a fresh database.

Printed as JSON: the address of each place where somebody may say something without an account.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

from sqlalchemy.orm import Session

from app import create_app
from app.accounts.participants import add_participant
from app.accounts.services import create_account, give_role
from app.cli.writing import transaction
from app.conference.programme import ConferencePlan, create_conference, publish
from app.consultations.services import create_consultation
from app.ideas.boxes import BoxPlan, create_box
from app.ideas.posting import NewIdea, post
from app.models import Consultation, IdeaBox, Role
from app.models.types import now
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire
from app.settings import current_settings
from app.submissions import calls
from benchmarks.drills.tables import open_tables
from surveys.yaml_form import read_yaml

SLUG = "exercice"
EMAIL, PASSWORD = "camille@region.example", "un mot de passe d’exercice"
"""Of a steward."""
SHORT = """
code: court
title: Court
items:
  - group: un
    label: Un
    items:
      - text: a
        label: A
        required: true
      - text: suite
        label: Suite
        appearance: multiline
  - group: deux
    label: Deux
    items:
      - text: b
        label: B
        appearance: multiline
      - file: piece
        label: Une pièce
"""
"""A questionnaire of two pages, where the time of the shipped one would teach nothing more."""


def main(arguments: list[str]) -> int:
    app = create_app()
    with app.app_context(), transaction() as session:
        print(json.dumps(open_places(session, ideas=int(arguments[0]))))
    return 0


def open_places(session: Session, *, ideas: int) -> dict[str, str]:
    """Open one of each; the box has so many ideas already. Return the path of each by its kind."""
    consultation = create_consultation(session, slug=SLUG, title="Exercice")
    consultation.open()
    session.flush()
    steward = create_account(session, email=EMAIL, name="Camille Guérin", password=PASSWORD)
    give_role(session, account_id=steward.id, consultation_id=consultation.id, role=Role.STEWARD)
    home = f"/consultations/{SLUG}"
    return {
        "questionnaire": f"{home}/questionnaires/{_questionnaire(session, consultation)}",
        "short": f"{home}/questionnaires/{_questionnaire(session, consultation, SHORT)}",
        "ideas": f"{home}/ideas/{_box(session, consultation, ideas)}",
        "table": open_tables(session, consultation, 1)[0],
        "conference": f"{home}/conferences/{_conference(session, consultation)}",
        "call": f"{home}/submissions/{_call(session, consultation)}",
        "imports": f"{home}/imports",
        "documents": f"{home}/documents",
    }


def _questionnaire(session: Session, consultation: Consultation, definition: str = "") -> str:
    survey = read_yaml(definition) if definition else read_shipped().survey
    made = add_questionnaire(
        session, consultation_id=consultation.id, title=str(survey.title.text("fr")), survey=survey
    )
    made.open()
    session.flush()
    return made.activity.code


def _box(session: Session, consultation: Consultation, ideas: int) -> str:
    plan = BoxPlan("Boîte à idées", is_published=True)
    box = create_box(session, consultation_id=consultation.id, plan=plan, themes=["Financer"])
    for number in range(ideas):
        _post(session, box, number)
    return box.activity.code


def _post(session: Session, box: IdeaBox, number: int) -> None:
    participant = add_participant(
        session, box.activity.consultation_id, account_id=None, device=f"{number:064d}"
    )
    post(
        session,
        box,
        NewIdea(title=f"Idée {number}", text=f"Une idée de départ, la {number}e."),
        participant=participant,
        key=f"first-{number}",
        app_key=current_settings().secret_key,
        moment=now(),
    )


def _conference(session: Session, consultation: Consultation) -> str:
    starts_at = now() + dt.timedelta(days=30)
    plan = ConferencePlan(
        title="Conférence",
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=3),
        place="Nantes",
        address="",
        presentation="",
        capacity=None,
        takes_registrations=True,
    )
    conference = create_conference(session, consultation_id=consultation.id, plan=plan)
    publish(session, conference, is_published=True)
    return conference.activity.code


def _call(session: Session, consultation: Consultation) -> str:
    plan = calls.Plan(
        title="Contributions",
        framing="",
        opens_at=None,
        closes_at=None,
        wants_account=False,
        is_published=True,
    )
    made = calls.add_call(session, consultation_id=consultation.id, code="APPEL", plan=plan)
    return made.activity.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
