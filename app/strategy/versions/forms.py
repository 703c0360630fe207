from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.corpus.codes import secret_shown
from app.models import Plan
from app.strategy.versions.making import LONGEST_NOTE, LONGEST_TITLE
from app.web.forms import Form
from app.web.prose import plain_line


class VersionForm(Form):
    """A version to make. `key` is made with the page: sent twice, it is made once."""

    key = HiddenField()
    title = StringField(
        _l("Title"),
        filters=[plain_line],
        validators=[DataRequired(_l("Give the version a title.")), Length(max=LONGEST_TITLE)],
    )
    note = TextAreaField(
        _l("What changed"),
        validators=[Length(max=LONGEST_NOTE)],
        description=_l("Since the version before, in a few words: those who follow are told."),
    )
    plan = SelectField(
        _l("Action plan"),
        validators=[Optional()],
        description=_l("It is frozen with the strategy."),
    )

    def offer(self, plans: Iterable[Plan]) -> None:
        choices = [(str(one.id), f"{one.number} – {one.title}") for one in plans]
        self.plan.choices = [("", _("Without a plan")), *choices]
        self.key.data = secret_shown(self.key.data or "")

    @property
    def plan_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.plan.data) if self.plan.data else None
