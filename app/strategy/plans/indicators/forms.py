from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, DecimalField, HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models.types import today
from app.strategy.plans.indicators.following import (
    LONGEST_NAME,
    LONGEST_SOURCE,
    LONGEST_UNIT,
    MOST_FIGURE,
    Measured,
    Terms,
)
from app.strategy.plans.indicators.telling import figure
from app.strategy.plans.values import FIRST_YEAR, LAST_YEAR
from app.web.forms import Form
from app.web.prose import plain_line

BLANKS = re.compile(r"[\s\u00a0\u202f]+")
FIGURE = re.compile(r"[-−]?[0-9]{1,12}([.,][0-9]{1,4})?")


class FigureField(DecimalField):
    """A figure as people type it: blanks between thousands, a comma or a point."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = BLANKS.sub("", valuelist[0]) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not FIGURE.fullmatch(typed):
            raise ValueError(_("Give a figure, with four digits after the mark at most."))
        self.data = Decimal(typed.replace(",", ".").replace("−", "-"))
        if abs(self.data) >= MOST_FIGURE:
            self.data = None
            raise ValueError(_("This figure is too large."))

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else figure(self.data)


def _known_year(_form: Form, field: DateField) -> None:
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_("This year is too far away."))


class IndicatorForm(Form):
    """What an indicator is. `version` is that of the indicator from which the form was made."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = StringField(
        _l("What is counted"),
        filters=[plain_line],
        validators=[DataRequired(_l("Name the indicator.")), Length(max=LONGEST_NAME)],
    )
    unit = StringField(
        _l("Unit"),
        description=_l("Structures, euros, %…"),
        filters=[plain_line],
        validators=[Length(max=LONGEST_UNIT)],
    )
    baseline = FigureField(_l("Where it begins"), validators=[Optional()])
    baseline_on = DateField(_l("Day of the beginning"), validators=[Optional(), _known_year])
    target = FigureField(_l("Target"), validators=[Optional()])
    target_on = DateField(_l("Day of the target"), validators=[Optional(), _known_year])
    source = StringField(
        _l("Where its figures come from"),
        filters=[plain_line],
        validators=[Length(max=LONGEST_SOURCE)],
    )
    is_dropped = BooleanField(_l("It is not followed any more; its measures stay"))

    @property
    def terms(self) -> Terms:
        return Terms(
            name=self.name.data or "",
            unit=self.unit.data or "",
            baseline=self.baseline.data,
            baseline_on=self.baseline_on.data,
            target=self.target.data,
            target_on=self.target_on.data,
            source=self.source.data or "",
            is_dropped=bool(self.is_dropped.data),
        )


class MeasureForm(Form):
    """What was measured on a day; empty: that there is none after all."""

    key = HiddenField()
    measured_on = DateField(
        _l("Measured on"), validators=[InputRequired(_l("Give the day.")), _known_year]
    )
    value = FigureField(_l("Figure"), validators=[Optional()])
    source = StringField(
        _l("Where it comes from"), filters=[plain_line], validators=[Length(max=LONGEST_SOURCE)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = secret_shown(self.key.data or "")

    def validate_measured_on(self, field: DateField) -> None:
        if field.data > today():
            raise ValidationError(_("This day is not here yet."))

    @property
    def measured(self) -> Measured:
        return Measured(self.measured_on.data, self.value.data, self.source.data or "")
