from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.cli.writing import transaction
from app.models.types import now
from app.storage.opening import current_store
from app.submissions.withdrawing import forget_drafts

submissions = AppGroup("submissions", help="Written contributions.")


@submissions.command("forget-drafts")
@nightly("submissions forget-drafts")
def forget() -> None:
    """Erase deposits that were not sent for 30 days, with their files. Run it every day."""
    with transaction() as session:
        number = forget_drafts(session, current_store(), now())
    click.echo(f"{number} deposits that were never sent are erased.")
