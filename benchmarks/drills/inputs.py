"""Where a text can be typed or brought in: each kind sends one, and says what became of it."""

from __future__ import annotations

import functools
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

import xlsxwriter
from flask import Flask

import config
from app import create_app
from app.extensions import db
from benchmarks.drills.platform import Platform
from benchmarks.drills.visitors import Visitor, form_with
from benchmarks.processes import until

Places = Mapping[str, str]
JSON_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


@dataclass(frozen=True)
class Outcome:
    """A status of HTTP, and the text as the database holds it; None where it holds none."""

    status: int
    kept: str | None


def answer(running: Platform, places: Places, text: str) -> Outcome:
    """A text on a page of a questionnaire."""
    visitor, home = Visitor(running.port), places["short"]
    page = visitor.send(f"{home}/start", form_with(visitor.open(home).body, "start_key"))
    told = {"a": "Une réponse", "suite": text, "go": "next"}
    status = _post(visitor, page.path, told, refused_with='aria-invalid="true"')
    rows = running.query("SELECT answers FROM response ORDER BY id DESC LIMIT 1")
    read = rows[0][0] if rows else {}
    answers = json.loads(read) if isinstance(read, str) else read
    return Outcome(status, answers.get("suite") or None)


def idea(running: Platform, places: Places, text: str) -> Outcome:
    visitor, here, title = Visitor(running.port), f"{places['ideas']}/new", secrets.token_hex(8)
    shown = form_with(visitor.open(here).body, "title")
    status = _post(visitor, here, {**shown, "title": title, "text": text, "step": "post"})
    return Outcome(status, _newest(running, "contribution"))


def comment(running: Platform, places: Places, text: str) -> Outcome:
    found = running.query("SELECT id FROM idea ORDER BY id LIMIT 1")[0][0]
    here = f"{places['ideas']}/{uuid.UUID(str(found))}/comments"
    visitor = Visitor(running.port)
    shown = form_with(visitor.open(here).body, "text")
    status = _post(visitor, here, {**shown, "text": text, "signature": ""})
    return Outcome(status, _newest(running, "contribution"))


def note(running: Platform, places: Places, text: str) -> Outcome:
    """What the script of a table sends: JSON, where half of a pair can be written."""
    visitor, here = Visitor(running.port), places["table"]
    visitor.open(here)
    token = json.loads(visitor.open("/sending-token").body)["token"]
    item = {"key": secrets.token_hex(16), "text": text, "nature": "finding", "round": "1"}
    answered = visitor.attempt(
        "POST",
        f"{here}/batch",
        json.dumps({"items": [item]}).encode(),
        {**JSON_HEADERS, "X-CSRFToken": token},
    )
    if answered is None:
        return Outcome(0, None)
    status = answered.status
    if status < 400 and json.loads(answered.body)["results"][0]["state"] != "kept":
        status = 422
    return Outcome(status, _newest(running, "note"))


def contribution(running: Platform, places: Places, text: str) -> Outcome:
    """A written contribution; its text comes in a form with files."""
    visitor, here, title = Visitor(running.port), f"{places['call']}/new", secrets.token_hex(8)
    shown = form_with(visitor.open(here).body, "title")
    told = {"title": title, "speaks_for": "oneself", "kind": "", "may_be_published": "yes"}
    status = _post(visitor, here, {**shown, **told, "text": text})
    if status >= 400:
        return Outcome(status, _newest(running, "document"))
    # A worker reads it, as it would read a file.
    return Outcome(status, str(until(lambda: _newest(running, "document"), "it to be read", 90)))


def search(running: Platform, places: Places, text: str) -> Outcome:
    """Nothing is kept of it: it is answered, or refused."""
    return _answered(running, f"{places['ideas']}?q={_quoted(text[:2000])}", text)


def api(running: Platform, places: Places, text: str) -> Outcome:
    slug = places["ideas"].split("/")[2]
    path = f"/api/v1/consultations/{slug}/contributions?after={_quoted(text[:2000])}"
    return _answered(running, path, text)


def table_csv(running: Platform, _places: Places, text: str) -> Outcome:
    """A file of answers, as the command takes it; 422 where it refuses."""
    path = running.data / f"{secrets.token_hex(8)}.csv"
    quoted = text.replace('"', '""')
    first = _new_identifier()
    content = f'id;réponse\n{first};"{quoted}"\n{first + 1};"Une autre réponse"\n'
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    return _imported(running, path)


def table_xlsx(running: Platform, _places: Places, text: str) -> Outcome:
    if _has_half_pair(text):
        # No program can write it in XML.
        return Outcome(422, None)
    path = running.data / f"{secrets.token_hex(8)}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "réponse"])
        if sheet.write_string(1, 1, text) < 0:
            # A cell holds 32,767 signs.
            return Outcome(422, None)
        first = _new_identifier()
        sheet.write_row(2, 0, [first + 1, "Une autre réponse"])
        sheet.write_number(1, 0, first)
    return _imported(running, path)


def _imported(running: Platform, path: Path) -> Outcome:
    code, app = path.stem, _application(running)
    done = app.test_cli_runner().invoke(args=["corpus", "import", str(path), "--activity", code])
    with app.app_context():
        db.engine.dispose()
    if done.exit_code:
        return Outcome(422 if done.exit_code == 2 else 500, None)
    kept = running.query(
        "SELECT text FROM contribution JOIN activity ON activity.id = activity_id"
        " WHERE code = :code AND text <> 'Une autre réponse'",
        code=code,
    )
    return Outcome(200, kept[0][0] if kept else None)


def _new_identifier() -> int:
    """Of an answer: one that was brought in before is left out, whatever the file."""
    return secrets.randbelow(10**9)


@functools.lru_cache(maxsize=1)
def _application(running: Platform) -> Flask:
    """In this process: starting it takes longer than each import."""
    return create_app(config.load({**running.environment, "LOG_LEVEL": "ERROR"}))


KINDS: dict[str, Callable[[Platform, Places, str], Outcome]] = {
    "answer": answer,
    "idea": idea,
    "comment": comment,
    "note": note,
    "contribution": contribution,
    "search": search,
    "API": api,
    "CSV": table_csv,
    "XLSX": table_xlsx,
}


def _newest(running: Platform, table: str) -> str | None:
    """None also of one whose text is not there yet."""
    rows = running.query(f"SELECT text FROM {table} ORDER BY id DESC LIMIT 1")
    return rows[0][0] if rows else None


def _post(visitor: Visitor, path: str, fields: Mapping[str, str], *, refused_with: str = "") -> int:
    """The status; 422 also where the form comes again with this in its page."""
    body = "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    # The server does not keep a connection open for as long as ten megabytes are written here.
    visitor.connection.close()
    answered = visitor.attempt("POST", path, body.encode(), headers)
    if answered is None:
        return 0
    return 422 if refused_with and refused_with in answered.body else answered.status


def _answered(running: Platform, path: str, text: str) -> Outcome:
    answered = Visitor(running.port).attempt("GET", path, None, {"Accept": "text/html"})
    status = answered.status if answered else 0
    return Outcome(status, text if 200 <= status < 400 else None)


def _quoted(text: str) -> str:
    """As a browser writes it, but for half of a pair, which no browser sends."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def _has_half_pair(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)
