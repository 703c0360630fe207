from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.corpus.orphaned_originals import forget_orphans
from app.extensions import current_session
from app.models.types import now
from app.storage.opening import current_store

uploads = AppGroup("uploads", help="Files as they were sent.")


@uploads.command("tidy")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@nightly("uploads tidy")
def tidy(dry_run: bool) -> None:
    """Erase files older than a day that nothing holds, left by a process that was killed. Run it
    every night."""
    number = forget_orphans(current_session(), current_store(), now(), is_trial=dry_run)
    would = "would be" if dry_run else "were"
    click.echo(f"{number} files that nothing holds {would} erased.")
