from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length, ValidationError

from app.organisations.siret import LONGEST_TYPED, NotASiret, read_siret
from app.web.forms import Form
from app.web.prose import plain_line

LONGEST_NAME = 200


def not_a_siret() -> str:
    return _("A SIRET has 14 digits; these are not one. Check them one by one.")


class NamingForm(Form):
    """Which organisation: its SIRET, or its name where it has none."""

    siret = StringField(
        _l("Its SIRET number"),
        description=_l("14 digits, on its invoices and official letters. It tells it from others."),
        validators=[Length(max=LONGEST_TYPED)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    name = StringField(
        _l("Or its name, if it has no SIRET"),
        filters=[plain_line],
        validators=[Length(max=LONGEST_NAME)],
        render_kw={"autocomplete": "organization"},
    )

    number = ""
    """The 14 digits, once the form is right; empty where there is a name instead."""

    def validate_siret(self, field: StringField) -> None:
        if not field.data:
            if not self.name.data:
                raise ValidationError(_("Give its SIRET number, or its name below."))
            return
        try:
            self.number = read_siret(field.data)
        except NotASiret as error:
            raise ValidationError(not_a_siret()) from error
