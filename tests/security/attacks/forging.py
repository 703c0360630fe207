"""Requests that no page of ours makes: without a token, from elsewhere, with more than asked."""

from __future__ import annotations

import re
import secrets

import pytest

from tests.security.attacked import Attacked
from tests.security.attacks.speaking import register
from tests.security.outsider import SITE, hidden_field
from tests.security.payloads import HOSTS
from tests.security.seeding import DRAFT, OTHER

OUTSIDE = ("visitor", "foreign")
FOREIGN = "00000000-0000-7000-8000-00000000dead"
MORE = {
    "id": FOREIGN,
    "role": "steward",
    "account_id": FOREIGN,
    "author_id": FOREIGN,
    "participant_id": FOREIGN,
    "consultation_id": FOREIGN,
    "contribution_id": FOREIGN,
    "receipt_id": FOREIGN,
    "activity_id": FOREIGN,
    "state": "published",
    "status": "kept",
    "created_at": "1999-12-31T00:00:00Z",
    "sent_at": "1999-12-31T00:00:00Z",
    "confirmed_at": "1999-12-31T00:00:00Z",
    "is_test": "1",
    "is_published": "1",
    "is_public": "1",
    "has_alerts": "0",
    "may_create_consultations": "1",
    "supporters": "1999123177",
    "votes": "1999123177",
    "origin": "19991231dead",
}
"""Columns of rows, sent as fields of forms."""
PROVED_BY_THEIR_ADDRESS = {
    "answering.answer",
    "answering.correct",
    "answering.keep_as_sent",
    "answering.send",
    "answering.withdraw",
    "invited.begin",
    "invited.decline",
    "subscriptions.stop",
}
"""They ask for no token: the secret in the address is the proof, and no cookie is. Without the
right one there is no such page."""
TOLD_APART = ("1999-12-31", FOREIGN, FOREIGN.replace("-", ""), "19991231dead", "1999123177")


def test_a19_no_post_works_without_a_token(attacked: Attacked) -> None:
    """ASVS 4.2.2, 13.2.3: every route that changes something, signing in and out included."""
    steward = attacked.person("steward")
    before, seen, without = attacked.kept(), 0, set()
    for rule in attacked.rules("POST"):
        answer = steward.send("POST", rule["address"])
        seen += 1
        if answer.status != 400:
            without.add(rule["endpoint"])
            assert answer.status == 404, rule["endpoint"]
    assert without == PROVED_BY_THEIR_ADDRESS
    assert seen > 120
    assert attacked.kept() == before


def test_a19_a_form_of_another_site_changes_nothing(attacked: Attacked) -> None:
    """ASVS 4.2.2: with a token that is right, from elsewhere or from nowhere."""
    steward = attacked.person("steward")
    before = attacked.kept()
    where = [f"{attacked.home}/close", "/sign-out", "/sign-in", "/language"]
    elsewhere = [
        {"Referer": "https://evil.example/"},
        {"Referer": f"https://{'consultation.example.evil.example'}/"},
        {"Referer": ""},
        {"Referer": "http://consultation.example/"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://consultation.example"},
        {"Origin": "https://consultation.example:8443"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ]
    for page in where:
        for headers in elsewhere:
            answer = steward.post(page, {}, headers=headers)
            assert 400 <= answer.status < 500, (page, headers)
    assert attacked.kept() == before
    assert steward.get(f"{attacked.home}/moderation").status == 200, "still signed in"


def test_a19_a_token_of_another_person_is_none(attacked: Attacked) -> None:
    """ASVS 4.2.2: the token belongs to the session."""
    other = attacked.person("foreign").csrf_token()
    steward = attacked.person("steward", token=other)
    before = attacked.kept()
    assert steward.post(f"{attacked.home}/close").status == 400
    assert attacked.kept() == before


def test_a19_what_changes_something_is_no_get(attacked: Attacked) -> None:
    """ASVS 13.2.1: also with a method in the address, a header or a field."""
    steward = attacked.person("steward")
    before, seen = attacked.kept(), 0
    readable = {rule["address"] for rule in attacked.rules("GET")}
    for rule in attacked.rules("POST"):
        if rule["address"] in readable:
            continue
        seen += 1
        answer = steward.send(
            "GET", rule["address"] + "?_method=POST", headers={"X-HTTP-Method-Override": "POST"}
        )
        assert answer.status in (404, 405), rule["endpoint"]
    assert seen > 50
    assert attacked.kept() == before
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"):
        assert steward.send(method, attacked.home).status in (400, 405, 501), method


def test_a12_fields_that_no_form_has_are_ignored(attacked: Attacked) -> None:
    """ASVS 5.1.2: every form that anybody may send, with the columns of the rows behind it."""
    browser = attacked.visitor()
    before = attacked.kept()
    idea = f"{attacked.home}/ideas/BOITE/{attacked.plan['ids']['idea']}"
    shown = hidden_field(browser.get(f"{attacked.home}/ideas/BOITE/new").text, "shown")
    new_key = secrets.token_hex(20)
    filled = {
        f"{attacked.home}/ideas/BOITE/new": {"title": "Mienne", "step": "post"},
        f"{idea}/comments": {"text": "Un commentaire."},
        f"{idea}/support": {"wanted": "yes"},
        f"{attacked.home}/subscriptions": {"email": "robot@region.example", "everything": "each"},
        f"{attacked.home}/submissions/APPEL/new": {
            "title": "Texte",
            "speaks_for": "myself",
            "text": "Un texte assez long pour être lu.",
            "may_be_published": "yes",
        },
    }
    for page, fields in filled.items():
        answer = browser.post(page, {**MORE, "key": new_key, "shown": shown, **fields})
        assert answer.status in (302, 422), page
    assert register(browser, attacked, **MORE).status in (302, 422)
    after = attacked.kept()
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert {"idea", "idea_comment", "registration", "contribution"} <= changed
    assert not changed & {"account", "membership", "consultation", "activity", "role_invitation"}
    for table in changed:
        rows = repr(attacked.query(f'SELECT * FROM "{table}"'))
        assert [one for one in TOLD_APART if one in rows] == [], table
    mine = attacked.query("SELECT state FROM contribution WHERE title = 'Mienne'")
    assert {state for (state,) in mine} == {"held"}, "sent in no time: a moderator looks first"


@pytest.mark.parametrize("name", OUTSIDE)
def test_a11_a_draft_is_nowhere(attacked: Attacked, name: str) -> None:
    """ASVS 4.1.3: pages, feeds, exports, search and embedding of a consultation in preparation;
    each with each person on one of the databases."""
    browser = attacked.visitor() if name == "visitor" else attacked.person(name)
    wrong = []
    for rule in attacked.in_turn(attacked.rules("GET"), OUTSIDE.index(name)):
        if "<slug>" in rule["rule"]:
            answer = browser.get(rule["address"].replace(attacked.plan["slug"], DRAFT))
            if answer.status != 404:
                wrong.append(f"{rule['endpoint']} {answer.status}")
    assert "\n".join(wrong) == ""
    assert DRAFT not in browser.get("/").text


def test_a34_a_code_of_one_consultation_opens_nothing_in_another(attacked: Attacked) -> None:
    """ASVS 4.2.1: every address with a code, its consultation changed; the foreign steward asks."""
    steward = attacked.person("foreign")
    before, wrong, seen = attacked.kept(), [], 0
    for rule in attacked.plan["rules"]:
        if rule["held"] is None or "<slug>" not in rule["rule"]:
            continue
        address = rule["held"].replace(f"/{attacked.plan['slug']}/", f"/{OTHER}/")
        for method in set(rule["methods"]) & {"GET", "POST"}:
            seen += 1
            fields = {"go": "next", "nom": "Pris", "confirm": "y"}
            answer = steward.post(address, fields) if method == "POST" else steward.get(address)
            if answer.status not in (403, 404):
                wrong.append(f"{method} {rule['endpoint']} {answer.status}")
    assert "\n".join(wrong) == ""
    assert seen > 40
    assert attacked.kept("sign_in_failure") == before


def test_a07_an_object_of_another_consultation_is_not_there(attacked: Attacked) -> None:
    """ASVS 4.2.1: every address with an identifier, asked by a steward where they are steward; on
    one of the databases."""
    steward = attacked.person("foreign")
    before, wrong = attacked.kept(), []
    for place, method in enumerate(("GET", "POST")):
        for rule in attacked.in_turn(attacked.rules(method), place):
            named = [one for one in rule["arguments"] if one.endswith("_id") or one == "code"]
            if not named or "<slug>" not in rule["rule"]:
                continue
            address = rule["address"].replace(f"/{attacked.plan['slug']}/", f"/{OTHER}/")
            answer = steward.post(address, {}) if method == "POST" else steward.get(address)
            # A form that is not filled in may be refused before what it is about is looked for.
            if answer.status not in ((400, 404) if method == "POST" else (404,)):
                wrong.append(f"{method} {rule['endpoint']} {answer.status}")
    assert "\n".join(wrong) == ""
    assert attacked.kept() == before


def test_a21_a_forged_host_is_refused_and_never_written(attacked: Attacked) -> None:
    """ASVS 14.5.1, 5.1.5: on every kind of page; messages have the host that is configured."""
    browser = attacked.visitor()
    for host in HOSTS:
        for path in ("/", "/sign-in", "/static/css/sillage.css", "/nothing"):
            answer = browser.get(path, Host=host)
            assert answer.status == 400, (host, path)
            assert "evil" not in answer.text + answer.location
        answer = browser.get("/sign-in", X_Forwarded_Host=host, X_Forwarded_Server=host)
        assert host not in re.sub(r"consultation\.example(?!\.evil)", "", answer.text)
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    asked = {"email": "lettre@region.example", "everything": "each"}
    told = browser.post(f"{attacked.home}/subscriptions", asked, headers=forged)
    assert told.status in (200, 302)
    mail = attacked.wait_for_mail("lettre@region.example")
    assert SITE in mail
    assert "evil.example" not in mail
