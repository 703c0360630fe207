from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from app.publication.review.editing import LONGEST_WORDS
from app.web.forms import Form


class SectionForm(Form):
    """`version` is that of the review from which the form was made."""

    text = TextAreaField(
        _l("Introduction"),
        validators=[Length(max=LONGEST_WORDS)],
        description=_l("It stands before the figures. A little Markdown is understood."),
    )
    is_hidden = BooleanField(_l("Leave this section out of the review"))
    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1)])


class PublishForm(Form):
    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1)])
