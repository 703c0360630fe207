from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.consultations.services import SlugTaken, create_consultation
from app.strategy.reference_files import REFERENCE_TITLES
from app.strategy.services import add_reference_strategy

consultations = AppGroup("consultation", help="Consultations.")


@consultations.command("create")
@click.argument("slug")
@click.argument("title")
@click.option("--strategy", type=click.Choice(sorted(REFERENCE_TITLES)), help="A shipped strategy.")
def create(slug: str, title: str, strategy: str | None) -> None:
    """Make a consultation; it stays a draft until a steward opens it."""
    try:
        with transaction() as session:
            consultation = create_consultation(session, slug=slug, title=title)
            if strategy:
                add_reference_strategy(
                    session,
                    consultation_id=consultation.id,
                    code=strategy,
                    title=REFERENCE_TITLES[strategy],
                )
    except SlugTaken:
        raise Refusal(f"There is already a consultation {slug!r}.") from None
    click.echo(f"Consultation {slug} created.")
