"""A newsletter as programs for mail show it: the text as it was typed, and the same as HTML."""

from __future__ import annotations

from flask_babel import get_locale
from markupsafe import Markup

from app.web.prose import prose

_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    "</head><body><h1>{title}</h1>{words}<hr>{foot}</body></html>\n"
)


def newsletter_html(title: str, text: str, foot: str) -> str:
    """The whole document. Links of the foot are links: prose makes them of addresses between
    angle brackets."""
    linked = "\n".join(f"<{line}>" if "://" in line else line for line in foot.splitlines())
    return str(
        _PAGE.format(language=str(get_locale()), title=title, words=prose(text), foot=prose(linked))
    )
