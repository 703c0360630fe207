from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Length, Optional

from app.submissions.hearings import Held
from app.web.forms import Form


class HearingForm(Form):
    title = StringField(
        _l("Title"),
        description=_l("What the body was asked, for those who read the list."),
        validators=[DataRequired(_l("Give the hearing a title.")), Length(max=200)],
    )
    body = StringField(
        _l("Body heard"),
        description=_l("A board, a committee, an assembly."),
        validators=[DataRequired(_l("Say which body was heard.")), Length(max=200)],
    )
    place = StringField(_l("Where it takes place"), validators=[Length(max=120)])
    day = DateField(_l("Day of the hearing"), validators=[Optional()])

    @property
    def held(self) -> Held:
        return Held(
            title=self.title.data or "",
            body=self.body.data or "",
            place=self.place.data or "",
            day=self.day.data,
        )
