"""One person who would like to count for many, and many requests at once."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

from tests.security.attacked import Attacked
from tests.security.attacks.speaking import register
from tests.security.outsider import Answer, Outsider, hidden_field
from tests.security.payloads import TOKENS

AT_ONCE = 30


def at_once(number: int, ask: Callable[[int], Answer]) -> list[Answer]:
    """The answers to so many requests that leave at the same moment, each by its connection."""
    answers: list[Answer] = []
    start = threading.Barrier(number)

    def one(place: int) -> None:
        start.wait(10)
        answers.append(ask(place))

    threads = [threading.Thread(target=one, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == number
    return answers


def copies(browser: Outsider, number: int) -> list[Outsider]:
    """The same browser in several tabs: the same cookies, a connection each."""
    token = browser.csrf_token()
    return [
        Outsider(browser.port, dict(browser.cookies), token=token, address=f"198.51.100.{one}")
        for one in range(number)
    ]


def test_a13_thirty_votes_and_supports_at_once_are_one_of_each(attacked: Attacked) -> None:
    """ASVS 11.1.6: a person signed in; every request is answered."""
    tabs = copies(attacked.person("stranger"), AT_ONCE)
    idea = attacked.plan["ids"]["idea"]
    box = f"{attacked.home}/ideas/BOITE"
    form = attacked.person("stranger").get(f"{box}/votes").text
    named = hidden_field(form, "idea_id") or hidden_field(form, "idea")
    assert named, "the page asks of an idea"
    before = attacked.query("SELECT count(*) FROM idea_vote")[0][0]

    def vote(place: int) -> Answer:
        fields = {"idea_id": named, "idea": named, "judgement": "agree", "said": "agree"}
        return tabs[place].post(f"{box}/votes", fields)

    assert {one.status for one in at_once(AT_ONCE, vote)} == {302}
    assert attacked.query("SELECT count(*) FROM idea_vote")[0][0] == before + 1

    def support(place: int) -> Answer:
        return tabs[place].post(f"{box}/{idea}/support", {"wanted": "yes"})

    mine = (
        "SELECT count(*) FROM idea_support JOIN participant ON participant.id = participant_id"
        " WHERE account_id = :who"
    )
    assert {one.status for one in at_once(AT_ONCE, support)} == {302}
    assert attacked.query(mine, who=attacked.account_id("stranger")) == [(1,)]


def test_a14_what_is_sent_twice_is_kept_once_and_thanked_twice(attacked: Attacked) -> None:
    """ASVS 11.1.2: a double click, a reload, two tabs: ideas, registrations, answers."""
    browser = attacked.visitor()
    page = f"{attacked.home}/ideas/BOITE/new"
    shown = hidden_field(browser.get(page).text, "shown")
    key = secrets.token_hex(20)
    fields = {"title": "Deux fois la même", "key": key, "step": "post", "shown": shown}
    # The step before marks the device, as it does for people.
    browser.post(page, {**fields, "step": "similar"})
    tabs = copies(browser, 4)
    answers = at_once(4, lambda place: tabs[place].post(page, fields))
    answers.append(browser.post(page, fields))
    assert {one.status for one in answers} == {302}
    assert len({one.location for one in answers}) == 1
    assert attacked.query("SELECT count(*) FROM idea WHERE key = :key", key=key) == [(1,)]
    email = f"{secrets.token_hex(6)}@region.example"
    same = {"key": secrets.token_hex(16), "email": email, "name": "Deux fois"}
    assert [register(browser, attacked, **same).status for _ in range(2)] == [302, 302]
    kept = attacked.query("SELECT count(*) FROM registration WHERE email = :email", email=email)
    assert kept == [(1,)]


def test_a15_fifty_posts_from_one_address_are_slowed_down(attacked: Attacked) -> None:
    """ASVS 11.1.4, 13.2.x: what a browser pretends of its address stands before the proxy's."""
    page = f"{attacked.home}/ideas/BOITE/new"
    browser = attacked.visitor()
    statuses = []
    for number in range(50):
        forged = {"X-Forwarded-For": f"203.0.113.{number}, 198.18.0.7", "X-Real-IP": "8.8.8.8"}
        statuses.append(browser.post(page, {"title": "x", "step": "change"}, headers=forged).status)
    assert statuses.count(429) >= 25
    other = {"X-Forwarded-For": "198.18.0.7, 198.18.0.8"}
    assert browser.post(page, {"title": "x", "step": "change"}, headers=other).status == 200


def test_a16_guessed_codes_find_nothing_and_are_slowed_down(attacked: Attacked) -> None:
    """ASVS 2.9.x, 6.2.2, 6.3.1: every kind of code, by what is no secret; then too many."""
    wrong, visitor = [], attacked.visitor()
    for number, rule in enumerate(one for one in attacked.rules("GET") if one["held"]):
        secret = next(
            part for part in rule["held"].split("/") if part not in rule["address"].split("/")
        )
        cut, twice = secret[:-1], secret + secret[-1]
        some = (TOKENS[number % len(TOKENS)], TOKENS[(number + 3) % len(TOKENS)])
        for guess in (cut, twice, *some):
            address = rule["held"].replace(secret, guess.replace("é", "%C3%A9"))
            answer = visitor.get(address)
            if answer.marks & attacked.marks_of("holder"):
                wrong.append(f"{rule['endpoint']} {guess[:50]}")
            if answer.status >= 500:
                wrong.append(f"{rule['endpoint']} {guess[:50]} {answer.status}")
    assert wrong == []
    robot = attacked.visitor(address="198.18.0.9")
    found = [
        robot.get(f"{attacked.home}/receipts/{secrets.token_hex(10)}").status for _ in range(22)
    ]
    assert found[0] == 404
    assert found[-1] == 429


def test_a16_secrets_cannot_be_guessed(attacked: Attacked) -> None:
    """ASVS 2.9.2, 3.2.2, 6.3.1: at least 96 random bits in whatever opens something."""
    ids = attacked.plan["ids"]
    for name in ("subscription_secret", "registration_secret", "form_code", "table_code"):
        assert len(ids[name]) * 4 >= 96, name
    for name in ("receipt", "checked_receipt", "card_code", "response_code"):
        assert len(ids[name].replace("-", "")) * 4.9 >= 96, name
    assert len(ids["invitation_secret"]) * 6 >= 96
    for link in attacked.plan["links"].values():
        assert len(link["secret"]) * 4 >= 96


def test_a31_two_people_without_an_account_never_see_one_another(attacked: Attacked) -> None:
    """ASVS 3.2.1, 4.2.1: each begins; a blank code, the mark of the other's device."""
    home = f"{attacked.home}/questionnaires/{attacked.plan['ids']['questionnaire_code']}"
    one, other = attacked.visitor(), attacked.visitor()
    pages = [browser.post(f"{home}/start").location for browser in (one, other)]
    assert pages[0] != pages[1]
    one.post(pages[0], {"nom": "la première personne", "go": "later"})
    assert "la première personne" in one.get(pages[0]).text
    other.cookies |= {name: value for name, value in one.cookies.items() if "device" in name}
    for page in (pages[1], f"{home}/answers/", f"{home}/answers/%20", f"{home}/resume", home):
        assert "la première personne" not in other.get(page).text
    for code in ("", " ", "-", "0" * 20, pages[1].split("/")[-2]):
        told = other.post(f"{home}/resume", {"code": code})
        shown = other.get(told.location) if told.status == 302 else told
        assert "la première personne" not in shown.text, code


def test_a32_no_address_is_written_to_without_end(attacked: Attacked) -> None:
    """ASVS 11.1.4: somebody else's address typed again and again, from many places."""
    email = "victime@region.example"
    for _ in range(12):
        visitor = attacked.visitor()
        asked = visitor.post(
            f"{attacked.home}/subscriptions", {"email": email, "everything": "each"}
        )
        assert asked.status in (200, 302, 429)
    attacked.kept()
    assert 1 <= len(attacked.mails_to(email)) <= 3
