from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from wtforms import StringField

import config
from app import create_app
from app.corpus.moderation.alerts import Alert
from app.corpus.moderation.piles import known_alerts
from app.web.traps import FILLED, SHORTEST_LOOK, TOO_FAST, TrappedForm
from tests.trapped import looked_at


class Said(TrappedForm):
    words = StringField("Words")


@pytest.fixture(scope="module")
def flask_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = {"SILLAGE_ENV": "testing", "SILLAGE_DATA": str(tmp_path_factory.mktemp("data"))}
    return create_app(config.load(settings))


def _alerts(app: Flask, **fields: str) -> tuple[str, ...]:
    with app.test_request_context(method="POST", data={"words": "Bonjour", **fields}):
        return Said(meta={"csrf": False}).alerts


def test_somebody_who_takes_their_time_alerts_nobody(flask_app):
    assert _alerts(flask_app, **looked_at(flask_app, dt.timedelta(days=3))) == ()
    assert _alerts(flask_app, **looked_at(flask_app, 2 * SHORTEST_LOOK)) == ()


def test_moderators_are_told_of_what_falls_into_a_trap():
    assert known_alerts([FILLED, TOO_FAST]) == (Alert.ROBOT_FIELD, Alert.ROBOT_SPEED)


def test_a_form_sent_at_once_or_without_its_mark_is_that_of_a_robot(flask_app):
    assert _alerts(flask_app, **looked_at(flask_app, dt.timedelta())) == (TOO_FAST,)
    for shown in ("", "0", "1700000000.forged", "\x00", "é.é"):
        assert _alerts(flask_app, shown=shown) == (TOO_FAST,)


def test_a_field_that_people_do_not_see_stays_empty(flask_app):
    shown = looked_at(flask_app)
    assert _alerts(flask_app, **shown, website="http://pills.example") == (FILLED,)


def test_the_mark_of_the_first_showing_stays_while_errors_are_corrected(flask_app):
    shown = looked_at(flask_app)
    with flask_app.test_request_context(method="POST", data=shown):
        assert Said(meta={"csrf": False}).shown.data == shown["shown"]
    with flask_app.test_request_context():
        form = Said(meta={"csrf": False})
        assert form.shown.data in form.hidden_tag()
        assert 'name="website"' in form.hidden_tag()
