"""Files that are offered to keep, never to open in the page."""

from __future__ import annotations

import tempfile
import uuid
from typing import IO

from flask import Response, send_file

from app.extensions import current_session
from app.publication.calendars import ICS
from app.publication.sheets import Sheet
from app.publication.writers import csv_lines


def file_to_send() -> IO[bytes]:
    """A file that vanishes once it is sent; written whole first, it cannot fail half way."""
    return tempfile.TemporaryFile()


def download(file: IO[bytes], filename: str, media_type: str) -> Response:
    """A response that a browser saves under `filename`, from the start of an open file."""
    file.seek(0)
    return send_file(file, mimetype=media_type, as_attachment=True, download_name=filename)


def download_csv(sheet: Sheet, filename: str, of: uuid.UUID) -> Response:
    """A sheet as a CSV to keep. `of` is what its rows are asked for: the consultation, mostly."""
    file = file_to_send()
    file.writelines(csv_lines(sheet, current_session(), of))
    return download(file, filename, "text/csv; charset=utf-8")


def calendar_file(content: bytes, name: str) -> Response:
    """A calendar file to keep, or to follow by its address."""
    file = Response(content, content_type=ICS)
    file.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return file
