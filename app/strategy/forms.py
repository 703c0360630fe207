from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from app.models import StrategyNode
from app.web.forms import Form

DECISIONS = ("keep", "set_aside", "move", "take_back")


def is_identifier(_form: Form, field: HiddenField) -> None:
    """Refuse a hidden identifier that is not one."""
    try:
        uuid.UUID(field.data or "")
    except ValueError:
        raise ValidationError(_("This link cannot be found any more.")) from None


class DecisionForm(Form):
    """One decision on one proposed link; the button that was pressed says which."""

    decision = HiddenField(validators=[AnyOf(DECISIONS)])
    excerpt = HiddenField(validators=[is_identifier])
    node = HiddenField(validators=[is_identifier])
    suggestion = HiddenField(validators=[Optional(), is_identifier])
    motive = StringField(_l("Reason"), validators=[Length(max=500)])
    other_node = SelectField(_l("Another objective"))

    def offer(self, objectives: Iterable[StrategyNode]) -> None:
        """Give the objectives to move to."""
        self.other_node.choices = [
            ("", _("Choose an objective")),
            *((str(node.id), f"{node.code} – {node.title}") for node in objectives),
        ]

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        self.other_node.data = self.other_node.data or ""  # the short forms do not send it

    def validate_other_node(self, field: SelectField) -> None:
        if self.decision.data == "move" and not field.data:
            raise ValidationError(_("Choose the objective to which this excerpt belongs."))
