"""What is said of an exposure: names of data, and the text for the authority (GDPR, article 33)."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.models import Consultation
from app.privacy.breaches import Affected, Exposed, Window, everybody
from app.web.filters import moment as in_words

TO_TELL = dt.timedelta(hours=72)

EXPOSED_NAMES: dict[Exposed, LazyString] = {
    Exposed.ACCOUNTS: _l("Accounts: names, addresses, roles"),
    Exposed.RESPONSES: _l("Responses to questionnaires"),
    Exposed.INVITATIONS: _l("Invitations to questionnaires: names, addresses"),
    Exposed.IDEAS: _l("Idea boxes: who posted, commented, supported, voted"),
    Exposed.SUBMISSIONS: _l("Written contributions and their files"),
    Exposed.REGISTRATIONS: _l("Registrations to conferences: names, addresses, needs"),
    Exposed.CARDS: _l("Contribution cards"),
    Exposed.SUBSCRIPTIONS: _l("Subscriptions: addresses"),
    Exposed.REQUESTS: _l("Requests about personal data: addresses, messages"),
}


def hours_left(known_at: dt.datetime, moment: dt.datetime) -> int:
    """Whole hours until the authority must have been told; below zero once it is too late."""
    return int((known_at + TO_TELL - moment) // dt.timedelta(hours=1))


def text_for_authority(
    consultation: Consultation,
    affected: list[Affected],
    window: Window,
    known_at: dt.datetime,
    what: str,
) -> str:
    """The notification, to be read again and completed before it is sent."""
    addresses = len(everybody(affected))
    unreachable = sum(one.unreachable for one in affected)
    parts = [
        _("Consultation: %(title)s", title=consultation.title),
        _(
            "1. Nature. From %(begins)s until %(ends)s. Known on %(known)s. %(what)s",
            begins=in_words(window.begins),
            ends=in_words(window.ends),
            known=in_words(known_at),
            what=what or _("[What happened]"),
        ),
        _("2. Categories of data and people, approximate numbers:"),
        "\n".join(f"– {EXPOSED_NAMES[one.exposed]}{_(':')} {one.number}" for one in affected),
        ngettext(
            "%(num)s person can be written to;", "%(num)s people can be written to;", addresses
        )
        + " "
        + ngettext("%(num)s has no known address.", "%(num)s have no known address.", unreachable),
        _("3. Likely consequences: [unwanted messages, identity theft, opinions made public…]"),
        _("4. Measures taken: [access closed, sessions ended, keys changed, people informed on…]"),
        _("5. Contact: [name and telephone of the data protection officer]"),
    ]
    return "\n\n".join(parts)
