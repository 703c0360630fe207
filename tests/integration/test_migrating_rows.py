"""Tables that hold rows go down to an earlier schema and up again with every row."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

import config
from app import create_app
from app.extensions import db
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
from tests import factories

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
    url = f"sqlite:///{tmp_path / 'own.db'}"
    if request.param == "postgresql":
        server = make_url(request.getfixturevalue("postgresql_url"))
        name = f"own_{secrets.token_hex(4)}"
        engine = sa.create_engine(
            server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        url = server.set(database=name).render_as_string(hide_password=False)
    app = create_app(
        config.load(
            {
                "SILLAGE_ENV": "testing",
                "SILLAGE_DATA": str(tmp_path),
                "DATABASE_URL": url,
                "QUEUE_URL": "memory://",
                "LOG_LEVEL": "WARNING",
            }
        )
    )
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
            before = _counts(session)
        flask_migrate.downgrade(revision=EARLIEST)
        flask_migrate.upgrade()
        with Session(db.engine) as session:
            assert _counts(session) == before
            link = session.scalars(sa.select(EvidenceLink)).one()
            assert link.pair == Pair(excerpt_id=link.excerpt_id, node_id=link.node_id).key
    assert all(number >= 1 for number in before.values())
