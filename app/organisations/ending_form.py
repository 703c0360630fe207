from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.models import MandateEnding
from app.web.forms import Form
from app.web.labels import label


class EndingForm(Form):
    """Why a steward ends a mandate: one of a few reasons, for the log keeps no words of people."""

    why = RadioField(_l("Why?"), validators=[InputRequired(_l("Say why."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = [(one.value, label(one)) for one in MandateEnding]
