"""The form of a report: short, for a phone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.models import ActionState
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.indicators.forms import FigureField
from app.strategy.plans.indicators.queries import Followed
from app.strategy.plans.indicators.telling import figure
from app.strategy.plans.reports.sending import Said
from app.strategy.plans.states import NEXT
from app.strategy.plans.values import LONGEST_REASON, LONGEST_TEXT
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line

PREFIX = "figure_"


class ReportForm(Form):
    """`version` is that of the action from which the form was made."""

    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])
    state = SelectField(_l("State"))
    progress = IntegerField(_l("Progress (%)"), validators=[InputRequired(_l("Give a number."))])
    text = TextAreaField(
        _l("In a few words"),
        description=_l("What was done, what is difficult. The team reads it."),
        validators=[Length(max=LONGEST_TEXT)],
    )
    reason = StringField(
        _l("If it stops: why"), filters=[plain_line], validators=[Length(max=LONGEST_REASON)]
    )

    def offer(self, line: ActionLine) -> None:
        """The states that may follow; and what the action is, where nothing was sent."""
        self.state.choices = [(one.value, label(one)) for one in (line.state, *NEXT[line.state])]
        if not self.is_submitted():
            self.version.data, self.state.data = line.version, line.state.value
            self.progress.data = line.progress

    @property
    def figures(self) -> list[FigureField]:
        return [field for field in self if field.name.startswith(PREFIX)]

    @property
    def said(self) -> Said:
        figures: dict[uuid.UUID, Decimal] = {
            uuid.UUID(field.name.removeprefix(PREFIX)): field.data
            for field in self.figures
            if field.data is not None
        }
        return Said(
            state=ActionState(self.state.data),
            progress=self.progress.data,
            text=(self.text.data or "").replace("\r\n", "\n"),
            reason=self.reason.data or "",
            figures=figures,
        )


def report_form(followed: Sequence[Followed]) -> ReportForm:
    """With a field for each indicator that is followed."""
    fields = {
        f"{PREFIX}{one.indicator.id.hex}": FigureField(
            f"{one.indicator.name} ({one.indicator.unit})"
            if one.indicator.unit
            else one.indicator.name,
            description=_("Last: %(value)s", value=figure(one.last.value)) if one.last else "",
            validators=[Optional()],
        )
        for one in followed
        if not one.indicator.is_dropped
    }
    form: ReportForm = type("ReportForm", (ReportForm,), fields)()
    return form
