"""What the machine has: room, a backup, files that others cannot read."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from app.storage.store import Store
from app.watching.checkup.verdict import Verdict, mend, ok, wrong_in_production
from app.watching.machine import disk_of, last_backup
from app.watching.readiness import keeps_files
from app.watching.troubles import LEAST_FREE, OLDEST_BACKUP
from config import Production, Settings


def verdicts_of_machine(settings: Settings, store: Store, moment: dt.datetime) -> Iterator[Verdict]:
    """The checks of the data directory and what is in it."""
    yield _disk(settings.data_directory)
    yield _backup(settings, moment)
    yield _writing(store)
    yield _hidden("data directory", settings.data_directory, "700")
    url = make_url(settings.database_url)
    file = Path(url.database or "")
    is_elsewhere = settings.data_directory not in file.parents
    # What stands in a closed directory is closed.
    if url.get_backend_name() == "sqlite" and is_elsewhere and file.is_file():
        yield _hidden("database file", file, "600")


def _disk(directory: Path) -> Verdict:
    disk = disk_of(directory)
    said = f"{disk.free / 2**30:.1f} GB are free, {disk.free_share:.0%}."
    if disk.free_share < LEAST_FREE:
        return mend("disk", said, "Make room, or give a larger disk: a full one saves nothing.")
    return ok("disk", said)


def _backup(settings: Settings, moment: dt.datetime) -> Verdict:
    is_production, at = isinstance(settings, Production), last_backup(settings.data_directory)
    if at is None:
        return wrong_in_production(
            is_production, "backup", "No backup is known.", "Run flask backup each night."
        )
    said = f"The last one is of {at:%Y-%m-%d %H:%M} UTC."
    if moment - at > OLDEST_BACKUP:
        return wrong_in_production(is_production, "backup", said, "Run flask backup each night.")
    return ok("backup", said)


def _writing(store: Store) -> Verdict:
    if keeps_files(store):
        return ok("files", "What people send can be kept.")
    return mend(
        "files",
        "What people send cannot be kept.",
        "Give the directory of the files to the user of the processes (chown), on a disk that is"
        " not read-only; or look at FILES_URL, and at the keys of its storage.",
    )


def _hidden(name: str, path: Path, mode: str) -> Verdict:
    """Whether only the user of the processes reads a file or a directory."""
    try:
        found = path.stat()
    except OSError as error:
        return mend(name, f"{path} cannot be looked at ({error.strerror}).", "Give it its owner.")
    if found.st_uid != os.geteuid():
        return mend(
            name,
            f"{path} belongs to another user than the one who runs this.",
            f"Run the processes and the commands as one user: chown -R USER {path}.",
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        return mend(name, f"Other users may read {path}.", f"chmod {mode} {path}")
    return ok(name, "Closed to other users.")
