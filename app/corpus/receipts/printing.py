"""The receipt as a PDF to keep: its code, a picture of its address to scan, and the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from app.corpus.receipts.receipt_page import ReceiptPage
from app.publication.typesetting import pdf_of
from app.web.filters import day
from app.web.qr_code import printed_qr

LONGEST = 3_000
"""Characters of a contribution that are printed; the whole of it is on the page."""

_TEMPLATE = Path(__file__).with_name("receipt.typ").read_bytes()


def receipt_pdf(page: ReceiptPage, *, code: str, address: str, language: str) -> bytes:
    """The receipt of what is on this page; `address` is the whole one of the page itself."""
    activity = page.receipt.activity
    return pdf_of(
        _TEMPLATE,
        {
            "language": language,
            "title": f"{_('Receipt')} – {activity.title}",
            "footer": activity.title,
            "page": _("Page"),
            "kicker": activity.title,
            "heading": _("Receipt"),
            "received": _("Received on %(day)s", day=day(page.receipt.created_at)),
            "code_label": _("Your code"),
            "code": code,
            "call": _(
                "Scan this picture or type the code to read what you gave, withdraw it, and follow"
                " what becomes of it."
            ),
            "address": address,
            "qr": printed_qr(address, level="m"),
            "alt": _("Code to scan, which leads to: %(address)s", address=address),
            "warning": _(
                "Whoever has this code can read and withdraw what you gave: show it to nobody. It"
                " cannot be found again if it is lost."
            ),
            "words_title": _("What you gave"),
            "nothing": _("No words were given."),
            "words": _words(page),
        },
    )


def _words(page: ReceiptPage) -> list[dict[str, Any]]:
    said = [
        {"about": one.title or one.question, "text": one.text}
        for one in (recorded.contribution for recorded in page.page.rows)
    ]
    said += [{"about": "", "text": note.text} for note in page.waiting]
    return [
        {**one, "text": one["text"][:LONGEST] + ("…" if len(one["text"]) > LONGEST else "")}
        for one in said
    ]
