"""A backup of everything, looked at, and brought back."""

from __future__ import annotations

import time
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from app.backups.archive import BackupDamaged, Manifest
from app.backups.making import FileExists, NoTables, make_backup
from app.backups.restoring import (
    HoldsData,
    IsInUse,
    LaterRelease,
    NoRoom,
    check_backup,
    restore_backup,
)
from app.cli.refusal import Refusal
from app.extensions import db
from app.models.types import now
from app.settings import current_settings
from app.storage.opening import current_store


class _FileOrCommand(AppGroup):
    """`flask backup FILE` makes one: its word may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


backup = _FileOrCommand(
    "backup", help="Keep the database and the files in one archive: flask backup FILE."
)


@backup.command("make")
@click.argument("file", type=click.Path(path_type=Path))
def make(file: Path) -> None:
    """Write a backup to FILE while the site is in use; in a directory, it gets a name."""
    began, settings = time.monotonic(), current_settings()
    target = file / f"sillage-{now():%Y%m%d-%H%M%S}.zip" if file.is_dir() else file
    try:
        made = make_backup(db.engine, current_store(), settings.data_directory, target)
    except FileExists:
        raise Refusal(f"{target} is there already; no backup is written over.") from None
    except NoTables:
        raise Refusal("The database has no tables yet: there is nothing to keep.") from None
    except OSError as error:
        raise Refusal(f"{target}: {_why(error)}. Nothing was kept.") from None
    size = target.stat().st_size / 2**20
    click.echo(f"{target}: {_told(made)}, {size:.1f} MB in {time.monotonic() - began:.1f} s.")
    _warn_of_damage(made)


@backup.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Read a backup to its end and say whether it is whole. It needs no database."""
    try:
        found = check_backup(file)
    except BackupDamaged as error:
        raise Refusal(f"{file} cannot be used: {error}.") from None
    click.echo(
        f"{file} is whole: {_told(found)}, made at {found.made_at}"
        f" from revision {found.revision} on {found.database}."
    )
    _warn_of_damage(found)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Take the place of the data that is there.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Bring a backup back. Stop the web process and the worker first."""
    began = time.monotonic()
    try:
        found = restore_backup(db.engine, current_store(), file, replace=replace)
    except BackupDamaged as error:
        raise Refusal(f"{file} cannot be used: {error}. Nothing was changed.") from None
    except LaterRelease as error:
        raise Refusal(
            f"{file} was made by a later release (revision {error}): install that one first."
        ) from None
    except HoldsData:
        raise Refusal("This database holds data; --replace puts the backup in its place.") from None
    except IsInUse:
        raise Refusal(
            "The database is in use: stop the web process and the worker first."
        ) from None
    except NoRoom as error:
        raise Refusal(
            f"{file} takes {error.needed / 2**20:.0f} MB at least, and {error.free / 2**20:.0f} MB"
            " are free. Nothing was changed."
        ) from None
    except OperationalError as error:
        raise Refusal(
            f"The database cannot take it ({error.orig}). Its rows are those of before."
        ) from None
    except OSError as error:
        raise Refusal(f"{error.filename or file}: {_why(error)}.") from None
    click.echo(
        f"{_told(found)} of {found.made_at} are back, at the schema of this release,"
        f" in {time.monotonic() - began:.1f} s."
    )


def _why(error: OSError) -> str:
    """A disk gives its reason apart, a storage of files in its text."""
    return error.strerror or str(error)


def _told(manifest: Manifest) -> str:
    return f"{manifest.rows} rows of {len(manifest.tables)} tables and {len(manifest.files)} files"


def _warn_of_damage(manifest: Manifest) -> None:
    for path in manifest.damaged_files:
        click.echo(f"Damaged before the backup, kept as it is: uploads/{path}", err=True)
