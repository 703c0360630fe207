"""The terms of a plan, and an action that nobody wrote yet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models import NodeKind
from app.strategy.plans.making import LONGEST_PLAN_TITLE, REPORT_EVERY, Terms
from app.strategy.plans.values import LONGEST_TEXT, LONGEST_TITLE
from app.strategy.queries import TreeNode
from app.strategy.writing.kinds import STANDS_UNDER
from app.web.forms import Form
from app.web.prose import plain_line

INDENT = "\N{NO-BREAK SPACE}" * 3


class PlanForm(Form):
    """The terms of a plan. `version` is that of the plan from which the form was made."""

    key = HiddenField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    title = StringField(
        _l("Title"),
        filters=[plain_line],
        validators=[DataRequired(_l("Give the plan a title.")), Length(max=LONGEST_PLAN_TITLE)],
    )
    starts_on = DateField(_l("Begins on"), validators=[InputRequired(_l("Give the day."))])
    ends_on = DateField(_l("Ends on"), validators=[InputRequired(_l("Give the day."))])
    report_every = SelectField(_l("Leads tell how far they are"), coerce=int)
    note = TextAreaField(
        _l("Why this plan"),
        description=_l("What it changes, on what it rests. May stay empty."),
        validators=[Length(max=LONGEST_TEXT)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {
            0: _("Never"),
            3: _("Every three months"),
            6: _("Every six months"),
            12: _("Every year"),
        }
        self.report_every.choices = [(months, names[months]) for months in REPORT_EVERY]
        self.key.data = secret_shown(self.key.data or "")

    @property
    def terms(self) -> Terms:
        return Terms(
            title=self.title.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            report_every=self.report_every.data,
            note=(self.note.data or "").replace("\r\n", "\n"),
        )


class NewActionForm(Form):
    """An action that nobody wrote yet."""

    key = HiddenField()
    title = StringField(
        _l("What is to be done"),
        filters=[plain_line],
        validators=[DataRequired(_l("Say it in one sentence.")), Length(max=LONGEST_TITLE)],
    )
    text = TextAreaField(_l("In more detail"), validators=[Length(max=LONGEST_TEXT)])
    parent = SelectField(_l("Under which line of the strategy"))

    def offer(self, lines: Iterable[tuple[TreeNode, int]]) -> None:
        self.parent.choices = parent_choices(lines)
        self.key.data = secret_shown(self.key.data or "")

    @property
    def parent_id(self) -> uuid.UUID:
        return uuid.UUID(self.parent.data)


def parent_choices(lines: Iterable[tuple[TreeNode, int]]) -> list[tuple[str, str]]:
    """The lines of the strategy under which actions stand, each as far in as it stands."""
    return [
        (str(one.id), f"{INDENT * depth}{one.code} – {one.title}")
        for one, depth in lines
        if one.kind in STANDS_UNDER[NodeKind.ACTION]
    ]


class IdentifiersField(SelectMultipleField):
    """The identifiers that were checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=uuid.UUID, choices=[], validate_choice=False, **kwargs)


class PutForm(Form):
    """Actions of the strategy and candidate actions that go into a plan."""

    key = HiddenField()
    node = IdentifiersField(_l("Possible actions"))
    point = IdentifiersField(_l("Candidates from the desk"))
    under = SelectField(_l("Under which line of the strategy they are written"))

    def offer(self, lines: Iterable[tuple[TreeNode, int]]) -> None:
        self.under.choices = parent_choices(lines)
        self.key.data = secret_shown(self.key.data or "")

    def validate_node(self, field: IdentifiersField) -> None:
        if not field.data and not self.point.data:
            raise ValidationError(_("Choose at least one action."))

    @property
    def node_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(self.node.data or ())

    @property
    def point_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(self.point.data or ())

    @property
    def parent_id(self) -> uuid.UUID:
        return uuid.UUID(self.under.data)
