from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale, gettext, refresh

from app.web import translating


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__, root_path=".")
    Babel(app, locale_selector=lambda: app.config.get("LANGUAGE", "fr"))
    translating.init_app(app)
    return app


def _page(text: str, **values: str) -> str:
    return render_template_string(text, **values)


def test_a_text_follows_the_language_when_it_changes_within_a_request(app):
    with app.test_request_context():
        said = [_page('{{ _("Sign in") }}'), gettext("Sign in")]
        with force_locale("en"):
            said += [_page('{{ _("Sign in") }}'), gettext("Sign in")]
        said.append(_page('{{ _("Sign in") }}'))
        app.config["LANGUAGE"] = "en"
        refresh()
        said.append(_page('{{ _("Sign in") }}'))
    assert said == ["Se connecter"] * 2 + ["Sign in"] * 2 + ["Se connecter", "Sign in"]


def test_each_request_has_its_own_language(app):
    for language, said in (("fr", "Se connecter"), ("en", "Sign in"), ("fr", "Se connecter")):
        app.config["LANGUAGE"] = language
        with app.test_request_context():
            assert _page('{{ _("Sign in") }}') == said


def test_what_is_put_into_a_text_is_escaped_and_a_percentage_is_one(app):
    with app.test_request_context():
        assert _page('{{ _("%(who)s & co", who=who) }}', who="<b>") == "&lt;b&gt; & co"
        assert _page('{{ _("5 %% of %(who)s", who=who) }}', who="us") == "5 % of us"
        assert _page('{{ _("95 %% at most") }}') == "95 % at most"


def test_outside_of_a_request_a_text_stays_as_it_is_written():
    assert gettext("Sign in") == "Sign in"
