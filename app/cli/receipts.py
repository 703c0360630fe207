from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.writing import transaction
from app.corpus.receipts.backfilling import add_missing_receipts

receipts = AppGroup("receipts", help="What people keep of what they gave.")


@receipts.command("backfill")
def backfill() -> None:
    """Give a receipt to responses and cards that came before there were any.

    Their codes stay what they are. Running it again adds nothing.
    """
    with transaction() as session:
        number = add_missing_receipts(session)
    click.echo(f"{number} receipts were added.")
