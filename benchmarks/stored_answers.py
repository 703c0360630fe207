"""Many responses at once: `python -m benchmarks.stored_answers CODE COUNT`.

Copies of a response that was sent, with its receipt and one of its open answers in the corpus:
in the shape that the application gives them, and some 20,000 a second.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import create_app
from app.cli.writing import transaction
from app.extensions import Base
from app.models import (
    Activity,
    Contribution,
    Excerpt,
    Questionnaire,
    Receipt,
    Respondent,
    Response,
    ResponseState,
    SearchEntry,
)
from app.models.types import new_id

AT_ONCE = 5_000
Row = dict[str, Any]


def main(arguments: list[str]) -> int:
    code, count = arguments[0], int(arguments[1])
    with create_app().app_context():
        for start in range(0, count, AT_ONCE):
            with transaction() as session:
                _copy(session, _sent(session, code), min(AT_ONCE, count - start))
        with transaction() as session:
            session.execute(sa.text("ANALYZE"))
    return 0


def _sent(session: Session, code: str) -> Mapping[type[Base], Row]:
    """The rows of a response that was sent, one of each kind."""
    response = session.scalars(
        sa.select(Response)
        .join(Questionnaire, Questionnaire.id == Response.questionnaire_id)
        .join(Activity, Activity.id == Questionnaire.activity_id)
        .where(Activity.code == code, Response.state == ResponseState.SUBMITTED)
        .order_by(Response.id)
        .limit(1)
    ).one()
    key = f"response:{response.id.hex}"
    respondent = session.scalars(sa.select(Respondent).where(Respondent.key == key)).one()
    said = session.scalars(
        sa.select(Contribution).where(Contribution.respondent_id == respondent.id).limit(1)
    ).one()
    excerpt = session.scalars(
        sa.select(Excerpt).where(Excerpt.contribution_id == said.id).limit(1)
    ).one()
    entry = session.scalars(
        sa.select(SearchEntry).where(SearchEntry.subject_id == said.id)
    ).one_or_none()
    receipt = session.get_one(Receipt, said.receipt_id)
    rows: list[Base] = [response, receipt, respondent, said, excerpt]
    if entry is not None:
        rows.append(entry)
    return {type(row): _columns(row) for row in rows}


def _columns(row: Base) -> Row:
    """What an INSERT of the same row says."""
    return {column.key: getattr(row, column.key) for column in sa.inspect(type(row)).column_attrs}


def _copy(session: Session, one: Mapping[type[Base], Row], count: int) -> None:
    many: dict[type[Base], list[Row]] = {kind: [] for kind in one}
    for _ in range(count):
        response, respondent, receipt, said = (new_id() for _ in range(4))
        digest = hashlib.sha256(response.bytes).hexdigest()
        ids: dict[type[Base], Row] = {
            Response: {"id": response, "code_digest": digest},
            Receipt: {"id": receipt, "digest": digest},
            Respondent: {"id": respondent, "key": f"response:{response.hex}"},
            Contribution: {
                "id": said,
                "respondent_id": respondent,
                "receipt_id": receipt,
                "source_key": digest,
            },
            Excerpt: {"id": new_id(), "contribution_id": said},
            SearchEntry: {"id": said.int & 2**62 - 1, "subject_id": said},
        }
        for kind, row in one.items():
            many[kind].append({**row, **ids[kind]})
    for kind, rows in many.items():
        session.execute(sa.insert(kind), rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
