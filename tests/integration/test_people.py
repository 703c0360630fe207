"""Roles of a consultation: who has which, changing them, and asking for a second factor."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.accounts.people import roles
from app.models import AuditEvent, Consultation, Membership, Role
from app.models.types import now
from tests.factories import AccountFactory, ConsultationFactory, MembershipFactory

pytestmark = pytest.mark.either_database


@pytest.fixture
def consultation(session) -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def steward(session, consultation):
    account = AccountFactory(name="Claire Morin", totp_since=now())
    return MembershipFactory(
        account_id=account.id, consultation_id=consultation.id, role=Role.STEWARD
    )


def _member(consultation: Consultation, role: Role, name: str = "Hugo Masson") -> Membership:
    account = AccountFactory(name=name)
    return MembershipFactory(account_id=account.id, consultation_id=consultation.id, role=role)


def _acts(session, consultation: Consultation) -> list[AuditEvent]:
    session.rollback()
    found = sa.select(AuditEvent).where(AuditEvent.consultation_id == consultation.id)
    return list(session.scalars(found.order_by(AuditEvent.id)))


def test_a_steward_finds_who_has_a_role_and_who_has_a_second_factor(
    session, sign_in, consultation, steward
):
    _member(consultation, Role.WRITER)
    client = sign_in(account=steward.account)
    page = client.get(f"/consultations/{consultation.slug}/people").text
    assert page.index("Claire Morin") < page.index("Hugo Masson")
    assert ">Activée<" in page
    assert ">Pas activée<" in page
    found = client.get(f"/consultations/{consultation.slug}/people?role=writer&q=HUGO").text
    assert "Hugo Masson</a>" in found
    assert "Claire Morin</a>" not in found


def test_a_list_longer_than_a_page_goes_on_by_name(session, sign_in, consultation, steward):
    for number in range(30):
        _member(consultation, Role.FACILITATOR, f"Personne {number:02}")
    client = sign_in(account=steward.account)
    home = f"/consultations/{consultation.slug}/people"
    page = client.get(home).text
    assert "Personne 23</a>" in page
    assert "Personne 24</a>" not in page
    last = session.scalar(
        sa.select(Membership.id)
        .join(Membership.account)
        .where(
            Membership.consultation_id == consultation.id,
            sa.text("account.name = 'Personne 23'"),
        )
    )
    following = client.get(f"{home}?after={last}").text
    assert "Personne 24</a>" in following
    assert "Personne 23</a>" not in following


def test_a_changed_role_is_written_down_with_the_one_before(
    session, sign_in, consultation, steward
):
    member = _member(consultation, Role.FACILITATOR)
    client = sign_in(account=steward.account)
    address = f"/consultations/{consultation.slug}/people/{member.id}"
    assert client.get(address).status_code == 200
    for _ in range(2):
        assert client.post(address, data={"role": "writer"}).status_code == 302
    assert client.post(address, data={"role": "visitor"}).status_code == 422
    acts = _acts(session, consultation)
    assert [one.act for one in acts] == ["role.changed"]
    assert acts[0].account_id == steward.account_id
    assert acts[0].things == {"account_id": str(member.account_id)}
    assert acts[0].details == {"before": "facilitator", "after": "writer"}
    session.refresh(member)
    assert member.role is Role.WRITER


def test_a_role_that_was_taken_away_opens_nothing_more(session, sign_in, consultation, steward):
    member = _member(consultation, Role.WRITER)
    writer = sign_in(account=member.account)
    client = sign_in(account=steward.account)
    desk = f"/consultations/{consultation.slug}/desk"
    assert writer.get(desk).status_code == 200
    address = f"/consultations/{consultation.slug}/people/{member.id}/take-away"
    assert client.post(address).status_code == 302
    assert writer.get(desk).status_code == 403
    assert client.post(address).status_code == 404
    assert [one.details for one in _acts(session, consultation)] == [{"before": "writer"}]


def test_the_last_steward_can_neither_leave_nor_be_taken_away(
    session, sign_in, consultation, steward
):
    client = sign_in(account=steward.account)
    address = f"/consultations/{consultation.slug}/people/{steward.id}"
    refused = client.post(address, data={"role": "writer"})
    assert refused.status_code == 422
    assert "seul pilote" in refused.text
    told = client.post(f"{address}/take-away", follow_redirects=True)
    assert "seul pilote" in told.text
    session.refresh(steward)
    assert steward.role is Role.STEWARD
    assert _acts(session, consultation) == []


def test_two_stewards_who_leave_at_once_leave_one_of_them(app, session, sign_in, consultation):
    two = [_member(consultation, Role.STEWARD, f"Pilote {n}") for n in range(2)]
    clients = [sign_in(account=member.account) for member in two]
    home = f"/consultations/{consultation.slug}/people"
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda one: one[0].post(f"{home}/{one[1].id}", data={"role": "writer"}),
                zip(clients, two, strict=True),
            )
        )
    assert sorted(answer.status_code for answer in answers) in ([302, 403], [302, 422])
    session.rollback()
    left = session.scalars(
        sa.select(Membership.role).where(Membership.consultation_id == consultation.id)
    )
    assert sorted(left) == [Role.STEWARD, Role.WRITER]


def test_a_member_of_another_consultation_is_not_found(session, sign_in, consultation, steward):
    other = _member(ConsultationFactory(), Role.WRITER)
    client = sign_in(account=steward.account)
    address = f"/consultations/{consultation.slug}/people/{other.id}"
    assert client.get(address).status_code == 404
    assert client.post(address, data={"role": "steward"}).status_code == 404
    assert client.post(f"{address}/take-away").status_code == 404
    with pytest.raises(roles.NoMember):
        roles.change_role(session, consultation, other.id, Role.STEWARD, by=steward.account_id)


def test_only_who_signed_in_with_a_second_factor_asks_it_of_the_team(
    session, sign_in, consultation, steward
):
    client = sign_in(account=steward.account)
    address = f"/consultations/{consultation.slug}/people/second-factor"
    told = client.post(address, data={"required": "yes"}, follow_redirects=True).text
    assert "double authentification" in told
    session.rollback()
    assert not consultation.second_factor_for_team
    session.execute(sa.text("UPDATE account_session SET has_second_factor = true"))
    session.commit()
    assert client.post(address, data={"required": "yes"}).status_code == 302
    session.rollback()
    assert consultation.second_factor_for_team
    client.post(address, data={"required": "no"})
    session.rollback()
    assert not consultation.second_factor_for_team
    assert [one.act for one in _acts(session, consultation)] == [
        "second_factor.required",
        "second_factor.not_required",
    ]
