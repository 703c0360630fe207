"""Zipped workbooks, checked before a spreadsheet reader opens them."""

from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.signature import encrypted, not_a_table
from app.corpus.tables.table import Limits, TableFormat
from archives import ArchiveError, Bounds, Part, Trouble, unpack
from archives.unpacking import refuse_risky_xml

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

_NOT_A_TABLE = {
    Trouble.DAMAGED: "a damaged zip archive",
    Trouble.SAME_NAME_TWICE: "a zip archive with the same name twice",
    Trouble.NAME_LEAVES: "a zip archive whose names leave the archive",
    Trouble.COMPRESSION: "a zip archive with an unusual compression",
    Trouble.NOT_UTF8: "a workbook whose XML is not in UTF-8",
}
_BOMBS = {
    Trouble.TOO_MANY_PARTS: "has too many files inside",
    Trouble.TOO_LARGE: "is too large once unpacked",
    Trouble.TOO_DENSE: "unpacks to far more than its size",
    Trouble.LYING_SIZE: "is larger than its directory says",
}


def open_package(data: bytes, limits: Limits) -> tuple[TableFormat, list[Part]]:
    """Return the format of a zipped workbook and its parts, all checked.

    Raises TableError: BOMB (sizes, ratio, number of entries, directory that lies), ENCRYPTED,
    NOT_A_TABLE (another kind of zip, names that leave the archive, XML with a DOCTYPE).
    """
    bounds = Bounds(unpacked=limits.unpacked, ratio=limits.ratio, entries=limits.entries)
    try:
        parts = unpack(data, bounds)
        found = _format(parts)
        for part in parts:
            refuse_risky_xml(part)
    except ArchiveError as error:
        raise _refusal(error) from error
    return found, parts


def _refusal(error: ArchiveError) -> TableError:
    trouble = error.trouble
    if trouble is Trouble.ENCRYPTED:
        return encrypted()
    if trouble in _NOT_A_TABLE:
        return not_a_table("zip", _NOT_A_TABLE[trouble])
    if trouble in _BOMBS:
        details = {"found": error.found, "limit": error.limit}
        return TableError(TableReason.BOMB, f"The workbook {_BOMBS[trouble]}.", details)
    return TableError(
        TableReason.NOT_A_TABLE,
        "The workbook declares a document type or entities, which no spreadsheet writes.",
        {"found": error.declaration, "part": error.part},
    )


def _format(parts: list[Part]) -> TableFormat:
    by_name = {part.name: part.data for part in parts}
    if "xl/workbook.xml" in by_name:
        return TableFormat.XLSX
    kind = by_name.get("mimetype", b"").strip()
    if kind.startswith(b"application/vnd.oasis.opendocument."):
        if b"encryption-data" in by_name.get("META-INF/manifest.xml", b""):
            raise encrypted()
        if kind in (_ODS, _ODS + b"-template") and "content.xml" in by_name:
            return TableFormat.ODS
        raise not_a_table("opendocument", "an OpenDocument file that is not a spreadsheet")
    if "word/document.xml" in by_name:
        raise not_a_table("docx", "a text document (.docx)")
    if any(name.startswith("ppt/") for name in by_name):
        raise not_a_table("pptx", "a presentation (.pptx)")
    if "xl/workbook.bin" in by_name:
        raise not_a_table("xlsb", "a binary workbook (.xlsb)")
    raise not_a_table("zip", "a zip archive and not a workbook")
