from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from app.models import Activity
from app.web.forms import Form

MOST_THEMES = 100


class RunForm(Form):
    theme_count = IntegerField(
        _l("Number of themes"),
        description=_l("Leave empty to let the analysis choose."),
        validators=[
            Optional(),
            NumberRange(
                min=2,
                max=MOST_THEMES,
                message=_l("Give a number from %(min)s to %(max)s, or leave empty."),
            ),
        ],
    )
    activity = SelectField(_l("Activity"), default="")
    question = SelectField(_l("Question"), default="")

    def offer(self, activities: Iterable[Activity], questions: Iterable[str]) -> None:
        """Give the choices that this consultation has."""
        self.activity.choices = [
            ("", _("All the activities")),
            *((str(activity.id), activity.title) for activity in activities),
        ]
        self.question.choices = [
            ("", _("All the questions, and texts without one")),
            *((question, question) for question in questions),
        ]

    @property
    def activity_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.activity.data) if self.activity.data else None
