"""Accounts: passwords, sessions, links of messages, and what their forms give away."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest

from tests.factories import PASSWORD
from tests.security.attacked import Attacked
from tests.security.outsider import COOKIE, SITE, Answer, Outsider
from tests.security.payloads import ADDRESSES, COOKIES, ELSEWHERE, TOKENS

WRONG = "wrong horse battery staple"


def sign_in(browser: Outsider, email: str, password: str = PASSWORD, **more: str) -> Answer:
    return browser.post("/sign-in", {"email": email, "password": password, **more})


def is_signed_in(browser: Outsider) -> bool:
    return 'data-account="nobody"' not in browser.get("/").text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a22_one_is_led_nowhere_else(attacked: Attacked, target: str) -> None:
    """ASVS 5.1.5: after signing in, when signed in already, after a change of language."""
    browser = attacked.person("stranger")
    answers = [
        browser.get(f"/sign-in?next={quote(target)}"),
        browser.post("/language", {"language": "en", "next": target}),
        sign_in(attacked.visitor(), attacked.plan["emails"]["stranger"], next=target),
    ]
    for answer in answers:
        assert answer.status in (302, 303, 400), answer
        there = answer.location.removeprefix(SITE)
        assert not urlsplit(there).netloc, there
        assert not re.match(r"[\\/]{2}|/\\|[a-z]+:", there), there
        assert "evil" not in urlsplit(there).netloc


@pytest.mark.parametrize("cookie", COOKIES)
def test_a20_a_cookie_that_nobody_signed_opens_nothing(attacked: Attacked, cookie: str) -> None:
    """ASVS 3.5.3."""
    browser = attacked.visitor(cookies={COOKIE: cookie} if cookie else {})
    assert browser.get(f"{attacked.home}/moderation").asks_to_sign_in


def test_a20_signed_out_ended_and_erased_sessions_are_refused(attacked: Attacked) -> None:
    """ASVS 3.3.1, 3.3.2: the cookie is kept by a thief; the clock jumped; the account is erased."""
    browser = attacked.visitor()
    assert sign_in(browser, attacked.plan["emails"]["changing"]).status == 302
    thief = attacked.visitor(cookies=dict(browser.cookies))
    assert thief.get(f"{attacked.home}/moderation").status == 200
    browser.token = ""
    assert browser.post("/sign-out").status == 302
    assert not is_signed_in(thief)
    again = attacked.visitor()
    sign_in(again, attacked.plan["emails"]["changing"])
    attacked.query(
        "UPDATE account_session SET ends_at = :past WHERE account_id = :who",
        past="2016-01-01 00:00:00+00:00",
        who=attacked.account_id("changing"),
    )
    assert not is_signed_in(again)
    assert not is_signed_in(attacked.person("erased"))


def test_a20_a_role_that_was_taken_away_is_gone_at_once(attacked: Attacked) -> None:
    """ASVS 4.1.5, 3.3.3: the session stays, what it opened does not."""
    browser = attacked.visitor()
    sign_in(browser, attacked.plan["emails"]["changing"])
    assert browser.get(f"{attacked.home}/moderation").status == 200
    attacked.query(
        "UPDATE membership SET role = 'participant' WHERE account_id = :who",
        who=attacked.account_id("changing"),
    )
    assert browser.get(f"{attacked.home}/moderation").status == 403


def test_a20_signing_in_gives_a_new_session_and_keeps_nothing(attacked: Attacked) -> None:
    """ASVS 3.2.1, 3.2.2, 3.4.1, 3.4.2, 3.4.3: no fixation, one host, hidden."""
    victim = attacked.visitor()
    victim.csrf_token()
    planted = dict(victim.cookies)
    answer = sign_in(victim, attacked.plan["emails"]["stranger"])
    assert victim.cookies[COOKIE] != planted[COOKIE]
    assert not is_signed_in(attacked.visitor(cookies=planted))
    told = answer.headers["set-cookie"].lower()
    for flag in ("secure", "httponly", "samesite=lax", "path=/"):
        assert flag in told, flag
    assert "domain=" not in told
    assert COOKIE.startswith("__Host-")


def test_a33_a_password_of_a_megabyte_is_refused(attacked: Attacked) -> None:
    """ASVS 2.1.2, 11.1.4: without being hashed, as test_signing_in.py counts."""
    answer = sign_in(attacked.visitor(), attacked.plan["emails"]["victim"], "x" * 2**20)
    assert answer.status in (400, 413, 422)


def test_a18_signing_in_tells_nobody_whether_an_account_is_there(attacked: Attacked) -> None:
    """ASVS 2.2.1, 2.2.3, 3.2.3: same status, same words. That it takes as long, with as many
    passwords hashed at the same cost, is counted in tests/integration/test_signing_in.py: clocks
    tell of the machine as well."""
    known, unknown = attacked.plan["emails"]["victim"], "zq9999zq@private.example"
    told = {}
    for email in (known, unknown):
        answer = sign_in(attacked.visitor(), email, WRONG)
        told[email] = (answer.status, _without_chance(answer.text, email))
    assert told[known] == told[unknown]


def _without_chance(page: str, email: str) -> str:
    """A page without what is drawn anew each time, and without the address that was typed."""
    page = re.sub(r'nonce="[^"]*"|value="[^"]{20,}"|nonce-[\w-]+', "", page)
    return page.replace(email, "")


FORMS = (("/sign-up", "/sign-up"), ("/sign-in", "/sign-in/link"), ("/password/forgotten",) * 2)
"""Pages, and where their forms are sent."""


@pytest.mark.parametrize(("form", "where"), FORMS)
def test_a18_forms_of_accounts_tell_nobody_who_has_one(
    attacked: Attacked, form: str, where: str
) -> None:
    """ASVS 2.2.1, 2.5.x: signing up, a link to sign in, a forgotten password."""
    known, unknown = attacked.plan["emails"]["victim"], "zq9998zq@private.example"
    told = {}
    for email in (known, unknown):
        browser = attacked.visitor()
        assert browser.get(form).status == 200
        answer = browser.post(where, {"email": email})
        landed = browser.get(answer.location) if answer.status == 302 else answer
        told[email] = (answer.status, answer.location, _without_chance(landed.text, email))
    assert told[known] == told[unknown]


def test_a17_a_password_cannot_be_guessed_and_nobody_is_locked_out(attacked: Attacked) -> None:
    """ASVS 2.2.1, 11.1.4: a robot waits, from one address and from many; its victim comes in."""
    email = attacked.plan["emails"]["steward"]
    owner = attacked.visitor(address="192.0.2.10")
    assert sign_in(owner, email).status == 302
    statuses = [
        sign_in(attacked.visitor(address="192.0.2.66"), email, f"{WRONG} {n}").status
        for n in range(25)
    ]
    assert 429 in statuses
    spread = [sign_in(attacked.visitor(), email, f"{WRONG} {n}") for n in range(40)]
    assert any(one.status == 429 or "429" in one.text for one in spread)
    # On the device that they have signed in with before.
    owner.cookies.pop(COOKIE)
    owner.token = ""
    assert sign_in(owner, email).status == 302
    # Somebody else, elsewhere, notices nothing.
    assert sign_in(attacked.visitor(), attacked.plan["emails"]["stranger"]).status == 302


def test_a16_links_of_messages_are_refused_when_expired_used_cut_or_foreign(
    attacked: Attacked,
) -> None:
    """ASVS 2.5.1, 2.5.6, 2.7.2, 2.7.3: and each is told in words that help, once for all."""
    links = attacked.plan["links"]
    other = links["reset"]["secret"]
    here = attacked.visitor()
    pages = {
        "expired": f"/links/sign-in/{links['expired']['id']}/{links['expired']['secret']}",
        "used": f"/links/sign-in/{links['used']['id']}/{links['used']['secret']}",
        "cut": f"/links/sign-in/{links['sign_in']['id']}/{links['sign_in']['secret'][:-1]}",
        "foreign": f"/links/sign-in/{links['sign_in']['id']}/{other}",
        **{
            f"token {n}": f"/links/sign-in/{links['sign_in']['id']}/{quote(token)}"
            for n, token in enumerate(TOKENS[1:])
        },
    }
    known = here.get(f"/links/sign-up/{links['sign_up']['id']}/{links['sign_up']['secret']}")
    assert known.status == 200, "a link that is right shows its page"
    for name, page in pages.items():
        for answer in (here.get(page), here.post(page)):
            assert answer.status in (400, 403, 404, 410, 422, 429), name
            assert not is_signed_in(here)


def test_a20_other_sessions_end_with_the_password(attacked: Attacked) -> None:
    """ASVS 3.3.3: whoever changes their password signs others out."""
    email = attacked.plan["emails"]["author"]
    mine, thief = attacked.visitor(), attacked.visitor()
    sign_in(mine, email)
    sign_in(thief, email)
    mine.token = ""
    page = mine.get("/account/password")
    assert page.status == 200
    new = "un tout autre mot de passe, long"
    fields = {
        "present": PASSWORD,
        "password": new,
    }
    assert mine.post("/account/password", fields).status == 302
    assert is_signed_in(mine)
    assert not is_signed_in(thief)


def test_a32_robots_get_no_account_and_send_no_mail(attacked: Attacked) -> None:
    """ASVS 11.1.4, 2.2.1: sign-ups by the dozen, addresses that hold more than one, no session
    before the address was confirmed."""
    robot = attacked.visitor(address="192.0.2.77")
    accounts = len(attacked.query("SELECT id FROM account"))
    statuses = []
    for number in range(65):
        fields = {
            "email": f"robot{number}@region.example",
            "name": "http://evil.example achetez",
            "password": WRONG,
        }
        statuses.append(robot.post("/sign-up", fields).status)
    assert 404 not in statuses
    assert 429 in statuses
    for address in ADDRESSES:
        assert attacked.visitor().post("/sign-up", {"email": address, "name": "A"}).status == 422
    assert len(attacked.query("SELECT id FROM account")) == accounts
    assert not is_signed_in(robot)


def test_a09_a_persons_export_is_for_them_and_for_a_while(attacked: Attacked) -> None:
    """ASVS 8.3.2, 4.2.1: signed out, by another, after it expired."""
    found = [one for one in attacked.rules("GET") if "export_id" in one["arguments"]]
    assert found, "the page that gives it"
    for rule in found:
        assert attacked.visitor().get(rule["address"]).asks_to_sign_in
        assert attacked.person("steward").get(rule["address"]).status in (403, 404)
        attacked.query(
            "UPDATE personal_export SET expires_at = :past", past="2016-01-01 00:00:00+00:00"
        )
        late = attacked.person("author").get(rule["address"])
        assert late.status in (302, 403, 404, 410)
        assert late.body[:2] != b"PK"
