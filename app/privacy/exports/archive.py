"""All that is kept about a person, as one archive: data, a text to read, the files they sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus import originals
from app.models import Account
from app.models.types import now
from app.privacy.exports.files import FOLDER
from app.privacy.holdings.holding import Holding, Row
from app.privacy.holdings.registry import HOLDINGS
from app.storage.store import Store
from app.web.filters import moment as moment_in_words

Tell = Callable[[float], None]


def write_archive(session: Session, account: Account, key: str, store: Store, tell: Tell) -> int:
    """Write the archive of an account, whole or not at all; its size in bytes.

    `store` holds the files that people sent, and keeps the archive as `key`: written again, it
    takes the place of the one that was there.
    """
    with store.receive(FOLDER) as part:
        with zipfile.ZipFile(part.file, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, session, account, store, tell)
        size = part.file.seek(0, io.SEEK_END)
        part.keep_as(key)
    return size


def _fill(
    archive: zipfile.ZipFile, session: Session, account: Account, store: Store, tell: Tell
) -> None:
    told = [*_opening(account)]
    for number, holding in enumerate(HOLDINGS):
        tell(number / len(HOLDINGS))
        rows = holding.given(session, account)
        data = json.dumps(rows, ensure_ascii=False, indent=2)
        archive.writestr(f"{holding.key}.json", data)
        told += ["", f"# {holding.title}", "", *_in_words(rows)]
        _add_files(archive, holding, session, account, store)
    archive.writestr(_("READ-ME.txt"), "\n".join(told) + "\n")


def _opening(account: Account) -> Iterator[str]:
    yield _("All that is kept about %(name)s", name=account.name)
    yield _("Made on %(moment)s.", moment=moment_in_words(now()))
    yield _("Each part also stands in a file that programs read (.json).")


def _in_words(rows: list[Row]) -> Iterator[str]:
    if not rows:
        yield _("Nothing.")
    for row in rows:
        yield from (line for name, value in row.items() for line in _line(name, value, ""))
        yield ""


def _line(name: str, value: Any, indent: str) -> Iterator[str]:
    """A value as people read it; what is empty is left out."""
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    if value is None or value == "" or value == [] or value == {}:
        return
    if isinstance(value, dict):
        yield f"{indent}{name}{_(':')}"
        for inner, one in value.items():
            yield from _line(str(inner), one, f"{indent}  ")
    elif isinstance(value, list):
        for one in value:
            yield from _line(name, one, indent)
    else:
        text = str(value).replace("\n", f"\n{indent}  ")
        yield f"{indent}{name}{_(':')} {text}"


def _add_files(
    archive: zipfile.ZipFile, holding: Holding, session: Session, account: Account, store: Store
) -> None:
    for number, file in enumerate(holding.files(session, account), 1):
        name = f"files/{holding.key}/{number:03}-{originals.told_name(file.name)}"
        try:
            with originals.on_disk(store, file.sha256) as path:
                archive.write(path, name)
        except originals.OriginalLost:
            archive.writestr(f"{name}.txt", _("This file is not kept any more."))
