"""The demonstration: made, analysed and served by one command."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import click
import flask_migrate
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.cli.processes import serve_until_stopped
from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.demonstration.files import read
from app.demonstration.loading import demonstration as find
from app.demonstration.loading import load
from app.demonstration.made_documents import ask_for_documents
from app.extensions import db
from app.models import Consultation, Job, Run, RunState
from app.settings import current_settings
from app.themes.opinions.asking import ask_for_map
from app.themes.opinions.sources import sources_of
from app.themes.services import start_run
from config import ROOT
from environment.services import MAILS

LONGEST_WAIT = 45.0
"""Seconds after which the pages are served even though the first analysis goes on."""

demonstration = AppGroup("demonstration", help="A fictional consultation to try everything with.")


@demonstration.command("run")
def run() -> None:
    """Prepare the demonstration where needed, then serve it until Ctrl-C."""
    settings = current_settings()
    _refuse_taken_port(settings.host, settings.port)
    flask_migrate.upgrade()
    with transaction() as session:
        if find(session) is None:
            click.echo("Loading the demonstration consultation…")
        consultation = load(session)
        _analyse(session, consultation)
        identifier, slug = consultation.id, consultation.slug
    db.session.remove()
    with _worker():
        _wait_for_analysis(identifier)
        _greet(f"http://{settings.host}:{settings.port}", slug)
        serve_until_stopped()
    click.echo("\nStopped. `make demo` starts again where it was.")


@demonstration.command("load")
def load_only() -> None:
    """Load the demonstration consultation into the database, and stop."""
    with transaction() as session:
        consultation = load(session)
        _analyse(session, consultation)
    click.echo(f"Consultation {consultation.slug} loaded.")


@demonstration.command("reset")
@click.option("--yes", is_flag=True, help="Erase other consultations too, without asking.")
def reset(yes: bool) -> None:
    """Erase the data directory, the demonstration's and all (SQLite at a desk only)."""
    settings = current_settings()
    is_at_a_desk = settings.database_url.startswith("sqlite:///") and settings.files is None
    if not is_at_a_desk or settings.name == "production":
        raise Refusal("Only a desk's SQLite database is erased: drop this one yourself.")
    others = _other_consultations()
    if others and not yes:
        question = f"This erases {len(others)} other consultations too: {', '.join(others)}."
        click.confirm(f"{question} Go on?", abort=True)
    db.session.remove()
    db.engine.dispose()
    for name in ("sillage.db", "queue.db"):
        for suffix in ("", "-wal", "-shm", "-turn"):
            (settings.data_directory / (name + suffix)).unlink(missing_ok=True)
    shutil.rmtree(settings.uploads_directory, ignore_errors=True)
    shutil.rmtree(settings.data_directory / MAILS, ignore_errors=True)
    click.echo("The demonstration's data is erased; `make demo` makes it anew.")


def _other_consultations() -> list[str]:
    if not sa.inspect(db.engine).has_table(Consultation.__tablename__):
        return []
    query = sa.select(Consultation.title).where(~Consultation.is_fictional).limit(20)
    return list(db.session.scalars(query))


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refusal(f"{host}:{port} is in use; stop what uses it, or set PORT.") from None


def _analyse(session: Session, consultation: Consultation) -> None:
    """Ask for the themes, the groups of opinion and what is to be taken away, where nobody did
    yet."""
    if not _has_run(session, consultation):
        start_run(session, consultation_id=consultation.id, account_id=None)
    for source in sources_of(session, consultation.id):
        if source.map is None:
            ask_for_map(session, source, consultation_id=consultation.id, account_id=None)
    ask_for_documents(session, consultation)


def _has_run(session: Session, consultation: Consultation) -> bool:
    states = (RunState.WAITING, RunState.DONE)
    query = sa.select(Run.id).where(Run.consultation_id == consultation.id, Run.state.in_(states))
    return session.scalar(query.limit(1)) is not None


@contextmanager
def _worker() -> Iterator[None]:
    # Whoever stops this process stops the worker with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen([sys.executable, "-m", "flask", "worker"], cwd=ROOT)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()


def _wait_for_analysis(consultation_id: uuid.UUID) -> None:
    query = sa.select(Job.progress).where(
        Job.consultation_id == consultation_id, Job.ended_at.is_(None)
    )
    started, said = time.monotonic(), ""
    while time.monotonic() - started < LONGEST_WAIT:
        progress = db.session.scalar(query.limit(1))
        db.session.remove()
        if progress is None:
            return
        line = f"Analysing: {progress:.0%}"
        if line != said:
            click.echo(line)
            said = line
        time.sleep(0.5)


def _greet(address: str, slug: str) -> None:
    plan = read("consultation.yaml")
    accounts = "\n".join(
        f"    {person['role']:<12} {person['email']}" for person in plan["accounts"]
    )
    click.echo(
        f"""
Sillage is ready: {address}

  Demonstration accounts (password: {plan["password"]})
{accounts}
    visitor      nobody signed in

  Start here: sign in as the writer, then open the desk
    {address}/sign-in?next=/consultations/{slug}/desk
  Themes → a theme → its verbatims; then Links, to accept or reject what is proposed.

  Messages do not leave: {address}/mails shows them.

  Ctrl-C stops; `make demo-reset` starts over.
"""
    )
