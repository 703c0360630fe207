from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from app.web.forms import Form

ACCEPT, REFUSE = "accept", "refuse"


class VerdictForm(Form):
    """Which of the two buttons beside a mandate that is asked was pressed."""

    verdict = StringField(validators=[AnyOf((ACCEPT, REFUSE))])

    @property
    def accepts(self) -> bool:
        return self.verdict.data == ACCEPT
