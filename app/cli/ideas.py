from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.cli.writing import transaction
from app.ideas.forgetting_origins import forget_origins as forget
from app.models.types import now

ideas = AppGroup("ideas", help="Idea boxes.")


@ideas.command("forget-origins")
@nightly("ideas forget-origins")
def forget_origins() -> None:
    """Forget where supports and votes of more than 30 days ago came from. Run it daily."""
    with transaction() as session:
        forgotten = forget(session, now())
    click.echo(f"{forgotten} origins forgotten.")
