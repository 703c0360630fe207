"""Limits per address, as they stand behind a proxy: each answers 429, and nothing typed is lost."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.extensions import limiter
from app.web import limits
from tests.boxes_with_people import Box, make_box
from tests.factories import ActivityFactory, SubmissionCallFactory

pytestmark = pytest.mark.either_database


@pytest.fixture
def waited(monkeypatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(limits.time, "sleep", slept.append)
    return slept


@pytest.fixture
def limited(app: Flask, waited: list[float]) -> Iterator[Flask]:
    """The application as it runs behind one proxy, limits on."""
    settings = replace(app.extensions["settings"], rate_limits=True, trusted_proxies=1)
    try:
        made = create_app(settings)
        made.config["WTF_CSRF_ENABLED"] = False
        yield made
    finally:
        limiter.reset()
        limiter.enabled = False


@pytest.fixture
def box(session) -> Box:
    made = make_box(takes_votes=True)
    session.commit()
    return made


def _client(app: Flask, forwarded: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    return client


def test_who_posts_too_often_waits_and_keeps_what_they_typed(limited, box):
    client = _client(limited, "203.0.113.1")
    typed = {"title": "Une <idée> gardée", "step": "change"}
    codes = [client.post(f"{box.address}/new", data=typed).status_code for _ in range(21)]
    assert codes == [200] * 20 + [429]
    page = client.post(f"{box.address}/new", data=typed).text
    assert "Trop d’essais" in page
    assert 'name="title" value="Une &lt;idée&gt; gardée"' in page
    assert client.get(f"{box.address}/new").status_code == 200
    # The proxy writes the last address: what a browser pretends stands before it.
    forged = _client(limited, "198.51.100.9, 203.0.113.1")
    assert forged.post(f"{box.address}/new", data=typed).status_code == 429
    other = _client(limited, "203.0.113.1, 203.0.113.2")
    assert other.post(f"{box.address}/new", data=typed).status_code == 200


def test_who_guesses_codes_waits_each_time_and_then_for_long(limited, session, box, waited):
    call = SubmissionCallFactory(
        activity=ActivityFactory(consultation_id=box.consultation.id, channel="submission")
    )
    session.commit()
    home = f"/consultations/{box.consultation.slug}"
    typing = _client(limited, "203.0.113.3")
    codes = [
        typing.post(f"{home}/receipts", data={"code": secrets.token_hex(8)}).status_code
        for _ in range(11)
    ]
    assert codes == [422] * 10 + [429]
    opening = _client(limited, "203.0.113.4")
    places = (f"{home}/receipts", f"{home}/submissions/{call.activity.code}/check")
    codes = [
        opening.get(f"{places[number % 2]}/{secrets.token_hex(8)}").status_code
        for number in range(21)
    ]
    assert codes == [404] * 20 + [429]
    assert waited == [limits.COST_OF_A_WRONG_CODE] * 30


def test_who_votes_like_a_robot_waits(limited, box):
    client = _client(limited, "203.0.113.5")
    codes = [client.post(f"{box.address}/votes").status_code for _ in range(61)]
    assert codes[-1] == 429
    assert 429 not in codes[:60]


def test_a_room_behind_one_address_makes_its_accounts_together(limited):
    client = _client(limited, "203.0.113.6")
    pages = ("/sign-up", "/password/forgotten")
    codes = [client.post(pages[number % 2]).status_code for number in range(61)]
    assert codes == [422] * 60 + [429]
