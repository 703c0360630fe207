"""The pages on which the strategy is written: the tree, a line, its history, what is set up."""

from __future__ import annotations

import re
from functools import partial

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import (
    Consultation,
    NodeKind,
    NodeRevision,
    NodeState,
    Role,
    Strategy,
    StrategyNode,
)
from app.strategy.citing import Cited
from app.strategy.services import add_reference_strategy
from app.strategy.writing.freezing import freeze
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ReferenceFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import MOST, counted
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database


@pytest.fixture
def consultation(session: Session) -> Consultation:
    made: Consultation = ConsultationFactory()
    add_reference_strategy(session, consultation_id=made.id, code="sress-2022", title="S")
    session.commit()
    return made


def _node(session: Session, code: str) -> StrategyNode:
    session.rollback()  # a new transaction sees what the pages wrote
    return session.scalars(sa.select(StrategyNode).where(StrategyNode.code == code)).one()


def _sent(client: FlaskClient, address: str, **values: object) -> dict[str, object]:
    """What the first form with a key on a page sends, with these values in it."""
    page = client.get(address).get_data(as_text=True)
    fields = re.findall(r'<input[^>]*name="(key|version)"[^>]*value="([^"]*)"', page)
    return {**dict(reversed(fields)), **values}


def test_a_line_is_written_with_what_it_cites_and_nothing_typed_is_lost(
    session, sign_in, consultation
) -> None:
    activity = ActivityFactory(consultation_id=consultation.id)
    excerpt = contribution_with_excerpt(activity, "Des lieux ouverts à tous.")
    book = ReferenceFactory(consultation_id=consultation.id, title="Les lieux du lien")
    session.commit()
    writer = sign_in(consultation, Role.WRITER)
    address = f"/consultations/{consultation.slug}/strategy/lines/O1"
    sent = _sent(writer, address, title="Objectif", text="Ouvrir **des lieux**.")

    found = writer.post(address, data={**sent, "pressed": "preview"})
    assert found.status_code == 200
    assert "<strong>des lieux</strong>" in found.get_data(as_text=True)
    mark, other = Cited(excerpt.id).mark, Cited(None, book.key).mark
    cited = writer.post(address, data={**sent, "cite": mark}).get_data(as_text=True)
    assert f"Ouvrir **des lieux**.{mark}" in cited
    assert 'href="#preview-1"' in cited
    shown = writer.post(f"{address}/preview", data={**sent, "text": f"A{other}"})
    assert "Les lieux du lien" in shown.get_data(as_text=True)
    assert _node(session, "O1").version == 1, "looking keeps nothing"

    sent["text"] = f"Ouvrir{mark} des lieux."
    for _twice in range(2):
        assert writer.post(address, data={**sent, "pressed": "save"}).status_code == 302
    assert _node(session, "O1").version == 2
    back = writer.post(address, data={**sent, "text": "Autre chose", "pressed": "save"})
    assert back.status_code == 409, "the same page, other words: nothing is lost in silence"
    public = sign_in(consultation, Role.PARTICIPANT)
    page = public.get(f"/consultations/{consultation.slug}/strategy").get_data(as_text=True)
    assert "Des lieux ouverts à tous." in page
    assert 'href="#note-1"' in page
    assert "/contributions/" not in page, "the corpus is for the team"


def test_two_who_write_the_same_line_see_each_other(session, sign_in, consultation) -> None:
    writer, steward = sign_in(consultation, Role.WRITER), sign_in(consultation, Role.STEWARD)
    address = f"/consultations/{consultation.slug}/strategy/lines/O1"
    theirs = _sent(steward, address, title="De lui", text="Un mot de lui")
    mine = _sent(writer, address, title="De moi", text="Un mot de moi", pressed="save")
    steward.post(f"{address}/preview", data=theirs)
    assert "pen" in writer.get(address).get_data(as_text=True)
    assert steward.post(address, data={**theirs, "pressed": "save"}).status_code == 302
    answer = writer.post(address, data=mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert _node(session, "O1").title == "De lui"
    assert "Un mot de moi" in page
    assert re.search(r"<del>.*?lui</del>", page)
    again = {**mine, "version": re.findall(r'name="version" value="(\d+)"', page)[-1]}
    assert writer.post(address, data=again).status_code == 302
    history = writer.get(f"{address}/history").get_data(as_text=True)
    assert "<ins>" in history
    restored = {"key": "k" * 32, "version": "3", "number": "2"}
    writer.post(f"{address}/history", data=restored)
    assert (_node(session, "O1").title, _node(session, "O1").version) == ("De lui", 4)


def test_the_tree_is_changed_by_buttons_and_says_why_not(session, sign_in, consultation) -> None:
    writer = sign_in(consultation, Role.WRITER)
    write = f"/consultations/{consultation.slug}/strategy/write"
    parent = _node(session, "A1.1")
    sent = _sent(writer, f"{write}/new?under={parent.id}", under=parent.id, kind="objective")
    refused = writer.post(f"{write}/new", data={**sent, "title": "N", "code": "O3"})
    assert refused.status_code == 422
    writer.post(f"{write}/new", data={**sent, "title": "Nouveau"})
    assert _node(session, "O15").parent_id == parent.id
    writer.post(f"{write}/shift", data={"key": "k" * 32, "shift": "O15:1:up"})
    assert _node(session, "O15").position == _node(session, "O5").position - 1
    lines = f"/consultations/{consultation.slug}/strategy/lines"
    aside = _sent(writer, f"{lines}/A1.1/place", reason="Dit ailleurs")
    assert writer.post(f"{lines}/A1.1/aside", data=aside).status_code == 422
    aside = _sent(writer, f"{lines}/O15/place", reason="Dit ailleurs")
    writer.post(f"{lines}/O15/aside", data=aside)
    assert _node(session, "O15").state is NodeState.SET_ASIDE
    assert "Nouveau" in writer.get(write).get_data(as_text=True)
    assert "Nouveau" not in writer.get(f"/consultations/{consultation.slug}/coverage").text
    back = {"key": "b" * 32, "version": "3"}
    writer.post(f"{lines}/O15/back", data=back)
    elsewhere = _sent(writer, f"{lines}/O15/place", under=_node(session, "A2.1").id)
    writer.post(f"{lines}/O15/place", data=elsewhere)
    assert _node(session, "O15").parent_id == _node(session, "A2.1").id
    acts = sa.select(NodeRevision.act).where(NodeRevision.node_id == _node(session, "O15").id)
    assert len(session.scalars(acts).all()) == 5
    printed = writer.get(f"{write}/reference.yaml").get_data(as_text=True)
    assert "label: Nouveau" in printed


def test_a_steward_sets_the_strategy_up_and_a_frozen_line_is_only_read(
    session, sign_in, consultation
) -> None:
    steward = sign_in(consultation, Role.STEWARD)
    address = f"/consultations/{consultation.slug}/strategy/write/set-up"
    sent = _sent(
        steward, address, title="Stratégie", summary="En *bref*", kind_axis="axe",
        kind_orientation="orientation", kind_objective="cap", kind_action="action",
        starts_on="2022-11-10", ends_on="2028-12-31",
    )  # fmt: skip
    assert steward.post(address, data={**sent, "kind_axis": ""}).status_code == 422
    assert steward.post(address, data={**sent, "ends_on": "2020-01-01"}).status_code == 422
    assert steward.post(address, data=sent).status_code == 302
    other = {**sent, "title": "Autre"}
    assert steward.post(address, data=other).status_code == 409
    strategy = session.scalars(sa.select(Strategy)).one()
    session.refresh(strategy)
    assert strategy.kind_labels[NodeKind.OBJECTIVE] == "cap"
    page = steward.get(f"/consultations/{consultation.slug}/strategy").get_data(as_text=True)
    assert "<em>bref</em>" in page
    freeze(session, strategy)
    session.commit()
    line = f"/consultations/{consultation.slug}/strategy/lines/O1"
    assert "<textarea" not in steward.get(line).get_data(as_text=True).split('id="talk"')[0]
    answer = steward.post(line, data={"key": "k" * 32, "version": 1, "title": "x", "text": ""})
    assert answer.status_code == 422
    assert _node(session, "O1").title != "x"


def test_a_page_of_the_strategy_costs_as_many_queries_whatever_it_holds(
    session, sign_in, consultation
) -> None:
    large = ConsultationFactory()
    add_reference_strategy(session, consultation_id=large.id, code="sress-2016", title="S")
    for one, number in ((consultation, 1), (large, 5)):
        activity = ActivityFactory(consultation_id=one.id)
        excerpts = [contribution_with_excerpt(activity, f"Mot {n}.") for n in range(number)]
        strategy = session.scalars(sa.select(Strategy).filter_by(consultation_id=one.id)).one()
        nodes = session.scalars(sa.select(StrategyNode).filter_by(strategy_id=strategy.id))
        for node, excerpt in zip(nodes.all(), excerpts, strict=False):
            node.text = Cited(excerpt.id).mark
    session.commit()
    # The page of a line says as well what is measured of it.
    for path, most in (
        ("/strategy", MOST),
        ("/strategy/write", MOST),
        ("/strategy/lines/O1", MOST + 1),
    ):
        counts = []
        for one in (consultation, large):
            writer = sign_in(one, Role.WRITER)
            with counted(session.get_bind()) as statements:
                assert writer.get(f"/consultations/{one.slug}{path}").status_code == 200
            counts.append(len(statements))
        assert counts[0] == counts[1] <= most, (path, counts)


def test_lines_written_at_once_get_codes_and_places_of_their_own(
    session, sign_in, consultation
) -> None:
    parent, write = _node(session, "A1.1"), f"/consultations/{consultation.slug}/strategy/write"
    people = [sign_in(consultation, Role.WRITER) for _ in range(3)]
    sent = {"under": str(parent.id), "kind": "objective"}
    acts = [
        partial(one.post, f"{write}/new", data={**sent, "key": f"{n:032}", "title": f"N{n}"})
        for n, one in enumerate(people)
    ]
    assert {answer.status_code for answer in at_once(acts)} == {302}
    session.rollback()
    nodes = session.scalars(sa.select(StrategyNode).order_by(StrategyNode.position)).all()
    assert [node.position for node in nodes] == list(range(len(nodes)))
    assert {f"O{number}" for number in range(15, 18)} <= {node.code for node in nodes}
