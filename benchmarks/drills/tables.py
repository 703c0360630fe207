"""A workshop of many tables that take notes: `python -m benchmarks.drills.tables COUNT`.

Printed as JSON: the path of each table, with the code of its turn.
"""

from __future__ import annotations

import json
import sys

from sqlalchemy.orm import Session

from app import create_app
from app.cli.writing import transaction
from app.consultations.services import create_consultation
from app.models import Consultation
from app.models.types import today
from app.settings import current_settings
from app.workshops.queries import tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from app.workshops.table_codes import table_code

WORKSHOP = "A01"
"""The code of the workshop."""


def main(arguments: list[str]) -> int:
    app = create_app()
    with app.app_context(), transaction() as session:
        consultation = create_consultation(session, slug="atelier", title="Atelier")
        consultation.open()
        session.flush()
        print(json.dumps(open_tables(session, consultation, int(arguments[0]))))
    return 0


def open_tables(session: Session, consultation: Consultation, count: int) -> list[str]:
    """Open so many tables of one workshop to their participants; their paths."""
    series = create_series(
        session, consultation, title="Ateliers", presentation="", themes=["Emploi"]
    )
    workshop = add_workshop(
        session,
        consultation,
        series,
        Plan(title="Atelier", theme_id=series.themes[0].id, place="Le Mans", day=today()),
        code=WORKSHOP,
        tables=[NewTable() for _ in range(count)],
        rounds=[NewRound(45)],
    )
    tables = tables_of(session, workshop.activity_id)
    for table in tables:
        table.is_open = True
    key = current_settings().secret_key
    session.flush()
    home = f"/consultations/{consultation.slug}/tables"
    return [f"{home}/{table.id}/join/{table_code(key, table)}" for table in tables]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
