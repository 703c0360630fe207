"""Leads owe reports by the calendar, are reminded twice at most, and send each once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.models import (
    ActionState,
    Mandate,
    MandateSource,
    MandateState,
    Measure,
    Organisation,
    OrganisationKind,
    OutgoingMail,
    PartnerPart,
    PlanState,
    ProgressReport,
    Role,
    StrategyNode,
)
from app.models.types import now, today
from app.strategy.plans.action_lines import Party
from app.strategy.plans.changing import change
from app.strategy.plans.indicators.following import Terms, add_indicator
from app.strategy.plans.reports.owed import open_due
from app.strategy.plans.reports.reminding import complete_about_reports, remind_leads
from app.strategy.plans.values import Values
from tests.action_plans import ActionPlan
from tests.factories import AccountFactory

DUE = dt.date(2017, 5, 28)


class Owing:
    """An action under way whose lead is spoken for by one account."""

    def __init__(self, session) -> None:
        self.session, self.made = session, ActionPlan(session)
        lead = Organisation(name="La coopérative", kind=OrganisationKind.COOPERATIVE)
        session.add(lead)
        self.account = AccountFactory()
        session.flush()
        held = {"state": MandateState.HELD, "source": MandateSource.DECLARED}
        session.add(Mandate(account_id=self.account.id, organisation_id=lead.id, **held))
        self.action = self.made.put()
        self.made.write("Sans pilote")
        self.change(partners=(Party(PartnerPart.LEAD, lead.name, lead.id),))
        for state in (ActionState.ADOPTED, ActionState.UNDER_WAY):
            self.change(state=state)
        node = session.get_one(StrategyNode, self.action.node_id)
        self.indicator = add_indicator(session, node, Terms("Projets"))
        self.made.plan.state = PlanState.IN_FORCE
        session.commit()

    def change(self, **values: object) -> None:
        change(self.session, self.made.by, self.action, Values(**values), self.action.version)


@pytest.fixture
def owing(session) -> Owing:
    return Owing(session)


def test_leads_are_written_to_once_then_after_two_weeks_and_no_more(session, owing, app):
    here = owing.made.consultation.id
    assert open_due(session, owing.made.plan, DUE - dt.timedelta(days=1)) == 0
    assert open_due(session, owing.made.plan, DUE) == 1
    assert open_due(session, owing.made.plan, DUE) == 0
    day = now().date()
    told = [remind_leads(session, here, day + dt.timedelta(days=n)) for n in (0, 0, 13, 16)]
    assert told == [1, 0, 0, 1]
    assert remind_leads(session, here, day + dt.timedelta(days=60)) == 0
    mail = session.scalars(sa.select(OutgoingMail)).first()
    with app.test_request_context():
        letter = complete_about_reports(session, mail)
        report = session.scalars(sa.select(ProgressReport)).one()
        assert f"/account/reports/{report.id}" in letter.text
        report.sent_at = now()
        session.flush()
        assert complete_about_reports(session, mail) is None


def test_a_lead_sends_a_report_once_and_others_cannot(session, owing, sign_in, client):
    open_due(session, owing.made.plan, DUE)
    session.commit()
    report = session.scalars(sa.select(ProgressReport)).one()
    address = f"/account/reports/{report.id}"
    figure = f"figure_{owing.indicator.id.hex}"
    version = str(owing.action.version)
    form = {"version": version, "state": "under_way", "progress": "40", figure: "12,5"}
    stranger = sign_in(owing.made.consultation, Role.PARTICIPANT)
    assert stranger.post(address, data=form).status_code == 404
    lead = sign_in(account=owing.account)
    assert "Former les accompagnateurs" in lead.get("/account/reports").text
    assert figure in lead.get(address).text
    for wrong in ({"progress": "101"}, {"state": "stopped"}, {figure: "beaucoup"}):
        assert lead.post(address, data={**form, **wrong}).status_code == 422
    assert lead.post(address, data={**form, "version": "1"}).status_code == 422
    for _twice in range(2):
        assert lead.post(address, data={**form, "text": "Ça avance."}).status_code == 302
    session.rollback()
    session.refresh(owing.action)
    assert (owing.action.progress, owing.action.version) == (40, int(version) + 1)
    measure = session.scalars(sa.select(Measure)).one()
    assert (measure.value, measure.measured_on) == (Decimal("12.5"), today())
    assert "Former les accompagnateurs" not in lead.get("/account/reports").text
    # The team sees what was said; somebody else does not send it again.
    steward = sign_in(owing.made.consultation, Role.STEWARD)
    team = f"{owing.made.address}/reports"
    assert "La coopérative" in steward.get(team).text
    assert "Ça avance." in steward.get(f"{team}/{report.id}").text
    again = steward.post(f"{team}/{report.id}", data={**form, "progress": "90"})
    assert again.status_code == 422
    assert client.get(team).status_code != 200
