"""Bytes to text: marks, UTF-8, and the Windows code page that French spreadsheets still write."""

import codecs
import re
from dataclasses import dataclass

from app.corpus.tables.reasons import TableError, TableReason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# A closed list: Python knows codecs that are not for files of answers (zlib, rot13, punycode).
_ALLOWED = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-16": "utf-16-le",
    "cp1252": "cp1252",
    "iso8859-1": "iso8859-1",
    "iso8859-15": "iso8859-15",
    "mac-roman": "mac-roman",
    "cp850": "cp850",
    "ascii": "utf-8",
}

_PROBE = 4096
_ESCAPED = re.compile("[\udc80-\udcff]")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Damage:
    """A byte without meaning: its physical line (from 1), its place in the file (from 0)."""

    line: int
    byte: int
    value: int


@dataclass(frozen=True)
class Decoded:
    """The text of a file. Where a byte means nothing, the text holds U+DC80 to U+DCFF.

    ``mark`` is the length of the byte order mark, in bytes; ``damaged`` says that at least one
    byte could not be read.
    """

    text: str
    encoding: str
    mark: int
    damaged: bool

    def damage(self) -> list[Damage]:
        """Return the first byte that could not be read of every physical line that has one."""
        found: list[Damage] = []
        line, byte = 1, self.mark
        scanned = position = 0
        while self.damaged and (match := _ESCAPED.search(self.text, position)):
            line += len(_LINE_END.findall(self.text, scanned, match.start()))
            passed = self.text[scanned : match.start()]
            byte += len(passed.encode(self.encoding, "surrogateescape"))
            scanned = match.start()
            found.append(Damage(line, byte, ord(match[0]) - 0xDC00))
            line_end = _LINE_END.search(self.text, match.end())
            position = line_end.end() if line_end else len(self.text)
        return found


def decode(data: bytes, asked: str | None = None) -> Decoded:
    """Decode a file, with the encoding ``asked`` for or the most likely one.

    Raises TableError (UNKNOWN_ENCODING) when the encoding asked for is not one of ours.
    """
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if asked is not None:
        encoding = _allowed(asked)
        mark = len(marked[0]) if marked and marked[1] == encoding else 0
        if encoding.startswith("utf-16") and marked and marked[1].startswith("utf-16"):
            encoding, mark = marked[1], len(marked[0])
        return _decode_as(data, encoding, mark)
    if marked is not None:
        return _decode_as(data, marked[1], len(marked[0]))
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        return _decode_as(data, unmarked, 0)
    decoded = _decode_as(data, "utf-8", 0)
    if decoded.damaged and not _is_utf8_with_accidents(decoded.text):
        return _decode_as(data, "cp1252", 0)
    return decoded


def _allowed(name: str) -> str:
    try:
        found = _ALLOWED.get(codecs.lookup(name).name)
    except LookupError:
        found = None
    if found is None:
        raise TableError(
            TableReason.UNKNOWN_ENCODING,
            f"The encoding {name!r} is not one that tables are read with.",
            {"encoding": name},
        )
    return found


def _decode_as(data: bytes, encoding: str, mark: int) -> Decoded:
    body = data[mark:]
    if encoding.startswith(("utf-16", "utf-32")):
        return _decode_wide(body, encoding, mark)
    try:
        return Decoded(body.decode(encoding), encoding, mark, damaged=False)
    except UnicodeDecodeError:
        return Decoded(body.decode(encoding, "surrogateescape"), encoding, mark, damaged=True)


def _decode_wide(body: bytes, encoding: str, mark: int) -> Decoded:
    unit = 2 if encoding.startswith("utf-16") else 4
    whole = len(body) - len(body) % unit
    try:
        text = body[:whole].decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise TableError(
            TableReason.UNDECODABLE,
            f"The file says it is {encoding} but is not, from byte {error.start + mark}.",
            {"encoding": encoding, "byte": error.start + mark},
        ) from error
    if whole < len(body):
        # Half a character at the end: a file that was cut. Half a surrogate marks the row.
        text += "\udcff"
    return Decoded(text, encoding, mark, damaged=False)


def _unmarked_utf16(data: bytes) -> str | None:
    head = data[: _PROBE - _PROBE % 2]
    if len(head) < 4:
        return None
    zeros_first = head[::2].count(0) / len(head[::2])
    zeros_second = head[1::2].count(0) / len(head[1::2])
    if zeros_second > 0.6 and zeros_first < 0.1:
        return "utf-16-le"
    if zeros_first > 0.6 and zeros_second < 0.1:
        return "utf-16-be"
    return None


def _is_utf8_with_accidents(text: str) -> bool:
    """Tell a damaged UTF-8 file from a cp1252 one: valid sequences are rare by chance."""
    accidents = sum("\udc80" <= character <= "\udcff" for character in text)
    sequences = sum(character > "\x7f" for character in text) - accidents
    return sequences > 0 and sequences >= accidents
