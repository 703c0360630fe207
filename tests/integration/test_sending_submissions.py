"""From a checked text to a contribution that everybody reads, and back."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.originals import FOLDER, key_of
from app.corpus.queries import excerpts_of
from app.models import (
    Contribution,
    ContributionState,
    Document,
    ModerationAct,
    ModerationEvent,
    ModerationTime,
    Notice,
    Respondent,
    Role,
    Submission,
    SubmissionState,
)
from app.models.types import now
from app.submissions.sending import TooLate, send
from app.submissions.withdrawing import forget_drafts, withdraw
from tests.factories import CharterFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once
from tests.submissions import Calling, a_file

pytestmark = pytest.mark.either_database


@pytest.fixture
def calling(app, session):
    return Calling(app, session)


def _public(calling) -> str:
    return f"{calling.home}/{calling.submission.id}"


def _drop(client, calling, check, place: int) -> None:
    passage = calling.passages[place]
    version = calling.version_in(client, check)
    data = {"version": version, "act": "drop"}
    assert client.post(f"{check}/passages/{passage.id}", data=data).status_code == 302


def test_what_is_sent_enters_the_corpus_once_without_what_was_left_out(calling, client, app):
    check = calling.deposit(client)
    _drop(client, calling, check, 1)
    version = calling.version_in(client, check)
    for _ in range(2):
        sent = client.post(f"{check}/send", data={"version": version})
        assert sent.headers["Location"] == check
    contribution = calling.contribution
    assert count_of(calling.session, Contribution) == 1
    assert contribution.state is ContributionState.PUBLISHED
    assert "02 40" not in contribution.text
    assert contribution.receipt_id == calling.submission.receipt_id
    said = [
        contribution.text[one.start : one.end]
        for one in excerpts_of(calling.session, contribution.id)
    ]
    assert said == [
        "Le bus du soir manque. Les horaires ne vont pas.",
        "Un guichet unique",
        "Une navette le samedi",
    ]
    respondent = calling.session.get_one(Respondent, contribution.respondent_id)
    assert respondent.attributes == {"Type de structure": "Réseau", "Département": "Vendée"}
    assert calling.session.scalars(sa.select(Notice)).one().is_public
    thanks = client.get(check).text
    assert "Merci" in thanks
    assert check.rsplit("/", 1)[1] in thanks
    page = client.get(_public(calling)).text
    assert page.count('<mark class="excerpt"') == 3
    assert "Réseau du Marais" in page


def test_everything_left_out_or_another_version_is_not_sent(calling, client):
    check = calling.deposit(client, text="Un seul mot.")
    late = client.post(f"{check}/send", data={"version": 99})
    assert late.status_code == 409
    assert client.post(f"{check}/send", data={"version": "x"}).status_code == 422
    version = calling.version_in(client, check)
    _drop(client, calling, check, 0)
    assert client.post(f"{check}/send", data={"version": int(version) + 1}).status_code == 422
    assert count_of(calling.session, Contribution) == 0


@pytest.mark.parametrize(("hours", "is_sent"), [(23, True), (25, False)])
def test_what_was_deposited_before_the_closing_may_be_sent_for_a_day(
    app, calling, client, session, hours, is_sent
):
    calling.deposit(client)
    submission = calling.submission
    submission.call.closes_at = now() + dt.timedelta(seconds=1)
    session.commit()
    moment = submission.call.closes_at + dt.timedelta(hours=hours)
    made_from = submission.document.version
    if is_sent:
        with app.app_context():
            send(session, submission, made_from=made_from, moment=moment)
        assert submission.state is SubmissionState.SENT
    else:
        with pytest.raises(TooLate):
            send(session, submission, made_from=made_from, moment=moment)


@pytest.mark.parametrize(
    ("time", "values", "state"),
    [
        (ModerationTime.BEFORE, {}, ContributionState.HELD),
        (ModerationTime.AFTER, {"may_be_published": "no"}, ContributionState.SUBMITTED),
        (ModerationTime.AFTER, {"website": "http://spam.example"}, ContributionState.HELD),
        (ModerationTime.AFTER, {"shown": ""}, ContributionState.HELD),
    ],
)
def test_what_is_not_public_is_read_by_its_author_and_those_who_may(
    app, session, client, sign_in, calling, time, values, state
):
    CharterFactory(consultation_id=calling.consultation.id, time=time)
    session.commit()
    calling.send(client, **values)
    assert calling.contribution.state is state
    public = _public(calling)
    assert "Non publique" in client.get(public).text
    assert app.test_client().get(public).status_code == 404
    assert "Pour des bus" not in app.test_client().get(calling.home).text
    assert "Non publique" in sign_in(calling.consultation, Role.STEWARD).get(public).text
    writer = sign_in(calling.consultation, Role.WRITER).get(public)
    assert writer.status_code == (404 if state is ContributionState.HELD else 200)
    assert sign_in(calling.consultation, Role.PARTICIPANT).get(public).status_code == 404


def test_without_consent_nothing_is_public_whatever_a_moderator_decides(app, calling, client):
    calling.send(client, may_be_published="no")
    calling.contribution.state = ContributionState.PUBLISHED
    calling.session.commit()
    assert app.test_client().get(_public(calling)).status_code == 404
    assert "Pour des bus" not in app.test_client().get(calling.home).text


def test_the_file_is_offered_as_it_came_until_it_says_what_is_not_public(
    app, calling, client, work, session, sign_in
):
    content = b"Un premier mot.\n\nUn second mot.\n"
    check = calling.deposit(client, text="", file=a_file(content, "../avis <é>.txt"))
    work()
    client.post(f"{check}/send", data={"version": calling.version_in(client, check)})
    address = f"{_public(calling)}/file"
    visitor = app.test_client()
    kept = visitor.get(address)
    assert kept.data == content
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert address in visitor.get(_public(calling)).text
    contribution = calling.contribution
    session.add(
        ModerationEvent(
            consultation_id=calling.consultation.id,
            contribution_id=contribution.id,
            act=ModerationAct.REDACTED,
        )
    )
    session.commit()
    assert visitor.get(address).status_code == 404
    assert sign_in(calling.consultation, Role.WRITER).get(address).status_code == 404
    assert sign_in(calling.consultation, Role.STEWARD).get(address).status_code == 200
    assert address not in visitor.get(_public(calling)).text


def test_the_file_of_which_something_is_left_out_is_for_the_team_alone(
    app, calling, client, work, sign_in
):
    file = a_file(b"Un premier mot.\n\nUn second mot.\n", "avis.txt")
    check = calling.deposit(client, text="", file=file)
    work()
    _drop(client, calling, check, 0)
    assert "ne sera pas proposé au public" in client.get(check).text
    client.post(f"{check}/send", data={"version": calling.version_in(client, check)})
    address = f"{_public(calling)}/file"
    assert app.test_client().get(address).status_code == 404
    assert sign_in(calling.consultation, Role.WRITER).get(address).status_code == 200


def test_a_correction_takes_the_place_of_what_was_sent(app, calling, client, session):
    check = calling.send(client)
    former = calling.contribution
    for _ in range(2):
        assert client.post(f"{check}/correct").headers["Location"] == check
    assert len(calling.documents) == 2
    assert [one.nature for one in calling.passages] == [
        one.nature for one in excerpts_of(session, former.id)
    ]
    assert "Le bus du soir" in app.test_client().get(_public(calling)).text
    _drop(client, calling, check, 1)
    client.post(f"{check}/send", data={"version": calling.version_in(client, check)})
    session.rollback()
    assert former.state is ContributionState.WITHDRAWN
    assert calling.contribution.id != former.id
    assert "02 40" not in app.test_client().get(_public(calling)).text
    assert count_of(session, Notice) == 1


def test_a_correction_can_be_left_and_none_begins_once_it_cannot_be_sent(
    app, calling, client, session
):
    check = calling.send(client)
    client.post(f"{check}/correct")
    assert client.post(f"{check}/leave").status_code == 302
    assert len(calling.documents) == 1
    assert "Merci" in client.get(check).text
    calling.contribution.state = ContributionState.REJECTED
    session.commit()
    client.post(f"{check}/correct")
    assert "ne peut plus être corrigée" in client.get(check).text
    assert len(calling.documents) == 1


def test_what_waits_for_a_moderator_still_waits_when_it_is_corrected(calling, client, session):
    check = calling.send(client)
    calling.contribution.state = ContributionState.HELD
    session.commit()
    client.post(f"{check}/correct")
    client.post(f"{check}/send", data={"version": calling.version_in(client, check)})
    assert calling.contribution.state is ContributionState.HELD


def test_what_is_withdrawn_is_read_by_nobody_and_stays_withdrawn(app, calling, client, session):
    check = calling.send(
        client, speaks_for="oneself", signature="Zoé L\u202eegrand", organisation=""
    )
    public = _public(calling)
    assert "Zoé Legrand" in app.test_client().get(public).text
    for _ in range(2):
        assert client.post(f"{check}/withdraw").headers["Location"] == check
    assert "retirée" in client.get(check).text
    assert app.test_client().get(public).status_code == 404
    assert "Pour des bus" not in app.test_client().get(calling.home).text
    contribution = calling.contribution
    assert contribution.state is ContributionState.WITHDRAWN
    assert session.get_one(Respondent, contribution.respondent_id).attributes == {}
    assert calling.submission.signature == ""
    assert client.post(f"{check}/send", data={"version": 1}).headers["Location"] == check
    assert calling.contribution.state is ContributionState.WITHDRAWN


def test_a_deposit_that_was_not_sent_is_erased_with_its_file(app, calling, client):
    check = calling.deposit(client)
    sha256 = calling.submission.document.sha256
    store = app.extensions["store"]
    assert store.holds(key_of(sha256))
    assert client.post(f"{check}/withdraw").headers["Location"] == calling.home
    assert count_of(calling.session, Submission) == count_of(calling.session, Document) == 0
    assert list(store.each(FOLDER)) == []
    assert client.get(check).status_code == 404


def test_drafts_are_forgotten_after_thirty_days_and_what_was_sent_never(
    app, calling, client, session
):
    calling.send(client)
    corrected = calling.send(client, key="c" * 32, title="Autre chose", text="Un autre avis.")
    client.post(f"{corrected}/correct")
    client.post(f"{corrected}/withdraw")
    assert "retirée" in client.get(corrected).text
    calling.deposit(client, key="d" * 32)
    store = app.extensions["store"]
    later = now() + dt.timedelta(days=31)
    assert forget_drafts(session, store, now() + dt.timedelta(days=29)) == 0
    assert forget_drafts(session, store, later) == 2
    assert forget_drafts(session, store, later) == 0
    session.commit()
    assert count_of(session, Submission) == count_of(session, Document) == 2
    run = app.test_cli_runner().invoke(args=["submissions", "forget-drafts"])
    assert run.output == "0 deposits that were never sent are erased.\n"


def test_withdrawing_a_draft_by_its_receipt_keeps_it_from_being_sent(calling, client, session):
    check = calling.deposit(client)
    submission = calling.submission
    withdraw(session, submission)
    session.commit()
    answer = client.post(f"{check}/send", data={"version": submission.document.version})
    assert answer.status_code == 302
    assert count_of(session, Contribution) == 0


def test_markup_in_every_field_is_shown_as_it_was_typed(app, calling, client):
    evil = "<img src=x onerror=alert(1)>"
    calling.send(
        client, title=evil, organisation=evil, territory=evil, text=f"{evil} [x](javascript:y)"
    )
    visitor = app.test_client()
    for address in (calling.home, _public(calling)):
        page = visitor.get(address).text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
        assert 'href="javascript' not in page


def test_what_is_deposited_sent_and_corrected_at_once_is_one_contribution(app, calling, session):
    people = [app.test_client() for _ in range(4)]
    fields = calling.fields()
    answers = at_once(
        [lambda who=who: who.post(f"{calling.home}/new", data=dict(fields)) for who in people]
    )
    assert len({answer.headers["Location"] for answer in answers}) == 1
    check = answers[0].headers["Location"]
    version = {"version": calling.version_in(people[0], check)}
    sent = at_once([lambda who=who: who.post(f"{check}/send", data=version) for who in people])
    assert {answer.status_code for answer in sent} == {302}
    assert count_of(session, Contribution) == 1
    at_once([lambda who=who: who.post(f"{check}/correct") for who in people])
    assert len(calling.documents) == 2
    version = {"version": calling.version_in(people[0], check)}
    acts = [lambda who=who: who.post(f"{check}/send", data=version) for who in people[:3]]
    at_once([*acts, lambda: people[3].post(f"{check}/leave")])
    states = sorted(session.scalars(sa.select(Contribution.state)))
    assert states.count(ContributionState.PUBLISHED) == 1
    assert calling.contribution.state is ContributionState.PUBLISHED
