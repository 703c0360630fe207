"""Messages that were handed over as files, to be read in development."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.policy import default
from pathlib import Path

from app.web.paging import Cursor, Page, make_page

PAGE_SIZE = 20
LINK = re.compile(r"(https?://\S+)")


@dataclass(frozen=True)
class MailFile:
    """A message: `parts` are its text in turn outside and inside of a link."""

    key: str
    subject: str
    recipient: str
    parts: tuple[tuple[str, bool], ...]


def mail_files_page(directory: Path, cursor: Cursor) -> Page[MailFile]:
    """The messages of a directory, the latest first: their names grow with time."""
    names = sorted((path.stem for path in directory.glob("*.eml")), reverse=not cursor.backwards)
    key = cursor.key
    if key is not None:
        names = [name for name in names if (name > key if cursor.backwards else name < key)]
    files = [_read(directory / f"{name}.eml") for name in names[: PAGE_SIZE + 1]]
    return make_page(files, cursor, size=PAGE_SIZE, key_of=lambda one: one.key)


def _read(path: Path) -> MailFile:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    pieces = LINK.split(body.get_content() if body else "")
    return MailFile(
        key=path.stem,
        subject=str(message["Subject"]),
        recipient=str(message["To"]),
        parts=tuple((piece, at % 2 == 1) for at, piece in enumerate(pieces)),
    )
