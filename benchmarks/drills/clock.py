"""A clock that is a day off, and the days when summer time begins and ends.

What was said stays, what is closed stays closed, sessions and links end when they should or
earlier, and nobody is told of a fault of ours.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

import config
from app import create_app
from app.accounts.links import LinkRefused, link_with, make_link, secret_of_link, use_link
from app.cli.writing import transaction
from app.extensions import db
from app.models import Frequency, IdeaBox, LinkPurpose
from app.models.types import PARIS, now, start_of, today
from app.notifications.digest_times import last_time
from app.watching.signs import NIGHTLY
from benchmarks.drills.moved_clock import clock_moved
from benchmarks.drills.places import EMAIL, PASSWORD, open_places
from benchmarks.drills.platform import prepared
from benchmarks.drills.results import Result, asked, told
from benchmarks.drills.visitors import form_with
from benchmarks.respondent import fill

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
CHANGES = (dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2027, 3, 28))
"""Sundays on which the clock of Paris is changed."""
KEPT = ("response", "idea", "contribution", "receipt", "account", "audit_event")


@dataclass
class Found:
    """What was looked at, and what was not as it should be."""

    looked: int = 0
    wrong: list[str] = field(default_factory=list)

    def expect(self, is_right: bool, words: str) -> None:
        self.looked += 1
        if not is_right:
            self.wrong.append(words)


def run(database: str, is_small: bool) -> Result:
    found = Found()
    with (
        tempfile.TemporaryDirectory(prefix="sillage-drill-") as place,
        prepared(Path(place), database) as running,
    ):
        app = create_app(config.load({**running.environment, "LOG_LEVEL": "ERROR"}))
        app.config.update(WTF_CSRF_ENABLED=False, TRUSTED_HOSTS=None)
        with app.app_context(), transaction() as session:
            places = open_places(session, ideas=3)
        for by in (DAY, -DAY):
            look_a_day_off(app, places, by, found)
        with app.app_context():
            db.engine.dispose()
    look_at_days_of_change(found)
    for line in found.wrong:
        print(f"  {line}")
    return Result((told(f"{found.looked} things looked at"), asked(len(found.wrong), "wrong")))


def look_a_day_off(app: Flask, places: dict[str, str], by: dt.timedelta, found: Found) -> None:
    _answers(app, places, by, found)
    _sessions(app, by, found)
    _deadlines(app, places, by, found)
    _links(app, by, found)
    _nights(app, by, found)


def _answers(app: Flask, places: dict[str, str], by: dt.timedelta, found: Found) -> None:
    """A questionnaire begun before the clock moves is sent after, and read once it is back."""
    visitor, home = app.test_client(), places["short"]
    begun = form_with(visitor.get(home).text, "start_key")
    path = visitor.post(f"{home}/start", data=begun).location
    with clock_moved(by):
        while not path.endswith("/end"):
            page = visitor.get(path)
            answered = visitor.post(path, data={**fill(page.text), "go": "next"})
            found.expect(answered.status_code == 302, f"{by}: a page is not taken")
            if answered.status_code != 302:
                return
            path = answered.location
        sent = visitor.post(path, data={"send": "1"})
        found.expect(sent.status_code == 302, f"{by}: it is not sent")
    found.expect(visitor.get(sent.location).status_code == 200, f"{by}: no receipt afterwards")


def _sessions(app: Flask, by: dt.timedelta, found: Found) -> None:
    """Twelve hours later somebody is signed out; by a clock that is late they may stay."""
    person = app.test_client()
    page = person.get("/sign-in")
    told_to = form_with(page.text, "password")
    person.post(
        "/sign-in", data={**told_to, "email": EMAIL, "password": PASSWORD, "go": "password"}
    )
    found.expect(person.get("/account").status_code == 200, "nobody is signed in")
    with clock_moved(by):
        status = person.get("/account").status_code
        wanted = (302,) if by > HOUR else (200, 302)
        found.expect(status in wanted, f"{by}: a session answers {status}")
    status = person.get("/account").status_code
    found.expect(status in (200, 302), f"{by}: a session answers {status} afterwards")


def _deadlines(app: Flask, places: dict[str, str], by: dt.timedelta, found: Found) -> None:
    """A box that is open for two hours is closed a day off; what its steward closed stays so."""
    with app.app_context(), transaction() as session:
        box = session.scalars(sa.select(IdeaBox)).one()
        box.opens_at, box.closes_at = now() - HOUR, now() + HOUR
    here = f"{places['ideas']}/new"
    with clock_moved(by):
        found.expect(not _takes_ideas(app.test_client(), here), f"{by}: a closed box is open")
    found.expect(_takes_ideas(app.test_client(), here), f"{by}: the open box is closed")
    with app.app_context(), transaction() as session:
        session.scalars(sa.select(IdeaBox)).one().is_published = False
    with clock_moved(by):
        found.expect(not _takes_ideas(app.test_client(), here), f"{by}: a hidden box is open")
    with app.app_context(), transaction() as session:
        session.scalars(sa.select(IdeaBox)).one().is_published = True


def _takes_ideas(visitor: FlaskClient, path: str) -> bool:
    page = visitor.get(path)
    return page.status_code == 200 and 'name="title"' in page.text


def _links(app: Flask, by: dt.timedelta, found: Found) -> None:
    """A link that was used does nothing, whenever; one that was not never lives longer."""
    key = app.extensions["settings"].secret_key
    purpose = LinkPurpose.SIGN_IN
    with app.app_context(), transaction() as session:
        used = make_link(session, purpose, email=EMAIL)
        other = make_link(session, purpose, email=EMAIL)
        use_link(session, used)
        for link, wanted in ((used, False), (other, True)):
            found.expect(_opens(session, link.id, key) is wanted, f"a link used: {not wanted}")
        with clock_moved(by):
            for link in (used, other):
                found.expect(not _opens(session, link.id, key), f"{by}: a link opens")


def _opens(session: Session, link_id: uuid.UUID, key: str) -> bool:
    try:
        link_with(session, LinkPurpose.SIGN_IN, link_id, secret_of_link(key, link_id), key=key)
    except LinkRefused:
        return False
    return True


def _nights(app: Flask, by: dt.timedelta, found: Found) -> None:
    """What is erased each night erases nothing of today by a clock that is a day off."""
    before = _counts(app)
    with clock_moved(by):
        for task in NIGHTLY:
            # The others erase nothing.
            if task.longest is not None:
                done = app.test_cli_runner().invoke(args=task.name.split())
                found.expect(done.exit_code == 0, f"{by}: {task.name} fails: {done.output[-200:]}")
    after = _counts(app)
    for table, number in before.items():
        found.expect(after[table] == number, f"{by}: {number - after[table]} rows of {table} went")


def _counts(app: Flask) -> dict[str, int]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: int(
                connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
            )
            for name in KEPT
        }


def look_at_days_of_change(found: Found) -> None:
    """Each day of 23 or 25 hours has one time for digests, begins once, and is one day."""
    for day in CHANGES:
        first = start_of(day - DAY).astimezone(dt.UTC)
        moments = [first + n * HOUR / 4 for n in range(4 * 24 * 4)]
        due = [last_time(Frequency.DAILY, moment) for moment in moments]
        found.expect(due == sorted(due), f"{day}: a digest is due again")
        found.expect(len(set(due)) == 5, f"{day}: {len(set(due))} digests of 5 are due")
        found.expect(all(one <= at for one, at in zip(due, moments, strict=True)), f"{day}: early")
        hours = {one.astimezone(PARIS).hour for one in due}
        found.expect(len(hours) == 1, f"{day}: digests are due at {hours}")
        week = {last_time(Frequency.WEEKLY, moment) for moment in moments}
        found.expect(len(week) == 2, f"{day}: {len(week)} weekly digests of 2 are due")
        for hour in range(30):
            moment = (start_of(day).astimezone(dt.UTC) + hour * HOUR).astimezone(PARIS)
            with clock_moved(moment - now()):
                found.expect(today() == moment.date(), f"{moment}: today is {today()}")
