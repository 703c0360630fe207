"""What is said of an answer beyond its limits, when the author says nothing."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _

from surveys.editing import Limits
from surveys.texts import Texts

SPOKEN = ("fr", "en")
"""Languages that the platform has sentences in."""


def with_limit_messages(
    typed: Texts, old: Limits, new: Limits, kind: str, languages: Collection[str]
) -> Texts:
    """The messages, with ours where there is none; one that was ours follows the limits."""
    messages = dict(typed)
    for language in set(SPOKEN) & set(languages):
        own = messages.get(language, "")
        if not own or own == _message(old, kind, language):
            messages[language] = _message(new, kind, language)
    return Texts(messages)


def _message(limits: Limits, kind: str, language: str) -> str:
    """Nothing for a rule that says more than limits."""
    if limits.rest or not (limits.least or limits.most):
        return ""
    values = {"least": limits.least, "most": limits.most}
    with force_locale(language):
        if kind == "select_multiple":
            if not limits.least:
                return _("Tick %(most)s answers at most.", **values)
            if not limits.most:
                return _("Tick %(least)s answers at least.", **values)
            return _("Tick from %(least)s to %(most)s answers.", **values)
        if not limits.least:
            return _("Give a number of at most %(limit)s.", limit=limits.most)
        if not limits.most:
            return _("Give a number of at least %(limit)s.", limit=limits.least)
        return _("Give a number from %(least)s to %(most)s.", **values)
