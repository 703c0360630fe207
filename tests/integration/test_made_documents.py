"""Documents that a job makes: asked for once, taken, offered to all, without withdrawn words."""

from __future__ import annotations

import io

import docx
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.models import (
    Contribution,
    ContributionState,
    DocumentTemplate,
    Job,
    JobState,
    MadeDocument,
    NodeKind,
    Role,
)
from tests.action_plans import ActionPlan
from tests.factories import ActivityFactory, ReferenceFactory, contribution_with_excerpt
from tests.unit.documents.test_templating import BLOCKS, template

pytestmark = pytest.mark.either_database


class Desk:
    """A steward who makes documents of a strategy that cites words and a reference."""

    def __init__(self, session, sign_in) -> None:
        self.made = ActionPlan(session)
        self.made.put()
        consultation = self.made.consultation
        activity = ActivityFactory(consultation_id=consultation.id)
        self.excerpt = contribution_with_excerpt(activity, "Il nous faut des locaux partagés.")
        self.reference = ReferenceFactory(consultation_id=consultation.id)
        first = self.made.objectives[0]
        assert first.kind is NodeKind.OBJECTIVE
        first.text = f"Des **locaux** [[e:{self.excerpt.id.hex}]], déjà vus"
        first.text += f" [[r:{self.reference.key}]]. # Pas <b>de</b> titre"
        session.commit()
        self.session = session
        self.client: FlaskClient = sign_in(consultation, Role.STEWARD)
        self.page = f"{self.made.home}/publications"

    def ask(self, **values: object) -> None:
        sent = {"key": "", "kind": "strategy", "format": "docx", "language": "fr", **values}
        answer = self.client.post(f"{self.page}/new", data=sent)
        assert answer.status_code == 302, answer.text

    def rows(self) -> list[MadeDocument]:
        self.session.rollback()
        return list(self.session.scalars(sa.select(MadeDocument).order_by(MadeDocument.id)))

    def address(self, what: str = "file") -> str:
        return f"{self.page}/{self.rows()[-1].id}/{what}"


@pytest.fixture
def desk(session, sign_in) -> Desk:
    return Desk(session, sign_in)


def _words(packed: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(packed)).paragraphs)


def test_a_document_asked_for_twice_is_one_and_is_offered_to_everybody_by_a_steward(
    desk, client, work
):
    desk.ask(key="k" * 32)
    desk.ask(key="k" * 32)
    desk.ask()
    (made,) = desk.rows()
    work()
    (made,) = desk.rows()
    assert (made.made_at is not None, made.trouble, made.cited) == (
        True,
        {},
        [desk.excerpt.id.hex],
    )
    taken = desk.client.get(desk.address())
    assert "Des locaux" in _words(taken.data)
    assert "# Pas <b>de</b> titre" in _words(taken.data)
    assert "attachment" in taken.headers["Content-Disposition"]
    # Nobody else until then.
    assert client.get(desk.address()).status_code == 404
    assert "Stratégie" not in client.get(desk.page).text.split("<main")[1]
    desk.client.post(desk.address("show"))
    assert client.get(desk.address()).data == taken.data
    assert desk.address().rsplit("/publications/")[1] in client.get(desk.page).text


def test_words_that_are_withdrawn_take_the_file_away_until_it_is_made_again(
    desk, client, session, work
):
    desk.ask(format="pdf")
    work()
    desk.client.post(desk.address("show"))
    session.rollback()
    contribution = session.get_one(Contribution, desk.excerpt.contribution_id)
    contribution.state = ContributionState.WITHDRAWN
    session.commit()
    gone = client.get(desk.address())
    assert (gone.status_code, "retiré" in gone.text) == (410, True)
    desk.client.post(desk.address("again"))
    work()
    (made,) = desk.rows()
    assert made.cited == []
    assert client.get(desk.address()).data.startswith(b"%PDF-")
    desk.client.post(desk.address("remove"))
    assert desk.rows() == []


def test_each_kind_and_format_is_made_and_what_is_missing_is_asked_for(desk, work):
    plan = str(desk.made.plan.id)
    for kind, values in (
        ("plan", {"plan": plan, "format": "odt"}),
        ("market_part", {"plan": plan, "format": "pdf", "language": "en"}),
    ):
        desk.ask(kind=kind, **values)
    work()
    assert [one.filename.rsplit(".", 1)[1] for one in desk.rows()] == ["odt", "pdf"]
    for kind, values in (("plan", {}), ("plans_compared", {"plan": plan, "other_plan": plan})):
        refused = desk.client.post(
            f"{desk.page}/new",
            data={"kind": kind, "format": "docx", "language": "fr", **values},
        )
        assert refused.status_code == 422
    assert len(desk.rows()) == 2
    # A plan in preparation is for the team only.
    desk.client.post(desk.address("show"))
    assert not desk.rows()[-1].is_public


def test_a_template_is_tried_kept_once_used_and_dropped(desk, session, work):
    def send(content: bytes):
        return desk.client.post(
            f"{desk.page}/templates/new",
            data={
                "kind": "strategy",
                "title": "Papier à en-tête",
                "file": (io.BytesIO(content), "modele.docx"),
            },
        )

    refused = send(template("{{ inconnu }}"))
    assert refused.status_code == 422
    assert "inconnu" in refused.text
    right = template("En-tête : {{ titre }}", *BLOCKS)
    for _again in range(2):
        assert send(right).status_code == 302
    session.rollback()
    kept = session.scalars(sa.select(DocumentTemplate)).one()
    desk.ask(template=str(kept.id), format="pdf")
    work()
    told = _words(desk.client.get(desk.address()).data)
    assert "En-tête : Stratégie d’essai" in told
    assert "Il nous faut des locaux partagés" in told
    desk.client.post(f"{desk.page}/templates/{kept.id}/drop")
    assert "Papier à en-tête" not in desk.client.get(f"{desk.page}/templates").text


def test_a_document_that_cannot_be_made_says_why(desk, session, work):
    desk.ask()
    (made,) = desk.rows()
    template_ = DocumentTemplate(
        consultation_id=made.consultation_id,
        kind="strategy",
        title="Perdu",
        filename="a.docx",
        sha256="0" * 64,
        size=1,
    )
    session.add(template_)
    session.flush()
    made.template_id = template_.id
    session.commit()
    work()
    session.rollback()
    job = session.scalars(sa.select(Job)).one()
    assert (job.state, job.error["code"]) == (JobState.FAILED, "original_lost")
    assert "n’a pas pu" in desk.client.get(desk.page).text
