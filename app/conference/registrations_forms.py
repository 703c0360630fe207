from __future__ import annotations

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.conference.fields import single_spaced
from app.conference.letters import PLACES
from app.conference.registration_lists import Came, Wanted
from app.models import OrganisationKind, RegistrationState
from app.notifications.places import unknown_places
from app.web.forms import Form
from app.web.labels import label


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


class WantedForm(Form):
    """To whom the list is narrowed. It stands in an address: it has no token."""

    class Meta(Form.Meta):
        csrf = False

    q = StringField(_l("Name, address or organisation"), validators=[Length(max=200)])
    state = SelectField(_l("State"), validators=[Optional()])
    kind = SelectField(_l("Kind of body"), validators=[Optional()])
    came = SelectField(_l("Arrival"), validators=[Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.state.choices = [every, *((one.value, label(one)) for one in RegistrationState)]
        self.kind.choices = [every, *((one.value, label(one)) for one in OrganisationKind)]
        self.came.choices = [every, (Came.YES.value, _("Came")), (Came.NO.value, _("Did not come"))]

    @classmethod
    def read(cls, arguments: MultiDict[str, str]) -> WantedForm:
        """What an address asks for; an address with another value in it does not exist."""
        form = cls(arguments)
        return form if form.validate() else abort(404)

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            words=self.q.data or "",
            state=RegistrationState(self.state.data) if self.state.data else None,
            kind=OrganisationKind(self.kind.data) if self.kind.data else None,
            came=Came(self.came.data) if self.came.data else None,
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, as arguments of an address."""
        return {field.name: field.data for field in self if field.data}
