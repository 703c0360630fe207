"""A backup made while people write, read again, and brought back on either database."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.backups import making, restoring
from app.backups.archive import BackupDamaged
from app.backups.loading import migrate
from app.backups.making import make_backup
from app.backups.restoring import HoldsData, IsInUse, LaterRelease, check_backup, restore_backup
from app.backups.rows import lines_of, tables_of
from app.corpus import originals
from app.corpus.search.indexing import index_again
from app.corpus.search.matching import subjects_with
from app.extensions import db
from app.jobs.runner import writing
from app.models import Channel
from app.storage.opening import current_store
from app.storage.store import StoreUnreachable
from benchmarks.drills.filler_rows import fill
from tests import factories
from tests.own_databases import app_on_an_own_database, new_database
from tests.security.seeding import seed

pytestmark = pytest.mark.either_database

SENT = b"%PDF" * 1000
WORDS = "Il faut former les bénévoles, 🌊 et vite."


NewApp = Callable[[str], Flask]


@pytest.fixture
def new_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewApp]:
    made: list[Flask] = []

    def app_on(database: str) -> Flask:
        data = tmp_path / f"data-{len(made)}"
        data.mkdir()
        server = request.getfixturevalue("postgresql_url") if database == "postgresql" else ""
        made.append(app_on_an_own_database(new_database(database, data, server), data))
        return made[-1]

    yield app_on
    for app in made:
        with app.app_context():
            db.engine.dispose()


def _rows(app: Flask) -> dict[str, list[list[object]]]:
    """All rows, JSON read, numbers as numbers: alike on both databases."""

    def alike(value: object) -> object:
        if isinstance(value, str) and value[:1] in "{[" and value:
            return json.loads(value)
        if isinstance(value, str) and value.replace(".", "", 1).replace("-", "", 1).isdigit():
            return float(value) if "." in value else value
        return value

    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [
                [alike(value) for value in json.loads(line)] for line in lines_of(connection, table)
            ]
            for table in tables_of(connection)
        }


def _backup(app: Flask, target: Path) -> Path:
    settings = app.extensions["settings"]
    with app.app_context():
        make_backup(db.engine, current_store(), settings.data_directory, target)
    return target


def _restore(app: Flask, archive: Path, *, replace: bool = False) -> None:
    with app.app_context():
        restore_backup(db.engine, current_store(), archive, replace=replace)


def test_everything_comes_back_on_the_other_database(
    app: Flask, session: Session, database: str, new_app: NewApp, tmp_path: Path
) -> None:
    seed(app)
    factories.SESSION.set(session)
    activity = factories.ActivityFactory(channel=Channel.QUESTIONNAIRE)
    contribution = factories.contribution_with_excerpt(activity, WORDS).contribution
    with app.app_context():
        index_again(session)
    session.commit()
    with app.app_context():
        kept = originals.keep(io.BytesIO(SENT), current_store(), limit=10_000)
    archive = _backup(app, tmp_path / "backup.zip")
    before = _rows(app)
    last = json.loads((app.extensions["settings"].data_directory / making.LAST_BACKUP).read_text())
    assert last["bytes"] == archive.stat().st_size
    assert archive.stat().st_mode & 0o777 == 0o600
    target = new_app("sqlite" if database == "postgresql" else "postgresql")
    _restore(target, archive)
    assert _rows(target) == before
    with target.app_context():
        found = db.session.scalars(subjects_with(db.session(), "benevole"))
        assert found.one() == contribution.id
        with pytest.raises(sa.exc.DatabaseError, match="never changed"), writing():
            db.session.execute(sa.text("UPDATE audit_event SET act = ''"))
        db.session.remove()
        with originals.opened(current_store(), kept.sha256) as file:
            assert file.read() == SENT


def test_what_is_written_meanwhile_is_not_in_half(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A consultation comes in once its table was read, with a row of a table that was not."""
    consultation = factories.ConsultationFactory()
    session.commit()

    def meanwhile(connection, table):
        yield from lines_of(connection, table)
        if table.name == "consultation":
            factories.StrategyFactory(consultation_id=factories.ConsultationFactory().id)
            session.commit()

    monkeypatch.setattr(making, "lines_of", meanwhile)
    with zipfile.ZipFile(_backup(app, tmp_path / "backup.zip")) as archive:
        assert consultation.id.hex in archive.read("rows/consultation.jsonl").decode()
        assert archive.read("rows/strategy.jsonl") == b""


def test_nothing_takes_the_place_of_data_unasked(
    app: Flask, session: Session, new_app: NewApp, database: str, tmp_path: Path
) -> None:
    archive = _backup(app, tmp_path / "backup.zip")
    with pytest.raises(FileExistsError):
        _backup(app, archive)
    factories.ConsultationFactory()
    session.commit()
    later = _backup(app, tmp_path / "later.zip")
    target = new_app(database)
    _restore(target, later)
    assert len(_rows(target)["consultation"]) == 1
    with pytest.raises(HoldsData):
        _restore(target, archive)
    with target.app_context():
        url = db.engine.url
        elsewhere = sa.create_engine(url)
    with elsewhere.connect() as connection:
        connection.execute(sa.text("SELECT count(*) FROM consultation"))
        with pytest.raises(IsInUse):
            _restore(target, archive, replace=True)
    elsewhere.dispose()
    assert len(_rows(target)["consultation"]) == 1
    _restore(target, archive, replace=True)
    assert _rows(target)["consultation"] == []


def test_a_disk_with_less_room_than_the_rows_is_told_before_anything_is_written(
    app: Flask, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.ConsultationFactory()
    session.commit()
    archive = str(_backup(app, tmp_path / "backup.zip"))
    data = tmp_path / "data"
    data.mkdir()
    target = app_on_an_own_database(new_database("sqlite", data, ""), data)
    with target.app_context():
        flask_migrate.upgrade()
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _path: SimpleNamespace(free=10))
    refused = target.test_cli_runner().invoke(args=["restore", archive])
    assert (refused.exit_code, "0 MB are free. Nothing was changed" in refused.output) == (2, True)
    assert _begun(data) == []
    monkeypatch.undo()
    full = sqlite3.OperationalError("database or disk is full")
    monkeypatch.setattr(restoring, "load_rows", raising(sa.exc.OperationalError("", {}, full)))
    refused = target.test_cli_runner().invoke(args=["restore", archive])
    assert (refused.exit_code, "(database or disk is full)" in refused.output) == (2, True)
    assert _begun(data) == []
    monkeypatch.undo()
    assert target.test_cli_runner().invoke(args=["restore", archive]).exit_code == 0


def _begun(folder: Path) -> list[Path]:
    return list(folder.glob(".*.restored*"))


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_given: object) -> None:
        raise error

    return fail


def test_an_archive_of_the_release_before_comes_to_this_one(
    new_app: NewApp, tmp_path: Path
) -> None:
    source, target = new_app("sqlite"), new_app("sqlite")
    with source.app_context():
        flask_migrate.upgrade(revision="0009")
        with writing(), db.engine.begin() as connection:
            fill(connection, 0)
        db.engine.dispose()
    archive = _backup(source, tmp_path / "backup.zip")
    assert check_backup(archive).revision == "0009"
    _restore(target, archive)
    with source.app_context():
        flask_migrate.upgrade()
    come, gone = _rows(target), _rows(source)
    # Migration 0010 writes these, with the moment at which it came by.
    assert len(come.pop("node_revision")) == len(gone.pop("node_revision")) > 0
    assert come == gone


@pytest.mark.either_database
def test_what_is_damaged_or_later_is_refused_before_anything_is_written(
    app: Flask, session: Session, new_app: NewApp, tmp_path: Path
) -> None:
    factories.ConsultationFactory()
    session.commit()
    archive = _backup(app, tmp_path / "backup.zip")
    target = new_app("sqlite")
    for change, error in (
        (lambda text: text.replace('"revision": "', '"revision": "9'), LaterRelease),
        (lambda text: text.replace('"rows": ', '"rows": 9'), BackupDamaged),
        (lambda text: text.replace("consultation", "démarche"), BackupDamaged),
        (lambda text: text[:-9], BackupDamaged),
        (lambda text: text.replace('"tables": {', '"tables": [], "x": {'), BackupDamaged),
        (lambda text: text.replace('"files": {', '"files": {"../secret_key": "0"'), BackupDamaged),
        (lambda text: text.replace('"files": {}', '"files": []'), BackupDamaged),
    ):
        with zipfile.ZipFile(archive) as whole, zipfile.ZipFile(tmp_path / "x", "w") as changed:
            for name in whole.namelist():
                read = whole.read(name)
                is_manifest = name == "manifest.json"
                changed.writestr(name, change(read.decode()) if is_manifest else read)
        with pytest.raises(error):
            _restore(target, tmp_path / "x")
    with pytest.MonkeyPatch.context() as shorter:
        shorter.setattr("app.backups.archive.LONGEST_LINE", 20)
        with pytest.raises(BackupDamaged, match="too long"):
            check_backup(archive)
    cut = tmp_path / "cut"
    cut.write_bytes(archive.read_bytes()[:-100])
    with pytest.raises(BackupDamaged):
        _restore(target, cut)
    with target.app_context():
        assert not sa.inspect(db.engine).get_table_names()


@pytest.mark.either_database
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (StoreUnreachable("no storage of files"), "no storage of files"),
    ],
    ids=["full", "unreachable"],
)
def test_a_backup_that_fails_leaves_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError, reason: str
) -> None:
    def fail(*_):
        raise error

    monkeypatch.setattr(making, "lines_of", fail)
    runner = app.test_cli_runner()
    done = runner.invoke(args=["backup", str(tmp_path)])
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert f"{reason}. Nothing was kept." in done.output


@pytest.mark.either_database
def test_nobody_else_reads_what_is_being_written(
    app: Flask, new_app: NewApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a folder of several: a link waits for the backup, and the mask of modes is wide."""
    trap, archive = tmp_path / "trap", tmp_path / "backup.zip"
    (tmp_path / ".backup.zip.part").symlink_to(trap)
    modes = []

    def noted(connection: sa.Connection, revision: str) -> None:
        modes.append(Path(connection.engine.url.database or "").stat().st_mode & 0o777)
        migrate(connection, revision)

    monkeypatch.setattr("app.backups.restoring.migrate", noted)
    before = os.umask(0)
    try:
        _backup(app, archive)
        _restore(new_app("sqlite"), archive)
    finally:
        os.umask(before)
    assert not trap.exists()
    assert archive.stat().st_mode & 0o777 == 0o600
    assert set(modes) == {0o600}


@pytest.mark.either_database
def test_the_commands_say_what_they_did(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    archive = str(tmp_path / "backup.zip")
    made = runner.invoke(args=["backup", archive])
    assert made.exit_code == 0, made.output
    assert "tables and 0 files" in made.output
    assert not list(tmp_path.glob(".*")), "what was being written has its name"
    assert "is whole" in runner.invoke(args=["backup", "verify", archive]).output
    again = runner.invoke(args=["backup", archive])
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    refused = runner.invoke(args=["restore", __file__])
    assert (refused.exit_code, "cannot be used" in refused.output) == (2, True)
