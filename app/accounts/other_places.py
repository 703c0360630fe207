"""Where else somebody finds what belongs to their account."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.settings import current_settings

PLACES = (
    ("second_factor.show", _l("Second factor"), _l("A code of your phone at each sign-in.")),
    ("organisations.index", _l("My organisations"), _l("For whom you may speak.")),
    ("rights.show", _l("My data"), _l("Take away what is kept of you, or have it erased.")),
    ("audit.own", _l("What I did"), _l("The log of your own acts.")),
)
PROVIDER = (
    "openid.account",
    _l("Identity provider"),
    _l("Sign in without a password of this site."),
)


def other_places() -> list[tuple[str, str, str]]:
    """Their address, title and what is found there."""
    places = PLACES if current_settings().identity_provider is None else (*PLACES, PROVIDER)
    return [(url_for(endpoint), str(title), str(said)) for endpoint, title, said in places]
