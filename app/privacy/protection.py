"""What holds for every processing: where data go, and what protects them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NOBODY_ELSE = _l(
    "The platform itself sends nothing to another country, and nothing is sold or lent. Where the"
    " host and the mail service stand is up to the publisher."
)
"""Transfers to other countries."""

MEASURES = (
    _l("Passwords are kept as digests (Argon2id); codes and links as digests or not at all."),
    _l("Each page and each object is guarded by the role of who asks."),
    _l("The team may be asked for a second factor."),
    _l("Cookies are signed and closed to scripts; pages run no foreign script."),
    _l("What the team does is written in a log that nobody can change."),
    _l("Answers of small groups are masked in public results."),
    _l("What may be kept no longer is made anonymous, then deleted, by a job that reports it."),
)
"""What protects it all (GDPR, article 32)."""
