from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.models.types import now
from app.privacy.breach_words import EXPOSED_NAMES
from app.privacy.breaches import Exposed, Span, Window
from app.web.forms import Form
from app.web.moments import MomentField


class BreachForm(Form):
    """What was exposed, and when. Nothing of it is kept."""

    exposed = SelectMultipleField(
        _l("What was exposed"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[DataRequired(_l("Tick at least one."))],
    )
    begins = MomentField(_l("Beginning"), validators=[InputRequired()])
    ends = MomentField(_l("End"), validators=[InputRequired()])
    span = RadioField(
        _l("What of it"),
        default=Span.KEPT.value,
        validators=[InputRequired()],
    )
    known_at = MomentField(
        _l("When you learned of it"),
        description=_l("The 72 hours to tell the authority begin there."),
        validators=[InputRequired()],
    )
    account = EmailField(
        _l("Address of an account that somebody else used"),
        description=_l("If a session was taken: what was done with it here is listed."),
        validators=[Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    what = TextAreaField(
        _l("What happened"),
        description=_l("In two sentences, for the authority and the people. It is not kept."),
        validators=[Length(max=3000)],
        render_kw={"rows": 4},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exposed.choices = [(one.value, EXPOSED_NAMES[one]) for one in Exposed]
        self.span.choices = [
            (Span.KEPT.value, _("Everything that was kept then (database, backup, open page)")),
            (Span.SENT.value, _("Only what was sent then (form, connection)")),
        ]

    def validate_ends(self, field: MomentField) -> None:
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError(_("It ends before it begins."))

    def validate_known_at(self, field: MomentField) -> None:
        if field.moment and field.moment > now():
            raise ValidationError(_("This moment is still to come."))
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError(_("You learned of it before it began."))

    def chosen(self) -> list[Exposed]:
        return [Exposed(one) for one in self.exposed.data or []]

    def window(self) -> Window:
        """The time of the exposure, to the last second; the form is right."""
        last = _moment(self.ends) + dt.timedelta(seconds=59, microseconds=999_999)
        return Window(_moment(self.begins), last, Span(self.span.data))

    def known(self) -> dt.datetime:
        return _moment(self.known_at)


def _moment(field: MomentField) -> dt.datetime:
    moment = field.moment
    assert moment is not None
    return moment
