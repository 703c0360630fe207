"""What a file is, from its first bytes: a name says nothing of what is inside."""

import json
import re

from app.corpus.tables.json_lines import parse_line
from app.corpus.tables.reasons import TableError, TableReason

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_FOREIGN = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"\x09\x08", "xls"),
    (b"\x7fELF", "program"),
)

_MARKUP = re.compile(
    r"<(?:!doctype|!--|\?xml|html|head|body|table|svg|office:document|mxfile|feed|rss)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 65_536
_JSON_PROBE = 20


def is_zip(data: bytes) -> bool:
    return data.startswith(_ZIP)


def refuse_foreign(data: bytes) -> None:
    """Raise TableError when the bytes are those of another kind of file than text or zip.

    NOT_A_TABLE names the kind in ``details["found"]``; an encrypted workbook is ENCRYPTED.
    """
    if data.startswith(_OLE):
        if _OLE_ENCRYPTED in data:
            raise encrypted()
        raise not_a_table("xls", "an old binary Office file (.xls or .doc)")
    for start, found in _FOREIGN:
        if data.startswith(start):
            raise not_a_table(found, f"a file of kind {found}")
    # A PDF may have a few bytes before its signature.
    if b"%PDF-" in data[:1024] and b"\x00" in data[:_HEAD]:
        raise not_a_table("pdf", "a file of kind pdf")


def refuse_foreign_text(text: str) -> None:
    """Raise TableError (NOT_A_TABLE) when decoded text is a page, markup, or not text at all."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if _MARKUP.match(head):
        found = (
            "html"
            if re.search(r"<(?:html|table|body|!doctype html)", head, re.IGNORECASE)
            else "xml"
        )
        raise not_a_table(found, f"a page or a document in {found}")
    if len(head) >= 512 and len(_CONTROL.findall(head)) > 0.05 * len(head):
        raise not_a_table("binary", "a binary file")


def is_json_lines(text: str, name: str) -> bool:
    """Tell whether the text is one JSON object a line; the name settles only doubtful files.

    Raises TableError (NOT_A_TABLE) for a file that is one single JSON document.
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if not head.startswith(("{", "[")):
        return False
    named = name.lower().endswith((".jsonl", ".ndjson"))
    if head.startswith("{"):
        lines = [line for line in re.split(r"[\r\n]+", text, maxsplit=_JSON_PROBE) if line.strip()]
        if named or any(_is_object(line) for line in lines[:_JSON_PROBE]):
            return True
    elif named:
        return True
    if _is_json(text):
        raise not_a_table("json", "a single JSON document; one JSON object a line is expected")
    return False


def not_a_table(found: str, described: str) -> TableError:
    """Return the refusal of a file that is something else."""
    return TableError(
        TableReason.NOT_A_TABLE,
        f"The file is not a table: it is {described}.",
        {"found": found},
    )


def encrypted() -> TableError:
    """Return the refusal of a file that opens with a password."""
    return TableError(TableReason.ENCRYPTED, "The file is protected by a password.")


def _is_object(line: str) -> bool:
    try:
        return isinstance(parse_line(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True
