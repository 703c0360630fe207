"""Figures that are kept of large consultations: looked at, and counted again."""

from __future__ import annotations

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from app.cli.writing import transaction
from app.extensions import db
from app.figures.counting_job import compute, differing, keep, store
from app.figures.keeping import kept_rows
from app.models import Consultation

figures = AppGroup("figures", help="Figures that are kept of large consultations.")


@figures.command("check")
@click.option("--repair", is_flag=True, help="Keep what was counted now.")
def check(repair: bool) -> None:
    """Count again, and say what is kept and is not so any more."""
    found = 0
    for consultation in db.session.scalars(sa.select(Consultation).order_by(Consultation.slug)):
        differ = differing(db.session(), consultation.id)
        kept = kept_rows(db.session(), consultation.id)
        for one in differ:
            click.echo(f"{consultation.slug}: {one.name}, kept {kept[one.name].counted_at:%F %R}")
        found += len(differ)
        if repair and differ:
            with transaction() as session:
                keep(session, consultation.id, differ)
    click.echo(f"{found} figures differ{' and were repaired' if repair and found else ''}.")
    if found and not repair:
        raise SystemExit(1)


def _silently(_fraction: float, _step: str) -> None:
    """Nobody waits to be told how far it is."""


@figures.command("count")
def count_now() -> None:
    """Count all that changed, at once: a worker rests between two counts."""
    ids = list(db.session.scalars(sa.select(Consultation.id)))
    for consultation_id in ids:
        recount = compute(db.session(), consultation_id, _silently, rests=False)
        db.session.rollback()
        with transaction() as session:
            store(session, consultation_id, recount)
        for one in recount.counted:
            click.echo(f"{one.name}: {one.seconds:.1f} s, {len(one.value)} bytes")
