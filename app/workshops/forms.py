"""The forms that prepare workshops: series, workshops, tables and rounds."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from app.models import Account, Phase, RoomTable, Round, WorkshopSeries, WorkshopTheme
from app.web.forms import Form
from app.workshops.layout import MOST_ROUNDS, MOST_TABLES
from app.workshops.series_services import MOST_THEMES
from app.workshops.services import NewRound, NewTable, Plan

LONGEST_TITLE = 200
LONGEST_ROUND = 240
"""In minutes."""
LONGEST_QUESTION = 1_000
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


def identifier(text: str | None) -> uuid.UUID | None:
    """What was picked from a list whose first entry is nothing; that it is there was checked."""
    return uuid.UUID(text) if text else None


def offer_people(field: SelectField, people: Iterable[Account]) -> None:
    """The accounts that a field may name, or nobody."""
    field.choices = [("", _("Nobody yet")), *((str(one.id), one.name) for one in people)]


class SeriesForm(Form):
    """A series. Its themes are one a line when it is made, a field each afterwards."""

    title = StringField(
        _l("Title of the series"), validators=[DataRequired(), Length(max=LONGEST_TITLE)]
    )
    presentation = TextAreaField(
        _l("What people read before they come"),
        description=_l("Optional: a few lines."),
        validators=[Length(max=5_000)],
        render_kw={"rows": 4},
    )
    phase = SelectField(_l("Phase of the consultation"))

    def offer(self, phases: Iterable[Phase]) -> None:
        """Give the phases that it may belong to."""
        self.phase.choices = [("", _("No phase")), *((str(one.id), one.title) for one in phases)]


class NewSeriesForm(SeriesForm):
    themes = TextAreaField(
        _l("Themes of the workshops"),
        description=_l("One a line. They can be renamed and moved later."),
        validators=[DataRequired(), Length(max=5_000)],
        render_kw={"rows": 6},
    )

    @property
    def names(self) -> list[str]:
        """The themes, each once."""
        lines = (" ".join(line.split()) for line in (self.themes.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate_themes(self, _field: TextAreaField) -> None:
        if any(len(name) > LONGEST_TITLE for name in self.names):
            raise ValidationError(_("A theme has %(most)s characters at most.", most=LONGEST_TITLE))
        if len(self.names) > MOST_THEMES:
            raise ValidationError(_("A series has %(most)s themes at most.", most=MOST_THEMES))


class ThemesForm(SeriesForm):
    made_from = HiddenField()
    themes = FieldList(
        StringField(_l("Theme"), validators=[DataRequired(), Length(max=LONGEST_TITLE)]),
        max_entries=MOST_THEMES,
    )
    added = StringField(_l("Another theme"), validators=[Length(max=LONGEST_TITLE)])

    def show(self, series: WorkshopSeries, made_from: str) -> None:
        """Fill it in with what there is."""
        self.title.data, self.presentation.data = series.title, series.presentation
        self.phase.data = str(series.phase_id or "")
        self.made_from.data = made_from
        self.added.data = ""
        while self.themes.entries:
            self.themes.pop_entry()
        for theme in series.themes:
            self.themes.append_entry(theme.title)


class PlanForm(Form):
    """What is settled of one workshop."""

    made_from = HiddenField()
    theme = SelectField(_l("Theme of the workshop"))
    place = StringField(_l("Town"), validators=[Length(max=120)])
    address = StringField(
        _l("Where in the town"),
        description=_l("The building, the street, how to get in."),
        validators=[Length(max=300)],
    )
    day = DateField(_l("Day"), validators=[Optional()])
    starts = TimeField(_l("Time of the beginning"), validators=[Optional()])
    ends = TimeField(_l("Time of the end"), validators=[Optional()])
    facilitator = SelectField(
        _l("Led by"), description=_l("Who validates its notes and its synthesis.")
    )
    title = StringField(
        _l("Title of the workshop"),
        description=_l("Left empty, it is called by its town and its theme."),
        validators=[Length(max=LONGEST_TITLE)],
    )

    def offer(self, themes: Iterable[WorkshopTheme], people: Iterable[Account]) -> None:
        """Give the themes of the series and those who may lead."""
        self.theme.choices = [("", _("No theme")), *((str(one.id), one.title) for one in themes)]
        offer_people(self.facilitator, people)

    @property
    def plan(self) -> Plan:
        return Plan(
            title=self.title.data or "",
            theme_id=identifier(self.theme.data),
            place=self.place.data or "",
            address=self.address.data or "",
            day=self.day.data,
            starts=self.starts.data,
            ends=self.ends.data,
            facilitator_id=identifier(self.facilitator.data),
        )

    def show(self, plan: Plan, made_from: str = "") -> None:
        """Fill it in with what there is."""
        self.process(
            data={
                **vars(plan),
                "theme": str(plan.theme_id or ""),
                "facilitator": str(plan.facilitator_id or ""),
                "made_from": made_from,
            }
        )

    def validate_day(self, field: DateField) -> None:
        if field.data and not EARLIEST <= field.data < LATEST:
            raise ValidationError(_("Choose a day between 1990 and 2099."))

    def validate_starts(self, _field: TimeField) -> None:
        self._refuse_hours_without_a_day()

    def validate_ends(self, field: TimeField) -> None:
        self._refuse_hours_without_a_day()
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("It ends before it begins."))

    def validate_title(self, field: StringField) -> None:
        if not (field.data or self.place.data or self.theme.data):
            raise ValidationError(_("Give a title, a town or a theme."))

    def _refuse_hours_without_a_day(self) -> None:
        """Said at the hours: a day that is left empty is not checked."""
        if not self.day.data:
            raise ValidationError(_("Hours need a day."))


class NewWorkshopForm(PlanForm):
    """A workshop with a room to begin with; tables and rounds are named on their own page."""

    code = HiddenField()
    """The one that was free when the form was shown: sent twice, it is one workshop."""
    tables = IntegerField(
        _l("Number of tables"),
        default=4,
        validators=[InputRequired(), NumberRange(0, MOST_TABLES)],
        render_kw={"min": 0, "max": MOST_TABLES, "inputmode": "numeric"},
    )
    minutes = IntegerField(
        _l("Minutes a round"),
        default=20,
        validators=[InputRequired(), NumberRange(1, LONGEST_ROUND)],
        render_kw={"min": 1, "max": LONGEST_ROUND, "inputmode": "numeric"},
    )
    questions = TextAreaField(
        _l("Questions of the rounds"),
        description=_l("One a line: each is a round, in this order."),
        validators=[Length(max=LONGEST_QUESTION * MOST_ROUNDS)],
        render_kw={"rows": 4},
    )

    @property
    def new_tables(self) -> list[NewTable]:
        return [NewTable()] * (self.tables.data or 0)

    @property
    def new_rounds(self) -> list[NewRound]:
        lines = (self.questions.data or "").splitlines()
        return [NewRound(self.minutes.data or 20, line.strip()) for line in lines if line.strip()]

    def validate_questions(self, _field: TextAreaField) -> None:
        if len(self.new_rounds) > MOST_ROUNDS:
            raise ValidationError(_("There are %(most)s rounds at most.", most=MOST_ROUNDS))
        if any(len(one.question) > LONGEST_QUESTION for one in self.new_rounds):
            raise ValidationError(
                _("A question has %(most)s characters at most.", most=LONGEST_QUESTION)
            )


class DuplicateForm(PlanForm):
    """Another workshop with the same tables and rounds."""

    code = HiddenField()


class _PartForm(Form):
    class Meta(Form.Meta):
        csrf = False


class TableForm(_PartForm):
    title = StringField(_l("Name of the table"), validators=[Length(max=LONGEST_TITLE)])
    facilitator = SelectField(_l("Hosted by"), validate_choice=True)


class RoundForm(_PartForm):
    question = TextAreaField(
        _l("Question of the round"),
        validators=[Length(max=LONGEST_QUESTION)],
        render_kw={"rows": 2},
    )
    minutes = IntegerField(
        _l("Length in minutes"),
        validators=[InputRequired(), NumberRange(1, LONGEST_ROUND)],
        render_kw={"min": 1, "max": LONGEST_ROUND, "inputmode": "numeric"},
    )


class LayoutForm(Form):
    """Every table and every round of a workshop, by their numbers."""

    made_from = HiddenField()
    tables = FieldList(FormField(TableForm), max_entries=MOST_TABLES)
    rounds = FieldList(FormField(RoundForm), max_entries=MOST_ROUNDS)

    def offer(self, people: Sequence[Account]) -> None:
        """Give those who may host, to each table."""
        for entry in self.tables:
            offer_people(entry.form.facilitator, people)

    def show(self, tables: Sequence[RoomTable], rounds: Sequence[Round], made_from: str) -> None:
        """Fill it in with what there is."""
        self.made_from.data = made_from
        for field, values in (
            (self.tables, map(_table, tables)),
            (self.rounds, map(_round, rounds)),
        ):
            while field.entries:
                field.pop_entry()
            for value in values:
                field.append_entry(value)

    @property
    def typed_tables(self) -> list[NewTable]:
        return [
            NewTable(one.form.title.data or "", identifier(one.form.facilitator.data))
            for one in self.tables
        ]

    @property
    def typed_rounds(self) -> list[NewRound]:
        return [
            NewRound(one.form.minutes.data, one.form.question.data or "") for one in self.rounds
        ]


def _table(table: RoomTable) -> dict[str, Any]:
    return {"title": table.title, "facilitator": str(table.facilitator_id or "")}


def _round(one: Round) -> dict[str, Any]:
    return {"question": one.question, "minutes": one.minutes}
