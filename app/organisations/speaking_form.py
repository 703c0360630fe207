from __future__ import annotations

import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.models import Organisation, Participant
from app.organisations.speaking import Speaking
from app.web.forms import Form
from app.web.prose import plain_line

ONESELF = "oneself"


class SpeakingForm(Form):
    """For whom somebody speaks. `back` is the page from which they came."""

    back = HiddenField()
    speaks_for = RadioField(
        _l("In this consultation, I speak"),
        validators=[InputRequired(_l("Say for whom you speak."))],
    )
    territory = StringField(
        _l("Your town or department"),
        description=_l("Optional, and only where you speak for yourself."),
        filters=[plain_line],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "address-level2", "maxlength": 120},
    )

    @classmethod
    def opened(cls, participant: Participant | None, speaking: Speaking, back: str) -> SpeakingForm:
        """The form with what they said before; nothing is chosen where they said nothing."""
        speaks_alone = participant is not None and speaking.organisation is None
        form = cls(
            back=back,
            speaks_for=_chosen(speaking),
            territory=participant.territory if participant and speaks_alone else "",
        )
        form.speaks_for.choices = [
            *(SelectChoice(str(one.id), _for(one)) for one in speaking.held),
            SelectChoice(ONESELF, _("for myself")),
        ]
        return form

    @property
    def organisation_id(self) -> uuid.UUID | None:
        """None where they speak for themselves; the form is right."""
        chosen = self.speaks_for.data
        return None if chosen == ONESELF else uuid.UUID(chosen)


def _chosen(speaking: Speaking) -> str | None:
    if speaking.organisation is not None:
        return str(speaking.organisation.id)
    return ONESELF if speaking.has_told and speaking.kind is None else None


def _for(organisation: Organisation) -> str:
    return _("for %(name)s", name=organisation.name)
