from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.writing import transaction
from app.models.types import now
from app.privacy.exports.asking import forget_old
from app.privacy.requesting import forget_unconfirmed

privacy = AppGroup("privacy", help="Personal data.")


@privacy.command("tidy")
def tidy() -> None:
    """Erase exports after seven days, and requests that nobody confirmed for fourteen. Run it
    every day."""
    with transaction() as session:
        exports = forget_old(session, now())
        requests = forget_unconfirmed(session, now())
    click.echo(f"{exports} exports and {requests} requests that were not confirmed are erased.")
