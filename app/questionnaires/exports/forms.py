from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from app.models import ResponseOrigin
from app.questionnaires.exports.responses import Wanted
from app.web.forms import Form
from app.web.labels import label


class WantedForm(Form):
    """Which responses are taken away. It stands in an address: it has no token."""

    class Meta(Form.Meta):
        csrf = False

    origin = SelectField(_l("Origin"), validators=[Optional()])
    since = DateField(_l("Sent from"), validators=[Optional()])
    until = DateField(_l("Sent until"), validators=[Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.origin.choices = [
            ("", _("Every origin")),
            *((origin.value, label(origin)) for origin in ResponseOrigin),
        ]

    def validate_until(self, field: DateField) -> None:
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError(_("The last day comes before the first one."))

    @property
    def wanted(self) -> Wanted:
        """What is asked for; everything when the form is not right."""
        if self.errors:
            return Wanted()
        origin = ResponseOrigin(self.origin.data) if self.origin.data else None
        return Wanted(origin, self.since.data, self.until.data)

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, as arguments of an address."""
        wanted = self.wanted
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value.value
            for name, value in vars(wanted).items()
            if value is not None
        }
