from __future__ import annotations

import click
from flask.cli import AppGroup

from app.corpus.orphaned_originals import forget_orphans
from app.extensions import current_session
from app.models.types import now
from app.settings import current_settings

uploads = AppGroup("uploads", help="Files as they were sent.")


@uploads.command("tidy")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def tidy(dry_run: bool) -> None:
    """Erase files older than a day that nothing holds, left by a process that was killed. Run it
    every night."""
    directory = current_settings().uploads_directory
    number = forget_orphans(current_session(), directory, now(), is_trial=dry_run)
    would = "would be" if dry_run else "were"
    click.echo(f"{number} files that nothing holds {would} erased.")
