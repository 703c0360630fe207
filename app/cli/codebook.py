from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.lookups import the_consultation
from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.themes.codebook.checking import check_codebook

codebook = AppGroup("codebook", help="The themes that people approved.")


@codebook.command("check")
@click.option("--consultation", "slug", help="Its slug; not needed when there is only one.")
def check(slug: str | None) -> None:
    """Whether the codebook is what its history makes of it."""
    with transaction() as session:
        found = check_codebook(session, the_consultation(session, slug).id)
    if found:
        raise Refusal("\n".join(found))
    click.echo("The codebook is what its history tells.")
