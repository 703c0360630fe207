"""Every page of a consultation, for every role: who may open it, and who may not.

A grid of addresses and roles is shared between the databases as a chessboard is between two
colours: each address is asked for on both, and each role comes on both, at half the price."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from flask import Flask

from app.models import (
    CardForm,
    CodebookAct,
    CodebookEvent,
    CorpusImport,
    Job,
    JobKind,
    Plan,
    PlanAction,
    ReferenceQuote,
    Role,
    Run,
)
from tests.databases import has_turn
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    CandidateThemeFactory,
    ConsultationFactory,
    DocumentFactory,
    IdeaBoxFactory,
    NoteFactory,
    PointFactory,
    ReferenceFactory,
    RoomTableFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.governed import add_governance

PLAN = {
    "number": 1,
    "title": "Plan",
    "starts_on": dt.date(2016, 11, 28),
    "ends_on": dt.date(2018, 11, 30),
}
ROLES = [Role.VISITOR, Role.PARTICIPANT, Role.FACILITATOR, Role.WRITER, Role.STEWARD]
METHODS = ["GET", "POST"]


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    strategy = StrategyFactory(consultation_id=consultation.id)
    node = StrategyNodeFactory(strategy_id=strategy.id, code="O1")
    plan = Plan(strategy_id=strategy.id, key="k", **PLAN)
    session.add(plan)
    session.flush()
    session.add(PlanAction(plan_id=plan.id, node_id=node.id, position=1, title="Une action"))
    return consultation


@pytest.fixture
def things(session, consultation) -> dict[str, object]:
    """One of each thing that an address may name."""
    activity = ActivityFactory(consultation_id=consultation.id)
    excerpt = contribution_with_excerpt(activity, "Une parole.")
    received = CorpusImport(
        consultation_id=consultation.id, filename="a.csv", sha256="0" * 64, size=1
    )
    session.add(received)
    session.flush()
    job = Job(
        kind=JobKind.IMPORT,
        subject_id=received.id,
        consultation_id=consultation.id,
    )
    session.add(job)
    session.flush()
    received.job_id = job.id
    run = Run(consultation_id=consultation.id, job_id=job.id)
    session.add(run)
    card_form = CardForm(activity_id=activity.id, title="Fiche")
    session.add(card_form)
    table = RoomTableFactory(activity_id=activity.id, is_open=True)
    note = NoteFactory(table=table)
    document = DocumentFactory(activity=activity, job_id=job.id)
    reference = ReferenceFactory(consultation_id=consultation.id)
    quoted = ReferenceQuote(reference_id=reference.id, contribution_id=excerpt.contribution_id)
    session.add(quoted)
    box = IdeaBoxFactory(activity__consultation_id=consultation.id, activity__code="O1")
    idea = idea_of(box)
    candidate = CandidateThemeFactory(run_id=run.id)
    theme = ThemeFactory(consultation_id=consultation.id)
    event = CodebookEvent(
        consultation_id=consultation.id, number=1, key="k", act=CodebookAct.CREATED
    )
    session.add(event)
    point = PointFactory(consultation_id=consultation.id)
    governed = add_governance(session, consultation, code="O1")
    session.commit()
    return {
        "codebook_theme_id": theme.id,
        "candidate_id": candidate.id,
        "event_id": event.id,
        "table_id": table.id,
        "note_id": note.id,
        "contribution_id": excerpt.contribution_id,
        "excerpt_id": excerpt.id,
        "list_id": uuid.uuid4(),
        "import_id": received.id,
        "report_id": uuid.uuid4(),
        "job_id": job.id,
        "code": "O1",
        "name": "themes",
        "orphan_kind": "excerpt",
        "theme_id": uuid.uuid4(),
        "run_id": run.id,
        "token": "23456-789AB-CDEFG-HJKMN",
        "page": "vous",
        "response_id": uuid.uuid4(),
        "section": "method",
        "made_id": uuid.uuid4(),
        "template_id": uuid.uuid4(),
        "secret": "s" * 32,
        "registration_id": uuid.uuid4(),
        "session_id": uuid.uuid4(),
        "audience": "new",
        "version": "1",
        "question": "role",
        "line_id": uuid.uuid4(),
        "series_id": uuid.uuid4(),
        "round_id": uuid.uuid4(),
        "attendee_id": uuid.uuid4(),
        "document_id": document.id,
        "passage_id": uuid.uuid4(),
        "reference_id": reference.id,
        "quote_id": quoted.id,
        "form_id": card_form.id,
        "card_id": uuid.uuid4(),
        "subscription_id": uuid.uuid4(),
        "newsletter_id": uuid.uuid4(),
        "idea_id": idea.id,
        "amendment_id": uuid.uuid4(),
        "comment_id": uuid.uuid4(),
        "reason_id": uuid.uuid4(),
        "submission_id": uuid.uuid4(),
        "mandate_id": uuid.uuid4(),
        "organisation_id": uuid.uuid4(),
        "member_id": governed.member.id,
        "meeting_id": governed.meeting.id,
        "file_id": governed.document.id,
        "number": "1",
        "invitation_id": uuid.uuid4(),
        "list_kind": "legal_form",
        "dimension": "family",
        "request_id": uuid.uuid4(),
        "map_id": uuid.uuid4(),
        "receipt_code": "23456-789AB-CDEFG-HJKMN",
        "search_id": uuid.uuid4(),
        "item_id": uuid.uuid4(),
        "direction": "up",
        "file_kind": "csv",
        "sheet": "actions",
        "point_id": point.id,
        "scoring_id": uuid.uuid4(),
        "subject": "node",
        "subject_id": uuid.uuid4(),
        "task_id": uuid.uuid4(),
        "indicator_id": uuid.uuid4(),
    }


def _addresses(
    app: Flask, slug: str, things: dict[str, object], method: str, database: str, place: int
):
    """Those of which it is the turn on this database, at this place of the other side."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        rules = [
            rule
            for rule in sorted(app.url_map.iter_rules(), key=str)
            if "<slug>" in rule.rule and method in (rule.methods or ())
        ]
        for number, rule in enumerate(rules):
            if has_turn(database, number, place):
                values = {name: things[name] for name in rule.arguments if name != "slug"}
                guard = app.view_functions[rule.endpoint].guard  # type: ignore[attr-defined]
                yield adapter.build(rule.endpoint, {"slug": slug, **values}), guard


@pytest.mark.parametrize("role", ROLES)
def test_forms_are_taken_from_the_roles_that_their_permission_names(
    app, database, client, sign_in, consultation, things, role
):
    """Pages that are read: the crawl of tests/security opens each of them with each role."""
    person = client if role is Role.VISITOR else sign_in(consultation, role)
    seen = 0
    for address, guard in _addresses(
        app, consultation.slug, things, "POST", database, ROLES.index(role)
    ):
        answer = person.post(address)
        seen += 1
        if guard(role):
            assert answer.status_code != 403, address
            assert "/sign-in" not in answer.headers.get("Location", ""), address
        elif role is Role.VISITOR:
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/sign-in"), address
        else:
            assert answer.status_code == 403, address
        assert answer.status_code < 500, address
    assert seen > 75


@pytest.mark.parametrize("method", METHODS)
def test_what_belongs_to_one_consultation_is_not_found_in_another(
    app, database, sign_in, consultation, things, method
):
    """A steward of another consultation, with addresses that name the things of this one."""
    other = ConsultationFactory()
    StrategyFactory(consultation_id=other.id)
    client = sign_in(other, Role.STEWARD)
    named = {"contribution_id", "import_id", "job_id", "theme_id", "code", "table_id"}
    named |= {"document_id", "reference_id", "form_id", "idea_id", "run_id"}
    named |= {"codebook_theme_id", "candidate_id", "event_id"}
    named |= {"document_id", "reference_id", "form_id", "idea_id", "run_id", "excerpt_id"}
    named |= {"meeting_id", "file_id", "number"}
    named |= {"document_id", "reference_id", "form_id", "idea_id", "run_id", "point_id"}
    seen = 0
    for number, rule in enumerate(sorted(app.url_map.iter_rules(), key=str)):
        if not named & rule.arguments or method not in (rule.methods or ()):
            continue
        if not has_turn(database, number, METHODS.index(method)):
            continue
        with app.test_request_context():
            adapter = app.url_map.bind("localhost")
            values = {name: things[name] for name in rule.arguments if name != "slug"}
            address = adapter.build(rule.endpoint, {"slug": other.slug, **values})
        answer = client.open(address, method=method)
        seen += 1
        assert answer.status_code == 404, address
    assert seen


def test_creating_a_consultation_is_a_right_of_the_account(session, client, sign_in):
    assert client.get("/consultations/new").status_code == 302
    assert sign_in().get("/consultations/new").status_code == 403
    allowed = sign_in(account=AccountFactory(may_create_consultations=True))
    assert allowed.get("/consultations/new").status_code == 200
