from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from app.conference.fields import MOST_PEOPLE
from app.models import OrganisationKind
from app.web.forms import Form
from app.web.labels import label


def attendance_form(shown: Mapping[str, int]) -> Form:
    """A form with a number for each kind of body, as it is opened with these numbers."""

    class AttendanceForm(Form):
        pass

    for kind in OrganisationKind:
        validators = [Optional(), NumberRange(0, MOST_PEOPLE, _("A whole number of people."))]
        setattr(AttendanceForm, kind.value, IntegerField(label(kind), validators=validators))
    return AttendanceForm(data=dict(shown))


def numbers_in(form: Form) -> dict[OrganisationKind, int]:
    """What was typed; nothing counts as nobody."""
    return {kind: form[kind.value].data or 0 for kind in OrganisationKind}
