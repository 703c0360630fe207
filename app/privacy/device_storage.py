"""What the platform keeps in a browser: all of it is needed for what the person asked for."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.web.device import COOKIE as DEVICE_COOKIE
from app.web.known_accounts import COOKIE as KNOWN_COOKIE


@dataclass(frozen=True)
class Kept:
    """A cookie, or something that a page writes on the device. `lifetime` is a sentence."""

    name: str
    purpose: LazyString
    lifetime: LazyString


COOKIES = (
    Kept(
        "sillage",
        _l(
            "Keeps you signed in, your language, the messages of the next page, and the mark that"
            " protects forms against forgery (CSRF)."
        ),
        _l("Until you sign out or close the browser; %(hours)s hours at most once signed in."),
    ),
    Kept(
        DEVICE_COOKIE,
        _l(
            "Tells your browser from another when you post, support or vote without an account:"
            " nobody counts twice, and you find again what you gave. Set at that moment only."
        ),
        _l("400 days after it was set."),
    ),
    Kept(
        KNOWN_COOKIE,
        _l(
            "Tells that your account signed in with this browser before: nobody who types wrong"
            " passwords elsewhere keeps you out of it. It holds digests, and names nobody."
        ),
        _l("400 days after you last signed in."),
    ),
)

ON_DEVICE = (
    Kept(
        "sillage (IndexedDB)",
        _l("Notes and cards that were written without a connection, until they are sent."),
        _l("Until they are sent, or you erase them."),
    ),
    Kept(
        "kept … (Cache)",
        _l("Pages of tables and cards, so that they open without a connection."),
        _l("Until you sign out or another person signs in."),
    ),
    Kept(
        "localStorage, sessionStorage",
        _l(
            "Answers that are being typed, guests who were checked in, and how moderators and"
            " writers arranged their page."
        ),
        _l("Until they are sent, or you erase the data of the site."),
    ),
)
