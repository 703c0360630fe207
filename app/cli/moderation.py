from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.cli.writing import transaction
from app.corpus.moderation.looking_again import look_again
from app.corpus.moderation.retention import forget
from app.models.types import today
from app.storage.opening import current_store

moderation = AppGroup("moderation", help="What moderators keep, and what they are told.")


@moderation.command("forget")
@nightly("moderation forget")
def forget_originals() -> None:
    """Erase what was masked or refused and may not be kept any longer. Run it each night."""
    with transaction() as session:
        done = forget(session, today(), current_store())
    click.echo(
        f"{done.originals} originals of masked words and {done.refused} refused contributions"
        " were erased."
    )


@moderation.command("look")
def look_for_personal_data() -> None:
    """Look for personal data in contributions that came in before the platform looked for it."""
    with transaction() as session:
        number = look_again(session)
    click.echo(f"Personal data was found in {number} contributions.")
