"""Everything can be taken away, and no cell can start a formula."""

from __future__ import annotations

import csv
import io
import uuid
import zipfile

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from app.corpus.intake import take_in
from app.models import Role, StrategyNode
from app.strategy.evidence import Decider, keep
from app.strategy.services import add_reference_strategy
from app.themes.services import start_run
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ReferenceFactory,
    new_contribution,
)

pytestmark = pytest.mark.either_database

HOSTILE = [
    '=HYPERLINK("http://evil.example","ouvrir")',
    "+33 2 40 00 00 00, appelez-nous pour la formation",
    "-2 % de subvention cette année pour les associations",
    "@SUM(A1:A9) des bénévoles",
    "\t=1+1 avec une tabulation",
    "＝1+1 en pleine largeur",
]
NAMES = (
    "contributions",
    "excerpts",
    "themes",
    "proposals",
    "decisions",
    "coverage",
    "references",
)


@pytest.fixture
def exports(session, sign_in, work):
    consultation = ConsultationFactory(title="=1+1")
    strategy = add_reference_strategy(
        session, consultation_id=consultation.id, code="sress-2016", title="=2+2"
    )
    activity = ActivityFactory(consultation_id=consultation.id, title="=cmd|' /C calc'!A0")
    texts = [*HOSTILE, *(f"Former les bénévoles et les dirigeants, suite {n}." for n in range(9))]
    take_in(session, activity, [new_contribution(t, question="=3+3") for t in texts])
    ReferenceFactory(consultation_id=consultation.id, title=HOSTILE[0], publisher=HOSTILE[3])
    start_run(session, consultation_id=consultation.id, account_id=None)
    session.commit()
    work()
    session.rollback()
    client = sign_in(consultation, Role.WRITER)
    return client, f"/consultations/{consultation.slug}/exports", strategy, consultation


def _rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_a_csv_has_a_heading_for_each_value_and_no_formula(exports):
    client, base, *_ = exports
    for name in NAMES:
        _check_csv(name, client.get(f"{base}/{name}.csv"))


def _check_csv(name: str, answer) -> None:
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = _rows(answer)
    assert len({len(row) for row in rows}) == 1
    assert name == "decisions" or len(rows) > 1
    for row in rows:
        for cell in row:
            number = cell.replace(",", ".").lstrip("-")
            if not number.replace(".", "", 1).isdigit():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_hostile_texts_are_all_there_word_for_word_behind_their_apostrophe(exports):
    client, base, *_ = exports
    texts = [row[-1] for row in _rows(client.get(f"{base}/contributions.csv"))]
    for text in HOSTILE:
        assert text in texts or "'" + text in texts


def test_the_workbook_holds_every_sheet_as_text(exports):
    client, base, *_ = exports
    answer = client.get(f"{base}/everything.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert len(book.sheet_names) == len(NAMES)
    found = book.get_sheet_by_index(0).to_python()
    assert {row[-1] for row in found} >= set(HOSTILE)
    assert b"<f>" not in _parts(answer.data)


def _parts(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(n) for n in archive.namelist() if "worksheets" in n)


def test_decisions_are_exported_with_their_history(exports, session):
    client, base, strategy, consultation = exports
    proposal = _rows(client.get(f"{base}/proposals.csv"))[1]
    node = session.scalars(
        sa.select(StrategyNode).where(
            StrategyNode.strategy_id == strategy.id, StrategyNode.code == proposal[1]
        )
    ).one()
    keep(
        session,
        Decider(consultation.id, None),
        excerpt_id=uuid.UUID(proposal[0]),
        node_id=node.id,
    )
    session.commit()
    rows = _rows(client.get(f"{base}/decisions.csv"))
    assert rows[1][2:4] == [node.code, "Gardé"]
    accepted = {row[0]: row[2] for row in _rows(client.get(f"{base}/coverage.csv"))}
    assert accepted[node.code] == "1"


def test_a_sheet_that_does_not_exist_is_a_404(exports):
    client, base, *_ = exports
    assert client.get(f"{base}/accounts.csv").status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR])
def test_only_writers_and_stewards_export(session, sign_in, role):
    consultation = ConsultationFactory()
    client = sign_in(consultation, role)
    for path in ("", "/everything.xlsx", *(f"/{name}.csv" for name in NAMES)):
        assert client.get(f"/consultations/{consultation.slug}/exports{path}").status_code == 403
