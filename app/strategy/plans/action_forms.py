"""What people change of an action: step by step, quickly from the table, or all of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.corpus.codes import new_secret
from app.models import ActionState, OrganisationKind, PartnerPart, StrategyNode
from app.strategy.plans.action_lines import ActionLine, Party
from app.strategy.plans.euros import EurosField
from app.strategy.plans.states import NEXT
from app.strategy.plans.values import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_PARTNERS,
    Values,
)
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line, printable_line

BLANK_FUNDERS = 2
"""Empty lines for funders, below those there are."""


def _version() -> IntegerField:
    return IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])


def _boxes(text: object) -> SelectMultipleField:
    return SelectMultipleField(
        text, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class QuickForm(Form):
    """What changes often, to be changed from the table."""

    version = _version()
    state = SelectField(_l("State"))
    reason = StringField(
        _l("If it stops: why"), filters=[plain_line], validators=[Length(max=LONGEST_REASON)]
    )
    progress = IntegerField(_l("Progress (%)"), validators=[InputRequired(_l("Give a number."))])
    starts_on = DateField(_l("Begins on"), validators=[Optional()])
    ends_on = DateField(_l("Ends on"), validators=[Optional()])

    def offer(self, line: ActionLine) -> None:
        """The states that may follow its own; and what it is, where nothing was sent."""
        states = [line.state, *NEXT[line.state]]
        self.state.choices = [(one.value, label(one)) for one in states]
        if not self.is_submitted():
            self.version.data, self.state.data = line.version, line.state.value
            self.reason.data, self.progress.data = line.reason, line.progress
            self.starts_on.data, self.ends_on.data = line.starts_on, line.ends_on

    @property
    def values(self) -> Values:
        return Values(
            state=ActionState(self.state.data),
            reason=self.reason.data or "",
            progress=self.progress.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class MoveForm(Form):
    """One step: the state that a button names."""

    version = _version()
    state = RadioField(choices=[one.value for one in ActionState])
    reason = StringField(
        _l("Why it stops"), filters=[plain_line], validators=[Length(max=LONGEST_REASON)]
    )

    @property
    def values(self) -> Values:
        return Values(state=ActionState(self.state.data), reason=self.reason.data or "")


class LeaveForm(Form):
    """Why an action leaves a plan in preparation."""

    key = HiddenField(default=new_secret)
    version = _version()
    reason = StringField(
        _l("Why it leaves the plan"),
        description=_l("For the team."),
        filters=[plain_line],
        validators=[
            DataRequired(_l("Say why: others will ask.")),
            Length(max=LONGEST_REASON),
        ],
    )


class FunderForm(Form):
    """One funder; without a name it is none."""

    class Meta(Form.Meta):
        csrf = False

    name = StringField(_l("Funder"), filters=[plain_line], validators=[Length(max=200)])
    amount = EurosField(_l("Amount (euros)"))

    def validate_amount(self, field: EurosField) -> None:
        if field.data is not None and not self.name.data:
            raise ValidationError(_("Name the funder of this amount."))


class ActionForm(Form):
    """All that is said of an action, but its state."""

    version = _version()
    title = TextAreaField(
        _l("Title"),
        filters=[plain_line],
        validators=[DataRequired(_l("Say it in one sentence.")), Length(max=LONGEST_TITLE)],
    )
    description = TextAreaField(_l("Description"), validators=[Length(max=LONGEST_TEXT)])
    objectives = _boxes(_l("Objectives"))
    lead = StringField(
        _l("Lead"),
        description=_l("The organisation that answers for it."),
        filters=[plain_line],
        validators=[Length(max=200)],
    )
    partners = TextAreaField(
        _l("Partners"), description=_l("One organisation a line."), validators=[Length(max=9_000)]
    )
    funders = FieldList(FormField(FunderForm), min_entries=BLANK_FUNDERS, max_entries=MOST_PARTNERS)
    scope = RadioField(_l("For whom"))
    territories = _boxes(_l("Départements"))
    kinds = _boxes(_l("Kinds of organisation"))
    starts_on = DateField(_l("Begins on"), validators=[Optional()])
    ends_on = DateField(_l("Ends on"), validators=[Optional()])
    budget = EurosField(
        _l("Budget (euros)"), description=_l("Of the whole action. May stay empty.")
    )
    is_market = BooleanField(_l("It belongs to the economic development scheme (market sector)"))
    priority = IntegerField(
        _l("Priority"),
        description=_l("Its rank; those of the desk are taken on the page of the plan."),
        validators=[Optional()],
    )
    weight = IntegerField(
        _l("Weight"),
        description=_l("How much it counts in the progress of its objectives: 1 as a rule."),
        validators=[InputRequired(_l("Give a number."))],
    )
    progress = IntegerField(_l("Progress (%)"), validators=[InputRequired(_l("Give a number."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope.choices = [
            ("all", _("For all")),
            ("some", _("For some départements or kinds of organisation only")),
        ]
        self.kinds.choices = [(one.value, label(one)) for one in OrganisationKind]

    def offer(
        self, line: ActionLine, objectives: Iterable[StrategyNode], territories: Sequence[str]
    ) -> None:
        """What may be chosen, beside what the action has."""
        names = {one.id: f"{one.code} – {one.title}" for one in objectives}
        names |= {one.id: one.name for one in line.objectives}
        self.objectives.choices = [(str(key), name) for key, name in names.items()]
        places = dict.fromkeys([*territories, *line.territories])
        self.territories.choices = [(name, name) for name in places]

    def show(self, line: ActionLine) -> None:
        """What it is, for somebody who opens the page."""
        for name in ("version", "title", "description", "starts_on", "ends_on", "budget"):
            self[name].data = getattr(line, name)
        for name in ("is_market", "priority", "weight", "progress"):
            self[name].data = getattr(line, name)
        self.objectives.data = [str(one.id) for one in line.objectives]
        self.lead.data = line.lead.name if line.lead else ""
        self.partners.data = "\n".join(one.name for one in line.helpers)
        self.scope.data = "some" if line.is_specific else "all"
        self.territories.data = list(line.territories)
        self.kinds.data = [one.value for one in line.kinds]
        while len(self.funders) < min(MOST_PARTNERS, len(line.funders) + BLANK_FUNDERS):
            self.funders.append_entry()
        for entry, one in zip(self.funders, line.funders, strict=False):
            entry.form.name.data, entry.form.amount.data = one.name, one.amount

    @property
    def values(self) -> Values:
        is_specific = self.scope.data == "some"
        return Values(
            title=self.title.data or "",
            description=(self.description.data or "").replace("\r\n", "\n"),
            objectives=tuple(uuid.UUID(one) for one in self.objectives.data or ()),
            partners=tuple(self._parties()),
            is_specific=is_specific,
            territories=tuple(self.territories.data or ()),
            kinds=tuple(OrganisationKind(one) for one in self.kinds.data or ()),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            budget=self.budget.data,
            is_market=bool(self.is_market.data),
            priority=self.priority.data,
            weight=self.weight.data,
            progress=self.progress.data,
        )

    def _parties(self) -> Iterator[Party]:
        if self.lead.data:
            yield Party(PartnerPart.LEAD, self.lead.data)
        for name in map(printable_line, (self.partners.data or "").splitlines()):
            if name:
                yield Party(PartnerPart.PARTNER, name)
        for entry in self.funders:
            if name := entry.form.name.data:
                yield Party(PartnerPart.FUNDER, name, amount=entry.form.amount.data)
