from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from app.models import EvidenceStatus, StrategyNode
from app.strategy.evidence import Linked
from app.web.forms import Form

STATUS_OF = {
    "keep": EvidenceStatus.KEPT,
    "reword": EvidenceStatus.REWORDED,
    "keep_in_part": EvidenceStatus.PARTLY_KEPT,
    "set_aside": EvidenceStatus.SET_ASIDE,
    "take_back": EvidenceStatus.UNDECIDED,
}
"""What each button decides."""
MOVE = "move"
SOURCES = ("excerpt", "theme", "from_point")
ENDS = ("node", "point")


def is_identifier(_form: Form, field: HiddenField) -> None:
    """Refuse a hidden identifier that is not one."""
    try:
        uuid.UUID(field.data or "")
    except ValueError:
        raise ValidationError(_("This link cannot be found any more.")) from None


class DecisionForm(Form):
    """One decision on one link; the button that was pressed says which."""

    decision = HiddenField(validators=[AnyOf((*STATUS_OF, MOVE))])
    excerpt = HiddenField(validators=[Optional(), is_identifier])
    theme = HiddenField(validators=[Optional(), is_identifier])
    from_point = HiddenField(validators=[Optional(), is_identifier])
    node = HiddenField(validators=[Optional(), is_identifier])
    point = HiddenField(validators=[Optional(), is_identifier])
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

    def validate_decision(self, _field: HiddenField) -> None:
        for names in (SOURCES, ENDS):
            if sum(bool(self[name].data) for name in names) != 1:
                raise ValidationError(_("This link cannot be found any more."))

    def validate_other_node(self, field: SelectField) -> None:
        if self.decision.data == MOVE and not field.data:
            raise ValidationError(_("Choose the objective to which this excerpt belongs."))

    @property
    def linked(self) -> Linked:
        """What the decision is about."""
        return Linked(
            excerpt_id=_identifier(self.excerpt),
            theme_id=_identifier(self.theme),
            from_point_id=_identifier(self.from_point),
            node_id=_identifier(self.node),
            point_id=_identifier(self.point),
        )

    @property
    def suggestion_id(self) -> uuid.UUID | None:
        return _identifier(self.suggestion)


def _identifier(field: HiddenField) -> uuid.UUID | None:
    return uuid.UUID(field.data) if field.data else None
