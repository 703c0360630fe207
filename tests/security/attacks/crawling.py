"""Every route with every role: who comes in, what they read, and that reading changes nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.extensions import db
from tests.security.attacked import Attacked
from tests.security.headers import missing_headers, told_to_caches
from tests.security.markers import SPREAD_FORMULA, TAG
from tests.security.outsider import Answer, Outsider
from tests.security.people import ROLES
from tests.security.private_fields import CODED, PUBLISHED, SECRET

SIGNED_IN = ("author", "stranger", "participant", "facilitator", "writer", "steward", "foreign")
UNKNOWN = ("visitor", "erased", "forged")
"""Those whom the platform does not know: without a cookie, or with one that opens nothing."""
EVERYBODY = (*UNKNOWN, *SIGNED_IN)
AT_DOORS = frozenset({"erased", "forged", "stranger"})
"""They ask only where they are not let in, and for what is theirs: the rest is as for visitors and
participants."""
WITHOUT_BUSINESS = ("visitor", "participant", "foreign")
OWN = ("my_space.", "accounts.", "rights.", "audit.", "organisations.", "second_factor.")
WANTS_MORE = frozenset({"consultations.new", "health.platform"})
"""Pages of accounts that want a right which nobody here has."""
HALFWAY = frozenset({"second_factor.ask"})
"""For who gave a password just now: anybody else is asked for one."""
FIELDS_READ = {"steward": 30, "facilitator": 15, "writer": 15, "author": 2}
"""Fewer private fields read on either database by those who may, and the crawl would prove
little."""
REFUSED_BY_THE_THING = {
    ("facilitator", "card_typing.correct"),
    ("facilitator", "synthesis_validation.validate"),
}
"""Where a role is right, and this thing is another facilitator's."""


def browser_of(attacked: Attacked, name: str) -> Outsider:
    return attacked.visitor() if name in ("visitor", "holder") else attacked.person(name)


def lets_in(rule: dict, name: str) -> bool:
    """Whether the permission of a route names this person."""
    if rule["endpoint"] in HALFWAY:
        return name in SIGNED_IN
    if rule["is_public"]:
        return True
    if rule["is_of_account"]:
        return name in SIGNED_IN and rule["endpoint"] not in WANTS_MORE
    return (ROLES[name].value if name in ROLES else "visitor") in rule["roles"]


def check_door(answer: Answer, rule: dict, name: str) -> str:
    """What is wrong with who was let in; empty where nothing is."""
    told = f"{name} {rule['endpoint']} {answer.status} {answer.location}"
    if answer.status >= 500:
        return told
    if lets_in(rule, name) and (name, rule["endpoint"]) not in REFUSED_BY_THE_THING:
        return told if answer.status == 403 or answer.asks_to_sign_in else ""
    if name in SIGNED_IN:
        return told if answer.status not in (403, 404) else ""
    return told if not answer.asks_to_sign_in and answer.status != 404 else ""


def check_marks(answer: Answer, attacked: Attacked, where: str, name: str) -> list[str]:
    """The private fields that somebody read and may not read, and text that became markup or a
    formula (attacks 1 and 5: every mark is both)."""
    words = answer.words
    secrets = [
        f"{name} reads {field} at {where}"
        for value, field in attacked.secrets.items()
        if value in words
    ]
    spread = [f"markup at {where}"] if TAG in words and answer.is_markup else []
    computed = [f"formula at {where}"] if SPREAD_FORMULA.search(answer.tables) else []
    return (
        secrets
        + spread
        + computed
        + [
            f"{name} reads {attacked.marks[mark]['field']} ({mark}) at {where}"
            for mark in answer.marks
            if name not in attacked.marks[mark]["readers"]
        ]
    )


@pytest.mark.parametrize("name", EVERYBODY)
def test_a01_a05_a07_a08_a30_every_page_tells_each_what_they_may_read(
    attacked: Attacked, name: str
) -> None:
    """ASVS 4.1.1, 4.1.2, 4.1.3, 4.2.1, 5.2.1, 5.3.3, 8.1.1, 8.2.1, 8.3.4, 14.3.3, 14.4.1-7: the
    whole url map, exports included; CVE-2023-30861. Each route with each person on one of the
    databases, and with the next person on the other.

    Reading changes nothing (ASVS 13.2.1, attack 19).
    """
    browser = browser_of(attacked, name)
    wrong: list[str] = []
    read: set[str] = set()
    before = attacked.kept()
    for rule in attacked.in_turn(attacked.rules("GET"), EVERYBODY.index(name)):
        if name in AT_DOORS and lets_in(rule, name) and not rule["endpoint"].startswith(OWN):
            continue
        answer = browser.get(rule["address"])
        wrong += filter(None, [check_door(answer, rule, name)])
        wrong += check_marks(answer, attacked, rule["endpoint"], name)
        headers = missing_headers(answer, rule["endpoint"]) + told_to_caches(
            answer, rule["endpoint"]
        )
        wrong += [f"{name} {rule['endpoint']} {answer.status}: {one}" for one in headers]
        read |= {attacked.marks[mark]["field"] for mark in answer.marks}
    assert "\n".join(wrong) == ""
    assert attacked.kept() == before
    assert len(read) >= FIELDS_READ.get(name, 0)


def test_every_text_column_is_marked_or_known_to_hold_nothing_private(attacked: Attacked) -> None:
    """ASVS 1.8.1, 8.3.4: what is kept is classified, and a new column is too."""
    columns = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and not isinstance(column.type, sa.Enum)
    }
    marked = {one["field"] for one in attacked.marks.values()}
    assert columns - marked - PUBLISHED - CODED - SECRET == set()
    assert marked <= columns


def test_a07_a_code_opens_what_it_belongs_to_and_nothing_beside(attacked: Attacked) -> None:
    """ASVS 4.2.1: whoever holds an address with a code reads what it is the key of."""
    browser = browser_of(attacked, "holder")
    wrong: list[str] = []
    found: set[str] = set()
    for rule in attacked.rules("GET"):
        if rule["held"] is None:
            continue
        answer = browser.get(rule["held"])
        found |= answer.marks
        wrong += [rule["endpoint"]] if answer.status >= 500 else []
        wrong += check_marks(answer, attacked, rule["endpoint"], "holder")
    assert "\n".join(wrong) == ""
    fields = {attacked.marks[mark]["field"] for mark in found}
    assert {"registration.name", "response.answers", "card.answers"} <= fields


@pytest.mark.parametrize("name", WITHOUT_BUSINESS)
def test_a10_who_has_no_business_at_a_desk_changes_nothing_there(
    attacked: Attacked, name: str
) -> None:
    """ASVS 4.1.1, 4.1.5: every POST that a guard refuses, with a token that is right; each with
    each person on one of the databases."""
    browser = browser_of(attacked, name)
    before = attacked.kept()
    wrong, seen = [], 0
    for rule in attacked.in_turn(attacked.rules("POST"), WITHOUT_BUSINESS.index(name)):
        if not lets_in(rule, name):
            seen += 1
            answer = browser.post(rule["address"], {"title": "Pris", "state": "published"})
            wrong += filter(None, [check_door(answer, rule, name)])
    assert "\n".join(wrong) == ""
    assert seen > 60
    assert attacked.kept() == before
