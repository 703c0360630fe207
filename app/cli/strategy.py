from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.lookups import the_consultation
from app.cli.refusal import Refusal
from app.cli.writing import trial
from app.strategy.queries import strategy_of
from app.strategy.versions.chain import verify
from app.strategy.versions.queries import has_seal, last_seal

strategy = AppGroup("strategy", help="The strategy and its versions.")


@strategy.command("verify")
@click.option("--consultation", "slug", help="Its address; not needed where there is only one.")
@click.option("--seal", default="", help="A seal that was kept elsewhere: is it in the chain?")
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
