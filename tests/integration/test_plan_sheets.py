"""A plan goes out as a sheet and comes back: what it changes is seen first, nothing is erased."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.models import (
    Indicator,
    Measure,
    PartnerPart,
    PlanAction,
    PlanEvent,
    PlanImport,
    Role,
    StrategyNode,
)
from app.strategy.plans.action_lines import Party
from app.strategy.plans.changing import change
from app.strategy.plans.indicators.following import Measured, Terms, add_indicator, measure
from app.strategy.plans.queries import actions_of
from app.strategy.plans.sheets.columns import ACTION_NAMES
from app.strategy.plans.values import Values
from tests.action_plans import ActionPlan


class Sent:
    """A plan of two actions, the first with an indicator, and its writer."""

    def __init__(self, session, sign_in) -> None:
        self.session, self.made = session, ActionPlan(session)
        action = self.made.put()
        values = Values(
            title="=Former",
            description="Une ligne\nune autre",
            partners=(
                Party(PartnerPart.LEAD, "La Région"),
                Party(PartnerPart.PARTNER, "Un réseau; deux"),
                Party(PartnerPart.FUNDER, "L’État", amount=9_000),
            ),
            is_specific=True,
            territories=("Sarthe",),
            starts_on=dt.date(2017, 1, 2),
            budget=12_000,
        )
        change(session, self.made.by, action, values, 1)
        self.made.write("Une autre")
        node = session.get_one(StrategyNode, action.node_id)
        self.indicator = add_indicator(session, node, Terms("Projets", "projets"))
        past = Measured(dt.date(2017, 6, 30), Decimal("21.5"))
        measure(session, self.indicator, past, account_id=None, key="past")
        session.commit()
        self.writer = sign_in(self.made.consultation, Role.WRITER)
        self.home = self.made.address

    def rows(self, name: str) -> list[list[str]]:
        text = self.writer.get(f"{self.home}/{name}.csv").data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def send(self, content: bytes | list[list[str]], name: str = "plan.csv"):
        if isinstance(content, list):
            text = io.StringIO()
            csv.writer(text, delimiter=";").writerows(content)
            content = text.getvalue().encode()
        data = {"file": (io.BytesIO(content), name)}
        return self.writer.post(f"{self.home}/sheets", data=data)

    def apply(self, address: str):
        self.session.rollback()
        page = self.writer.get(address).text
        mark = page.split('name="made_from"')[1].split('value="')[1].split('"')[0]
        return self.writer.post(address, data={"made_from": mark})


@pytest.fixture
def sent(session, sign_in) -> Sent:
    return Sent(session, sign_in)


def test_what_went_out_comes_back_without_any_change(session, sent, client):
    for content in (
        sent.writer.get(f"{sent.home}/plan.xlsx").data,
        sent.rows("actions"),
        sent.rows("measures"),
    ):
        page = sent.writer.get(sent.send(content).location).text
        assert "made_from" not in page
        assert "notice--warning" not in page
    assert client.get(f"{sent.home}/actions.csv").status_code == 404
    assert sent.rows("actions")[1][1] == "'=Former"


def test_a_sheet_changes_adds_and_measures_once_and_deletes_nothing(session, sent):
    heading, first, _second = sent.rows("actions")
    first[ACTION_NAMES.index("budget")] = "15 000 €"
    first[ACTION_NAMES.index("ends_on")] = "31/12/2018"
    new = ["", "Nouvelle", *[""] * (len(heading) - 2)]
    new[ACTION_NAMES.index("objectives")] = "O2"
    answer = sent.send([heading, first, new])
    page = sent.writer.get(answer.location).text
    assert "15" in page
    assert "Nouvelle" in page
    assert "Une autre" in page
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanAction)) == 2
    # Somebody writes meanwhile: it is shown again.
    stale = sent.writer.post(answer.location, data={"made_from": "another"})
    assert stale.status_code == 422
    assert sent.apply(answer.location).status_code == 302
    events = session.scalar(sa.select(sa.func.count()).select_from(PlanEvent))
    assert sent.writer.post(answer.location, data={"made_from": "again"}).status_code == 302
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanEvent)) == events
    lines = {one.title: one for one in actions_of(session, sent.made.plan.id)}
    assert set(lines) == {"=Former", "Une autre", "Nouvelle"}
    assert lines["=Former"].budget == 15_000
    assert lines["=Former"].ends_on == dt.date(2018, 12, 31)
    assert lines["=Former"].helpers[0].name == "Un réseau; deux"
    assert [one.code for one in lines["Nouvelle"].objectives] == ["O2"]
    heading, past = sent.rows("measures")
    day, figure = 5, 6
    later = [*past[:day], "31/12/2017", "34,5", "Relevé"]
    assert sent.apply(sent.send([heading, past, later]).location).status_code == 302
    session.rollback()
    values = session.scalars(sa.select(Measure.value).order_by(Measure.measured_on)).all()
    assert values == [Decimal("21.5"), Decimal("34.5")]
    indicator, target = 1, 4
    code = past[0]
    added = [[code, "Emplois", "ETP", "0", "40", "", "", ""]]
    added += [[code, "Emplois", "ETP", "0", "40", day, n, ""] for day, n in (("1/6/2018", "12"),)]
    assert sent.apply(sent.send([heading, past, *added]).location).status_code == 302
    session.rollback()
    made = session.scalars(sa.select(Indicator).where(Indicator.name == "Emplois")).one()
    assert (made.unit, made.target) == ("ETP", Decimal(40))
    assert session.scalar(sa.select(Measure.value).filter_by(indicator_id=made.id)) == Decimal(12)
    for row, column, value in ((past, target, "99"), (added[0], indicator, "")):
        wrong = [*row]
        wrong[column] = value
        assert "made_from" not in sent.writer.get(sent.send([heading, wrong]).location).text
    erased = [*past]
    erased[figure] = ""
    page = sent.writer.get(sent.send([heading, erased]).location).text
    assert "effacerait" in page
    assert "made_from" not in page


def test_a_sheet_that_is_wrong_says_where_and_changes_nothing(session, sent):
    heading, first, second = sent.rows("actions")
    first[ACTION_NAMES.index("progress")] = "101"
    second[ACTION_NAMES.index("budget")] = "beaucoup"
    unknown = ["Z9", *first[1:]]
    answer = sent.send([heading, first, second, unknown, unknown])
    page = sent.writer.get(answer.location).text
    assert page.count('<tr role="row">') == 1 + 4
    assert "made_from" not in page
    wrong = sent.writer.post(answer.location, data={"made_from": ""})
    assert wrong.status_code == 422
    for content in (b"", b"a;b\n1;2\n", b"PK\x03\x04 not a workbook"):
        assert sent.send(content).status_code == 422
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanImport)) == 1
    assert {one.budget for one in actions_of(session, sent.made.plan.id)} == {12_000, None}
