"""Making a consultation, opening it, closing it; and the strategies that are shipped."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.consultations.desk import NextStep, desk_of
from app.consultations.services import SlugTaken, create_consultation, slug_of
from app.corpus.intake import take_in
from app.models import (
    CodingVia,
    Consultation,
    ConsultationState,
    Excerpt,
    InvalidTransition,
    Membership,
    NodeKind,
    Role,
)
from app.strategy.queries import objectives_of, tree_of
from app.strategy.reference_files import UnknownReference, read_reference, reference_codes
from app.strategy.services import add_reference_strategy
from app.strategy.writing.refusals import StrategyExists
from app.themes.coding.deciding import Coder, Decided, How, code_many
from app.themes.services import start_run
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    ThemeFactory,
    new_contribution,
)

pytestmark = pytest.mark.either_database


@pytest.fixture
def steward(session, sign_in):
    return sign_in(account=AccountFactory(may_create_consultations=True))


def test_whoever_makes_a_consultation_is_its_steward_and_alone_to_see_it(session, steward, client):
    answer = steward.post(
        "/consultations/new",
        data={"title": "L’ESS à l’Île-d’Yeu", "strategy": "sress-2022", "territory": "Vendée"},
    )
    assert answer.headers["Location"] == "/consultations/l-ess-a-l-ile-d-yeu/desk"
    assert steward.get(answer.headers["Location"]).status_code == 200
    assert client.get("/consultations/l-ess-a-l-ile-d-yeu").status_code == 404
    steward.post("/consultations/l-ess-a-l-ile-d-yeu/open")
    assert client.get("/consultations/l-ess-a-l-ile-d-yeu").status_code == 200
    steward.post("/consultations/l-ess-a-l-ile-d-yeu/close")
    session.rollback()
    assert session.scalars(sa.select(Consultation)).one().state is ConsultationState.CLOSED
    assert session.scalars(sa.select(Membership)).one().role is Role.STEWARD


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "Ce champ est requis."),
        ({"title": "x" * 201}, "200"),
        ({"title": "T", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "précède"),
        ({"title": "T", "ends_on": "9999-12-31"}, "trop lointain"),
        ({"title": "T", "starts_on": "pas une date"}, "date"),
        ({"title": "T", "strategy": "sress-1789"}, "choix"),
    ],
)
def test_a_wrong_form_says_why_and_keeps_what_was_typed(session, steward, sent, sentence):
    sent = {"strategy": "", "summary": "Ce que j’ai tapé", **sent}
    answer = steward.post("/consultations/new", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ce que j’ai tapé" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Consultation)) == 0


def test_two_consultations_never_have_the_same_address(session, steward):
    for status in (302, 422):
        answer = steward.post("/consultations/new", data={"title": "Même titre", "strategy": ""})
        assert answer.status_code == status
    with pytest.raises(SlugTaken):
        create_consultation(session, title="Meme titre")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Économie & Solidarité", "economie-solidarite"),
        ("!!!", "consultation"),
        ("漢字", "consultation"),
    ],
)
def test_an_address_is_made_of_plain_letters(title, slug):
    assert slug_of(title) == slug


def test_a_state_that_cannot_follow_is_refused():
    consultation = Consultation(state=ConsultationState.DRAFT)
    with pytest.raises(InvalidTransition):
        consultation.close()
    consultation.open()
    with pytest.raises(InvalidTransition):
        consultation.open()


@pytest.mark.parametrize("decision", ["open", "close"])
def test_only_a_steward_opens_and_closes(session, sign_in, decision):
    consultation = ConsultationFactory()
    writer = sign_in(consultation, Role.WRITER)
    assert writer.post(f"/consultations/{consultation.slug}/{decision}").status_code == 403


def test_both_strategies_are_shipped_with_their_source_and_their_figures():
    assert reference_codes() == ["sress-2022", "sress-2016"]
    first, second = read_reference("sress-2016"), read_reference("sress-2022")
    count = lambda reference, kind: sum(n.kind is kind for n in reference.nodes)  # noqa: E731
    assert (count(first, NodeKind.STAKE), count(first, NodeKind.OBJECTIVE)) == (3, 15)
    assert (count(first, NodeKind.THEME), count(first, NodeKind.SUB_THEME)) == (6, 14)
    assert (count(second, NodeKind.AXIS), count(second, NodeKind.OBJECTIVE)) == (2, 14)
    assert count(second, NodeKind.ORIENTATION) == 4
    assert "document officiel" in first.source
    with pytest.raises(UnknownReference):
        read_reference("../../../etc/passwd")


@pytest.mark.parametrize("code", ["sress-2016", "sress-2022"])
def test_a_strategy_of_either_kind_becomes_a_tree_that_anybody_reads(session, client, code):
    consultation = ConsultationFactory()
    strategy = add_reference_strategy(
        session, consultation_id=consultation.id, code=code, title="Stratégie"
    )
    session.commit()
    objectives = objectives_of(session, strategy.id)
    assert [node.code for node in objectives] == [f"O{n}" for n in range(1, len(objectives) + 1)]
    roots = tree_of(session, strategy.id)
    assert all(root.children for root in roots)
    page = client.get(f"/consultations/{consultation.slug}/strategy")
    assert all(node.title.replace("'", "&#39;") in page.text for node in objectives)


def test_a_consultation_has_one_strategy(session):
    consultation = ConsultationFactory()
    add = lambda: add_reference_strategy(  # noqa: E731
        session, consultation_id=consultation.id, code="sress-2016", title="S"
    )
    add()
    with pytest.raises(StrategyExists):
        add()


def test_the_desk_says_what_to_do_next_at_each_step(session, work):
    consultation = ConsultationFactory()
    session.commit()
    step = lambda: desk_of(session, consultation).next_step  # noqa: E731
    assert step() is NextStep.IMPORT
    activity = ActivityFactory(consultation_id=consultation.id)
    texts = [f"Former les bénévoles à la gestion, numéro {n}." for n in range(9)]
    take_in(session, activity, [new_contribution(text) for text in texts])
    session.commit()
    assert step() is NextStep.ANALYSE
    add_reference_strategy(session, consultation_id=consultation.id, code="sress-2016", title="S")
    start_run(session, consultation_id=consultation.id, account_id=None)
    session.commit()
    assert step() is NextStep.WAIT
    work()
    session.rollback()
    assert step() is NextStep.CHOOSE
    theme = ThemeFactory(consultation_id=consultation.id)
    assert step() is NextStep.CODE
    coder = Coder(consultation.id, AccountFactory().id)
    said = session.scalars(sa.select(Excerpt.id)).all()
    decided = dict.fromkeys(said, Decided(theme_ids=(theme.id,)))
    code_many(session, coder, decided, How(via=CodingVia.QUEUE), key="all")
    assert step() is NextStep.DECIDE


def test_empty_pages_help(session, sign_in):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.WRITER)
    base = f"/consultations/{consultation.slug}"
    for path in ("/contributions", "/imports", "/themes", "/links", "/coverage", "/strategy"):
        page = client.get(base + path)
        assert page.status_code == 200
        assert "empty-state" in page.text, path


def test_no_door_of_the_public_home_leads_nowhere_while_nothing_is_public(client, session):
    consultation = ConsultationFactory()
    session.commit()
    home = f"/consultations/{consultation.slug}"
    for path in ("plans", "governance", "strategy/versions"):
        page = client.get(f"{home}/{path}")
        assert page.status_code == 200
        assert f'href="{home}/strategy"' in page.text.split("<main")[1], path
