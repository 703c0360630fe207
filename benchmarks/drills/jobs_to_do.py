"""The places of the drills with their steward, and people to write to:
`python -m benchmarks.drills.jobs_to_do PEOPLE`. Printed as JSON, as `places` does."""

from __future__ import annotations

import json
import sys

from app import create_app
from app.cli.writing import transaction
from app.consultations.queries import consultation_by_slug
from app.models import Access
from app.questionnaires.inviting.address_lists import Addressee
from app.questionnaires.inviting.services import add_invitations
from app.questionnaires.publishing import add_questionnaire
from benchmarks.drills.places import SHORT, SLUG, open_places
from surveys.yaml_form import read_yaml

HOME = f"/consultations/{SLUG}"


def main(arguments: list[str]) -> int:
    app = create_app()
    people = [
        Addressee(f"personne-{number}@region.example", "") for number in range(int(arguments[0]))
    ]
    with app.app_context(), transaction() as session:
        places = open_places(session, ideas=2)
        consultation = consultation_by_slug(session, SLUG)
        assert consultation is not None
        made = add_questionnaire(
            session, consultation_id=consultation.id, title="Invités", survey=read_yaml(SHORT)
        )
        made.access = Access.INVITATION
        made.open()
        session.flush()
        add_invitations(session, made, people)
        desk = f"{HOME}/questionnaire-desk/{made.activity.code}/invitations"
    print(json.dumps({**places, "invitations": desk}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
