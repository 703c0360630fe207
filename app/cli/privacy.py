from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.cli.writing import transaction, trial
from app.models.types import now, today
from app.privacy.exports.asking import forget_old
from app.privacy.requesting import forget_unconfirmed
from app.privacy.retention.enforcing import due_tasks, enforce
from app.storage.opening import current_store

privacy = AppGroup("privacy", help="Personal data, and for how long it is kept.")


@privacy.command("enforce-retention")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@nightly("privacy enforce-retention")
def enforce_retention(dry_run: bool) -> None:
    """Make anonymous, then delete, what the policies let be kept no longer. Run it each night.

    Each processing is a transaction: run again after a failure, it goes on where it was.
    """
    begin = trial if dry_run else transaction
    with trial() as session:
        tasks = due_tasks(session, today())
    anonymised = deleted = 0
    for task in tasks:
        with begin() as session:
            done = enforce(session, task, now(), current_store())
        anonymised, deleted = anonymised + done.anonymised, deleted + done.deleted
        if done.anonymised or done.deleted:
            name = task.processing.value
            click.echo(f"{name}: {done.anonymised} made anonymous, {done.deleted} deleted.")
    would = "would be" if dry_run else "were"
    click.echo(f"{anonymised} rows {would} made anonymous and {deleted} {would} deleted.")


@privacy.command("tidy")
@nightly("privacy tidy")
def tidy() -> None:
    """Erase exports after seven days, and requests that nobody confirmed for fourteen. Run it
    every day."""
    with transaction() as session:
        exports = forget_old(session, now(), current_store())
        requests = forget_unconfirmed(session, now())
    click.echo(f"{exports} exports and {requests} requests that were not confirmed are erased.")
