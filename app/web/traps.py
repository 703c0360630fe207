"""Traps for robots: a field that people do not see, and the time that a form was looked at.

Whoever falls into one is not refused, for a browser that fills fields in may be a person's: what
they send waits for a moderator (`app.corpus.moderation.suspecting`), who is told why.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, Signer
from markupsafe import Markup
from wtforms import HiddenField, StringField

from app.models.types import now
from app.settings import current_settings
from app.web.forms import Form

SHORTEST_LOOK = dt.timedelta(seconds=3)
"""Nobody reads a form and writes something in less."""
FILLED, TOO_FAST = "robot-field", "robot-speed"
"""The alerts of the two traps."""


class TrappedForm(Form):
    """Extend it where everybody may post. `csrf(form)` in a template lays the traps as well."""

    website = StringField(
        _l("Leave this field empty: it is there for robots"),
        render_kw={"autocomplete": "off", "tabindex": "-1"},
    )
    shown = HiddenField()
    """When the form was shown first, signed; it stays while errors are corrected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looked_at = _age_of(self.shown.data or "")
        if self.looked_at is None:
            self.shown.data = stamp()

    @property
    def alerts(self) -> tuple[str, ...]:
        """What makes a robot of whoever sent this; nothing, mostly."""
        found = []
        if self.website.data:
            found.append(FILLED)
        if self.looked_at is None or self.looked_at < SHORTEST_LOOK:
            found.append(TOO_FAST)
        return tuple(found)

    def hidden_tag(self, *fields: Any) -> Markup:
        """The hidden fields of the form, and the one that people do not see."""
        tags = Markup('{}<div class="unseen">{}{}</div>')
        return tags.format(super().hidden_tag(*fields), self.website.label(), self.website())


def stamp(moment: dt.datetime | None = None) -> str:
    """The mark of the moment at which a form is shown, by default this one."""
    return _signer().sign(str(int((moment or now()).timestamp()))).decode()


def _age_of(shown: str) -> dt.timedelta | None:
    """How long ago a form was shown; None where it carries no mark of ours."""
    try:
        seconds = int(_signer().unsign(shown))
    except (BadSignature, ValueError):
        return None
    return now() - dt.datetime.fromtimestamp(seconds, dt.UTC)


def _signer() -> Signer:
    return Signer(current_settings().secret_key, salt="form-shown")
