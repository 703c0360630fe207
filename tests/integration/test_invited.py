"""Coming by the link of a message: to begin, to go on elsewhere, to have no more messages."""

from __future__ import annotations

import datetime as dt
import html
import threading

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import Access, Invitation, InvitationLink, Response, ResponseState
from app.models.types import now
from app.notifications.places import address
from app.questionnaires.inviting.queries import Audience
from tests.invited_people import Inviting, answer_and_send, begin

pytestmark = pytest.mark.either_database

CLAIRE = "claire@region.example"


@pytest.fixture(params=[False, True], ids=["not anonymous", "anonymous"])
def inviting(app, session, work, request) -> Inviting:
    made = Inviting(app, session, work, is_anonymous=request.param)
    made.invite(CLAIRE, "jean@region.example")
    return made


@pytest.fixture
def link(inviting) -> str:
    return inviting.send()[CLAIRE]


def _text(answer) -> str:
    return html.unescape(answer.text)


def _responses(session) -> list[Response]:
    session.rollback()
    return list(session.scalars(sa.select(Response)))


def _claire(session) -> Invitation:
    session.rollback()
    return session.scalars(sa.select(Invitation).where(Invitation.email == CLAIRE)).one()


def _state_of_everything(session) -> tuple:
    session.rollback()
    return (
        len(_responses(session)),
        session.scalar(sa.select(sa.func.count()).select_from(InvitationLink)),
        _claire(session).has_begun,
        _claire(session).has_declined,
    )


def test_opening_the_link_changes_nothing_however_often(session, client, link):
    before = _state_of_everything(session)
    for page in (link, f"{link}/stop", link):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    assert _state_of_everything(session) == before


def test_the_link_begins_a_response_and_says_so(session, client, link, inviting):
    assert "Commencer" in client.get(link).text
    begin(client, link)
    assert _claire(session).has_begun
    (response,) = _responses(session)
    if inviting.questionnaire.is_anonymous:
        assert response.invitation_id is None
    else:
        assert response.invitation_id == _claire(session).id
    assert "Reprendre" in client.get(link).text


def test_coming_back_by_the_same_link_on_another_device_resumes(app, session, link):
    phone, desk = app.test_client(), app.test_client()
    answers = begin(phone, link)
    phone.post(f"{answers}/vous", data={"acteur": "coop", "go": "next"})
    back = desk.post(link, follow_redirects=True)
    assert back.request.path == f"{answers}/avis"
    assert len(_responses(session)) == 1


def test_a_response_that_was_sent_is_found_again_by_the_link_after_the_closing(
    session, client, link, inviting
):
    answer_and_send(client, begin(client, link), "Des locaux.")
    inviting.questionnaire.close()
    session.commit()
    assert "Voir ma réponse" in client.get(link).text
    assert "Merci" in client.post(link, follow_redirects=True).text


def test_a_double_click_begins_one_response(app, session, link):
    places = {app.test_client().post(link).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert len(_responses(session)) == 1


def test_two_clicks_at_the_same_moment_begin_one_response(app, session, link):
    answers = []

    def click():
        answers.append(app.test_client().post(link))

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(_responses(session)) == 1


def test_the_links_of_two_messages_make_one_response(app, session, link, inviting):
    session.execute(sa.update(Invitation).values(written_at=now() - dt.timedelta(days=2)))
    session.commit()
    second = inviting.send(Audience.REMINDER)[CLAIRE]
    assert second != link
    answers = begin(app.test_client(), link)
    again = app.test_client().post(second)
    if inviting.questionnaire.is_anonymous:
        assert again.status_code == 404
        assert "ouvrez celui-là" in _text(again)
    else:
        assert again.headers["Location"].startswith(answers)
    assert len(_responses(session)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda secret: secret[:-1],
        lambda secret: secret[:10],
        lambda secret: secret + "x",
        lambda secret: secret.swapcase(),
        lambda secret: new_secret(),
        lambda secret: "'; drop table invitation; --",
        lambda secret: "é" * 32,
        lambda secret: "x" * 5000,
    ],
)
def test_a_link_that_is_cut_off_or_forged_leads_nowhere_and_says_so(session, client, link, damage):
    before = _state_of_everything(session)
    wrong = link.replace(link.rsplit("/", 1)[1], damage(link.rsplit("/", 1)[1]))
    for answer in (client.get(wrong), client.post(wrong), client.post(f"{wrong}/stop")):
        assert answer.status_code == 404
        assert "ne mène nulle part" in _text(answer)
    assert _state_of_everything(session) == before


def test_a_link_opens_its_own_questionnaire_only(app, session, work, client, link, inviting):
    for other in (
        Inviting(app, session, work, is_anonymous=inviting.questionnaire.is_anonymous),
        Inviting(app, session, work, is_anonymous=True),
    ):
        elsewhere = link.replace(inviting.consultation.slug, other.consultation.slug).replace(
            f"/{inviting.questionnaire.activity.code}/", f"/{other.questionnaire.activity.code}/"
        )
        assert client.get(elsewhere).status_code == 404
        assert client.post(elsewhere).status_code == 404
    assert _responses(session) == []


def test_after_a_change_of_access_the_link_leads_nowhere(session, client, link, inviting):
    inviting.questionnaire.access = Access.LINK
    session.commit()
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


@pytest.mark.parametrize("why", ["closed", "ended", "not yet"])
def test_a_closed_questionnaire_is_not_begun(session, client, link, inviting, why):
    if why == "closed":
        inviting.questionnaire.close()
    elif why == "ended":
        inviting.questionnaire.closes_at = now() - dt.timedelta(minutes=1)
    else:
        inviting.questionnaire.opens_at = now() + dt.timedelta(days=1)
    session.commit()
    assert "Commencer" not in client.get(link).text
    refused = client.post(link, follow_redirects=True)
    said = "Pas encore ouvert" if why == "not yet" else "ne reçoit pas de réponses"
    assert said in _text(refused)
    assert _responses(session) == []
    assert not _claire(session).has_begun


def test_who_declines_is_asked_once_and_refused_afterwards(session, client, link):
    assert CLAIRE in client.get(f"{link}/stop").text
    for _ in range(2):
        said = client.post(f"{link}/stop", follow_redirects=True)
        assert "ne recevez plus" in _text(said)
    assert _claire(session).has_declined
    assert "Commencer" not in client.get(link).text
    assert "plus recevoir" in _text(client.post(link, follow_redirects=True))
    assert _responses(session) == []


def test_a_mail_program_stops_messages_by_one_click(session, client, link):
    answer = client.post(f"{link}/stop", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 302
    assert _claire(session).has_declined


def test_who_has_begun_may_still_go_on_after_declining(session, client, link, inviting):
    begin(client, link)
    client.post(f"{link}/stop")
    assert _claire(session).has_declined is not inviting.questionnaire.is_anonymous
    assert "/answers/" in client.post(link).headers["Location"]


def test_a_form_that_stayed_open_for_a_week_still_begins(app, client, link, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert client.post(link).status_code == 302


def test_beginning_marks_one_person_only(session, client, link):
    begin(client, link)
    session.rollback()
    begun = session.scalars(sa.select(Invitation.email).where(Invitation.has_begun)).all()
    assert begun == [CLAIRE]


def test_a_withdrawn_response_is_not_begun_again_by_the_link(session, client, link):
    answers = begin(client, link)
    client.post(f"{answers}/withdraw")
    again = client.post(link, follow_redirects=True)
    assert "retirée" in _text(again)
    (response,) = _responses(session)
    assert response.state is ResponseState.WITHDRAWN


def test_links_in_messages_have_the_configured_host(app, client, inviting):
    inviting.write()
    client.get("/", headers={"Host": "evil.example"})
    inviting.work()
    told = inviting.mails.messages()[0].get_content()
    assert "evil.example" not in told
    with app.app_context():
        page = address("invited.welcome", slug="d", code="Q1", secret="s")
    assert page == "http://127.0.0.1:8000/consultations/d/questionnaires/Q1/invitation/s"
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert address("invited.welcome", slug="d", code="Q1", secret="s") == page


def test_the_open_door_stays_shut_to_those_without_a_link(session, client, inviting):
    code = inviting.questionnaire.activity.code
    answer = client.post(f"{inviting.home}/questionnaires/{code}/start", follow_redirects=True)
    assert "sur invitation" in _text(answer)
    assert _responses(session) == []
