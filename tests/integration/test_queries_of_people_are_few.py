"""Pages of accounts, organisations, personal data and the log ask a fixed number of questions."""

from __future__ import annotations

import datetime as dt

import pytest

from app.audit.recording import record
from app.models import (
    MandateState,
    PrivacyRequest,
    PrivacyRequestState,
    PrivacyRight,
    Role,
)
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    MembershipFactory,
    contribution_with_excerpt,
)
from tests.integration.counting import MOST, counted
from tests.organisations import mandate_for, organisation_of, speaker_for

# The application asks both databases the same: counting once is enough.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")


@pytest.mark.parametrize(
    "page", ["{own}", "{own}/{id}", "{home}/speaking-for", "{home}/organisations"]
)
def test_pages_of_organisations_cost_as_many_queries_with_more_of_them(session, sign_in, page):
    counts = []
    for number in (2, 20):
        consultation, steward = ConsultationFactory(), AccountFactory()
        for _ in range(number):
            organisation = organisation_of()
            mandate_for(organisation, steward)
            for state in (MandateState.HELD, MandateState.ASKED):
                mandate_for(organisation, state=state)
            speaker_for(organisation, consultation, AccountFactory())
        client = sign_in(consultation, Role.STEWARD, steward)
        home, own = f"/consultations/{consultation.slug}", "/account/organisations"
        with counted(session.get_bind()) as statements:
            answer = client.get(page.format(home=home, own=own, id=organisation.id))
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], page
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize("path", ["/people", "/log"])
def test_pages_of_people_and_of_the_log_cost_as_many_queries_with_more_of_them(
    session, sign_in, path
):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        client = sign_in(consultation, Role.STEWARD)
        for _ in range(number):
            account = AccountFactory()
            MembershipFactory(account_id=account.id, consultation_id=consultation.id)
            excerpt = contribution_with_excerpt(
                ActivityFactory(consultation_id=consultation.id), "Une parole."
            )
            record(
                session,
                "moderating.publish",
                consultation_id=consultation.id,
                account_id=account.id,
                things={
                    "account_id": str(account.id),
                    "code": "Q1",
                    "contribution_id": str(excerpt.contribution_id),
                },
            )
        session.commit()
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}{path}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


def test_an_account_costs_as_many_queries_with_ten_times_the_sessions(session, sign_in):
    counts = []
    for number in (3, 30):
        account = AccountFactory()
        clients = [sign_in(account=account) for _ in range(number)]
        session.rollback()
        with counted(session.get_bind()) as statements:
            assert clients[0].get("/account").text.count("Fermer cette session") == number - 1
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[1] <= 4, counts


@pytest.mark.parametrize("path", ["", "/settings", "/register", "/retention"])
def test_a_page_about_personal_data_costs_as_many_queries_with_more_activities(
    session, sign_in, path
):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        for _ in range(number):
            ActivityFactory(consultation_id=consultation.id)
        client = sign_in(consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            assert (
                client.get(f"/consultations/{consultation.slug}/privacy{path}").status_code == 200
            )
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


def test_the_pages_of_rights_cost_as_many_queries_with_ten_times_the_data(session, sign_in):
    counts = []
    for number in (2, 20):
        consultation, account = ConsultationFactory(), AccountFactory()
        there = {"consultation_id": consultation.id, "email": account.email}
        for key in range(number):
            made = PrivacyRequest(
                **there,
                key=str(key),
                right=PrivacyRight.ACCESS,
                state=PrivacyRequestState.RECEIVED,
                message="Que gardez-vous ?",
                due_on=dt.date(2026, 1, 1),
            )
            session.add(made)
        client = sign_in(consultation, Role.STEWARD, account)
        desk = f"/consultations/{consultation.slug}/privacy/requests"
        for address in ("/account/data", "/account/data/erase", desk, f"{desk}/{made.id}"):
            with counted(session.get_bind()) as statements:
                assert client.get(address).status_code == 200
            counts.append(len(statements))
    assert counts[:4] == counts[4:], counts
    assert max(counts) <= MOST, counts
