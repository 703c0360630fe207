"""Whoever holds the whole database, but not the messages, finds nobody's answers in it."""

from __future__ import annotations

import datetime as dt
import random
import secrets

import pytest
import sqlalchemy as sa

from app.corpus.codes import digest_of
from app.models import (
    Contribution,
    Invitation,
    InvitationLink,
    MailTrouble,
    OutgoingMail,
    Respondent,
    Response,
)
from app.models.types import now
from app.notifications import outbox
from app.notifications.outbox import NewMail
from app.questionnaires.answering import responding
from app.questionnaires.inviting import arriving as invited
from app.questionnaires.inviting.queries import Audience
from tests.invited_people import Inviting, answer_and_send, begin
from tests.linking_attack import Attack, Row, dump

PEOPLE = 30
ALIKE = ("id", "email", "name", "ctid", "rowid")
"""What differs between two people anyway."""


def _addresses(count: int) -> list[str]:
    return [f"{secrets.token_hex(4)}@invites.example" for _ in range(count)]


def _everybody_comes(app, session, links) -> dict:
    """All come, in an order that has nothing to do with the list; every third one only begins.

    The truth, for the judge: the address of each and the identifier of their response.
    """
    order = list(links)
    random.Random(2016).shuffle(order)
    digests = {}
    for place, address in enumerate(order):
        client = app.test_client()
        answers = begin(client, links[address])
        digests[digest_of(answers.rsplit("/", 1)[1])] = address
        if place % 3:
            answer_and_send(client, answers, f"Il nous faut {secrets.token_hex(6)}.")
    session.rollback()
    responses = session.execute(sa.select(Response.code_digest, Response.id))
    return {digests[digest]: id_ for digest, id_ in responses}


def _attack(app, session, work, *, is_anonymous: bool) -> Attack:
    inviting = Inviting(app, session, work, is_anonymous=is_anonymous)
    inviting.invite(*_addresses(PEOPLE))
    truth = _everybody_comes(app, session, inviting.send())
    assert len(truth) == PEOPLE
    assert session.scalar(sa.select(sa.func.count(Contribution.id))) == PEOPLE * 2 // 3
    key = app.extensions["settings"].secret_key
    return Attack(dump(session.get_bind()), truth, key, inviting.questionnaire.id)


def test_no_value_order_or_moment_leads_from_a_person_to_an_anonymous_response(app, session, work):
    attack = _attack(app, session, work, is_anonymous=True)
    assert len(attack.people) == len(attack.responses) == PEOPLE
    assert max(len(rows) for rows in attack.responses.values()) >= 4, "respondent and texts too"
    assert attack.links() == set()
    assert attack.groups() == []
    assert attack.orders() == []
    assert attack.moments() == []


def test_the_same_attack_finds_everybody_when_the_questionnaire_is_not_anonymous(
    app, session, work
):
    attack = _attack(app, session, work, is_anonymous=False)
    assert len(attack.right_links()) == PEOPLE
    assert attack.moments() != []


def test_marking_who_began_in_one_row_would_tell_by_the_transaction(
    app, session, work, monkeypatch
):
    def mark(session, questionnaire, invitation):
        invitation.has_begun = True

    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite keeps no transaction in a row")
    monkeypatch.setattr(invited, "_forget", mark)
    attack = _attack(app, session, work, is_anonymous=True)
    assert len(attack.right_links()) >= PEOPLE // 3, "those who only began"
    assert attack.orders() != []


def test_noting_moments_on_both_sides_would_tell_by_their_order(app, session, work, monkeypatch):
    def mark(session, questionnaire, invitation):
        invitation.written_at = now()

    monkeypatch.setattr(invited, "_forget", mark)
    monkeypatch.setattr(responding, "midnight", now)
    attack = _attack(app, session, work, is_anonymous=True)
    assert any("written_at follows response.created_at" in found for found in attack.orders())
    assert "response.created_at" in attack.moments()


def _told(people: dict[str, list[Row]]) -> set[str]:
    """What the database tells of these people, apart from who they are."""
    return {
        "; ".join(
            sorted(
                f"{row.table} { ({c: v for c, v in row.values.items() if c not in ALIKE}) }"
                for row in people_rows
            )
        )
        for people_rows in people.values()
    }


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_nothing_tells_who_began_before_a_reminder_and_who_after(app, session, work, is_anonymous):
    inviting = Inviting(app, session, work, is_anonymous=is_anonymous)
    inviting.invite(*_addresses(12))
    links = inviting.send()
    early = list(links)[:4]
    for address in early:
        begin(app.test_client(), links[address])
    session.execute(sa.update(Invitation).values(written_at=now() - dt.timedelta(days=2)))
    session.commit()
    reminded = inviting.send(Audience.REMINDER)
    inviting.invite(*_addresses(2))
    late = [address for address in links if address not in early][:4]
    added = {a: link for a, link in inviting.send().items() if a not in links}
    for address in (*late, *added):
        begin(app.test_client(), {**reminded, **added}[address])
    session.rollback()
    attack = Attack(dump(session.get_bind()), {}, "", inviting.questionnaire.id)
    begun = {a: rows for a, rows in attack.people.items() if a in (*early, *late, *added)}
    assert len(begun) == 10
    assert (len(_told(begun)) == 1) is is_anonymous


def test_beginning_keeps_neither_the_link_nor_the_messages(app, session, work):
    inviting = Inviting(app, session, work, is_anonymous=True)
    inviting.invite("a@invites.example")
    link = inviting.send()["a@invites.example"]
    invitation = session.scalars(sa.select(Invitation)).one()
    for _ in range(2):
        mail = NewMail(invitation.email, "Encore", "{lien}", invitation_id=invitation.id)
        outbox.put(session, inviting.questionnaire.activity, [mail], account_id=None)
    session.flush()
    mails = session.scalars(sa.select(OutgoingMail).order_by(OutgoingMail.id)).all()
    outbox.failed(session, mails[-1].id, MailTrouble.LATER)
    session.commit()
    begin(app.test_client(), link)
    session.rollback()
    assert session.scalars(sa.select(InvitationLink)).all() == []
    assert set(session.scalars(sa.select(OutgoingMail.recipient))) == {""}
    assert set(session.scalars(sa.select(OutgoingMail.invitation_id))) == {None}
    assert session.scalars(sa.select(Invitation)).one().has_begun


def test_the_secret_is_in_the_message_and_nowhere_in_the_database(app, session, work):
    inviting = Inviting(app, session, work, is_anonymous=True)
    inviting.invite("a@invites.example")
    inviting.write()
    before = dump(session.get_bind())
    inviting.work()
    secret = inviting.mails.links()["a@invites.example"].rsplit("/", 1)[1]
    session.rollback()
    for row in (*before, *dump(session.get_bind())):
        assert not any(secret in text for text in row.texts), row.table


def test_words_of_an_anonymous_response_tell_their_day_only(app, session, work):
    inviting = Inviting(app, session, work, is_anonymous=True)
    inviting.invite("a@invites.example")
    client = app.test_client()
    answers = begin(client, inviting.send()["a@invites.example"])
    answer_and_send(client, answers, "Des locaux partagés.")
    session.rollback()
    for model in (Response, Respondent, Contribution):
        assert session.scalar(sa.select(model.created_at)).time() == dt.time()
