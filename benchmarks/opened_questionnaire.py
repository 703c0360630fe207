"""The shipped questionnaire, open to everybody: `python -m benchmarks.opened_questionnaire`.

Printed: its code, on a fresh database.
"""

from __future__ import annotations

from app import create_app
from app.cli.writing import transaction
from app.consultations.services import create_consultation
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire

SLUG = "mesure"
HOME = f"/consultations/{SLUG}/questionnaires"

if __name__ == "__main__":
    with create_app().app_context(), transaction() as session:
        consultation = create_consultation(session, slug=SLUG, title="Mesure")
        consultation.open()
        session.flush()
        survey = read_shipped().survey
        made = add_questionnaire(
            session, consultation_id=consultation.id, title="Mesure", survey=survey
        )
        made.open()
        session.flush()
        print(made.activity.code)
