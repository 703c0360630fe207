"""Small projects, as several programs write them."""

from __future__ import annotations

import io
import zipfile

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
CODES = '<CodeBook><Codes><Code guid="C1" name="Trains" isCodable="true"/></Codes></CodeBook>'


def qde(inside: str, namespace: str = "urn:QDA-XML:project:1.0", before: str = "") -> str:
    return f'{HEAD}{before}<Project xmlns="{namespace}" name="P" origin="O">{inside}</Project>'


def archive(xml: str | bytes, texts: dict[str, bytes] | None = None, name="project.qde") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, xml)
        for path, data in (texts or {}).items():
            made.writestr(path, data)
    return file.getvalue()


def text_source(path: str, *spans: tuple[int, int], code: str = "C1", guid: str = "S1") -> str:
    selections = "".join(
        f'<PlainTextSelection guid="P{start}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="K{start}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
        for start, end in spans
    )
    return (
        f'<Sources><TextSource guid="{guid}" name="Un texte" plainTextPath="{path}">'
        f"{selections}</TextSource></Sources>"
    )
