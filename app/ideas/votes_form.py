from __future__ import annotations

import uuid
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.models import Judgement
from app.web.forms import Form


class JudgementForm(Form):
    """What the button that was pressed says of an idea."""

    idea = HiddenField(validators=[InputRequired()])
    judgement = RadioField(choices=[(one.value, one.value) for one in Judgement])

    def validate_idea(self, field: Any) -> None:
        try:
            uuid.UUID(field.data)
        except ValueError:
            raise ValidationError("no identifier") from None

    @property
    def idea_id(self) -> uuid.UUID:
        return uuid.UUID(self.idea.data)

    @property
    def chosen(self) -> Judgement:
        return Judgement(self.judgement.data)
