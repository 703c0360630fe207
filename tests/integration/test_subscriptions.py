"""Who is written to, and how they say so: an address is confirmed, and shows nobody it is known."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from app.corpus.receipts.issuing import issue, receipt_code
from app.jobs.runner import writing
from app.models import Frequency, NoticeKind, OutgoingMail, ReceiptFollower, Subscription
from app.models.types import now
from app.notifications import subscribing
from app.notifications.forgetting import forget_account
from app.notifications.subscribing import Choices
from app.notifications.subscription_links import secret_of
from app.privacy.consents import digest_of
from tests.factories import AccountFactory, ParticipantFactory, idea_of
from tests.integration.test_many_at_once import at_once
from tests.subscribers import WORDS, Following, paths_in, words_of

pytestmark = pytest.mark.either_database

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def following(app, session, work) -> Following:
    return Following(app, session, work)


def test_an_address_receives_nothing_before_it_is_confirmed_from_there(following, client):
    following.subscribe(client, "Claire@Region.example", newsletter="y")
    (message,) = following.sent()
    assert message["To"] == "claire@region.example"
    assert message["Subject"] == "Confirmez votre adresse : Feuille de route"
    following.note(idea_of(following.box, "Avant"), NoticeKind.PUBLISHED)
    assert following.sent() == []
    link, _stop = paths_in(message)[0], paths_in(message)[-1]
    assert client.get(link).status_code == 200
    (kept,) = following.subscriptions()
    assert kept.confirmed_at is None, "programs open links before people do"
    assert kept.newsletter_consent == digest_of(WORDS)
    client.post(f"{link}/confirm")
    client.post(f"{link}/confirm")
    following.session.rollback()
    following.note(idea_of(following.box, "Après"), NoticeKind.PUBLISHED)
    (text,) = following.texts()
    assert "Après" in text
    assert "Avant" not in text, "what happened before they subscribed"


def test_an_address_that_is_known_is_thanked_like_another_and_changes_nothing(following, client):
    known = following.follower("a@region.example", everything=Frequency.WEEKLY)
    answers = [following.subscribe(client, f"{who}@region.example") for who in ("a", "b", "a")]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {
        (302, f"{following.home}/subscriptions/asked")
    }
    assert following.subscriptions()[0].everything is Frequency.WEEKLY
    messages = {str(one["To"]): words_of(one) for one in following.sent()}
    assert len(messages) == 2, "one message an hour"
    assert "Vous en recevez déjà les messages" in messages["a@region.example"]
    assert str(known.id) in messages["a@region.example"]
    following.session.execute(sa.update(Subscription).values(asked_at=now() - HOUR))
    following.session.commit()
    following.subscribe(client, "a@region.example")
    assert len(following.sent()) == 1


def test_the_same_address_sent_by_ten_tabs_is_one_subscription(app, following):
    acts = [lambda: following.subscribe(app.test_client(), "a@region.example")] * 10
    assert {one.status_code for one in at_once(acts)} == {302}
    assert len(following.subscriptions()) == 1
    assert len(following.sent()) == 1


def test_what_is_typed_wrong_is_said_and_kept(following, client):
    page = following.subscribe(client, "pas une adresse")
    assert page.status_code == 422
    assert "pas une adresse" in page.text
    nothing = following.subscribe(client, "a@region.example", everything="")
    assert "Choisissez une fréquence" in nothing.text
    assert following.subscribe(client, "a@region.example", everything="hourly").status_code == 422
    assert following.subscriptions() == []


def test_robots_send_no_more_messages_in_our_name_than_the_limit(
    following, client, app, monkeypatch
):
    settings = dataclasses.replace(app.extensions["settings"], mail_daily_limit=1)
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert following.subscribe(client, "a@region.example").status_code == 302
    refused = following.subscribe(client, "b@region.example")
    assert refused.status_code == 429
    assert "b@region.example" in refused.text
    assert len(following.subscriptions()) == 1


def test_the_link_of_a_message_changes_what_is_received_without_signing_in(following, client):
    one = following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box), NoticeKind.PUBLISHED)
    (message,) = following.sent()
    manage = next(path for path in paths_in(message) if str(one.id) in path)
    page = client.get(manage)
    assert "a@region.example" in page.text
    answer = client.post(manage, data={"own": "never", "everything": "weekly"})
    assert answer.headers["Location"] == manage
    assert following.subscriptions()[0].everything is Frequency.WEEKLY
    wrong = f"{manage[:-1]}{'0' if manage[-1] != '0' else '1'}"
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, data={"everything": "each"}).status_code == 404


def test_one_click_ends_the_messages_and_forgets_the_address(following, client, app, monkeypatch):
    """RFC 8058: a mail program posts, without cookies nor token, and follows no redirection."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box), NoticeKind.PUBLISHED)
    (message,) = following.sent()
    stop = message["List-Unsubscribe"].strip("<>").partition("8000")[2]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(stop).status_code == 200
    assert len(following.subscriptions()) == 1, "opening it changes nothing"
    for _ in range(2):
        answer = client.post(stop, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, "ne recevez plus" in answer.text) == (200, True)
    assert following.subscriptions() == []
    assert client.get(paths_in(message)[-2]).status_code == 200, "its links say so"


def test_what_waits_in_the_outbox_does_not_leave_after_that(following, client, session):
    one = following.follower(everything=Frequency.EACH)
    following.note(idea_of(following.box), NoticeKind.PUBLISHED)
    following.subscribe(client, "a@region.example")
    with writing():
        subscribing.stop(session, one)
        session.commit()
    assert following.sent() == []
    assert session.scalars(sa.select(OutgoingMail.recipient)).all() == []


def test_somebody_signed_in_chooses_without_confirming(following, sign_in, session):
    account = AccountFactory()
    client = sign_in(account=account)
    page = client.get(f"{following.home}/subscriptions")
    assert "checked" not in page.text, "nothing is chosen in their stead"
    said = {"own": "daily", "everything": "never", "newsletter": "y"}
    client.post(f"{following.home}/subscriptions", data=said)
    (kept,) = following.subscriptions()
    assert (kept.account_id, kept.own, kept.takes_newsletter) == (
        account.id,
        Frequency.DAILY,
        True,
    )
    client.post(f"{following.home}/subscriptions", data={"own": "never"})
    (kept,) = following.subscriptions()
    assert (kept.own, kept.newsletter_consent) == (Frequency.NEVER, ""), "never is remembered"


def test_who_takes_part_with_an_account_is_told_until_they_say_never(following):
    account = AccountFactory()
    posted = ParticipantFactory(
        consultation_id=following.consultation.id, account_id=account.id, device_digest=None
    )
    following.session.commit()
    following.ask()
    (kept,) = following.subscriptions()
    assert (kept.own, kept.everything) == (Frequency.EACH, Frequency.NEVER)
    subscribing.choose_for_account(
        following.session,
        following.consultation,
        account,
        Choices(),
        language="fr",
        moment=now(),
    )
    following.session.commit()
    following.note(idea_of(following.box, participant_id=posted.id), NoticeKind.SPLIT)
    assert following.sent() == []


def test_an_erased_account_leaves_no_address_behind(following, session):
    account = AccountFactory()
    one = following.follower(account.email, account_id=account.id, everything=Frequency.EACH)
    following.note(idea_of(following.box), NoticeKind.PUBLISHED)
    forget_account(session, account.id)
    session.delete(account)
    session.commit()
    assert following.sent() == []
    assert one.id not in {kept.id for kept in following.subscriptions()}


def test_a_receipt_is_followed_once_its_follower_has_confirmed(following, session, client):
    receipt = issue(session, following.box.activity, key="k" * 40)
    idea = idea_of(following.box, "Des vélos cargos")
    idea.contribution.receipt_id = receipt.id
    session.commit()
    page = f"{following.home}/subscriptions/receipt"
    code, email = receipt_code("k" * 40, receipt.id).lower(), "a@region.example"
    wrong = client.post(page, data={"code": code[1:], "email": email})
    assert (wrong.status_code, email in wrong.text) == (422, True)
    client.post("/language", data={"language": "en"})
    for _ in range(2):
        assert client.post(page, data={"code": code, "email": email}).status_code == 302
    assert len(session.scalars(sa.select(ReceiptFollower)).all()) == 1
    (message,) = following.sent()
    assert message["Subject"] == "Confirm your address: Feuille de route"
    client.post(f"{paths_in(message)[0]}/confirm")
    following.note(idea, NoticeKind.SPLIT)
    (text,) = following.texts()
    assert "WHAT CONCERNS YOU\n\n• Des vélos cargos\nSplit into several ideas" in text


def test_an_address_that_nobody_confirmed_is_forgotten(following, client):
    following.subscribe(client, "a@region.example")
    following.ask(now() + dt.timedelta(days=13))
    assert len(following.subscriptions()) == 1
    following.ask(now() + dt.timedelta(days=15))
    assert following.subscriptions() == []


def test_the_link_of_a_subscription_opens_no_other_one(following, app, client):
    key = app.extensions["settings"].secret_key
    one = following.follower()
    other = f"{following.home}/subscriptions/{uuid.uuid4()}/{secret_of(key, one.id)}"
    assert client.get(other).status_code == 404
    assert client.post(f"{other}/stop").status_code == 404
