"""The legal pages: who publishes, which cookies, how accessible, whom to turn to."""

from __future__ import annotations

import dataclasses

import pytest

from app.models import Channel, Consultation
from app.privacy.device_storage import COOKIES
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    idea_of,
)

pytestmark = pytest.mark.either_database

TOLD = {
    "legal_publisher": "Région Exemple",
    "legal_address": "1 rue de la Loire, Nantes",
    "legal_director": "Ana Exemple",
    "legal_host": "Hébergeur Exemple, Rennes",
    "contact_email": "contact@region.example",
    "privacy_officer_email": "dpo@region.example",
}


@pytest.fixture
def told(app):
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, **TOLD)
    yield
    app.extensions["settings"] = before


def test_the_footer_of_every_page_leads_to_them(session, client):
    consultation = ConsultationFactory()
    session.commit()
    for path in ("/", f"/consultations/{consultation.slug}", "/sign-in", "/nothing-here"):
        footer = client.get(path).text.split("<footer")[1]
        for link in ("/legal", "/cookies", "/accessibility"):
            assert f'href="{link}"' in footer, path
        assert "/privacy" in footer, path


def test_they_say_what_the_environment_tells(client, told):
    notice = client.get("/legal").text
    for name in ("legal_publisher", "legal_address", "legal_director", "legal_host"):
        assert TOLD[name] in notice
    assert TOLD["contact_email"] in client.get("/accessibility").text
    assert "09 69 39 00 00" in client.get("/accessibility").text
    assert TOLD["privacy_officer_email"] in client.get("/privacy").text


def test_what_is_not_told_is_said_to_be_missing(client):
    assert "Pas encore indiqué" in client.get("/legal").text
    assert "pas encore indiqué son nom" in client.get("/privacy").text


def test_the_notices_of_public_consultations_are_listed_and_no_others(session, client):
    shown, draft = ConsultationFactory(), ConsultationFactory(state="draft")
    session.commit()
    page = client.get("/privacy").text
    assert f'href="/consultations/{shown.slug}/privacy"' in page
    assert draft.slug not in page


def test_the_cookies_that_are_told_are_those_that_are_set(session, client):
    activity = ActivityFactory(channel=Channel.IDEA_BOX)
    idea, account = idea_of(IdeaBoxFactory(activity=activity)), AccountFactory()
    consultation = session.get_one(Consultation, activity.consultation_id)
    session.commit()
    client.post("/language", data={"language": "en"})
    home = f"/consultations/{consultation.slug}/ideas/{activity.code}/{idea.id}"
    client.post(f"{home}/support", data={"wanted": "yes"})
    client.get(home)
    client.post("/sign-in", data={"email": account.email, "password": PASSWORD})
    names = {cookie.key for cookie in client._cookies.values()}
    assert names == {one.name for one in COOKIES}
    page = client.get("/cookies").text
    assert all(name in page for name in names)
