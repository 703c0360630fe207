"""How many responses a steward hopes for: in all, and for each answer to some questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from app.models import Questionnaire
from app.web.forms import Form
from surveys.model import Survey
from surveys.variables import Variable, variables_of

TOTAL = "total"
"""The key of the target for all responses; a question of this name can have no targets."""
LARGEST = 1_000_000


def variables_with_targets(survey: Survey, language: str) -> dict[str, Variable]:
    """The questions that may have targets: those with one answer, and organisations."""
    return {
        key: variable
        for key, variable in variables_of(survey, language).items()
        if key != TOTAL and (variable.part or variable.question.type == "select_one")
    }


def targets_form(
    questionnaire: Questionnaire, variables: Mapping[str, Variable]
) -> tuple[Form, list[tuple[str, list[str]]]]:
    """The form, and by question the names of its fields."""
    fields: dict[str, Any] = {TOTAL: _number(_l("Responses in all"), TOTAL)}
    groups = []
    known: dict[str, Any] = {TOTAL: questionnaire.targets.get(TOTAL)}
    for place, (key, variable) in enumerate(variables.items()):
        names = []
        targets = questionnaire.targets.get(key, {})
        for rank, (code, label) in enumerate(variable.categories):
            name = f"{key}/{code}"
            fields[name] = _number(label, f"target-{place}-{rank}")
            known[name] = targets.get(code)
            names.append(name)
        groups.append((variable.label, names))
    made: type[Form] = type("AllTargetsForm", (Form,), fields)
    return made(data=known), groups


def _number(label: Any, identifier: str) -> IntegerField:
    return IntegerField(
        label,
        id=identifier,
        validators=[
            Optional(),
            NumberRange(0, LARGEST, message=_l("Give a whole number, from 0 to a million.")),
        ],
        render_kw={"inputmode": "numeric"},
    )


def set_targets(
    questionnaire: Questionnaire, variables: Mapping[str, Variable], given: Mapping[str, int | None]
) -> None:
    """Keep the targets that were given, by the names of the form's fields; empty is none."""
    targets: dict[str, Any] = {}
    total = given.get(TOTAL)
    if total is not None:
        targets[TOTAL] = total
    for key, variable in variables.items():
        wanted = {
            code: number
            for code, _label in variable.categories
            if (number := given.get(f"{key}/{code}")) is not None
        }
        if wanted:
            targets[key] = wanted
    questionnaire.targets = targets
