"""Bytes to text, and the paragraphs of a text without a format."""

import codecs
import re

from documents.content import Format, ReadDocument
from documents.gathering import Gathering
from documents.limits import Limits
from documents.refusals import DocumentError, Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROBE = 4_096
_HEAD = 65_536
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(
    r"<(?:!doctype|!--|\?xml|html|head|body|table|svg|office:document|mxfile|feed|rss)\b",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")

# Any of these is meant: nobody types them by accident. Lengths have bounds, so that looking for
# the end of what begins again and again does not take forever.
_MARKDOWN = re.compile(
    r"""
    ^\#{1,6}[ ]\S               # ## Heading
    | ^\|?[ ]*:?-{3,}:?[ ]*\|   # | --- | --- |
    | \*\*[^\s*][^*\n]{0,500}\*\*      # **strong**
    | \[[^\[\]\n]{1,500}\]\(\S{1,500}\)  # [text](address)
    | ^```
    """,
    re.MULTILINE | re.VERBOSE,
)


def decode(data: bytes) -> str:
    """The text of a file: its mark, else UTF-8, else the Windows code page of French texts.

    Raises DocumentError (NOT_A_DOCUMENT) when it is no text, or a page of HTML or XML.
    """
    text = _decoded(data)
    head = text[:_HEAD]
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise DocumentError(Reason.NOT_A_DOCUMENT, {"found": "binary"})
    if _MARKUP.match(head.lstrip("\ufeff \t\r\n")):
        raise DocumentError(Reason.NOT_A_DOCUMENT, {"found": "page"})
    return text


def is_markdown(text: str) -> bool:
    return _MARKDOWN.search(text) is not None


def read_text(text: str, limits: Limits) -> ReadDocument:
    """Paragraphs are what blank lines part; their lines are kept for whoever cuts them."""
    gathering = Gathering(limits)
    for paragraph in _BLANK_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        gathering.lines(paragraph)
    return gathering.document(Format.TEXT)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _unmarked_utf16(data[:_PROBE]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unmarked_utf16(head: bytes) -> str | None:
    """Latin letters in two bytes have a NUL in nearly every second place."""
    half = len(head) // 2
    if half < 2:
        return None
    low, high = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if high > 0.7 * half and low < 0.1 * half:
        return "utf-16-le"
    if low > 0.7 * half and high < 0.1 * half:
        return "utf-16-be"
    return None
