"""Newsletters: written by a steward, sent once to those who agreed, and kept for everybody."""

from __future__ import annotations

import dataclasses
import uuid

import pytest
import sqlalchemy as sa

from app.models import Notice, OutgoingMail, Role
from app.models.types import new_id, now
from tests.integration.test_digests import DAY
from tests.integration.test_many_at_once import at_once
from tests.subscribers import AGREED, Following, paths_in, words_of

pytestmark = pytest.mark.either_database

WORDS = {"title": "Où en est-on ?", "text": "**Merci** <b>à</b> tous.\n\n- un\n- deux"}


@pytest.fixture
def following(app, session, work) -> Following:
    return Following(app, session, work)


@pytest.fixture
def steward(following, sign_in):
    return sign_in(following.consultation, Role.STEWARD)


def _post(following, client, act: str, key: uuid.UUID):
    said = {**WORDS, "act": act, "key": str(key)}
    return client.post(f"{following.home}/newsletters/new", data=said)


def test_it_is_seen_tried_and_sent_to_those_who_agreed(following, steward):
    following.follower("oui@region.example", **AGREED)
    following.follower("non@region.example")
    key = new_id()
    seen = _post(following, steward, "preview", key)
    assert seen.status_code == 200
    assert "<strong>Merci</strong> &lt;b&gt;à&lt;/b&gt; tous." in seen.text
    assert "Envoyer à 1 personne" in seen.text
    assert following.sent() == []
    _post(following, steward, "test", key)
    (test,) = following.sent()
    assert test["To"] not in ("oui@region.example", "non@region.example")
    answers = at_once([lambda: _post(following, steward, "send", key)] * 2)
    assert [one.status_code for one in answers] == [302, 302]
    (message,) = following.sent()
    assert (message["To"], message["Subject"]) == ("oui@region.example", WORDS["title"])
    html = message.get_body(("html",)).get_content()
    assert "<strong>Merci</strong>" in html
    assert words_of(message).startswith("**Merci** <b>à</b> tous.")
    assert following.sent() == [], "sent once"
    following.session.rollback()
    assert following.session.scalar(sa.select(Notice.sent).where(Notice.id == key)) == 1


def test_it_is_read_by_everybody_afterwards(following, steward, client):
    key = new_id()
    _post(following, steward, "send", key)
    assert WORDS["title"] in client.get(f"{following.home}/newsletters").text
    page = client.get(f"{following.home}/newsletters/{key}")
    assert "<strong>Merci</strong>" in page.text
    assert client.get(f"{following.home}/newsletters/{new_id()}").status_code == 404


def test_its_link_ends_the_newsletter_and_nothing_else(following, steward, client):
    following.follower("oui@region.example", everything="daily", **AGREED)
    _post(following, steward, "send", new_id())
    (message,) = following.sent()
    assert client.post(paths_in(message)[-1]).status_code == 200
    (kept,) = following.subscriptions()
    assert (kept.takes_newsletter, kept.everything) == (False, "daily")


def test_beyond_the_limit_of_a_day_the_others_follow(following, steward, app, monkeypatch):
    settings = dataclasses.replace(app.extensions["settings"], mail_daily_limit=2)
    monkeypatch.setitem(app.extensions, "settings", settings)
    for number in range(3):
        following.follower(f"p{number}@region.example", **AGREED)
    _post(following, steward, "send", new_id())
    assert len(following.sent()) == 2
    following.session.execute(sa.update(OutgoingMail).values(created_at=now() - 2 * DAY))
    following.session.commit()
    assert len(following.sent()) == 1


def test_what_is_wrong_is_said_and_kept(following, steward):
    said = {"title": "", "text": "Bonjour à tous", "act": "send", "key": "../x"}
    page = steward.post(f"{following.home}/newsletters/new", data=said)
    assert page.status_code == 422
    assert "Bonjour à tous" in page.text
    assert following.session.scalars(sa.select(Notice).where(Notice.title != "")).all() == []
