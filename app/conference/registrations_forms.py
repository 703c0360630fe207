from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.conference.fields import single_spaced
from app.conference.letters import PLACES
from app.notifications.places import unknown_places
from app.web.forms import Form


class ReminderForm(Form):
    """A reminder: plain text with places to fill in."""

    subject = StringField(
        _l("Subject"), filters=[single_spaced], validators=[DataRequired(), Length(max=150)]
    )
    text = TextAreaField(
        _l("Message"),
        description=_l("{nom} becomes the name, {lien} the link to the person’s registration."),
        validators=[DataRequired(), Length(max=5000)],
    )

    def validate_text(self, field: TextAreaField) -> None:
        wrong = unknown_places(field.data or "", PLACES)
        if wrong:
            raise ValidationError(_("{%(place)s} stands for nothing here.", place=wrong[0]))
