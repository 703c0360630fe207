from __future__ import annotations

import uuid
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from app.themes.opinions.sources import SourceKind
from app.web.forms import Form


class SourceForm(Form):
    """The box or the conference whose button was pressed."""

    kind = RadioField(choices=[(one.value, one.value) for one in SourceKind])
    source = HiddenField(validators=[InputRequired()])

    def validate_source(self, field: Any) -> None:
        try:
            uuid.UUID(field.data)
        except ValueError:
            raise ValidationError("no identifier") from None

    @property
    def chosen(self) -> tuple[SourceKind, uuid.UUID]:
        return SourceKind(self.kind.data), uuid.UUID(self.source.data)
