"""Unpacking while counting.

The directory of a zip can lie about sizes, and a reader of spreadsheets trusts it; so every part
is unpacked here once, counting, and the counts have to agree with the directory.
"""

import enum
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_END_OF_DIRECTORY = b"PK\x05\x06"
_LARGEST_TAIL = 65_535 + 22
_DECLARATION = re.compile(rb"<!((?i:DOCTYPE|ENTITY))")

# Below this size a ratio says nothing: a sheet of empty rows compresses very well.
_RATIO_MATTERS_FROM = 2**20


class Trouble(enum.Enum):
    """What is wrong with an archive."""

    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    SAME_NAME_TWICE = "same name twice"
    NAME_LEAVES = "a name leaves the archive"
    COMPRESSION = "unusual compression"
    NOT_UTF8 = "XML that is not in UTF-8"
    DECLARATION = "XML that declares a document type or entities"
    TOO_MANY_PARTS = "too many parts"
    TOO_LARGE = "too large once unpacked"
    TOO_DENSE = "unpacks to far more than its size"
    LYING_SIZE = "a part larger than the directory says"


class ArchiveError(ValueError):
    """An archive that is refused.

    `found` and `limit` are bytes, parts or a ratio; `declaration` and `part` say which XML.
    """

    def __init__(
        self,
        trouble: Trouble,
        found: int = 0,
        limit: int = 0,
        declaration: str = "",
        part: str = "",
    ) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.found = found
        self.limit = limit
        self.declaration = declaration
        self.part = part


@dataclass(frozen=True)
class Bounds:
    """`unpacked` is in bytes, `ratio` that of the whole archive, unpacked over packed."""

    unpacked: int
    ratio: int
    entries: int


@dataclass(frozen=True)
class Part:
    """One unpacked file of the archive."""

    name: str
    data: bytes


def unpack(data: bytes, bounds: Bounds) -> list[Part]:
    """Return every part of an archive. Raises ArchiveError."""
    return [Part(entry.filename, _unpacked(data, entry)) for entry in _entries(data, bounds)]


def refuse_risky_xml(part: Part) -> None:
    """Raise ArchiveError for XML that only makes trouble: another encoding, a document type."""
    # A picture may be an SVG file, which rightly declares its type: no reader of cells opens it.
    if not part.name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if part.data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in part.data[:4]:
        raise ArchiveError(Trouble.NOT_UTF8, part=part.name[:200])
    if found := _DECLARATION.search(part.data):
        declared = found[1].decode("ascii").upper()
        raise ArchiveError(Trouble.DECLARATION, declaration=declared, part=part.name[:200])


def _entries(data: bytes, bounds: Bounds) -> list[zipfile.ZipInfo]:
    # Two ends of directory: two readers could each see another archive.
    if data[-_LARGEST_TAIL:].count(_END_OF_DIRECTORY) != 1:
        raise ArchiveError(Trouble.DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise ArchiveError(Trouble.DAMAGED) from error
    if len(entries) > bounds.entries:
        raise ArchiveError(Trouble.TOO_MANY_PARTS, len(entries), bounds.entries)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise ArchiveError(Trouble.SAME_NAME_TWICE)
    for entry in entries:
        _refuse_risky_entry(entry)
    total = sum(entry.file_size for entry in entries)
    if total > bounds.unpacked:
        raise ArchiveError(Trouble.TOO_LARGE, total, bounds.unpacked)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if total > _RATIO_MATTERS_FROM and total > bounds.ratio * packed:
        raise ArchiveError(Trouble.TOO_DENSE, total // packed, bounds.ratio)
    return entries


def _refuse_risky_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise ArchiveError(Trouble.ENCRYPTED)
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name[:3] or ".." in name.split("/") or "\x00" in name:
        raise ArchiveError(Trouble.NAME_LEAVES)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(Trouble.COMPRESSION)


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise ArchiveError(Trouble.DAMAGED)
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
            raise ArchiveError(Trouble.DAMAGED) from error
    if len(unpacked) > entry.file_size:
        raise ArchiveError(Trouble.LYING_SIZE, len(unpacked), entry.file_size)
    if len(unpacked) < entry.file_size or zlib.crc32(unpacked) != entry.CRC:
        raise ArchiveError(Trouble.DAMAGED)
    return unpacked
