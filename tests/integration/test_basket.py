"""A basket of verbatims: one person's, in their order, taken away with the references."""

from __future__ import annotations

import csv
import io

import docx
import odfdo
import pytest
import python_calamine
import sqlalchemy as sa

from app.corpus.reading.basket import keeping
from app.corpus.reading.basket.keeping import Basket, BasketFull, NotInCorpus
from app.corpus.reading.basket.queries import basket_page, item_of, quotations_of
from app.models import BasketItem, ContributionState, Role
from app.models.types import now
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import count_of

SAID = ["Former les bénévoles.", '=HYPERLINK("x")', "Un <b>gras</b> & \x0b un signe.", "La fin."]


@pytest.fixture
def excerpts(session):
    activity = ActivityFactory(
        consultation_id=ConsultationFactory().id, title="Atelier du Port", place="Bordeaux"
    )
    made = [contribution_with_excerpt(activity, text) for text in SAID]
    session.commit()
    return made


def fill(session, excerpts) -> Basket:
    basket = Basket(excerpts[0].consultation_id, AccountFactory().id)
    for excerpt in excerpts:
        keeping.add(session, basket, excerpt.id)
    return basket


def held(session, basket) -> str:
    """The basket by the first letters of its verbatims."""
    session.flush()
    return "".join(one.text[0] for one in quotations_of(session, basket))


def test_a_basket_keeps_its_order_and_what_was_taken_out_last_may_be_put_back(session, excerpts):
    basket = fill(session, excerpts)
    items = [one.item_id for one in quotations_of(session, basket)]
    first, second, _third, last = (item_of(session, basket, one) for one in items)
    keeping.add(session, basket, excerpts[0].id)
    assert held(session, basket) == "F=UL"
    assert keeping.move(session, basket, last, up=True, seen=last.place)
    assert not keeping.move(session, basket, last, up=True, seen=4), "sent twice"
    assert keeping.move(session, basket, first, up=True, seen=1), "it is the first already"
    assert held(session, basket) == "F=LU"
    keeping.take_out(session, basket, first, now())
    keeping.take_out(session, basket, second, now())
    keeping.take_out(session, basket, second, now())
    assert keeping.put_back(session, basket) == 1
    assert held(session, basket) == "=LU"
    keeping.add(session, basket, excerpts[0].id)
    keeping.empty(session, basket, now())
    keeping.empty(session, basket, now())
    assert held(session, basket) == ""
    assert keeping.put_back(session, basket) == 4
    assert held(session, basket) == "=LUF"
    others = Basket(basket.consultation_id, AccountFactory().id)
    assert item_of(session, others, items[0]) is None


def test_what_was_withdrawn_vanishes_and_a_full_basket_takes_no_more(
    session, excerpts, monkeypatch
):
    basket = fill(session, excerpts[:3])
    excerpts[1].contribution.state = ContributionState.WITHDRAWN
    assert held(session, basket) == "FU"
    shown = basket_page(session, basket)
    assert (shown.total, shown.withdrawn, shown.taken_out) == (2, 1, 0)
    with pytest.raises(NotInCorpus):
        keeping.add(session, basket, excerpts[1].id)
    keeping.forget_withdrawn(session, basket)
    assert basket_page(session, basket).withdrawn == 0
    with pytest.raises(NotInCorpus):
        keeping.add(session, Basket(ConsultationFactory().id, basket.account_id), excerpts[0].id)
    monkeypatch.setattr(keeping, "MOST", 2)
    with pytest.raises(BasketFull):
        keeping.add(session, basket, excerpts[3].id)


def test_the_four_exports_open_again_and_hold_the_same_quotations(session, sign_in, excerpts):
    consultation = ConsultationFactory._meta.model
    here = session.get_one(consultation, excerpts[0].consultation_id)
    reader, home = sign_in(here, Role.FACILITATOR), f"/consultations/{here.slug}/basket"
    back = f"/consultations/{here.slug}/excerpts?q=a"
    for excerpt in (*excerpts, excerpts[0]):
        sent = reader.post(home, data={"excerpt": excerpt.id, "back": back})
        assert sent.headers["Location"] == back
    assert count_of(session, BasketItem) == len(SAID)
    item = session.scalars(sa.select(BasketItem).order_by(BasketItem.place)).first()
    assert reader.post(f"{home}/{item.id}/note", data={"note": "n" * 301}).status_code == 422
    reader.post(f"{home}/{item.id}/note", data={"note": "À citer"})
    assert "À citer" in reader.get(home).text

    files = {
        kind: reader.get(f"{home}/export.{kind}").data for kind in ("csv", "xlsx", "docx", "odt")
    }
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))[1:]
    assert [row[1].lstrip("'") for row in rows] == SAID
    assert rows[1][1] != SAID[1], "it would be a formula"
    sheet = python_calamine.load_workbook(io.BytesIO(files["xlsx"])).get_sheet_by_index(0)
    assert [row[1].replace("_x000B_", "\x0b") for row in sheet.to_python()[1:]] == SAID
    paragraphs = {
        "docx": [one.text for one in docx.Document(io.BytesIO(files["docx"])).paragraphs],
        "odt": [
            str(one.inner_text)
            for one in odfdo.Document(io.BytesIO(files["odt"])).body.get_paragraphs()
        ],
    }
    for kind, found in paragraphs.items():
        quoted = [f"« {text.replace(chr(11), '')} » [{n}]" for n, text in enumerate(SAID, start=1)]
        assert [one for one in found if one.startswith("«")] == quoted, kind
        assert sum(one.startswith("[") and "Atelier du Port" in one for one in found) == 4, kind
        assert any("Bordeaux" in one for one in found), kind
        assert any("À citer" in one for one in found), kind
