"""Reads a document, in this process: see `documents.apart` for the files of others."""

from pathlib import Path

from documents.content import Format, ReadDocument
from documents.docx_reader import read_docx
from documents.limits import Limits
from documents.markdown_reader import read_markdown
from documents.odt_reader import read_odt
from documents.pdf_reader import read_pdf
from documents.plain_text import read_text
from documents.refusals import DocumentError, Reason
from documents.signature import Recognised, recognised

_NO_MEMORY = 2
"""XML_ERR_NO_MEMORY of libxml2."""


def read(path: Path, limits: Limits | None = None) -> ReadDocument:
    """Read a document, its text cut into blocks. The same bytes always give the same.

    Raises DocumentError when it is refused, OSError when the file cannot be opened. A sheet of
    notes is recognised and refused (A_SHEET): its columns are for others to tell.
    """
    limits = limits or Limits()
    data = _bytes(path, limits)
    found = recognised(data, limits)
    if found.format.is_sheet:
        raise DocumentError(Reason.A_SHEET, {"found": found.format.value})
    found.parts.clear()  # the readers unpack anew: both at once would weigh twice
    try:
        return _read(found, data, limits)
    except DocumentError:
        raise
    except MemoryError as error:
        raise DocumentError(Reason.OUT_OF_MEMORY) from error
    except Exception as error:
        # Parsers of foreign formats fail in any way on what they do not expect.
        if _lacked_memory(error):
            raise DocumentError(Reason.OUT_OF_MEMORY) from error
        raise DocumentError(Reason.DAMAGED, {"cause": type(error).__name__}) from error


def _lacked_memory(error: Exception) -> bool:
    """Whether the XML parser stopped for want of memory, which it takes for bad XML."""
    return isinstance(error, SyntaxError) and getattr(error, "code", None) == _NO_MEMORY


def _read(found: Recognised, data: bytes, limits: Limits) -> ReadDocument:
    match found.format:
        case Format.DOCX:
            return read_docx(data, limits)
        case Format.ODT:
            return read_odt(data, limits)
        case Format.PDF:
            return read_pdf(data, limits)
        case Format.MARKDOWN:
            return read_markdown(found.text, limits)
        case _:
            return read_text(found.text, limits)


def _bytes(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise DocumentError(Reason.TOO_LARGE, {"limit": limits.bytes})
    return data
