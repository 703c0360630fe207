"""The fields of the builder that only some types of question have."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.questionnaires.building.type_names import TYPE_NAMES

LONGEST_EXPRESSION = 10_000
LONGEST_LINES = 100_000

FAMILIES = (
    ("select_one", "select_multiple", "rank", "likert"),
    ("integer", "decimal"),
    ("text", "hidden"),
)
"""Types between which a question may change: the rest of it stays."""

SHAPES = {
    "short": _l("A few words"),
    "multiline": _l("Several lines: an opinion, read as a contribution"),
    "email": _l("E-mail address"),
    "tel": _l("Telephone number"),
    "url": _l("Address of a site"),
    "numbers": _l("Digits"),
}
CHOICE_TYPES = ("select_one", "select_multiple", "rank", "likert")
LIMITED = ("integer", "decimal", "select_multiple")

_NUMBER = Length(max=60)
_EXPRESSION = Length(max=LONGEST_EXPRESSION)


def fields_of_type(kind: str) -> dict[str, Any]:
    """The fields of this type of question, by their names."""
    fields: dict[str, Any] = {}
    if family := next((each for each in FAMILIES if kind in each), None):
        fields["type"] = SelectField(
            _l("Type"),
            choices=[SelectChoice(each, TYPE_NAMES[each][0]) for each in family],
            default=kind,
        )
    if kind == "text":
        fields["shape"] = RadioField(
            _l("What people write"),
            choices=[SelectChoice(*each) for each in SHAPES.items()],
            default="short",
        )
        fields["maxlength"] = StringField(_l("Characters at most"), validators=[_NUMBER])
    if kind in LIMITED:
        is_count = kind == "select_multiple"
        fields["least"] = StringField(
            _l("Ticks at least") if is_count else _l("At least"), validators=[_NUMBER]
        )
        fields["most"] = StringField(
            _l("Ticks at most") if is_count else _l("At most"), validators=[_NUMBER]
        )
    if kind == "range":
        for name, label in (("start", _l("From")), ("end", _l("To")), ("step", _l("By steps of"))):
            fields[name] = StringField(label, validators=[_NUMBER])
    if kind in CHOICE_TYPES or kind == "organisation":
        fields |= _choices(kind)
    if kind == "calculate":
        fields["calculation"] = TextAreaField(
            _l("What is computed"),
            description=_l("An expression, such as ${salaries} + ${benevoles}."),
            validators=[DataRequired(), _EXPRESSION],
            render_kw={"rows": 3, "spellcheck": "false"},
        )
    return fields


def _choices(kind: str) -> dict[str, Any]:
    is_organisation = kind == "organisation"
    lines = (
        _l("Types of actor, one on each line")
        if is_organisation
        else _l("Choices, one on each line")
    )
    fields: dict[str, Any] = {
        "list_name": SelectField(_l("List"), validate_choice=True),
        "lines": TextAreaField(
            lines, validators=[Length(max=LONGEST_LINES)], render_kw={"rows": 6}
        ),
        "choice_filter": TextAreaField(
            _l("Which of the choices are offered"),
            description=_l("An expression on a column of the list, such as region = ${region}."),
            validators=[Length(max=2_000)],
            render_kw={"rows": 2, "spellcheck": "false"},
        ),
    }
    if is_organisation:
        fields["territories"] = SelectField(_l("List of territories"), validate_choice=True)
    if kind in ("select_one", "select_multiple"):
        fields["or_other"] = BooleanField(_l("Another answer may be given, in a few words"))
    if kind == "select_one":
        fields["as_menu"] = BooleanField(_l("Show as a menu, for long lists"))
    return fields
