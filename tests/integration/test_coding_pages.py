"""The pages of the coding: the queue, what was decided, how good the machine is."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.models import (
    CodedState,
    Coding,
    CodingAct,
    CodingProposal,
    CodingRound,
    ContributionState,
    ExcerptCoding,
    ExcerptTheme,
    Role,
    ShownBecause,
    ShownExcerpt,
)
from app.models.types import now
from tests.coding_desk import CodingDesk, make_desk
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database


@pytest.fixture
def desk(session) -> CodingDesk:
    """Two excerpts a theme; the machine proposes for each, and put them in this order."""
    desk = make_desk(session, 2)
    learned = CodingRound(
        consultation_id=desk.consultation.id,
        ended_at=now(),
        decisions=40,
        excerpts=6,
        measured={"agreement": 0.78, "low": 0.7, "high": 0.86, "checked": 40, "more": 35},
    )
    session.add(learned)
    session.flush()
    proposed = [(title, one) for title, some in desk.excerpts.items() for one in some]
    for place, (title, excerpt) in enumerate(proposed, start=1):
        session.add(
            CodingProposal(
                excerpt_id=excerpt.id,
                consultation_id=desk.consultation.id,
                round_id=learned.id,
                theme_id=desk.themes[title].id,
                score=0.9,
                others=[[desk.themes["Transports"].id.hex, 0.3]],
                words=["bénévoles"],
                place=place,
                because=ShownBecause.DRAWN if place == 1 else ShownBecause.TEACHES,
            )
        )
    session.commit()
    return desk


def fields(answer, **more):
    """What the page of an excerpt sends, with `more` chosen."""
    page = answer.get_data(as_text=True)
    form = re.search(r'<form class="coding".*?</form>', page, re.S)[0]
    hidden = re.findall(r'name="(\w+)" type="hidden" value="([^"]*)"', form)
    return {"nature": "other", "stance": "", **dict(hidden), **more}


def test_an_excerpt_is_accepted_corrected_skipped_and_taken_back(session, desk, sign_in):
    client = sign_in(desk.consultation, Role.WRITER)
    assert "Commencer" in client.get(desk.home).get_data(as_text=True)
    first = client.post(f"{desk.home}/next", follow_redirects=True)
    with counted(session.get_bind()) as statements:
        client.get(desk.home)
    assert len(statements) <= MOST
    page = first.get_data(as_text=True)
    assert "<mark>bénévoles</mark>" in page
    assert "Constat" in page
    assert re.search(r"78\s%.*environ 35 décisions", page, re.S), "how good it is, what more brings"

    sent = fields(first, pressed="accept", nature="need", stance="for", flag="y", note="À relire")
    second = client.post(desk.home, data=sent, follow_redirects=True)
    assert client.post(desk.home, data=sent).status_code == 302, "sent twice, it is kept once"

    session.rollback()
    kept = session.scalars(sa.select(Coding)).one()
    assert (kept.excerpt_id, kept.because) == (desk.every[0].id, ShownBecause.DRAWN)
    assert (kept.proposed_score, kept.nature, kept.stance) == (0.9, "need", "for")
    assert session.scalars(sa.select(ExcerptTheme.theme_id)).one() == kept.proposed_theme_id

    refused = client.post(desk.home, data=fields(second, pressed="save", note="Je garde ceci"))
    assert refused.status_code == 422
    assert "Je garde ceci" in refused.get_data(as_text=True)
    other = str(desk.themes["Commande publique"].id)
    third = client.post(
        desk.home, data=fields(second, pressed="save", themes=other), follow_redirects=True
    )
    client.post(desk.home, data=fields(third, pressed="skip"))
    session.rollback()
    states = dict(session.execute(sa.select(ExcerptCoding.excerpt_id, ExcerptCoding.state)).all())
    assert [states.get(one.id) for one in desk.every] == [
        CodedState.CODED,
        CodedState.CODED,
        CodedState.SKIPPED,
        *[None] * 3,
    ]
    assert desk.every[3].id == session.scalars(sa.select(ShownExcerpt.excerpt_id)).one()

    undone = client.post(f"{desk.home}/undo", follow_redirects=True)
    assert str(desk.every[2].id) in undone.get_data(as_text=True), "it is shown again"
    client.post(f"{desk.home}/undo")
    session.rollback()
    acts = session.scalars(sa.select(Coding.act).order_by(Coding.id)).all()
    assert acts[-2:] == [CodingAct.SKIPPED, CodingAct.TAKEN_BACK], "only the last one"


def test_two_people_are_given_two_excerpts_and_some_a_second_time_unseen(session, desk, sign_in):
    one, other = (sign_in(desk.consultation, Role.WRITER) for _ in range(2))
    steward = sign_in(desk.consultation, Role.STEWARD)
    mine = one.post(f"{desk.home}/next", follow_redirects=True)
    theirs = other.post(f"{desk.home}/next", follow_redirects=True)
    session.rollback()
    held = session.scalars(sa.select(ShownExcerpt.excerpt_id).order_by(ShownExcerpt.until)).all()
    assert held == [desk.every[0].id, desk.every[1].id]

    kept = steward.post(f"{desk.home}/settings", data={"share": "100"}, follow_redirects=True)
    assert kept.status_code == 200
    one.post(desk.home, data=fields(mine, pressed="accept", note="Entre nous"))
    again = other.post(desk.home, data=fields(theirs, pressed="accept"), follow_redirects=True)
    page = again.get_data(as_text=True)
    assert str(desk.every[0].id) in page
    assert "Entre nous" not in page
    transports = str(desk.themes["Transports"].id)
    here, given = desk.home.removesuffix("/coding"), desk.themes["Former les bénévoles"].id
    tells = [
        f"{desk.home}/decided",
        f"{here}/codebook/themes/{given}",
        f"{here}/excerpts?theme={given}&by=people",
    ]
    for address in tells:
        assert "exemple For0" in one.get(address).text, "what one decided oneself is no secret"
        assert "exemple For0" not in other.get(address).text, "nobody reads it before coding it"
    assert "1 décision d’une autre personne n’est pas montrée" in other.get(tells[0]).text
    other.post(desk.home, data=fields(again, pressed="save", themes=transports))
    session.rollback()
    last = session.scalars(sa.select(Coding).order_by(Coding.id.desc())).first()
    assert last.because is ShownBecause.SECOND
    assert session.get(ExcerptCoding, desk.every[0].id).state is CodedState.DISPUTED
    disputed = one.get(f"{desk.home}/decided?which=disputed").get_data(as_text=True)
    assert "exemple For0" in disputed
    assert "exemple For1" not in disputed


def test_what_left_the_corpus_or_the_codebook_meanwhile_is_said_and_keeps_nothing(
    session, desk, sign_in
):
    client = sign_in(desk.consultation, Role.WRITER)
    shown = client.post(f"{desk.home}/next", follow_redirects=True)
    gone = desk.themes["Transports"]
    gone.state = "set_aside"
    session.commit()
    refused = client.post(desk.home, data=fields(shown, pressed="save", themes=str(gone.id)))
    assert refused.status_code == 422
    assert "Choisissez à nouveau" in refused.get_data(as_text=True)

    session.rollback()
    desk.every[0].contribution.state = ContributionState.WITHDRAWN
    session.commit()
    after = client.post(desk.home, data=fields(shown, pressed="accept"), follow_redirects=True)
    page = after.get_data(as_text=True)
    assert "n’est plus dans le corpus" in page
    assert str(desk.every[1].id) in page, "the next one is shown"
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Coding.id))) == 0
    hostile = fields(after, pressed="accept", proposed=str(desk.consultation.id), score="nan")
    assert client.post(desk.home, data=hostile).status_code == 422, "no theme of this codebook"


def test_a_decision_is_changed_from_its_page_and_taken_back_from_the_list(session, desk, sign_in):
    client = sign_in(desk.consultation, Role.WRITER)
    address = f"{desk.home}/excerpts/{desk.every[0].id}"
    page = client.get(address)
    theme = desk.themes["Transports"]
    sent = fields(page, pressed="save", themes=str(theme.id))
    listed = client.post(address, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "exemple For0" in listed
    assert "Transports" in listed
    assert "checked" in client.get(address).get_data(as_text=True)
    narrowed = client.get(f"{desk.home}/decided?which=mine&theme={theme.id}")
    assert "exemple For0" in narrowed.get_data(as_text=True)

    client.post(f"{address}/take-back", data={"key": "once"})
    assert "exemple For0" not in client.get(f"{desk.home}/decided").get_data(as_text=True)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(ExcerptCoding.excerpt_id))) == 0
    figures = client.get(f"{desk.home}/progress").get_data(as_text=True)
    assert "78 %" in figures
    assert client.get(f"{desk.home}/progress.svg").mimetype == "image/svg+xml"
