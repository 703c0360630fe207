from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.conference.fields import WhoForm, single_spaced
from app.conference.registering import Person
from app.notifications.address_fields import sendable
from app.notifications.addresses import mail_address


class RegistrationForm(WhoForm):
    """What is asked of whoever registers: as little as the organisers need."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("The confirmation goes there, and the code to show at the entrance."),
        validators=[DataRequired(), Length(max=254), sendable],
        render_kw={"autocomplete": "email"},
    )
    territory = StringField(
        _l("Town or department"),
        filters=[single_spaced],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "address-level2"},
    )
    needs = TextAreaField(
        _l("What you need to take part"),
        description=_l("Access by wheelchair, sign language, a seat at the front…"),
        validators=[Length(max=1000)],
    )

    def person(self) -> Person:
        """Who registers; the form is right."""
        return Person(
            name=self.name.data or "",
            email=mail_address(self.email.data or ""),
            organisation=self.organisation.data or "",
            kind=self.chosen_kind,
            territory=self.territory.data or "",
            needs=self.needs.data or "",
        )
