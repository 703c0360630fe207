"""Lists of sure ones: a sample is looked at, the rest accepted once, all of it undone."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.models import (
    CodedState,
    Coding,
    CodingProposal,
    CodingRound,
    CodingVia,
    ContributionState,
    ExcerptCoding,
    Role,
    ShownBecause,
    SureList,
    SureListState,
)
from app.models.types import now
from app.themes.coding.deciding import code
from tests.coding_desk import QUEUE, CodingDesk, make_desk
from tests.factories import AccountFactory
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database

TITLE = "Transports"
EACH = 45


def sure_desk(session) -> CodingDesk:
    """The machine is sure that 45 excerpts are about transports, and one other that is not."""
    desk = make_desk(session, EACH)
    learned = CodingRound(consultation_id=desk.consultation.id, ended_at=now())
    session.add(learned)
    session.flush()
    for excerpt in desk.excerpts[TITLE]:
        session.add(
            CodingProposal(
                excerpt_id=excerpt.id,
                consultation_id=desk.consultation.id,
                round_id=learned.id,
                theme_id=desk.themes[TITLE].id,
                score=0.95,
            )
        )
    session.commit()
    return desk


def states(session):
    found = sa.select(ExcerptCoding.excerpt_id, ExcerptCoding.state)
    return dict(session.execute(found).all())


def test_a_list_is_looked_at_accepted_once_and_taken_back(session, sign_in):
    desk = sure_desk(session)
    client, other = (sign_in(desk.consultation, Role.WRITER) for _ in range(2))
    home = f"{desk.home}/sure"
    with counted(session.get_bind()) as statements:
        assert TITLE in client.get(home).get_data(as_text=True)
    assert len(statements) <= MOST
    chosen = {"theme": str(desk.themes[TITLE].id)}
    address = client.post(home, data=chosen).location
    assert other.post(home, data=chosen).location == address, "one list of a theme at a time"
    page = client.get(address).get_data(as_text=True)
    drawn = re.findall(r'name="verdict_(\w+)"[^>]*value="right"', page)
    assert 20 <= len(drawn) < EACH
    assert client.post(f"{address}/accept", follow_redirects=True).status_code == 200
    session.rollback()
    assert not states(session), "nothing is accepted before the sample was looked at"

    answers = {f"verdict_{one}": "right" for one in drawn}
    wrong = client.post(address, data={**answers, f"verdict_{drawn[0]}": "wrong"})
    assert wrong.status_code == 422, "what is wrong needs another theme"
    client.post(address, data=answers)
    client.post(address, data=answers)
    seen = other.post(address, data=answers, follow_redirects=True).get_data(as_text=True)
    assert "avant vous" in seen
    session.rollback()
    sampled = session.scalars(sa.select(Coding)).all()
    assert len(sampled) == len(drawn)
    assert {(one.via, one.because) for one in sampled} == {(CodingVia.SAMPLE, ShownBecause.DRAWN)}

    # Meanwhile somebody decides of one of the others, and another one is withdrawn.
    others = [one for one in desk.excerpts[TITLE] if one.id.hex not in drawn]
    third = desk.coder(AccountFactory().id)
    code(session, third, others[0].id, desk.decided("Commande publique"), QUEUE, key="k")
    others[1].contribution.state = ContributionState.WITHDRAWN
    session.commit()
    for _ in range(2):
        client.post(f"{address}/accept")
    client.post(f"{address}/give-up")
    session.rollback()
    assert session.scalars(sa.select(SureList.state)).one() is SureListState.ACCEPTED
    listed = session.scalars(sa.select(Coding).where(Coding.via == CodingVia.LIST)).all()
    assert {one.excerpt_id for one in listed} == {one.id for one in others[2:]}
    assert set(states(session).values()) == {CodedState.CODED}

    # What somebody changed since stays when the list is taken back, by somebody else.
    changed = desk.decided("Commande publique")
    code(session, third, others[2].id, changed, QUEUE, key="changed")
    session.commit()
    for _ in range(2):
        assert other.post(f"{address}/take-back").status_code == 302
    session.rollback()
    after = states(session)
    assert set(after) == {*(one.excerpt_id for one in sampled), others[0].id, others[2].id}
    assert session.scalars(sa.select(SureList.state)).one() is SureListState.GIVEN_UP


def test_a_theme_that_people_gave_another_one_is_an_error_of_the_list(session, sign_in):
    desk = sure_desk(session)
    client = sign_in(desk.consultation, Role.WRITER)
    address = client.post(f"{desk.home}/sure", data={"theme": str(desk.themes[TITLE].id)}).location
    drawn = re.findall(r'name="verdict_(\w+)"[^>]*value="right"', client.get(address).text)
    answers = {f"verdict_{one}": "right" for one in drawn}
    for one, theme in zip(drawn, ("none", desk.themes["Commande publique"].id), strict=False):
        answers |= {f"verdict_{one}": "wrong", f"theme_{one}": str(theme)}
    page = client.post(address, data=answers, follow_redirects=True).text
    assert "pas assez" in page
    assert client.post(f"{address}/give-up").status_code == 302
    assert client.post(f"{desk.home}/sure", data={"theme": "x"}).status_code == 302
