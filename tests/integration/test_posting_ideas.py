"""Posting an idea: two steps, once, by anybody or by accounts, never lost."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
import sqlalchemy as sa

from app.corpus.receipts.issuing import receipt_with
from app.ideas.posting import MOST_A_DAY
from app.models import (
    ContributionState,
    Excerpt,
    ModerationAct,
    ModerationEvent,
    ModerationTime,
    Notice,
    NoticeKind,
    Participant,
    Role,
)
from app.models.types import now
from tests.factories import CharterFactory, idea_of
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once
from tests.posting import QUESTION, OpenBox

pytestmark = pytest.mark.either_database

CODE = re.compile(r"[2-9A-Z]{5}(?:-[2-9A-Z]{5}){3}")


@pytest.fixture
def box(app, session) -> OpenBox:
    return OpenBox(app, session)


def test_an_idea_shows_those_like_it_first_and_is_read_by_everybody_once_posted(
    session, client, app, box
):
    somebody = app.test_client()
    box.post(somebody, title="Former tous les bénévoles du territoire")
    box.post(somebody, title="Former des bénévoles en secret", website="http://x.example")
    said = {
        "text": "Le soir,\n\n**près** de chez eux.",
        "question": QUESTION,
        "theme": str(box.themes[1].id),
        "signature": "Claire M.",
        "kind": "association",
        "territory": "Sarthe",
    }
    shown = box.post(client, step="similar", **said)
    assert shown.status_code == 200
    assert "Former tous les bénévoles du territoire" in shown.text
    assert "en secret" not in shown.text
    assert len(box.ideas()) == 2
    changing = box.post(client, step="change", **said)
    assert (changing.status_code, "Claire M." in changing.text) == (200, True)
    answer = box.post(client, **said)
    idea = box.ideas()[-1]
    assert answer.headers["Location"] == f"{box.home}/{idea.id}"
    mine, others = (one.get(f"{box.home}/{idea.id}").text for one in (client, app.test_client()))
    code = CODE.search(mine)
    assert code
    receipt = receipt_with(session, box.consultation.id, code.group())
    assert receipt.id == idea.contribution.receipt_id
    assert not CODE.search(others)
    for words in ("Claire M.", "<strong>près</strong>", QUESTION, "Employer", "Sarthe"):
        assert words in others
    assert idea.contribution.respondent.attributes == {
        "Type de structure": "Association",
        "Département": "Sarthe",
    }
    assert count_of(session, Excerpt) == 3
    assert [one.kind for one in session.scalars(sa.select(Notice))] == [NoticeKind.PUBLISHED] * 2


def test_kind_and_territory_are_asked_once(client, box):
    assert 'name="territory"' in client.get(f"{box.home}/new").text
    box.post(client, kind="union", territory="Mayenne")
    again = client.get(f"{box.home}/new").text
    assert 'id="territory"' not in again
    box.post(client, title="Une autre", kind="state", territory="Vendée")
    assert [(one.kind.value, one.territory) for one in box.ideas()] == [("union", "Mayenne")] * 2


def test_a_title_alone_is_an_idea_and_is_said_once(client, box):
    box.post(client, text=" \u200b ")
    (idea,) = box.ideas()
    assert (idea.contribution.text, idea.signature) == ("Former les bénévoles", "")
    page = client.get(f"{box.home}/{idea.id}").text
    # Its name in the tab and where its link is shared, its heading, and whose the button of
    # supports is.
    assert page.count("Former les bénévoles") == 4


def test_an_idea_sent_at_once_from_one_page_is_kept_once(session, client, box):
    box.post(client, step="similar")
    fields = box.fields()
    cookie = client.get_cookie("sillage_device").value
    browsers = [box.app.test_client() for _ in range(4)]
    for one in browsers:
        one.set_cookie("sillage_device", cookie)
    answers = at_once(
        [lambda one=one: one.post(f"{box.home}/new", data=fields) for one in browsers]
    )
    (idea,) = box.ideas()
    assert {one.headers["Location"] for one in answers} == {f"{box.home}/{idea.id}"}
    assert count_of(session, Participant) == 1
    box.close()
    assert client.post(f"{box.home}/new", data=fields).status_code == 302


def test_what_was_typed_stays_when_the_box_closed_meanwhile(client, box):
    box.close()
    for step in ("similar", "post"):
        answer = box.post(client, step=step, text="Des mots précieux")
        assert answer.status_code == 422
        assert "Des mots précieux" in answer.text
        assert "a fermé le" in answer.text
    assert client.get(f"{box.home}/new").headers["Location"] == box.home
    assert box.ideas() == []


def test_nothing_is_taken_once_the_consultation_is_closed(session, client, box):
    box.consultation.close()
    session.commit()
    answer = box.post(client)
    assert (answer.status_code, "ne reçoit pas d’idées" in answer.text) == (422, True)
    assert box.ideas() == []


def test_a_box_that_wants_accounts_asks_to_sign_in(app, session, client, sign_in):
    box = OpenBox(app, session, wants_account=True)
    assert "/sign-in?next=" in client.get(f"{box.home}/new").headers["Location"]
    answer = box.post(client, text="Des mots précieux")
    assert (answer.status_code, "Des mots précieux" in answer.text) == (422, True)
    assert box.ideas() == []
    assert box.post(sign_in(box.consultation, Role.PARTICIPANT)).status_code == 302
    assert box.ideas()[0].participant.account_id


def test_a_participant_posts_so_many_ideas_a_day(session, client, box):
    box.post(client)
    (first,) = box.ideas()
    author = {"participant_id": first.participant_id}
    for _ in range(MOST_A_DAY - 2):
        idea_of(box.box, **author)
    yesterday = idea_of(box.box, **author, created_at=now() - dt.timedelta(hours=25))
    session.commit()
    assert box.post(client, title="La dernière du jour").status_code == 302
    answer = box.post(client, title="Celle de trop")
    assert (answer.status_code, "Celle de trop" in answer.text) == (422, True)
    assert len(box.ideas()) == MOST_A_DAY + 1
    assert yesterday in box.ideas()


@pytest.mark.parametrize("trap", [{"website": "http://x.example"}, {"shown": ""}])
def test_what_a_robot_seems_to_send_waits_for_a_moderator(session, app, client, box, trap):
    assert box.post(client, **trap).status_code == 302
    (idea,) = box.ideas()
    assert idea.contribution.state is ContributionState.HELD
    assert idea.contribution.has_alerts
    (event,) = session.scalars(sa.select(ModerationEvent))
    assert (event.act, event.details["alerts"]) == (ModerationAct.HELD, idea.contribution.alerts)
    assert count_of(session, Notice) == 0
    assert "Un modérateur la lit d’abord" in client.get(f"{box.home}/{idea.id}").text
    assert "Former les bénévoles" in client.get(box.home).text
    visitor = app.test_client()
    assert visitor.get(f"{box.home}/{idea.id}").status_code == 404
    assert "Former les bénévoles" not in visitor.get(box.home).text


def test_a_charter_that_moderates_before_holds_every_idea(session, client, box):
    CharterFactory(consultation_id=box.consultation.id, time=ModerationTime.BEFORE)
    session.commit()
    box.post(client)
    assert box.ideas()[0].contribution.state is ContributionState.HELD


def test_hidden_signs_and_decomposed_letters_make_no_other_name(client, box):
    name = unicodedata.normalize("NFD", "Hélène") + "\u202e\u200b"
    box.post(client, title="\u200bDes  vélos\u2066 partagés", signature=name)
    (idea,) = box.ideas()
    assert (idea.contribution.title, idea.signature) == ("Des vélos partagés", "Hélène")
    assert box.post(client, title="\u200b\u202e").status_code == 422


def test_a_title_of_a_megabyte_gets_a_sentence(client, box):
    answer = box.post(client, title="é" * 500_000, text="Des mots précieux")
    assert (answer.status_code, "Des mots précieux" in answer.text) == (422, True)
    assert 'href="#title"' in answer.text
    assert box.ideas() == []


def test_markup_is_shown_as_it_was_typed(client, app, box):
    tricks = '<img src=x onerror=alert(1)> [lien](javascript:alert(1)) <script>"</script>'
    box.post(client, title=tricks, text=f"{tricks} {{{{ 7*7 }}}}", signature="<b>Moi</b>")
    (idea,) = box.ideas()
    shown = box.post(client, step="similar", title=tricks, text=tricks)
    for page in (app.test_client().get(f"{box.home}/{idea.id}"), client.get(box.home), shown):
        assert "<img" not in page.text
        assert '<script>"' not in page.text
        assert 'href="javascript' not in page.text
    assert "{{ 7*7 }}" in client.get(f"{box.home}/{idea.id}").text


def test_an_address_that_names_a_theme_or_a_kind_that_is_none_does_not_exist(client, box):
    assert client.get(f"{box.home}?kind=nobody").status_code == 404
    assert client.get(f"{box.home}?theme=nothing").status_code == 404
    assert client.get(f"{box.home}?order=sideways").status_code == 404
    answer = box.post(client, theme="nothing", question="Une autre question ?", kind="nobody")
    assert answer.status_code == 422
    assert box.ideas() == []
