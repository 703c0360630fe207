from __future__ import annotations

import uuid

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from app.corpus.reading.basket.keeping import LONGEST_NOTE
from app.web.forms import Form


class AddForm(Form):
    excerpt = HiddenField()

    @property
    def excerpt_id(self) -> uuid.UUID | None:
        """None: what was sent is no identifier."""
        try:
            return uuid.UUID(self.excerpt.data or "")
        except ValueError:
            return None


class MoveForm(Form):
    place = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=2**31 - 1)])


class NoteForm(Form):
    note = StringField(
        _l("Note"),
        description=_l("300 characters at most. It is yours: only you read it, and your exports."),
        validators=[Length(max=LONGEST_NOTE, message=_l("A note has at most 300 characters."))],
    )
