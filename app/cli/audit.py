from __future__ import annotations

import datetime as dt

import click
from flask.cli import AppGroup

from app.audit.forgetting import DEFAULT, SHORTEST, forget_before
from app.cli.nightly import nightly
from app.cli.writing import transaction
from app.models.types import now

audit = AppGroup("audit", help="The log of who did what.")


@audit.command("forget")
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(min=SHORTEST.days),
    default=DEFAULT.days,
    show_default=True,
    help="Days; those of the last 365 stay.",
)
@nightly("audit forget")
def forget(days: int) -> None:
    """Take the oldest lines out of the log: to be run by cron, once a day or a month."""
    with transaction() as session:
        number = forget_before(session, dt.timedelta(days=days), now())
    click.echo(f"Lines of the log forgotten: {number}.")
