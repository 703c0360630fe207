"""Feeds: what everybody reads, as Atom, without cookies."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest

from app.models import ContributionState, IdeaAnswer, NoticeKind, Verdict
from tests.action_plans import ActionPlan
from tests.factories import IdeaBoxThemeFactory, idea_of
from tests.governed import add_governance
from tests.read_aloud import aloud
from tests.subscribers import Following

pytestmark = pytest.mark.either_database

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def following(app, session, work) -> Following:
    return Following(app, session, work)


def _entries(answer) -> list[ElementTree.Element]:
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.data)
    for one in (root, *root.iter(f"{ATOM}entry")):
        assert one.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        assert dt.datetime.fromisoformat(one.findtext(f"{ATOM}updated", "")).tzinfo is not None
        assert one.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    return list(root.iter(f"{ATOM}entry"))


def _titles(answer) -> list[str]:
    return [aloud(one.findtext(f"{ATOM}title", "")) for one in _entries(answer)]


def test_the_feed_of_a_consultation_holds_what_everybody_may_know(following, client, session):
    shown = idea_of(following.box, "Vélos & <b>cargos</b> \x0b]]>")
    held = idea_of(following.box, "Retenue", state=ContributionState.HELD)
    for one in (shown, held):
        following.note(one, NoticeKind.PUBLISHED)
    session.add(IdeaAnswer(idea_id=shown.id, key="k", verdict=Verdict.KEPT, reason="Oui."))
    following.note(shown, NoticeKind.ANSWERED)
    following.note(shown, NoticeKind.REDACTED, is_public=False)
    titles = _titles(client.get(f"{following.home}/feed.atom"))
    assert titles == [
        "Vélos & <b>cargos</b> ]]> – Réponse officielle : Retenue",
        "Vélos & <b>cargos</b> ]]> – Nouvelle idée",
        "Boîte à idées – La boîte à idées est ouverte.",
    ]


def test_the_feeds_of_a_box_and_of_a_theme_hold_their_fifty_newest_ideas(following, client):
    theme = IdeaBoxThemeFactory(box_id=following.box.id)
    for number in range(52):
        idea_of(following.box, f"Idée {number}")
    idea_of(following.box, "À thème", theme_id=theme.id)
    idea_of(following.box, "Refusée", theme_id=theme.id, state=ContributionState.REJECTED)
    following.session.commit()
    of_box = _titles(client.get(f"{following.home}/ideas/B1/feed.atom"))
    assert (len(of_box), of_box[0], of_box[-1]) == (50, "À thème", "Idée 3")
    assert _titles(client.get(f"{following.home}/feed/{theme.id}.atom")) == ["À thème"]
    following.box.is_published = False
    following.session.commit()
    for path in ("/ideas/B1/feed.atom", f"/feed/{theme.id}.atom"):
        assert client.get(following.home + path).status_code == 404


def test_a_feed_is_kept_by_caches_and_sent_again_only_when_it_changed(following, sign_in):
    client = sign_in()
    path = f"{following.home}/feed.atom"
    first = client.get(path)
    assert "public" in first.headers["Cache-Control"]
    assert "Vary" not in first.headers
    assert "Set-Cookie" not in first.headers
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=again).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(path, headers=since).status_code == 304
    following.note(idea_of(following.box), NoticeKind.PUBLISHED)
    assert client.get(path, headers=again).status_code == 200


def test_a_draft_has_no_feed_even_for_those_who_prepare_it(following, sign_in):
    following.consultation.state = "draft"
    client = sign_in(following.consultation, "steward")
    missing = client.get(f"{following.home}/feed.atom")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"


def test_pages_of_the_consultation_name_its_feed(following, client):
    page = client.get(following.home)
    assert 'rel="alternate" type="application/atom+xml"' in page.text
    assert f'href="{following.home}/feed.atom"' in page.text


def test_the_feed_of_decisions_tells_who_decided_what(session, client):
    plan = ActionPlan(session)
    add_governance(session, plan.consultation)
    session.commit()
    entries = _entries(client.get(f"{plan.home}/decisions.atom"))
    assert entries[0].findtext(f"{ATOM}title", "").startswith("Comité de pilotage – ")
    assert entries[0].find(f"{ATOM}link").get("href").endswith("/governance/decisions/1")
