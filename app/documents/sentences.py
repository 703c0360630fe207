"""What a person reads when a document cannot be taken as it is, and what to do."""

from __future__ import annotations

from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableReason

_MEBIBYTE = 2**20


def trouble_sentence(trouble: dict[str, Any]) -> str:
    """Why a document was refused, or what to beware of in one that was read; "" without trouble.

    `trouble` is that of `app.models.Document`. An unknown code has a sentence too.
    """
    code = trouble.get("code", "")
    if not code:
        return ""
    if code == "sheet":
        return table_sentence(TableReason(trouble["reason"]), trouble.get("details", {}))
    return {**_refusals(trouble), **_limits(trouble), **_cautions(trouble)}.get(
        code, _("The document could not be read. Send it again, or in another format.")
    )


def _refusals(trouble: dict[str, Any]) -> dict[str, str]:
    return {
        "empty": _("The file is empty."),
        "not_a_document": _not_a_document(str(trouble.get("found", ""))),
        "old_format": _("This is an old Word document (.doc): save it as DOCX or ODT."),
        "a_sheet": _("This is a sheet, not a text: send DOCX, ODT, PDF, TXT or Markdown."),
        "encrypted": _("The file is protected by a password: save it without one."),
        "damaged": _("The file is damaged or incomplete: open it, save it anew and send that."),
        "macros": _("The document holds macros: save it as an ordinary DOCX, without them."),
        "bomb": _("The file unpacks to far more than it should: it is not opened."),
        "risky_xml": _(
            "The document holds declarations that no word processor writes: it is not opened. Save"
            " it anew from your word processor."
        ),
        "crashed": _("The document could not be read. Save it anew, or as a PDF, and send that."),
        "no_note_column": _(
            "No column says that it holds notes: call one “Note”, and name others “Nature”, “Table”"
            " or “Tour” if you have them."
        ),
        "cancelled": _("The reading was cancelled: send the document again if you need it."),
        "not_read": _("The document was not read, through no fault of yours: send it again."),
    }


def _limits(trouble: dict[str, Any]) -> dict[str, str]:
    size = int(trouble.get("limit", 0)) // _MEBIBYTE
    limit = format_decimal(trouble.get("limit", 0))
    return {
        "too_large": _("The file is larger than %(size)s MB: split it.", size=size),
        "too_many_pages": _(
            "The document has %(pages)s pages, and %(limit)s can be read: split it.",
            pages=format_decimal(trouble.get("pages", 0)),
            limit=limit,
        ),
        "too_many_paragraphs": _(
            "The document has more than %(limit)s paragraphs or lines: split it.", limit=limit
        ),
        "too_much_text": _(
            "The document has more than %(limit)s characters: split it.", limit=limit
        ),
        "out_of_memory": _("The document takes too much memory to read: split it, or simplify it."),
        "too_slow": _("The document takes too long to read: split it, or simplify it."),
    }


def _cautions(trouble: dict[str, Any]) -> dict[str, str]:
    return {
        "no_text": _(
            "There is no text in this document, only pictures of it perhaps: type its words in, or"
            " paste them."
        ),
        "pages_without_text": _(
            "Some pages are pictures without text: look whether words are missing."
        ),
        "retyped": _(
            "The whole text was typed anew: the file may say something else, and is not offered"
            " to the public."
        ),
        "strange_characters": _(
            "Some characters of the document cannot be read: compare with the original."
        ),
        "bad_rows": _(
            "%(count)s rows of the sheet cannot be read and are left out.",
            count=trouble.get("count", 0),
        ),
    }


def _not_a_document(found: str) -> str:
    if found == "picture":
        return _("This is a picture: type its words into a document, or into the page.")
    return _(
        "This is not a document that can be read: send DOCX, ODT, PDF, TXT, Markdown or a sheet."
    )
