"""Words quoted from a document enter the corpus once, and leave it while nothing rests on them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    ReferenceKind,
    ReferenceQuote,
    Role,
    StrategyNode,
)
from app.references.queries import quotes_of
from app.references.quoting import QuoteInUse, put_back, quote, withdraw
from app.references.services import StillQuoted, remove
from app.strategy.evidence import Decider, keep
from app.strategy.services import add_reference_strategy
from tests.factories import ActivityFactory, ConsultationFactory, ReferenceFactory

pytestmark = pytest.mark.either_database

FORM = {"text": "Apprendre à travailler ensemble.", "page": "12", "nature": "finding"}


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def reference(session, consultation):
    reference = ReferenceFactory(
        consultation_id=consultation.id,
        year="2015",
        authors=[{"family": "BIOTEAU", "given": "E."}, {"family": "Roy", "given": "L."}],
    )
    session.commit()
    return reference


@pytest.fixture
def address(consultation, reference) -> str:
    return f"/consultations/{consultation.slug}/bibliography/{reference.id}"


def _quote(session, reference, text="Des mots.", page="12-13") -> ReferenceQuote:
    return quote(
        session,
        reference,
        account_id=None,
        text=text,
        page=page,
        nature=Nature.NEED,
        activity_title="Veille documentaire",
    )


def _contributions(session) -> list[Contribution]:
    session.rollback()
    return list(session.scalars(sa.select(Contribution).order_by(Contribution.id)))


def test_a_quote_is_a_contribution_signed_by_its_document(session, consultation, reference):
    quoted = _quote(session, reference, " Des mots. ")
    contribution = session.get(Contribution, quoted.contribution_id)
    excerpt = session.scalars(sa.select(Excerpt)).one()
    assert contribution.title == "Bioteau et Roy, 2015"
    assert contribution.text == "Des mots."
    assert (excerpt.location, excerpt.nature, quoted.page) == ("p. 12–13", Nature.NEED, "12–13")
    activity = contribution.activity
    assert (activity.channel, activity.title) == (Channel.REFERENCE, "Veille documentaire")


def test_the_same_quote_is_kept_once_and_all_are_in_one_activity(session, consultation, reference):
    ActivityFactory(consultation_id=consultation.id, code="veille")
    ids = {_quote(session, reference).id for _ in range(2)}
    other = _quote(session, reference, page="14")
    elsewhere = _quote(session, ReferenceFactory(consultation_id=consultation.id))
    assert len({*ids, other.id, elsewhere.id}) == 3
    of_channel = sa.select(Activity.code).where(Activity.channel == Channel.REFERENCE)
    assert session.scalars(of_channel).all() == ["veille2"]


def test_a_withdrawn_quote_leaves_the_corpus_and_comes_back(session, reference):
    quoted = _quote(session, reference)
    for _ in range(2):
        withdraw(session, quoted)
    (found,) = quotes_of(session, reference.id)
    assert found.is_withdrawn
    put_back(session, quoted)
    assert not quotes_of(session, reference.id)[0].is_withdrawn
    withdraw(session, quoted)
    assert _quote(session, reference).id == quoted.id
    assert not quotes_of(session, reference.id)[0].is_withdrawn


def test_a_quote_on_which_a_decision_rests_stays(session, consultation, reference):
    quoted = _quote(session, reference)
    add_reference_strategy(session, consultation_id=consultation.id, code="sress-2016", title="S")
    node_id = session.scalar(sa.select(StrategyNode.id).limit(1))
    excerpt_id = session.scalar(sa.select(Excerpt.id))
    keep(session, Decider(consultation.id, None), excerpt_id=excerpt_id, node_id=node_id)
    with pytest.raises(QuoteInUse):
        withdraw(session, quoted)
    assert quotes_of(session, reference.id)[0].is_used


def test_a_reference_is_removed_with_its_withdrawn_quotes_and_not_with_others(session, reference):
    quoted = _quote(session, reference)
    with pytest.raises(StillQuoted):
        remove(session, reference)
    withdraw(session, quoted)
    remove(session, reference)
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceQuote)) == 0
    assert session.scalars(sa.select(Contribution.state)).all() == [ContributionState.WITHDRAWN]


def test_a_writer_quotes_twice_and_visitors_read_it_once(
    session, client, sign_in, consultation, address
):
    writer = sign_in(consultation, Role.WRITER)
    answers = [writer.post(f"{address}/quotes/new", data=FORM) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(_contributions(session)) == 1
    page = client.get(address).text
    assert page.count("Apprendre à travailler ensemble.</p>") == 1
    assert "Retirer cette citation" not in page
    assert "Où cela est allé" not in page
    assert "Où cela est allé" in writer.get(address).text


def test_a_writer_withdraws_a_quote_and_undoes_it(session, client, sign_in, consultation, address):
    writer = sign_in(consultation, Role.WRITER)
    writer.post(f"{address}/quotes/new", data=FORM)
    quote_id = session.scalar(sa.select(ReferenceQuote.id))
    session.rollback()
    writer.post(f"{address}/quotes/{quote_id}/withdraw")
    assert "Apprendre" not in client.get(address).text
    assert "Citations retirées" in writer.get(address).text
    writer.post(f"{address}/quotes/{quote_id}/put-back")
    assert "Apprendre" in client.get(address).text


def test_a_reference_that_is_quoted_is_not_removed(session, sign_in, consultation, address):
    writer = sign_in(consultation, Role.WRITER)
    writer.post(f"{address}/quotes/new", data=FORM)
    answer = writer.post(f"{address}/remove", follow_redirects=True)
    assert "retirez d’abord ses citations" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 1_000_000},
        {"text": "a\0b"},
        {"page": ""},
        {"page": "1" * 41},
        {"nature": "law"},
    ],
)
def test_a_quote_that_cannot_be_kept_is_refused(session, sign_in, consultation, address, wrong):
    writer = sign_in(consultation, Role.WRITER)
    assert writer.post(f"{address}/quotes/new", data={**FORM, **wrong}).status_code == 422
    assert _contributions(session) == []


def test_a_page_of_the_web_has_no_pages(session, sign_in, consultation, reference, address):
    reference.kind = ReferenceKind.WEB_PAGE
    session.commit()
    writer = sign_in(consultation, Role.WRITER)
    assert writer.post(f"{address}/quotes/new", data={**FORM, "page": ""}).status_code == 302


def test_a_quote_of_another_reference_is_not_found(session, sign_in, consultation, address):
    quoted = _quote(session, ReferenceFactory(consultation_id=consultation.id))
    session.commit()
    writer = sign_in(consultation, Role.WRITER)
    for act in ("withdraw", "put-back"):
        assert writer.post(f"{address}/quotes/{quoted.id}/{act}").status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR])
def test_only_those_who_keep_the_bibliography_quote(session, sign_in, consultation, address, role):
    person = sign_in(consultation, role)
    assert person.post(f"{address}/quotes/new", data=FORM).status_code == 403
    assert _contributions(session) == []
