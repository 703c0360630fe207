from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.web.arguments import LAST_YEAR
from app.web.forms import Form


class ConsultationForm(Form):
    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    territory = StringField(
        _l("Territory"),
        description=_l("The region or area that it concerns."),
        validators=[Length(max=120)],
    )
    summary = TextAreaField(
        _l("What it is for"),
        description=_l("Two or three sentences for those who discover it."),
        validators=[Length(max=2000)],
    )
    starts_on = DateField(_l("First day"), validators=[Optional()])
    ends_on = DateField(_l("Last day"), validators=[Optional()])
    strategy = SelectField(_l("Strategy to build upon"), validate_choice=True)

    def offer(self, references: Iterable[tuple[str, str]]) -> None:
        """Give the strategies that can be built upon."""
        self.strategy.choices = [("", _("None for now")), *references]

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and field.data.year > LAST_YEAR:
            # Months are counted from this day.
            raise ValidationError(_("This day is too far away."))
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day comes before the first."))
