"""Personal data is made anonymous, then deleted, when the policy says so."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.ideas.counting import recount_supporters
from app.models import (
    AuditEvent,
    Idea,
    IdeaSupport,
    IdeaVote,
    Invitation,
    Participant,
    Receipt,
    Registration,
    Response,
    RetentionReport,
    Submission,
)
from app.models.types import now
from app.privacy.declarations import DECLARATIONS
from app.privacy.processings import Months, Processing
from app.privacy.retention import enforcing
from app.privacy.retention.enforcer import Scope
from app.privacy.retention.enforcing import ACT
from app.privacy.retention.registry import ENFORCERS
from tests.factories import ConsultationFactory
from tests.integration.counting import count_of
from tests.personal_markers import Marked


@pytest.fixture
def store(app):
    return app.extensions["store"]


@pytest.fixture
def marked(session, store) -> Marked:
    return Marked(session, store)


@pytest.fixture
def flask(app):
    return app.test_cli_runner()


def test_each_processing_whose_times_are_told_has_an_enforcer():
    timed = {one for one, said in DECLARATIONS.items() if isinstance(said.keeping, Months)}
    assert set(ENFORCERS) == timed


def test_anonymous_is_anonymous_in_every_table_and_among_the_files(session, marked, store):
    said = marked.words()
    scope = Scope(marked.consultation.id, now(), store)
    held = marked.held()
    for processing in ENFORCERS:
        assert marked.found(processing, held) == set(marked.markers[processing]) != set(), (
            processing
        )
        assert marked.files_left(processing) == marked.files[processing]
    for processing, enforcer in ENFORCERS.items():
        assert enforcer.anonymise(session, scope) > 0, processing
        session.commit()
        assert marked.found(processing) == set(), processing
        assert marked.files_left(processing) == []
        assert enforcer.anonymise(session, scope) == 0, processing
        session.commit()
    assert marked.words() == said
    assert marked.answers() == [
        {
            "structure": {"actor_type": "asso"},
            "freins": ["locaux", "other"],
            "coopere": "oui",
            "mot": "Une parole qui reste.",
            "projets": [{"emplois": 3}],
        }
    ]


def test_one_who_supports_and_votes_stays_one_and_is_nobody(session, marked, store):
    scope = Scope(marked.consultation.id, now(), store)
    verified = marked.participant(Processing.IDEAS, with_account=True)
    session.add(IdeaSupport(idea_id=marked.idea.id, participant_id=verified.id))
    ENFORCERS[Processing.IDEAS].anonymise(session, scope)
    recount_supporters(session, marked.idea)
    session.commit()
    voter = session.scalar(sa.select(IdeaVote.participant_id))
    supporters = session.scalars(sa.select(IdeaSupport.participant_id)).all()
    assert voter in supporters
    assert {session.get_one(Participant, one).name for one in supporters} == {""}
    counted = (marked.idea.all_supporters, marked.idea.unverified_supporters)
    assert counted == (2, 1), "an account that is nobody any more counts as it did"


def test_the_command_makes_anonymous_then_deletes_and_reports_it(session, flask, marked):
    tried = flask.invoke(args=["privacy", "enforce-retention", "--dry-run"])
    assert "would be made anonymous" in tried.output
    assert marked.found(Processing.IDEAS)
    assert count_of(session, RetentionReport) == 0
    assert marked.files_left(Processing.SUBMISSIONS) == marked.files[Processing.SUBMISSIONS]

    words = marked.words()
    done = flask.invoke(args=["privacy", "enforce-retention"])
    assert done.exit_code == 0, done.output
    session.rollback()
    for table in (Response, Invitation, Registration, IdeaSupport, IdeaVote, Submission):
        assert count_of(session, table) == 0, table
    assert marked.words() == words
    assert session.get_one(Idea, marked.idea.id).imported_supporters == 1
    report = session.scalars(sa.select(RetentionReport)).one()
    assert report.consultation_id == marked.consultation.id
    assert report.numbers["questionnaire"] == {"anonymised": 2, "deleted": 1}
    acts = sa.select(AuditEvent.details).where(
        AuditEvent.consultation_id == marked.consultation.id, AuditEvent.act == ACT
    )
    assert {one["processing"] for one in session.scalars(acts)} == set(report.numbers)

    again = flask.invoke(args=["privacy", "enforce-retention"])
    assert "0 rows were made anonymous and 0 were deleted" in again.output
    session.rollback()
    assert session.scalars(sa.select(RetentionReport)).one().numbers == report.numbers


def test_what_failed_is_done_next_time_and_the_rest_stays_done(session, flask, marked, monkeypatch):
    def fail(*_):
        raise RuntimeError("the machine was switched off")

    broken = {
        **ENFORCERS,
        Processing.IDEAS: ENFORCERS[Processing.IDEAS].__class__(Processing.IDEAS, fail, fail),
    }
    with monkeypatch.context() as patch:
        patch.setattr(enforcing, "ENFORCERS", broken)
        assert flask.invoke(args=["privacy", "enforce-retention"]).exit_code != 0
    assert marked.found(Processing.QUESTIONNAIRE) == set()
    assert marked.found(Processing.IDEAS)
    flask.invoke(args=["privacy", "enforce-retention"])
    assert marked.found(Processing.IDEAS) == set()
    assert count_of(session, RetentionReport) == 1


def test_nothing_is_done_before_the_day_nor_without_an_end_nor_while_open(session, flask, marked):
    marked.consultation.open()
    session.commit()
    done = flask.invoke(args=["privacy", "enforce-retention"])
    assert "0 rows were made anonymous and 0 were deleted" in done.output
    marked.consultation.close()
    marked.consultation.ends_on = None
    ConsultationFactory(ends_on=now().date() - dt.timedelta(days=20), state="closed")
    session.commit()
    done = flask.invoke(args=["privacy", "enforce-retention"])
    assert "0 rows were made anonymous and 0 were deleted" in done.output
    assert marked.found(Processing.CONFERENCE)


def test_a_consultation_that_is_opened_again_meanwhile_is_left_alone(session, marked, store):
    tasks = enforcing.due_tasks(session, now().date())
    marked.consultation.open()
    session.commit()
    for task in tasks:
        assert enforcing.enforce(session, task, now(), store) == enforcing.Done(0, 0)
    session.commit()
    assert len(tasks) == len(ENFORCERS)
    assert count_of(session, RetentionReport) == 0


def test_receipts_that_stay_open_no_code(session, marked, store):
    scope = Scope(marked.consultation.id, now(), store)
    before = count_of(session, Receipt)
    ENFORCERS[Processing.RECEIPTS].anonymise(session, scope)
    session.commit()
    digests = session.scalars(sa.select(Receipt.digest)).all()
    assert len(digests) == before
    assert all(one.startswith("forgotten:") for one in digests)
