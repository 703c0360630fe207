"""What a file is, by its content: a name says nothing of what is inside."""

from dataclasses import dataclass

from archives import ArchiveError, Bounds, Part, Trouble, unpack
from archives.unpacking import refuse_risky_xml
from documents.content import Format
from documents.limits import Limits
from documents.plain_text import decode, is_markdown
from documents.refusals import DocumentError, Reason

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PDF = b"%PDF-"
_PDF_WITHIN = 1_024
"""Readers of PDF take a signature that comes a little late."""

_FOREIGN = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3\x00", "database"),
)

_BOMBS = (Trouble.TOO_MANY_PARTS, Trouble.TOO_LARGE, Trouble.TOO_DENSE, Trouble.LYING_SIZE)
_RISKS = (Trouble.DECLARATION, Trouble.NOT_UTF8)

_ODF = b"application/vnd.oasis.opendocument."
_ODF_FORMATS = {
    _ODF + b"text": Format.ODT,
    _ODF + b"text-template": Format.ODT,
    _ODF + b"spreadsheet": Format.ODS,
    _ODF + b"spreadsheet-template": Format.ODS,
}


@dataclass(frozen=True)
class Recognised:
    """A format, and what was unpacked or decoded to know it."""

    format: Format
    parts: dict[str, bytes]
    text: str


def recognised(data: bytes, limits: Limits) -> Recognised:
    """Tell the format of a file. Archives are checked whole.

    Raises DocumentError: EMPTY, NOT_A_DOCUMENT, OLD_FORMAT, ENCRYPTED, DAMAGED, MACROS, BOMB,
    RISKY_XML.
    """
    if not data:
        raise DocumentError(Reason.EMPTY)
    if data.startswith(_ZIP):
        parts = {part.name: part.data for part in _parts(data, limits)}
        return Recognised(_packaged_format(parts), parts, "")
    if _PDF in data[:_PDF_WITHIN]:
        return Recognised(Format.PDF, {}, "")
    _refuse_foreign(data)
    text = decode(data)
    if not text.strip():
        raise DocumentError(Reason.EMPTY)
    return Recognised(Format.MARKDOWN if is_markdown(text) else Format.TEXT, {}, text)


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        raise DocumentError(Reason.ENCRYPTED if _OLE_ENCRYPTED in data else Reason.OLD_FORMAT)
    for start, found in _FOREIGN:
        # Two letters are not enough: a text may well begin with them.
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:64]):
            raise DocumentError(Reason.NOT_A_DOCUMENT, {"found": found})


def _parts(data: bytes, limits: Limits) -> list[Part]:
    bounds = Bounds(unpacked=limits.unpacked, ratio=limits.ratio, entries=limits.entries)
    try:
        parts = unpack(data, bounds)
        for part in parts:
            refuse_risky_xml(part)
    except ArchiveError as error:
        raise _refusal(error) from error
    return parts


def _refusal(error: ArchiveError) -> DocumentError:
    if error.trouble is Trouble.ENCRYPTED:
        return DocumentError(Reason.ENCRYPTED)
    if error.trouble in _BOMBS:
        return DocumentError(Reason.BOMB, {"limit": error.limit})
    if error.trouble in _RISKS:
        return DocumentError(Reason.RISKY_XML, {"part": error.part})
    return DocumentError(Reason.DAMAGED, {"cause": error.trouble.value})


def _packaged_format(parts: dict[str, bytes]) -> Format:
    kind = parts.get("mimetype", b"").strip()
    if kind.startswith(_ODF):
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise DocumentError(Reason.ENCRYPTED)
        if kind in _ODF_FORMATS and "content.xml" in parts:
            return _ODF_FORMATS[kind]
        raise DocumentError(Reason.NOT_A_DOCUMENT, {"found": "opendocument"})
    names = parts.keys()
    if any(name.startswith("word/") for name in names):
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise DocumentError(Reason.MACROS)
        return Format.DOCX
    if "xl/workbook.xml" in parts:
        return Format.XLSX
    found = "presentation" if any(name.startswith("ppt/") for name in names) else "archive"
    raise DocumentError(Reason.NOT_A_DOCUMENT, {"found": found})
