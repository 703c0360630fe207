from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
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

from app.corpus.codes import secret_shown
from app.models import Criterion, Scoring
from app.models.types import today
from app.strategy.priorities.people import Person
from app.strategy.priorities.rounds import HEAVIEST, MOST_CRITERIA, CriterionPlan, RoundPlan
from app.strategy.priorities.subjects import Scored
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line

LONGEST_DESCRIPTION = 1_000
FIRST_YEAR = 2000


def usual_criteria() -> list[CriterionPlan]:
    """Those that the strategy of 2016 names."""
    return [
        CriterionPlan(
            _("Applicability"), _("Can it be done with the means and the partners there are?"), 1
        ),
        CriterionPlan(_("Measurability"), _("Will one be able to say whether it was done?"), 1),
        CriterionPlan(
            _("Concrete action on the ground"),
            _("Does it change something for people and organisations where they are?"),
            1,
        ),
    ]


class CriterionForm(Form):
    """One criterion; without a title it is none."""

    class Meta(Form.Meta):
        csrf = False

    title = StringField(_l("Criterion"), filters=[plain_line], validators=[Length(max=200)])
    description = TextAreaField(
        _l("The question that it asks"), validators=[Length(max=LONGEST_DESCRIPTION)]
    )
    weight = IntegerField(
        _l("Weight"),
        default=1,
        validators=[Optional(), NumberRange(1, HEAVIEST, _l("A whole number from 1 to 10."))],
    )


def _boxes(text: object) -> SelectMultipleField:
    return SelectMultipleField(
        text, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class RoundForm(Form):
    """A round of priorities. `version` is that of the round from which it was made."""

    key = HiddenField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    title = StringField(
        _l("Title"), filters=[plain_line], validators=[DataRequired(), Length(max=200)]
    )
    criteria = FieldList(
        FormField(CriterionForm), min_entries=MOST_CRITERIA, max_entries=MOST_CRITERIA
    )
    scorers = _boxes(_l("Who scores"))

    weights: Sequence[int] | None = None
    """Those of the criteria once somebody scored: they and their number stay."""

    def offer(self, people: Mapping[uuid.UUID, Person]) -> None:
        self.scorers.choices = [
            (str(one.id), f"{one.name} ({label(one.role)})") for one in people.values()
        ]
        self.key.data = secret_shown(self.key.data or "")

    def show(
        self,
        title: str,
        criteria: Sequence[Criterion | CriterionPlan],
        scorers: Iterable[uuid.UUID],
    ) -> None:
        """Fill in what there is, for somebody who opens the page."""
        self.title.data = title
        self.scorers.data = [str(one) for one in scorers]
        for entry, one in zip(self.criteria, criteria, strict=False):
            entry.form.title.data, entry.form.description.data = one.title, one.description
            entry.form.weight.data = one.weight

    def hold(self, weights: Sequence[int]) -> None:
        """Somebody scored: criteria keep their number and their weights."""
        self.weights = weights
        while len(self.criteria) > len(weights):
            self.criteria.pop_entry()

    def validate_criteria(self, field: FieldList) -> None:
        titled = [entry for entry in field if entry.form.title.data]
        if not titled or (self.weights is not None and len(titled) < len(self.weights)):
            wanted = [entry for entry in field if not entry.form.title.data]
            for entry in wanted[: 1 if not titled else None]:
                entry.form.title.errors = [_("Give the criterion a title.")]
            raise ValidationError(_("Give the criterion a title."))

    def validate_scorers(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one person."))

    @property
    def plan(self) -> RoundPlan:
        return RoundPlan(
            title=self.title.data or "",
            criteria=[
                CriterionPlan(
                    entry.form.title.data,
                    entry.form.description.data or "",
                    self.weights[place] if self.weights else entry.form.weight.data or 1,
                )
                for place, entry in enumerate(self.criteria)
                if entry.form.title.data
            ],
            scorers=frozenset(uuid.UUID(one) for one in self.scorers.data or ()),
        )

    def show_again(self, scoring: Scoring) -> None:
        """Somebody changed the round meanwhile: say so; sent again, it is over theirs."""
        self.version.data = scoring.version
        self.form_errors.append(
            _(
                "Somebody changed this round meanwhile: theirs stands below yours. "
                "Save again to keep yours."
            )
        )


class NewRoundForm(RoundForm):
    subjects = _boxes(_l("What is scored"))

    def offer_subjects(self, subjects: Iterable[Scored]) -> None:
        """Give what may be scored; all of it is chosen when the page opens."""
        self.subjects.choices = [(str(one.id), one.name) for one in subjects]
        if not self.is_submitted():
            self.subjects.data = [key for key, _name in self.subjects.choices]

    @property
    def plan(self) -> RoundPlan:
        chosen = [uuid.UUID(one) for one in self.subjects.data or ()]
        return replace(super().plan, subjects=chosen)

    def validate_subjects(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one thing to score."))


class FreezeForm(Form):
    """By whom, and on which day."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    body = StringField(
        _l("Body that decided the ranking"),
        filters=[plain_line],
        validators=[DataRequired(_l("Name the body.")), Length(max=200)],
    )
    day = DateField(_l("Day of its decision"), validators=[InputRequired(_l("Give the day."))])

    def validate_day(self, field: DateField) -> None:
        day: dt.date = field.data
        if not day.year >= FIRST_YEAR or day > today():
            raise ValidationError(_("The day of the decision is not to come."))


def freeze_form(scoring: Scoring) -> FreezeForm:
    form = FreezeForm()
    if not form.is_submitted():
        form.version.data = scoring.version
    return form
