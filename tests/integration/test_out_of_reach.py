"""The database cannot be reached: a clear page, what was typed in it, and no failure of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.extensions import db
from app.models import Idea
from tests.integration.counting import count_of
from tests.posting import OpenBox


@contextmanager
def out_of_reach(app: Flask) -> Iterator[None]:
    """Every connection that the application makes is led astray, and it has no other."""

    def astray(dialect: sa.Dialect, _record: Any, places: list[Any], named: dict[str, Any]) -> None:
        if dialect.name == "sqlite":
            places[:] = ["/nowhere/sillage.db"]
        else:
            named |= {"host": "127.0.0.1", "port": 1}

    with app.app_context():
        engine = db.engine
    engine.dispose()
    sa.event.listen(engine, "do_connect", astray)
    try:
        yield
    finally:
        sa.event.remove(engine, "do_connect", astray)


def test_what_was_typed_waits_in_the_page_while_the_database_is_away(app, session, client):
    box = OpenBox(app, session)
    said = box.fields(text="Le soir, « près » de chez eux.", password="secret")
    with out_of_reach(app):
        answer = client.post(f"{box.home}/new", data=said)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "<h1>Non enregistré</h1>" in answer.text
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    kept = {name: html.unescape(value) for name, value in hidden}
    assert kept.pop("csrf_token")
    assert kept == {name: value for name, value in said.items() if name != "password"}
    assert client.post(f"{box.home}/new", data=kept).status_code == 302
    assert count_of(session, Idea) == 1


def test_somebody_signed_in_reads_that_nothing_is_lost(app, session, sign_in):
    client = sign_in()
    with out_of_reach(app):
        page = client.get("/account")
    assert (page.status_code, "Rien n’est perdu" in page.text) == (503, True)
    assert client.get("/account").status_code == 200


def test_a_page_that_was_read_is_shown_though_the_database_died_since(app, client, monkeypatch):
    with app.app_context():
        dialect = db.engine.dialect

    def is_dead(_connection: Any) -> None:
        raise dialect.dbapi.OperationalError("the connection is closed")

    monkeypatch.setattr(dialect, "do_rollback", is_dead)
    assert client.get("/").status_code == 200
