from __future__ import annotations

from collections.abc import Iterable

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from app.cli.lookups import the_consultation
from app.cli.nightly import nightly
from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.extensions import current_session, db
from app.jobs.runner import carry_out
from app.jobs.services import TO_SEND, claim
from app.jobs.works import WORKS
from app.models import Job, JobKind, JobState, Run
from app.themes.kept_steps import forget_steps
from app.themes.queries import ThemeLine, themes_of
from app.themes.services import start_run


@click.command("analyse")
@click.option("--consultation", "slug", help="Its slug; not needed when there is only one.")
@click.option("--themes", type=click.IntRange(2, 100), help="How many; chosen when not given.")
@click.option("--seed", type=int, default=0)
@with_appcontext
def analyse(slug: str | None, themes: int | None, seed: int) -> None:
    """Find the themes of a consultation and propose links to its objectives, here and now."""
    with transaction() as session:
        consultation = the_consultation(session, slug)
        run = start_run(
            session,
            consultation_id=consultation.id,
            account_id=None,
            theme_count=themes,
            seed=seed,
        )
        assert run.job_id is not None
        claimed = claim(session, run.job_id)  # before any worker can hear of it
        session.info.pop(TO_SEND, None)
    assert claimed is not None
    carry_out(claimed, WORKS[JobKind.ANALYSIS])
    job = db.session.scalars(sa.select(Job).where(Job.id == run.job_id)).one()
    if job.state is not JobState.DONE:
        raise Refusal(f"The analysis failed: {job.error.get('why') or job.error.get('code')}.")
    finished = db.session.get_one(Run, run.id)
    _show(themes_of(current_session(), finished), "  ")
    click.echo(f"{finished.excerpts} excerpts in {finished.seconds:.1f} s.")


def _show(themes: Iterable[ThemeLine], indent: str) -> None:
    for theme in themes:
        click.echo(f"{theme.size:>7}{indent}{theme.label}")
        _show(theme.children, f"{indent}  ")


@click.command("forget-analysis-steps")
@with_appcontext
@nightly("forget-analysis-steps")
def forget_analysis_steps() -> None:
    """Remove what analyses that ended have kept to go on from after an accident."""
    with transaction() as session:
        removed = forget_steps(session)
    click.echo(f"Steps forgotten: {removed}.")
