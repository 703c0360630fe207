"""Who came: numbers by type of body, a person, a list of people, a seat a round."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.models import OrganisationKind
from app.web.forms import Form
from app.web.labels import label
from app.workshops.attendance import MOST_OF_A_KIND
from app.workshops.forms import identifier
from app.workshops.people_lists import (
    LONGEST,
    LONGEST_LIST,
    Person,
    UnknownKind,
    one_line,
    read_people,
)
from app.workshops.room_names import table_name
from app.workshops.seating import Line, Plan


class TallyForm(Form):
    """A number a type of body; its fields are added by `tally_form`."""

    made_from = HiddenField()

    @property
    def numbers(self) -> dict[OrganisationKind, int]:
        return {kind: self[kind.value].data or 0 for kind in OrganisationKind}

    def show(self, attendance: Mapping[str, Any], made_from: str) -> None:
        """Fill it in with what was counted."""
        self.made_from.data = made_from
        for kind in OrganisationKind:
            self[kind.value].data = attendance.get(kind.value, 0)


def tally_form() -> TallyForm:
    """The form that counts, with a field for each type of body."""
    fields = {
        kind.value: IntegerField(
            label(kind),
            validators=[Optional(), NumberRange(0, MOST_OF_A_KIND)],
            render_kw={"min": 0, "max": MOST_OF_A_KIND, "inputmode": "numeric"},
        )
        for kind in OrganisationKind
    }
    form: TallyForm = type("FilledTallyForm", (TallyForm,), fields)()
    return form


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, label(kind)) for kind in OrganisationKind]


class PersonForm(Form):
    name = StringField(
        _l("Name of the person"),
        validators=[DataRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "off"},
    )
    organisation = StringField(
        _l("Their organisation"),
        validators=[Length(max=LONGEST)],
        render_kw={"autocomplete": "off"},
    )
    kind = SelectField(_l("Type of body"), choices=_kinds)

    @property
    def person(self) -> Person:
        return Person(
            one_line(self.name.data or ""),
            one_line(self.organisation.data or ""),
            OrganisationKind(self.kind.data),
        )

    def validate_name(self, field: StringField) -> None:
        if not one_line(field.data or ""):
            raise ValidationError(_("This name cannot be read."))


class PeopleListForm(Form):
    lines = TextAreaField(
        _l("List of people"),
        description=_l(
            "One person a line: name; organisation; type of body. Rows copied from a sheet do."
        ),
        validators=[DataRequired(), Length(max=LONGEST_LIST)],
        render_kw={"rows": 12},
    )
    otherwise = SelectField(
        _l("Type of body of the lines that name none"),
        choices=_kinds,
        default=OrganisationKind.OTHER.value,
    )

    def validate_lines(self, _field: TextAreaField) -> None:
        people, unknown = self._read()
        if unknown:
            first = ", ".join(
                _("%(number)s (“%(typed)s”)", number=one.number, typed=one.typed)
                for one in unknown[:5]
            )
            raise ValidationError(
                _("The type of body is not known on these lines: %(lines)s.", lines=first)
            )
        if not people:
            raise ValidationError(_("No name was found."))

    @property
    def people(self) -> list[Person]:
        return self._read()[0]

    def _read(self) -> tuple[list[Person], list[UnknownKind]]:
        names = {kind: label(kind) for kind in OrganisationKind}
        kinds = {kind.value: kind for kind in OrganisationKind}
        otherwise = kinds.get(self.otherwise.data, OrganisationKind.OTHER)
        return read_people(self.lines.data or "", names, otherwise)


class SeatForm(Form):
    """A table a round; its fields are added by `seat_form`."""

    rounds: int = 0

    @property
    def tables(self) -> Sequence[uuid.UUID | None]:
        return [identifier(self[f"round-{at}"].data) for at in range(self.rounds)]


def seat_form(plan: Plan, line: Line) -> SeatForm:
    """The form that seats somebody by hand, filled in with where they sit."""
    tables = [SelectChoice("", _("No seat"))]
    tables += [SelectChoice(str(one.id), table_name(one)) for one in plan.tables]
    fields = {
        f"round-{at}": SelectField(
            _("Round %(number)s", number=one.number),
            choices=tables,
            default=str(seat.id) if seat else "",
        )
        for at, (one, seat) in enumerate(zip(plan.rounds, line.tables, strict=True))
    }
    form: SeatForm = type("FilledSeatForm", (SeatForm,), {**fields, "rounds": len(fields)})()
    return form
