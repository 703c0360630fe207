"""Messages leave from a job: each once, whatever happens to the worker or the mail server."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
from email.policy import default

import pytest
import sqlalchemy as sa

from app.jobs import control
from app.jobs.runner import execute
from app.jobs.works import WORKS
from app.models import (
    Invitation,
    InvitationLink,
    Job,
    JobKind,
    JobState,
    MailState,
    MailTrouble,
    OutgoingMail,
)
from app.models.types import now
from app.notifications.post import DirectoryPost
from app.questionnaires.inviting import services
from app.questionnaires.inviting.queries import Audience
from benchmarks.smtp_server import smtp_server
from environment.services import SmtpServer
from tests.invited_people import Inviting

pytestmark = pytest.mark.either_database

THREE = ("a@region.example", "b@region.example", "c@region.example")


@pytest.fixture
def inviting(app, session, work) -> Inviting:
    made = Inviting(app, session, work, is_anonymous=False)
    made.invite(*THREE)
    return made


@pytest.fixture
def server(app, monkeypatch):
    with smtp_server() as (port, accidents):
        _use(app, monkeypatch, SmtpServer("127.0.0.1", port, "none"))
        yield accidents


def _use(app, monkeypatch, mail) -> None:
    settings = dataclasses.replace(
        app.extensions["settings"],
        mail=mail,
        mail_from="Région <ne-pas-repondre@region.example>",
        mail_reply_to="ess@region.example",
        public_url="https://ess.region.example",
    )
    monkeypatch.setitem(app.extensions, "settings", settings)


def _states(session) -> dict[MailState, int]:
    session.rollback()
    found = sa.select(OutgoingMail.state, sa.func.count()).group_by(OutgoingMail.state)
    return {row.state: row[1] for row in session.execute(found)}


def _failures(session) -> dict[str, MailTrouble | None]:
    session.rollback()
    found = sa.select(OutgoingMail).where(OutgoingMail.state == MailState.FAILED)
    return {mail.recipient: mail.trouble for mail in session.scalars(found)}


def _job(session) -> Job:
    session.rollback()
    return session.scalars(sa.select(Job).order_by(Job.created_at.desc())).first()


def test_a_mail_server_receives_each_message_once_over_one_connection(session, inviting, server):
    inviting.write()
    inviting.work()
    assert sorted(server.recipients) == list(THREE)
    assert server.connections == 1
    assert _states(session) == {MailState.SENT: 3}
    assert _job(session).state is JobState.DONE


def test_a_message_says_who_writes_and_how_to_have_no_more_of_them(inviting, server):
    inviting.write()
    inviting.work()
    message = email.message_from_bytes(server.received[0][1], policy=default)
    assert message["From"] == "Région <ne-pas-repondre@region.example>"
    assert message["Reply-To"] == "ess@region.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@region.example>")
    assert abs(email.utils.parsedate_to_datetime(message["Date"]) - now()) < dt.timedelta(minutes=5)
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    stop = message["List-Unsubscribe"].strip("<>")
    assert stop.startswith(f"https://ess.region.example{inviting.home}/questionnaires/")
    assert stop in message.get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_is_left_of_a_message_that_was_sent_but_that_it_was(session, inviting, server):
    inviting.write()
    inviting.work()
    session.rollback()
    for mail in session.scalars(sa.select(OutgoingMail)):
        assert (mail.recipient, mail.subject, mail.body, mail.invitation_id) == ("", "", "", None)


def test_a_recipient_who_is_refused_fails_alone(session, inviting, server):
    server.refused = {THREE[0]: "550 5.1.1 No such user", THREE[1]: "450 4.2.2 Box is full"}
    inviting.write()
    inviting.work()
    assert server.recipients == [THREE[2]]
    assert _failures(session) == {THREE[0]: MailTrouble.REFUSED, THREE[1]: MailTrouble.LATER}
    assert _job(session).state is JobState.DONE
    server.refused = {}
    inviting.write(Audience.AGAIN)
    inviting.work()
    assert server.recipients == [THREE[2], THREE[1]], "who is refused for good is left alone"
    assert session.scalars(sa.select(Invitation.messages)).all() == [1, 1, 1]


def test_a_message_whose_connection_breaks_may_have_left_and_is_not_sent_again(
    session, inviting, server
):
    server.lost = {THREE[1]}
    inviting.write()
    inviting.work()
    assert sorted(server.recipients) == list(THREE)
    assert server.connections == 2
    assert _failures(session) == {THREE[1]: MailTrouble.UNCERTAIN}


def test_a_server_that_is_down_makes_the_messages_wait_for_a_person(
    app, session, inviting, monkeypatch
):
    _use(app, monkeypatch, SmtpServer("127.0.0.1", 9, "none"))
    inviting.write()
    inviting.work()
    failed = _job(session)
    assert failed.state is JobState.FAILED
    assert failed.error["code"] == "mail_unreachable"
    assert _states(session) == {MailState.WAITING: 3}
    with smtp_server() as (port, accidents):
        _use(app, monkeypatch, SmtpServer("127.0.0.1", port, "none"))
        for expected in (3, 0):
            waiting = services.send_what_waits(session, inviting.questionnaire, account_id=None)
            session.commit()
            assert waiting == expected, "asking twice starts one job"
        inviting.work()
        assert sorted(accidents.recipients) == list(THREE)


def test_a_server_that_refuses_the_sender_keeps_every_message_waiting(session, inviting, server):
    server.sender_refused = "530 5.7.0 Authentication required"
    inviting.write()
    inviting.work()
    assert "Authentication required" in _job(session).error["why"]
    assert _states(session) == {MailState.WAITING: 3}


def test_a_server_that_speaks_no_tls_is_not_spoken_to(app, session, inviting, monkeypatch):
    with smtp_server() as (port, accidents):
        _use(app, monkeypatch, SmtpServer("127.0.0.1", port, "starttls"))
        inviting.write()
        inviting.work()
        assert accidents.received == []
    assert _job(session).error["code"] == "mail_unreachable"


def test_a_worker_that_is_killed_neither_loses_nor_doubles_a_message(
    app, session, inviting, monkeypatch
):
    sent: list[str] = []

    def die_at_the_second(self, message):
        sent.append(str(message["To"]))
        if len(sent) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(DirectoryPost, "send", die_at_the_second)
    inviting.write()
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        execute(_job(session).id, WORKS)
    assert _states(session) == {MailState.SENT: 1, MailState.SENDING: 1, MailState.WAITING: 1}
    session.execute(sa.update(Job).values(alive_at=now() - 2 * control.SILENCE))
    session.commit()
    inviting.work()
    assert sorted(sent) == list(THREE)
    assert _failures(session) == {sent[1]: MailTrouble.UNCERTAIN}
    assert _states(session) == {MailState.SENT: 2, MailState.FAILED: 1}
    inviting.write(Audience.AGAIN)
    inviting.work()
    assert sent[-1] == sent[1], "by hand, it may be sent twice"


def test_a_job_that_is_cancelled_sends_nothing_more(session, inviting):
    inviting.write()
    control.cancel(session, _job(session), WORKS)
    session.commit()
    inviting.work()
    assert inviting.mails.messages() == []
    assert set(_failures(session).values()) == {MailTrouble.CANCELLED}
    inviting.write(Audience.AGAIN)
    inviting.work()
    assert len(inviting.mails.messages()) == 3


def test_who_declines_while_the_message_waits_does_not_receive_it(session, inviting):
    inviting.write()
    session.execute(
        sa.update(Invitation).where(Invitation.email == THREE[0]).values(has_declined=True)
    )
    session.commit()
    inviting.work()
    assert sorted(inviting.mails.links()) == list(THREE[1:])


def test_a_questionnaire_that_is_closed_meanwhile_sends_nothing(session, inviting):
    inviting.write()
    inviting.questionnaire.close()
    session.commit()
    inviting.work()
    assert inviting.mails.messages() == []
    assert session.scalars(sa.select(InvitationLink)).all() == []


def test_mail_that_is_off_is_a_reason_that_a_person_understands(
    app, session, inviting, monkeypatch
):
    inviting.write()
    _use(app, monkeypatch, None)
    inviting.work()
    assert _job(session).error == {"code": "mail_off"}
    assert session.scalar(sa.select(Job.kind)) is JobKind.MAIL
