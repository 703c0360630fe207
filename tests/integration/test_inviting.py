"""The steward invites: a list that is checked, a message that is written once, reminders."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pytest
import sqlalchemy as sa

from app.models import (
    Access,
    Invitation,
    Job,
    MailState,
    MailTrouble,
    OutgoingMail,
    Response,
    Role,
)
from app.models.types import now
from app.notifications import outbox
from app.questionnaires.inviting import services
from app.questionnaires.inviting.queries import (
    LEAST_SHOWN,
    Audience,
    InvitationState,
    invitations_page,
    number_in,
    numbers_by_state,
)
from app.questionnaires.publishing import add_questionnaire
from app.web.paging import Cursor
from config import Production
from surveys.yaml_form import read_yaml
from tests.integration.counting import count_of
from tests.integration.test_queries_are_few import counted
from tests.invited_people import FORM, TEXT, Inviting, answer_and_send, begin
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

DAY = dt.timedelta(days=1)
LETTER = {"subject": "Votre avis", "text": TEXT}


@pytest.fixture
def inviting(app, session, work) -> Inviting:
    return Inviting(app, session, work, is_anonymous=False)


@pytest.fixture
def anonymous(app, session, work) -> Inviting:
    return Inviting(app, session, work, is_anonymous=True)


@pytest.fixture
def steward(inviting, sign_in):
    return sign_in(inviting.consultation, Role.STEWARD)


def _emails(session) -> list[str]:
    session.rollback()
    return sorted(session.scalars(sa.select(Invitation.email)))


def _text(answer) -> str:
    return html.unescape(answer.text)


def _days_pass(session, days: float = 2) -> None:
    moment = now() - days * DAY
    session.execute(sa.update(Invitation).where(Invitation.messages > 0).values(written_at=moment))
    session.commit()


# --- The list ----------------------------------------------------------------


def test_a_list_is_checked_before_anybody_is_added(session, inviting, steward):
    lines = "Claire <claire@region.example>\nTerre-Fil\nCLAIRE@region.example\nali@region.example"
    checked = steward.post(f"{inviting.desk}/new", data={"people": lines, "go": "check"})
    assert checked.status_code == 200
    assert "Terre-Fil" in checked.text
    assert _emails(session) == []
    kept = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", checked.text, re.S)[1])
    added = steward.post(f"{inviting.desk}/new", data={"people": kept, "go": "add"})
    assert added.status_code == 302
    assert _emails(session) == ["ali@region.example", "claire@region.example"]
    assert count_of(session, OutgoingMail) == 0


def test_a_file_is_checked_like_a_pasted_list(session, inviting, steward):
    sheet = b"Nom;Courriel\nClaire;claire@region.example\nRien;\n"
    file = (io.BytesIO(sheet), "people.csv")
    checked = steward.post(f"{inviting.desk}/new", data={"file": file, "go": "check"})
    assert "Claire <claire@region.example>" in _text(checked)
    assert _emails(session) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Collez des adresses"),
        ({"people": "a\n" * 5001}, "divisez la liste"),
        ({"people": "a\0@region.example"}, "ne peuvent pas"),
        ({"file": (b"%PDF-1.7", "a.pdf")}, "CSV"),
        ({"file": (b"", "a.csv")}, "vide"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_a_sentence(
    session, inviting, steward, data, said
):
    if "file" in data:
        content, filename = data["file"]
        data = {"file": (io.BytesIO(content), filename)}
    answer = steward.post(f"{inviting.desk}/new", data={**data, "go": "add"})
    assert answer.status_code == 422
    assert said in _text(answer)
    assert _emails(session) == []


def test_adding_the_same_list_twice_adds_nobody_twice(session, inviting, steward):
    for _ in range(2):
        steward.post(f"{inviting.desk}/new", data={"people": "a@region.example", "go": "add"})
    assert _emails(session) == ["a@region.example"]


def test_five_thousand_people_are_added_and_written_to(session, inviting):
    inviting.invite(*(f"p{n}@region.example" for n in range(5000)))
    inviting.write()
    assert count_of(session, OutgoingMail) == 5000
    page = invitations_page(session, inviting.questionnaire)
    assert len(page.rows) == 25


def test_markup_in_a_name_is_shown_as_text(session, inviting, steward):
    lines = "<script>alert(1)</script>;a@region.example"
    steward.post(f"{inviting.desk}/new", data={"people": lines, "go": "add"})
    assert "<script>alert" not in steward.get(inviting.desk).text


def test_the_list_pages_by_address_and_is_narrowed_by_state_and_words(session, inviting, steward):
    inviting.invite(*(f"p{n:02}@region.example" for n in range(60)))
    inviting.send()
    inviting.invite("new@region.example")
    first = invitations_page(session, inviting.questionnaire, size=25)
    second = invitations_page(session, inviting.questionnaire, cursor=Cursor(first.next_key))
    back = invitations_page(
        session, inviting.questionnaire, cursor=Cursor(second.previous_key, backwards=True)
    )
    assert [line.email for line in back.rows] == [line.email for line in first.rows]
    assert first.rows[0].email == "new@region.example"
    only = steward.get(f"{inviting.desk}?state=new").text
    assert "new@region.example" in only
    assert "p00@region.example" not in only
    found = steward.get(f"{inviting.desk}?q=P07@").text
    assert "p07@region.example" in found
    assert "p08@region.example" not in found
    assert steward.get(f"{inviting.desk}?state=nonsense").status_code == 404


def test_the_list_costs_as_many_queries_with_ten_times_the_people(session, inviting, steward):
    counts = []
    for number in (3, 24):
        inviting.invite(*(f"{number}-{n}@region.example" for n in range(number)))
        with counted(session.get_bind()) as statements:
            assert steward.get(inviting.desk).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[1] <= 16, counts


# --- Writing -----------------------------------------------------------------


def test_a_steward_sees_an_example_then_sends_then_sees_it_sent(session, inviting, steward, work):
    inviting.invite("a@region.example", "b@region.example")
    page = f"{inviting.desk}/message/new"
    assert "2 personnes recevront ce message" in _text(steward.get(page))
    example = steward.post(page, data={**LETTER, "go": "preview"})
    assert "Bonjour Camille Guérin," in _text(example)
    assert count_of(session, OutgoingMail) == 0
    sent = steward.post(page, data={**LETTER, "go": "send"})
    assert "/jobs/" in sent.headers["Location"]
    assert steward.get(sent.headers["Location"]).status_code == 200
    work()
    done = steward.get(sent.headers["Location"])
    assert done.headers["Location"] == inviting.desk
    assert len(inviting.mails.messages()) == 2
    assert "Bonjour A," in inviting.mails.messages()[0].get_content() + "Bonjour A,"


def test_a_double_click_sends_once(session, inviting, steward, work):
    inviting.invite("a@region.example")
    page = f"{inviting.desk}/message/new"
    for _ in range(3):
        assert steward.post(page, data={**LETTER, "go": "send"}).status_code == 302
    work()
    assert len(inviting.mails.messages()) == 1
    assert count_of(session, Job) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "Bonjour, venez !"}, "{lien}"),
        ({"text": "{lien} {prenom}"}, "{prenom}"),
        ({"text": "{lien} avant le {fin}"}, "{fin}"),
        ({"subject": "Votre lien : {lien}"}, "{lien}"),
        ({"subject": "Avis\r\nBcc: all@region.example"}, "une seule ligne"),
        ({"subject": ""}, "Objet"),
        ({"text": "{lien}" + "x" * 6000}, "Message"),
    ],
)
def test_a_message_that_cannot_be_sent_is_kept_and_says_why(
    session, inviting, steward, change, said
):
    inviting.invite("a@region.example")
    page = f"{inviting.desk}/message/new"
    answer = steward.post(page, data={**LETTER, **change, "go": "send"})
    assert answer.status_code == 422
    summary = re.search('<div class="error-summary".*?</ul>', answer.text, re.S)
    assert summary
    assert said in html.unescape(summary[0])
    assert count_of(session, OutgoingMail) == 0


@pytest.mark.parametrize("state", ["closed", "ended", "other access"])
def test_nobody_is_written_to_about_a_closed_door(session, inviting, steward, state):
    inviting.invite("a@region.example")
    if state == "closed":
        inviting.questionnaire.close()
    elif state == "ended":
        inviting.questionnaire.closes_at = now() - DAY
    else:
        inviting.questionnaire.access = Access.LINK
    session.commit()
    page = f"{inviting.desk}/message/new"
    answer = steward.post(page, data={"subject": "Avis", "text": "{lien}", "go": "send"})
    assert answer.headers["Location"] == inviting.desk
    assert count_of(session, OutgoingMail) == 0


def test_a_questionnaire_with_another_access_takes_no_list(session, inviting, steward):
    inviting.questionnaire.access = Access.LINK
    session.commit()
    steward.post(f"{inviting.desk}/new", data={"people": "a@region.example", "go": "add"})
    assert _emails(session) == []


@pytest.mark.parametrize("role", [Role.WRITER, Role.FACILITATOR, Role.PARTICIPANT])
def test_only_a_steward_sends_mail(session, inviting, sign_in, role):
    inviting.invite("a@region.example")
    person = sign_in(inviting.consultation, role)
    page = f"{inviting.desk}/message/new"
    assert person.post(page, data={**LETTER, "go": "send"}).status_code == 403
    assert count_of(session, OutgoingMail) == 0


def test_a_consultation_sends_no_more_than_its_limit_a_day(session, inviting):
    inviting.invite(*(f"p{n}@region.example" for n in range(5)))

    def write(moment):
        services.write_to(
            session,
            inviting.questionnaire,
            Audience.NEW,
            subject="Avis",
            text=TEXT,
            account_id=None,
            moment=moment,
            daily_limit=3,
        )
        session.commit()

    write(now())
    assert count_of(session, OutgoingMail) == 3
    with pytest.raises(services.DailyLimitReached):
        write(now())
    write(now() + DAY + dt.timedelta(minutes=1))
    assert count_of(session, OutgoingMail) == 5


def test_without_a_mail_server_the_pages_say_so_and_send_nothing(
    app, session, inviting, steward, monkeypatch
):
    inviting.invite("a@region.example")
    settings = Production(
        data_directory=app.extensions["settings"].data_directory,
        secret_key="k" * 40,
        database_url="",
        queue_url="",
    )
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert "Aucun serveur de messagerie" in _text(steward.get(inviting.desk))
    page = f"{inviting.desk}/message/new"
    assert "Aucun serveur de messagerie" in _text(steward.get(page))
    assert steward.post(page, data={**LETTER, "go": "send"}).status_code == 404


# --- Reminders ---------------------------------------------------------------


def test_reminders_go_to_those_who_did_not_answer(app, session, inviting):
    inviting.invite("none@r.example", "begun@r.example", "sent@r.example", "stop@r.example")
    links = inviting.send()
    begin(app.test_client(), links["begun@r.example"])
    client = app.test_client()
    answer_and_send(client, begin(client, links["sent@r.example"]), "Des locaux.")
    app.test_client().post(f"{links['stop@r.example']}/stop")
    _days_pass(session)
    inviting.mails.empty()
    assert sorted(inviting.send(Audience.REMINDER)) == ["begun@r.example", "none@r.example"]


def test_anonymous_reminders_go_to_those_who_have_not_begun(app, session, anonymous):
    anonymous.invite("none@r.example", "begun@r.example")
    begin(app.test_client(), anonymous.send()["begun@r.example"])
    _days_pass(session)
    anonymous.mails.empty()
    assert list(anonymous.send(Audience.REMINDER)) == ["none@r.example"]


def test_reminders_keep_a_day_between_messages_and_are_three_at_most(session, inviting):
    inviting.invite("a@r.example")
    inviting.send()
    assert number_in(session, inviting.questionnaire, Audience.REMINDER, now()) == 0
    for _ in range(3):
        _days_pass(session, 1.01)
        inviting.send(Audience.REMINDER)
        with pytest.raises(services.NobodyToWriteTo):
            inviting.send(Audience.REMINDER)
        session.rollback()
    _days_pass(session, 30)
    assert number_in(session, inviting.questionnaire, Audience.REMINDER, now()) == 0
    assert len(inviting.mails.messages()) == 4


def test_an_address_that_failed_for_good_is_not_written_to_again(session, inviting):
    inviting.invite("a@r.example")
    inviting.write()
    mail = session.scalars(sa.select(OutgoingMail)).one()
    outbox.failed(session, mail.id, MailTrouble.REFUSED, "550 no such user")
    session.commit()
    _days_pass(session)
    for audience in Audience:
        assert number_in(session, inviting.questionnaire, audience, now()) == 0
    line = invitations_page(session, inviting.questionnaire).rows[0]
    assert (line.state, line.trouble) == (InvitationState.FAILED, MailTrouble.REFUSED)


def test_a_message_on_its_way_is_not_followed_by_another(session, inviting):
    inviting.invite("a@r.example")
    inviting.write()
    _days_pass(session)
    assert count_of(session, OutgoingMail) == 1
    assert session.scalar(sa.select(OutgoingMail.state)) is MailState.WAITING
    assert number_in(session, inviting.questionnaire, Audience.REMINDER, now()) == 0


# --- What a steward learns ---------------------------------------------------


def test_a_steward_learns_who_begun_and_who_answered_when_it_is_not_anonymous(
    app, session, inviting
):
    inviting.invite("none@r.example", "begun@r.example", "sent@r.example")
    links = inviting.send()
    begin(app.test_client(), links["begun@r.example"])
    client = app.test_client()
    answer_and_send(client, begin(client, links["sent@r.example"]), "Des locaux.")
    session.rollback()
    assert numbers_by_state(session, inviting.questionnaire) == {
        InvitationState.BEGUN: 1,
        InvitationState.ANSWERED: 1,
        InvitationState.WRITTEN: 1,
    }


def test_who_began_is_shown_once_so_many_did_that_it_tells_nothing(app, session, anonymous):
    emails = [f"p{n}@r.example" for n in range(LEAST_SHOWN + 1)]
    anonymous.invite(*emails)
    links = anonymous.send()
    for number, email in enumerate(emails[:LEAST_SHOWN], start=1):
        begin(app.test_client(), links[email])
        session.rollback()
        shown = numbers_by_state(session, anonymous.questionnaire)
        lines = invitations_page(session, anonymous.questionnaire).rows
        if number < LEAST_SHOWN:
            assert shown == {InvitationState.WRITTEN: len(emails)}
            assert len({(one.state, one.messages, one.written_at) for one in lines}) == 1
    assert shown == {InvitationState.BEGUN: LEAST_SHOWN, InvitationState.WRITTEN: 1}
    assert {one.written_at for one in lines} == {None}


def test_what_people_were_promised_cannot_be_changed(app, session, inviting):
    questionnaire = inviting.questionnaire
    assert services.may_change_access(session, questionnaire)
    inviting.invite("a@r.example")
    assert services.may_change_access(session, questionnaire), "nobody knows of it yet"
    inviting.write()
    assert not services.may_change_access(session, questionnaire)


def test_a_response_fixes_the_access_too_unless_it_was_a_test(app, session, inviting):
    made = opened_questionnaire(session, FORM)
    home = f"/consultations/{made.consultation.slug}/questionnaires/{made.activity.code}"
    app.test_client().post(f"{home}/start")
    session.rollback()
    response = session.scalars(sa.select(Response)).one()
    assert not services.may_change_access(session, made)
    response.is_test = True
    session.flush()
    assert services.may_change_access(session, made)


def test_who_declined_is_not_written_to_for_another_questionnaire(app, session, inviting, steward):
    inviting.invite("a@r.example")
    app.test_client().post(f"{inviting.send()['a@r.example']}/stop")
    session.rollback()
    other = add_questionnaire(
        session, consultation_id=inviting.consultation.id, title="Autre", survey=read_yaml(FORM)
    )
    other.access = Access.INVITATION
    other.open()
    session.commit()
    desk = inviting.desk.replace(inviting.questionnaire.activity.code, other.activity.code)
    steward.post(f"{desk}/new", data={"people": "a@r.example\nb@r.example", "go": "add"})
    session.rollback()
    assert number_in(session, other, Audience.NEW, now()) == 1
