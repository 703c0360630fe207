"""Zipped workbooks, checked before a spreadsheet reader opens them.

The directory of a zip can lie about sizes, and the reader trusts it; so every part is unpacked
here once, counting, and the counts have to agree with the directory.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from app.corpus.tables.reasons import TableError, TableReason
from app.corpus.tables.signature import encrypted, not_a_table
from app.corpus.tables.table import Limits, TableFormat

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_END_OF_DIRECTORY = b"PK\x05\x06"
_LARGEST_TAIL = 65_535 + 22
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"

# Below this size a ratio says nothing: a sheet of empty rows compresses very well.
_RATIO_MATTERS_FROM = 2**20


@dataclass(frozen=True)
class Part:
    """One unpacked file of the workbook."""

    name: str
    data: bytes


def open_package(data: bytes, limits: Limits) -> tuple[TableFormat, list[Part]]:
    """Return the format of a zipped workbook and its parts, all checked.

    Raises TableError: BOMB (sizes, ratio, number of entries, directory that lies), ENCRYPTED,
    NOT_A_TABLE (another kind of zip, names that leave the archive, XML with a DOCTYPE).
    """
    entries = _entries(data, limits)
    packed = 0
    parts: list[Part] = []
    for entry in entries:
        packed += entry.compress_size
        parts.append(Part(entry.filename, _unpack(data, entry)))
    found = _format(parts)
    for part in parts:
        _refuse_risky_xml(part)
    return found, parts


def _entries(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    # Two ends of directory: two readers could each see another archive.
    if data[-_LARGEST_TAIL:].count(_END_OF_DIRECTORY) != 1:
        raise not_a_table("zip", "a damaged zip archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise not_a_table("zip", "a damaged zip archive") from error
    if len(entries) > limits.entries:
        raise _bomb("has too many files inside", len(entries), limits.entries)
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries):
        raise not_a_table("zip", "a zip archive with the same name twice")
    total = 0
    for entry in entries:
        _refuse_risky_entry(entry)
        total += entry.file_size
    if total > limits.unpacked:
        raise _bomb("is too large once unpacked", total, limits.unpacked)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if total > _RATIO_MATTERS_FROM and total > limits.ratio * packed:
        raise _bomb("unpacks to far more than its size", total // packed, limits.ratio)
    return entries


def _refuse_risky_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise encrypted()
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name[:3] or ".." in name.split("/") or "\x00" in name:
        raise not_a_table("zip", "a zip archive whose names leave the archive")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise not_a_table("zip", "a zip archive with an unusual compression")


def _unpack(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise not_a_table("zip", "a damaged zip archive")
    name_length, extra_length = _LOCAL_HEADER.unpack(header)[-2:]
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        unpacked = packed
    else:
        try:
            # One byte more than declared is enough to know that the directory lies.
            unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
        except zlib.error as error:
            raise not_a_table("zip", "a damaged zip archive") from error
    if len(unpacked) > entry.file_size:
        raise _bomb("is larger than its directory says", len(unpacked), entry.file_size)
    if len(unpacked) < entry.file_size or zlib.crc32(unpacked) != entry.CRC:
        raise not_a_table("zip", "a damaged zip archive")
    return unpacked


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


def _refuse_risky_xml(part: Part) -> None:
    # A picture may be an SVG file, which rightly declares its type: no reader of cells opens it.
    if not part.name.lower().endswith((".xml", ".rels", ".vml")):
        return
    head = part.data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4]:
        raise not_a_table("zip", "a workbook whose XML is not in UTF-8")
    for token in (b"<!DOCTYPE", b"<!ENTITY"):
        if token in head.upper():
            raise TableError(
                TableReason.NOT_A_TABLE,
                "The workbook declares a document type or entities, which no spreadsheet writes.",
                {"found": token[2:].decode("ascii"), "part": part.name[:200]},
            )


def _bomb(what: str, found: int, limit: int) -> TableError:
    return TableError(TableReason.BOMB, f"The workbook {what}.", {"found": found, "limit": limit})
