"""The places of the drills and their steward: `python -m benchmarks.drills.office`.

Printed as JSON, as `places` does.
"""

from __future__ import annotations

import json
import sys

from flask import Flask

from app import create_app
from app.accounts.services import create_account, give_role
from app.cli.writing import transaction
from app.consultations.queries import consultation_by_slug
from app.models import Role
from benchmarks.drills.places import SLUG, open_places

EMAIL, PASSWORD = "camille@region.example", "une phrase assez longue"
IDEAS = 2


def main() -> int:
    print(json.dumps(open_office(create_app())))
    return 0


def open_office(app: Flask) -> dict[str, str]:
    """Open the places, and give them their steward; the path of each place by its kind."""
    with app.app_context(), transaction() as session:
        places = open_places(session, ideas=IDEAS)
        consultation = consultation_by_slug(session, SLUG)
        assert consultation is not None
        account = create_account(session, email=EMAIL, name="Camille Guérin", password=PASSWORD)
        give_role(
            session, account_id=account.id, consultation_id=consultation.id, role=Role.STEWARD
        )
        return {**places, "home": f"/consultations/{SLUG}"}


if __name__ == "__main__":
    sys.exit(main())
