"""What every page has: headers, languages, error pages, one transaction a request."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from app.extensions import current_session
from app.models import Consultation, ConsultationState, Role
from tests.factories import ConsultationFactory


def test_pages_carry_a_strict_policy_with_a_fresh_nonce(client):
    first, second = client.get("/"), client.get("/")
    policy = first.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert f'nonce="{nonce[1]}"' in first.text
    assert nonce[1] not in second.headers["Content-Security-Policy"]


def test_pages_are_never_kept_by_a_cache_and_never_sniffed(client):
    headers = client.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_french_is_the_first_language_and_english_the_second(client):
    assert '<html lang="fr">' in client.get("/").text
    client.post("/language", data={"language": "en", "next": "/"})
    page = client.get("/")
    assert '<html lang="en">' in page.text
    assert "Say what matters" in page.text


def test_an_unknown_language_changes_nothing(client):
    client.post("/language", data={"language": "xx", "next": "//evil.example"})
    assert '<html lang="fr">' in client.get("/").text


@pytest.mark.parametrize("path", ["/nowhere", "/consultations/nothing", "/consultations/%00"])
def test_an_address_that_does_not_exist_says_so_in_french(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("query", ["?q=%00", "?after=%00", "?channel=%00"])
def test_a_nul_in_an_address_is_refused(session, sign_in, query):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.WRITER)
    assert client.get(f"/consultations/{consultation.slug}/contributions{query}").status_code == 400


def test_a_wrong_key_or_filter_is_no_error_of_ours(session, sign_in):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.WRITER)
    base = f"/consultations/{consultation.slug}"
    assert client.get(f"{base}/contributions?after=nonsense").status_code == 200
    assert client.get(f"{base}/contributions?channel=nonsense").status_code == 404
    assert client.get(f"{base}/contributions?activity=nonsense").status_code == 404
    assert client.get(f"{base}/themes?run=nonsense").status_code == 404


def test_a_form_without_its_token_changes_nothing(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post("/language", data={"language": "en"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "Ce formulaire a expiré" in answer.text
    assert '<html lang="fr">' in client.get("/").text


def test_a_request_that_fails_leaves_the_database_as_it_was(app, session, client, monkeypatch):
    consultation = ConsultationFactory(title="before")
    session.commit()

    def breaks():
        current_session().execute(sa.update(Consultation).values(title="changed"))
        raise RuntimeError("on purpose")

    monkeypatch.setitem(app.view_functions, "web.switch_language", breaks)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.post("/language")
    assert answer.status_code == 500
    assert "Rien n’a été modifié" in answer.text
    assert re.search(r"Code à nous donner : <code>[2-9A-Z]{8}</code>", answer.text)
    session.rollback()
    assert session.get(Consultation, consultation.id).title == "before"


def test_a_draft_exists_for_its_members_only(session, client, sign_in):
    draft = ConsultationFactory(state=ConsultationState.DRAFT)
    member = sign_in(draft, Role.STEWARD)
    stranger = sign_in()
    address = f"/consultations/{draft.slug}"
    assert client.get(address).status_code == 404
    assert stranger.get(address).status_code == 404
    assert member.get(address).status_code == 200
    assert draft.title in member.get("/").text
    assert draft.title not in client.get("/").text


def test_every_page_of_a_fictional_consultation_says_that_it_is_one(session, sign_in):
    consultation = ConsultationFactory(is_fictional=True)
    client = sign_in(consultation, Role.STEWARD)
    base = f"/consultations/{consultation.slug}"
    for path in ("", "/desk", "/contributions", "/themes", "/links", "/coverage", "/strategy"):
        assert "Cette démarche est fictive" in client.get(base + path).text, path


def test_a_host_that_is_not_trusted_is_refused_without_a_page(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["ess.region.example"])
    for path in ("/", "/healthz", "/nowhere"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 400, path
        assert "evil" not in answer.text
    assert client.get("/", headers={"Host": "ess.region.example"}).status_code == 200


def _menu(page: str) -> list[str]:
    """The links of the menu; those below a group are indented."""
    menu = re.search(r'<nav aria-label="Démarche">(.*?)</nav>', page, re.S)
    assert menu is not None
    links, depth = [], 0
    for part in re.finditer(r"<(/?)ul>|<a [^>]*>([^<]*)</a>", menu[1]):
        if part[2] is None:
            depth += -1 if part[1] else 1
        else:
            links.append("  " * (depth - 1) + part[2])
    return links


def test_a_short_menu_stands_side_by_side(session, client, monkeypatch):
    monkeypatch.setattr("app.web.navigation.FLAT", 20)
    consultation = ConsultationFactory()
    session.commit()
    menu = _menu(client.get(f"/consultations/{consultation.slug}").text)
    assert {"Présentation", "Questionnaires", "Stratégie"} <= set(menu)


def test_those_who_take_part_find_their_own_words_in_the_menu(session, client):
    consultation = ConsultationFactory()
    session.commit()
    menu = _menu(client.get(f"/consultations/{consultation.slug}").text)
    assert [line for line in menu if not line.startswith("  ")] == [
        "Présentation",
        "Participer",
        "Stratégie",
        "Les suites",
        "Suivre ma contribution",
    ]


def test_a_menu_too_long_for_its_place_is_folded_into_its_groups(session, sign_in):
    consultation = ConsultationFactory()
    client = sign_in(consultation, Role.STEWARD)
    menu = _menu(client.get(f"/consultations/{consultation.slug}/desk").text)
    assert [line for line in menu if not line.startswith("  ")] == [
        "Présentation",
        "Bureau",
        "Échanges",
        "Recueillir",
        "Analyser",
        "Décider",
        "Stratégie",
        "Publier",
        "Piloter",
    ]
    assert "  Thèmes" in menu


def test_what_is_too_large_is_taken_in_before_it_is_refused(client):
    """A connection that is closed while a browser sends is reset: nobody reads why."""
    size = 28_000_000
    sent = io.BytesIO(b"a=" + b"a" * (size - 2))
    answer = client.post(
        "/sign-in",
        input_stream=sent,
        content_length=size,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (answer.status_code, sent.read()) == (413, b"")
