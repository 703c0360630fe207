from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import AnyOf, InputRequired

from app.privacy.consents import WORDS, Extra
from app.web.forms import Form


class RecontactForm(Form):
    """Never ticked in advance."""

    agree = BooleanField(
        WORDS[Extra.RECONTACT],
        validators=[
            InputRequired(_l("Tick the box if you agree; otherwise there is nothing to do."))
        ],
    )


class TakeBackForm(Form):
    extra = HiddenField(validators=[AnyOf([one.value for one in Extra])])
