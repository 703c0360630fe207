"""Each channel gives a receipt: what it ties together, and what it never ties."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.codes import digest_of
from app.corpus.receipts.backfilling import add_missing_receipts
from app.corpus.receipts.issuing import receipt_with, receipts_of_codes
from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Access,
    Activity,
    Card,
    Contribution,
    ContributionState,
    Note,
    Participant,
    Receipt,
    Response,
    ResponseOrigin,
    ResponseState,
)
from app.workshops.corpus_entry import validate_notes
from app.workshops.table_codes import table_code
from tests.factories import ActivityFactory, ConsultationFactory, NoteFactory, RoomTableFactory
from tests.integration.card_rooms import make_room
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once
from tests.invited_people import FORM
from tests.questionnaires import opened_questionnaire

pytestmark = pytest.mark.either_database

DIGEST = digest_of("22222-33333-44444-55555")


def _responded(client, questionnaire, need: str = "Du temps.") -> str:
    """Answer by the open link; the code."""
    base = f"/consultations/{questionnaire.consultation.slug}"
    home = f"{base}/questionnaires/{questionnaire.activity.code}"
    answers = client.post(f"{home}/start").headers["Location"].rsplit("/", 1)[0]
    client.post(f"{answers}/vous", data={"acteur": "asso", "go": "next"})
    client.post(f"{answers}/avis", data={"besoin": need, "go": "next"})
    assert client.post(f"{answers}/end").status_code == 302
    return answers.rsplit("/", 1)[1]


def _receipts(session) -> list[Receipt]:
    session.rollback()
    return list(session.scalars(sa.select(Receipt).order_by(Receipt.id)))


def test_a_response_has_a_receipt_with_its_own_code_and_a_correction_keeps_it(session, client):
    questionnaire = opened_questionnaire(session, FORM)
    code = _responded(client, questionnaire)
    receipt = _receipts(session)[0]
    assert (receipt.digest, receipt.participant_id) == (digest_of(code), None)
    base = f"/consultations/{questionnaire.consultation.slug}/questionnaires"
    answers = f"{base}/{questionnaire.activity.code}/answers/{code}"
    client.post(f"{answers}/correct")
    client.post(f"{answers}/avis", data={"besoin": "De l’argent.", "go": "next"})
    client.post(f"{answers}/end")
    assert len(_receipts(session)) == 1
    kept = sa.select(Contribution.text, Contribution.state, Contribution.receipt_id)
    assert set(session.execute(kept)) == {
        ("Du temps.", ContributionState.WITHDRAWN, receipt.id),
        ("De l’argent.", ContributionState.SUBMITTED, receipt.id),
    }


def test_a_response_without_words_has_a_receipt_too(session, client):
    code = _responded(client, opened_questionnaire(session, FORM), need="")
    assert [receipt.digest for receipt in _receipts(session)] == [digest_of(code)]
    assert count_of(session, Contribution) == 0


def test_the_receipt_of_an_anonymous_response_tells_the_day_and_nobody(session, client):
    questionnaire = opened_questionnaire(session, FORM)
    questionnaire.is_anonymous = True
    session.commit()
    _responded(client, questionnaire)
    receipt = _receipts(session)[0]
    assert receipt.participant_id is None
    assert receipt.created_at.time() == dt.time()
    milliseconds = receipt.id.int >> 80
    assert milliseconds == int(receipt.created_at.timestamp() * 1000)


def test_the_receipt_of_a_response_by_account_belongs_to_the_account(session, sign_in):
    questionnaire = opened_questionnaire(session, FORM)
    questionnaire.access = Access.ACCOUNT
    person = sign_in()
    _responded(person, questionnaire)
    receipt, response = _receipts(session)[0], session.scalars(sa.select(Response)).one()
    participant = session.get_one(Participant, receipt.participant_id)
    assert participant.account_id == response.account_id is not None


def test_a_card_from_a_phone_has_a_receipt_and_one_of_reactions_alone_too(app, session, client):
    room = make_room(session)
    sent = client.post(room.address(app), data=room.fields())
    code = sent.headers["Location"].split("?")[0].rsplit("/", 1)[1]
    receipt = _receipts(session)[0]
    assert receipt.digest == digest_of(code)
    assert set(session.scalars(sa.select(Contribution.receipt_id))) == {receipt.id}
    alone = {"answer_p1": "", f"words_{room.nodes[0].id.hex}": "", "key": "l" * 32}
    client.post(room.address(app), data=room.fields(**alone))
    assert len(_receipts(session)) == 2


def test_one_code_serves_for_all_the_notes_of_a_workshop_and_not_for_another(app, session, client):
    consultation = ConsultationFactory()
    tables = [
        RoomTableFactory(activity_id=activity.id, is_open=True)
        for activity in (ActivityFactory(consultation_id=consultation.id) for _ in range(2))
    ]
    tables.append(RoomTableFactory(activity_id=tables[0].activity_id, is_open=True))
    session.commit()
    key = app.extensions["settings"].secret_key
    for place, table in enumerate(tables):
        link = f"/consultations/{consultation.slug}/tables/{table.id}/join/{table_code(key, table)}"
        note = {"key": f"{place:016}", "text": f"Idée {place}", "nature": "need", "round": ""}
        assert "receipts/" not in client.get(link).text
        client.post(link, data=note)
        assert "receipts/" in client.get(link).text
        client.post(f"{link}/notes/{_last_note(session).id}/remove")
    receipts = _receipts(session)
    assert [receipt.activity_id for receipt in receipts] == [t.activity_id for t in tables[:2]]


def _last_note(session):
    session.rollback()
    return session.scalars(sa.select(Note).order_by(Note.id.desc()).limit(1)).one()


def test_notes_take_the_receipt_of_who_wrote_them_into_the_corpus(session):
    activity = ActivityFactory()
    table = RoomTableFactory(activity_id=activity.id)
    receipts = receipts_of_codes(session, activity, [DIGEST])
    theirs = NoteFactory(table=table, author_key=DIGEST)
    NoteFactory(table=table)
    assert validate_notes(session, activity) == 2
    said = dict(session.execute(sa.select(Contribution.text, Contribution.receipt_id)).all())
    assert said.pop(theirs.text) == receipts[DIGEST]
    assert list(said.values()) == [None]


def test_a_code_that_comes_twice_at_the_same_moment_makes_one_receipt(app, session):
    activity = ActivityFactory()
    session.commit()

    def come():
        with app.app_context(), writing():
            here = db.session.get(Activity, activity.id)
            found = receipts_of_codes(db.session(), here, [DIGEST])
            db.session.commit()
            return found[DIGEST]

    assert len(set(at_once([come] * 8))) == 1
    assert count_of(session, Receipt) == 1


def test_a_code_of_another_consultation_finds_nothing_here(session):
    activity, elsewhere = ActivityFactory(), ActivityFactory()
    receipts_of_codes(session, activity, [DIGEST])
    assert receipts_of_codes(session, elsewhere, [DIGEST]) == {}
    assert receipt_with(session, activity.consultation_id, "22222 33333 44444 55555") is not None
    assert receipt_with(session, elsewhere.consultation_id, "22222-33333-44444-55555") is None


def test_answers_and_a_card_are_withdrawn_by_their_receipts_with_all_that_they_said(
    app, session, client
):
    questionnaire = opened_questionnaire(session, FORM)
    code = _responded(client, questionnaire)
    home = f"/consultations/{questionnaire.consultation.slug}/receipts/{code}"
    assert "Association" in client.get(home).text
    assert f"/answers/{code}" in client.get(home).text, "where they are corrected"
    room = make_room(session)
    sent = client.post(room.address(app), data=room.fields())
    card_code = sent.headers["Location"].split("?")[0].rsplit("/", 1)[1]
    card_home = f"/consultations/{room.consultation.slug}/receipts/{card_code}"
    assert "À amender" in client.get(card_home).text
    for receipt in (home, card_home):
        assert client.post(f"{receipt}/withdraw").status_code == 302
        assert client.post(f"{receipt}/withdraw").status_code == 302
        page = client.get(receipt).text
        assert "Contribution retirée" in page
        assert "Association" not in page
    session.rollback()
    states = set(session.scalars(sa.select(Contribution.state)))
    assert states == {ContributionState.WITHDRAWN}
    assert session.scalars(sa.select(Response)).one().answers == {}
    assert session.scalars(sa.select(Card)).one().answers == {}


def test_the_code_of_answers_that_were_not_sent_leads_back_to_them(session, client):
    questionnaire = opened_questionnaire(session, FORM)
    base = f"/consultations/{questionnaire.consultation.slug}"
    home = f"{base}/questionnaires/{questionnaire.activity.code}"
    answers = client.post(f"{home}/start").headers["Location"].rsplit("/", 1)[0]
    code = answers.rsplit("/", 1)[1]
    found = client.post(f"{base}/receipts", data={"code": code.lower()})
    assert found.headers["Location"] == f"{home}/answers/{code}"


@pytest.fixture
def before_receipts(app, session, client):
    """A response, an anonymous one, one from a file and a card, as they were before receipts."""
    questionnaire, anonymous = (opened_questionnaire(session, FORM) for _ in range(2))
    anonymous.is_anonymous = True
    session.commit()
    codes = [_responded(client, questionnaire), _responded(client, anonymous, "Un lieu.")]
    room = make_room(session)
    sent = client.post(room.address(app), data=room.fields())
    codes.append(sent.headers["Location"].split("?")[0].rsplit("/", 1)[1])
    session.rollback()
    session.execute(sa.update(Contribution).values(receipt_id=None))
    session.execute(sa.delete(Receipt))
    session.add(
        Response(
            questionnaire_id=questionnaire.id,
            version_id=session.scalars(sa.select(Response.version_id)).first(),
            code_digest=DIGEST,
            origin=ResponseOrigin.IMPORT,
            state=ResponseState.SUBMITTED,
        )
    )
    session.commit()
    return codes


def test_what_came_before_receipts_gets_one_once(app, session, before_receipts):
    flask = app.test_cli_runner()
    assert "3 receipts were added" in flask.invoke(args=["receipts", "backfill"]).output
    assert "0 receipts were added" in flask.invoke(args=["receipts", "backfill"]).output
    receipts = {receipt.digest: receipt for receipt in _receipts(session)}
    assert set(receipts) == {digest_of(code) for code in before_receipts}
    tied = set(session.scalars(sa.select(Contribution.receipt_id).distinct()))
    assert tied == {receipt.id for receipt in receipts.values()}


def test_what_was_anonymous_stays_so_when_it_gets_its_receipt(session, before_receipts):
    add_missing_receipts(session)
    receipt = session.scalars(
        sa.select(Receipt).where(Receipt.digest == digest_of(before_receipts[1]))
    ).one()
    assert receipt.created_at.time() == dt.time()
    assert receipt.participant_id is None
