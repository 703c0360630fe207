"""Tables that hold rows go down to an earlier schema and up again with every row.

The drill `migrations` does the same step by step, with the demonstration too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Channel,
    EvidenceLink,
    EvidenceStatus,
    OutgoingMail,
    Pair,
    Questionnaire,
    QuestionnaireVersion,
    Response,
)
from benchmarks.drills.filler_rows import fill
from benchmarks.drills.migrations import Walked, look, revisions_of
from tests import factories
from tests.own_databases import app_on_an_own_database, new_database

EARLIEST = "0002"
KEPT = (
    "account",
    "consultation",
    "activity",
    "contribution",
    "excerpt",
    "questionnaire",
    "response",
    "evidence_link",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database that no other test uses."""
    server = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    app = app_on_an_own_database(new_database(request.param, tmp_path, server), tmp_path)
    yield app
    with app.app_context():
        db.engine.dispose()


def _fill(session: Session) -> None:
    factories.SESSION.set(session)
    account = factories.AccountFactory()
    activity = factories.ActivityFactory(channel=Channel.QUESTIONNAIRE)
    excerpt = factories.contribution_with_excerpt(activity, "Il faut former les bénévoles.")
    strategy = factories.StrategyFactory(consultation_id=activity.consultation_id)
    node = factories.StrategyNodeFactory(strategy_id=strategy.id)
    session.add(
        EvidenceLink(
            consultation_id=activity.consultation_id,
            excerpt_id=excerpt.id,
            node_id=node.id,
            status=EvidenceStatus.KEPT,
        )
    )
    questionnaire = Questionnaire(activity_id=activity.id)
    session.add(questionnaire)
    session.flush()
    version = QuestionnaireVersion(questionnaire_id=questionnaire.id, number=1, definition="")
    session.add(version)
    session.flush()
    session.add(
        Response(
            questionnaire_id=questionnaire.id,
            version_id=version.id,
            code_digest="0" * 64,
            account_id=account.id,
        )
    )
    session.add(OutgoingMail(batch_id=account.id, recipient="a@b.example", subject="", body=""))
    session.commit()


def _counts(session: Session) -> dict[str, int]:
    return {
        table: session.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
        for table in KEPT
    }


def test_rows_survive_the_way_down_and_up(own_app: Flask) -> None:
    with own_app.app_context():
        flask_migrate.upgrade()
        with Session(db.engine) as session:
            _fill(session)
        with writing(), db.engine.begin() as connection:
            fill(connection, 0)
        with Session(db.engine) as session:
            before = _counts(session)
        walked = Walked()
        look(walked, *revisions_of(own_app)[-2:])
        assert walked.other_schemas == walked.other_rows == []
        flask_migrate.downgrade(revision=EARLIEST)
        flask_migrate.upgrade()
        with Session(db.engine) as session:
            assert _counts(session) == before
            columns = (EvidenceLink.pair, EvidenceLink.excerpt_id, EvidenceLink.node_id)
            for pair, excerpt_id, node_id in session.execute(sa.select(*columns)):
                assert pair == Pair(excerpt_id=excerpt_id, node_id=node_id).key
    assert all(number >= 1 for number in before.values())
