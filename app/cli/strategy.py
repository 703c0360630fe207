"""Strategies in and out, in the form of the references that are shipped."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.cli.lookups import the_consultation
from app.cli.nightly import nightly
from app.cli.refusal import Refusal
from app.cli.writing import transaction, trial
from app.models import Consultation, Strategy
from app.strategy.printing import printed
from app.strategy.queries import strategy_of
from app.strategy.reference_files import (
    REFERENCE_TITLES,
    Reference,
    WrongReference,
    read_reference,
    reference_in,
)
from app.strategy.services import add_reference_strategy
from app.strategy.versions.chain import verify
from app.strategy.versions.queries import has_seal, last_seal
from app.strategy.writing.loading import load_strategy
from app.strategy.writing.refusals import StrategyExists

strategy = AppGroup("strategy", help="Strategies and their versions.")


@strategy.command("load")
@click.argument("slug")
@click.argument("reference")
@click.option("--title", default="", help="The title of the strategy.")
def load(slug: str, reference: str, title: str) -> None:
    """Give the consultation SLUG a strategy: the code of a shipped one, or a file of its form."""
    read = _read(reference)
    try:
        with transaction() as session:
            load_strategy(
                session,
                read,
                consultation_id=the_consultation(session, slug).id,
                title=title or REFERENCE_TITLES.get(read.code, read.code),
            )
    except StrategyExists:
        raise Refusal(f"The consultation {slug!r} has its strategy already.") from None
    click.echo(f"{len(read.nodes)} lines loaded.")


@strategy.command("print")
@click.argument("reference")
def print_(reference: str) -> None:
    """Print the strategy of a consultation, or a shipped one, in the form of the references."""
    with trial() as session:
        click.echo(printed(session, _strategy(session, reference)), nl=False)


@strategy.command("verify")
@click.option("--consultation", "slug", help="Its address; not needed where there is only one.")
@click.option("--seal", default="", help="A seal that was kept elsewhere: is it in the chain?")
@nightly("strategy verify")
def verify_versions(slug: str | None, seal: str) -> None:
    """Look whether a version was changed by hand in the database. Exits with 1 where one was.

    The last seal that it prints is worth keeping elsewhere: whoever writes the whole chain anew
    cannot make that one again.
    """
    with trial() as session:
        found = strategy_of(session, the_consultation(session, slug).id)
        if found is None:
            raise Refusal("This consultation has no strategy.")
        broken = verify(session, found.id)
        last = last_seal(session, found.id)
        is_lost = bool(seal) and not has_seal(session, found.id, seal)
    for one in broken:
        click.echo(f"Broken: {one.fault.value}, version {one.version}, link {one.event}.")
    if is_lost:
        click.echo("Broken: the seal is not in the chain.")
    if last is not None:
        click.echo(f"Last seal: {last.sha256} (link {last.number}).")
    if broken or is_lost:
        click.get_current_context().exit(1)
    click.echo("Every version fits its seal.")


def _strategy(session: Session, reference: str) -> Strategy:
    if reference in REFERENCE_TITLES:
        # Through the database and back: what is printed is what a consultation would have.
        consultation = Consultation(slug=reference, title=reference)
        session.add(consultation)
        session.flush()
        return add_reference_strategy(
            session, consultation_id=consultation.id, code=reference, title=reference
        )
    found = strategy_of(session, the_consultation(session, reference).id)
    if found is None:
        raise Refusal(f"The consultation {reference!r} has no strategy.")
    return found


def _read(reference: str) -> Reference:
    if reference in REFERENCE_TITLES:
        return read_reference(reference)
    path = Path(reference)
    try:
        return reference_in(path.read_text(encoding="utf-8"), path.stem[:40])
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{reference!r} is no shipped strategy, and no file to read.") from None
    except WrongReference as error:
        raise Refusal(str(error)) from None
