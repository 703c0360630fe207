"""Offering a role by e-mail, and accepting it with an account or without one yet."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.accounts.people import invitations
from app.accounts.people.invitations import Inviter
from app.accounts.tidying import tidy
from app.models import (
    Account,
    AuditEvent,
    Job,
    JobState,
    Membership,
    OutgoingMail,
    Role,
    RoleInvitation,
)
from app.models.types import now
from tests.factories import PASSWORD, AccountFactory, ConsultationFactory, MembershipFactory
from tests.invited_people import MailBox

pytestmark = pytest.mark.either_database

ADDRESS = "lea@association.example"


class Offering:
    """A consultation whose steward offers roles."""

    def __init__(self, app, session, sign_in, work) -> None:
        self.session, self.work = session, work
        self.mails = MailBox(app)
        self.mails.empty()
        self.consultation = ConsultationFactory(title="Stratégie\nrégionale")
        self.account = AccountFactory(name="Claire Morin")
        self.steward = sign_in(self.consultation, Role.STEWARD, self.account)

    @property
    def home(self) -> str:
        return f"/consultations/{self.consultation.slug}/people/invitations"

    def offer(self, people: str = ADDRESS, role: str = "writer"):
        return self.steward.post(f"{self.home}/new", data={"people": people, "role": role})

    def link(self, people: str = ADDRESS, role: str = "writer") -> str:
        """The path of the link that somebody receives."""
        assert self.offer(people, role).status_code == 302
        self.work()
        return self.mails.links()[people]

    def invitations(self) -> list[RoleInvitation]:
        self.session.rollback()
        found = sa.select(RoleInvitation).where(
            RoleInvitation.consultation_id == self.consultation.id
        )
        return list(self.session.scalars(found.order_by(RoleInvitation.id)))

    def role_of(self, account: Account) -> Role | None:
        self.session.rollback()
        return self.session.scalar(
            sa.select(Membership.role).where(
                Membership.consultation_id == self.consultation.id,
                Membership.account_id == account.id,
            )
        )

    def acts(self) -> list[str]:
        self.session.rollback()
        found = sa.select(AuditEvent.act).where(AuditEvent.consultation_id == self.consultation.id)
        return list(self.session.scalars(found.order_by(AuditEvent.id)))


@pytest.fixture
def offering(app, session, sign_in, work) -> Offering:
    return Offering(app, session, sign_in, work)


def test_an_invitation_leaves_once_and_says_only_who_invites_to_what(offering):
    assert offering.offer(f"Léa <{ADDRESS}>\n\nHUGO@region.example").status_code == 302
    told = offering.steward.post(
        f"{offering.home}/new",
        data={"people": f"{ADDRESS}\nhugo@region.example", "role": "writer"},
        follow_redirects=True,
    ).text
    assert "2 personnes étaient déjà invitées" in told
    offering.work()
    first, second = offering.mails.messages()
    assert {str(first["To"]), str(second["To"])} == {ADDRESS, "hugo@region.example"}
    text = " ".join(first.get_content().split())
    assert "Claire Morin" in text
    assert "Stratégie régionale" in text
    assert "rédacteur" in text
    assert "Léa" not in text
    assert offering.acts() == ["role.invited", "role.invited"]


def test_an_invitation_is_in_the_language_of_the_page_and_its_job_leads_back(offering):
    offering.steward.post("/language", data={"language": "en"})
    offering.offer()
    job = offering.session.scalars(sa.select(Job)).one()
    page = f"/consultations/{offering.consultation.slug}/jobs/{job.id}"
    offering.work()
    (message,) = offering.mails.messages()
    assert message.get_content().startswith("Hello,")
    assert offering.steward.get(page).headers["Location"].endswith("/desk")
    offering.offer("hugo@region.example")
    offering.session.rollback()
    last = offering.session.scalars(sa.select(Job).where(Job.id != job.id)).one()
    last.end(JobState.FAILED, {"code": "mail_off"})
    offering.session.commit()
    assert (
        f'href="{offering.home}"'
        in offering.steward.get(page.replace(str(job.id), str(last.id))).text
    )


def test_an_address_that_never_answered_is_forgotten(offering):
    offering.offer()
    for days, kept in ((29, ADDRESS), (31, "")):
        invitation = offering.invitations()[0]
        invitation.expires_at = now() - dt.timedelta(days=days)
        offering.session.commit()
        tidy(offering.session)
        offering.session.commit()
        assert offering.invitations()[0].email == kept
    assert offering.session.scalars(sa.select(OutgoingMail.recipient)).all() == []


def test_bad_lists_invite_nobody_and_keep_what_was_typed(offering):
    too_many = "\n".join(f"p{number}@region.example" for number in range(51))
    for people in ("", "personne", f"{ADDRESS}\npas une adresse", too_many):
        refused = offering.offer(people)
        assert refused.status_code == 422, people[:40]
        assert people in refused.text.replace("\r\n", "\n"), people[:40]
    assert offering.offer(role="visitor").status_code == 422
    assert offering.invitations() == []


def test_nobody_sends_more_than_a_hundred_invitations_a_day(offering):
    for start in (0, 50):
        people = "\n".join(f"p{number}@region.example" for number in range(start, start + 50))
        assert offering.offer(people, "participant").status_code == 302
    refused = offering.offer()
    assert refused.status_code == 422
    assert "100 invitations par jour" in refused.text
    assert len(offering.invitations()) == 100
    # Withdrawing does not give messages back.
    by = Inviter(offering.session, offering.consultation, offering.account)
    invitations.withdraw(by, offering.invitations()[0], now())
    with pytest.raises(invitations.DailyLimitReached):
        invitations.invite(by, [ADDRESS], Role.WRITER, now())
    tomorrow = now() + dt.timedelta(days=1, seconds=1)
    assert invitations.invite(by, [ADDRESS], Role.WRITER, tomorrow).new == 1
    offering.session.rollback()


def test_a_message_is_sent_again_once_an_hour_and_never_once_withdrawn(offering):
    offering.offer()
    invitation = offering.invitations()[0]
    again = f"{offering.home}/{invitation.id}/again"
    assert "moins d’une heure" in offering.steward.post(again, follow_redirects=True).text
    invitation.written_at = now() - dt.timedelta(hours=2)
    invitation.expires_at = now() - dt.timedelta(hours=1)
    offering.session.commit()
    assert "repart" in offering.steward.post(again, follow_redirects=True).text
    offering.session.refresh(invitation)
    assert invitation.expires_at > now() + dt.timedelta(days=13)
    withdraw = f"{offering.home}/{invitation.id}/withdraw"
    assert "ne mène plus" in offering.steward.post(withdraw, follow_redirects=True).text
    assert "Entre-temps" in offering.steward.post(again, follow_redirects=True).text
    assert "Entre-temps" in offering.steward.post(withdraw, follow_redirects=True).text
    offering.work()
    assert offering.mails.messages() == []
    assert offering.acts() == ["role.invited", "role.invited_again", "role.withdrawn"]
    assert offering.invitations()[0].email == ""


def test_another_role_takes_the_place_of_the_one_that_was_offered(client, offering):
    first = offering.link(role="facilitator")
    second = offering.link(role="steward")
    assert client.get(first).status_code == 404
    assert "Pilote" in client.get(second).text


def test_an_account_is_made_in_one_step_and_opening_the_link_changes_nothing(client, offering):
    link = offering.link()
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert "Claire Morin" in page.text
        assert ADDRESS in page.text
        assert "Rédacteur" in page.text
    wrong = client.post(f"{link}/new-account", data={"name": "", "password": "court"})
    assert wrong.status_code == 422
    assert offering.invitations()[0].accepted_at is None
    made = client.post(f"{link}/new-account", data={"name": "Léa Fournier", "password": ""})
    assert made.headers["Location"].endswith(f"/consultations/{offering.consultation.slug}")
    again = client.post(f"{link}/new-account", data={"name": "Léa Fournier", "password": ""})
    assert again.headers["Location"] == link
    assert client.get(link).status_code == 302
    offering.session.rollback()
    account = offering.session.scalars(sa.select(Account).where(Account.email == ADDRESS)).one()
    assert (account.name, account.password_hash) == ("Léa Fournier", None)
    assert offering.role_of(account) is Role.WRITER
    desk = f"/consultations/{offering.consultation.slug}/desk"
    assert client.get(desk).status_code == 200
    invitation = offering.invitations()[0]
    assert (invitation.email, invitation.accepted_by) == ("", account.id)
    assert offering.acts()[-1] == "role.accepted"


def test_an_address_that_has_an_account_signs_in_to_accept(client, offering):
    AccountFactory(email=ADDRESS)
    offering.session.commit()
    link = offering.link()
    page = client.get(link).text
    assert f"/sign-in?next={link}" in page
    assert "new-account" not in page
    assert client.post(link).headers["Location"] == link
    refused = client.post(f"{link}/new-account", data={"name": "Intruse", "password": ""})
    assert refused.headers["Location"] == link
    assert offering.invitations()[0].accepted_at is None


def test_somebody_signed_in_with_another_address_is_told_and_chooses(sign_in, offering):
    link = offering.link()
    account = AccountFactory(name="Hugo Masson", email="hugo@region.example")
    client = sign_in(account=account)
    page = client.get(link).text
    assert ADDRESS in page
    assert "hugo@region.example" in page
    left = client.post(f"{link}/otherwise")
    assert left.headers["Location"] == link
    assert "new-account" in client.get(link).text
    client = sign_in(account=account)
    for _ in range(2):
        assert client.post(link).status_code == 302
    assert offering.role_of(account) is Role.WRITER
    assert offering.acts().count("role.accepted") == 1


def test_a_higher_role_is_kept(sign_in, offering):
    link = offering.link(role="facilitator")
    account = AccountFactory(email="hugo@region.example")
    client = sign_in(offering.consultation, Role.STEWARD, account)
    client.post(link)
    assert offering.role_of(account) is Role.STEWARD


def test_members_who_have_the_role_already_are_not_written_to(offering):
    account = AccountFactory(email=ADDRESS)
    MembershipFactory(
        account_id=account.id, consultation_id=offering.consultation.id, role=Role.WRITER
    )
    offering.session.commit()
    told = offering.steward.post(
        f"{offering.home}/new",
        data={"people": ADDRESS, "role": "facilitator"},
        follow_redirects=True,
    ).text
    assert "a déjà ce rôle" in told
    assert offering.invitations() == []


def test_links_that_offer_nothing_are_all_answered_with_the_same_words(client, sign_in, offering):
    link, other = offering.link(), offering.link("hugo@region.example")
    foreign = f"{link.rsplit('/', 1)[0]}/{other.rsplit('/', 1)[1]}"
    texts = {client.get(path).text for path in (foreign, link[:-1], f"{link}x")}
    invitation = offering.invitations()[0]
    invitation.expires_at = now() - dt.timedelta(seconds=1)
    offering.session.commit()
    texts.add(client.get(link).text)
    assert len({text.split("<main")[1].split("</main")[0] for text in texts}) == 1
    for path in (foreign, link):
        assert client.post(f"{path}/new-account", data={"name": "Léa"}).status_code == 404
        assert sign_in().post(path).status_code == 404
    taken = sign_in()
    assert taken.post(other).status_code == 302
    assert sign_in().post(other).status_code == 404
    assert sign_in().get(other).status_code == 404


def test_what_was_offered_by_who_is_steward_no_more_is_withdrawn(client, sign_in, offering):
    link = offering.link()
    sign_in(offering.consultation, Role.STEWARD)
    membership = offering.session.scalars(
        sa.select(Membership).where(Membership.account_id == offering.account.id)
    ).one()
    path = offering.home.replace("invitations", str(membership.id))
    assert offering.steward.post(path, data={"role": "writer"}).status_code == 302
    assert client.get(link).status_code == 404


def test_what_was_offered_by_who_erased_their_account_is_withdrawn(client, sign_in, offering):
    link = offering.link()
    sign_in(offering.consultation, Role.STEWARD)
    erased = offering.steward.post(
        "/account/data/erase", data={"words": "anonymous", "password": PASSWORD}
    )
    assert erased.status_code == 302
    assert client.get(link).status_code == 404


def test_an_invitation_of_another_consultation_is_not_found(sign_in, offering):
    offering.offer()
    invitation = offering.invitations()[0]
    elsewhere = ConsultationFactory()
    client = sign_in(elsewhere, Role.STEWARD)
    for act in ("again", "withdraw"):
        path = f"/consultations/{elsewhere.slug}/people/invitations/{invitation.id}/{act}"
        assert client.post(path).status_code == 404
