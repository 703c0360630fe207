"""The forms of the builder. Their fields depend on the type of question and on the languages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from app.questionnaires.building.type_fields import (
    LONGEST_EXPRESSION,
    LONGEST_LINES,
    fields_of_type,
)
from app.web.forms import Form
from surveys.editing import name_from
from surveys.model import NAME, Choice, Survey
from surveys.texts import Texts
from surveys.types.likert import OUTSIDE, SCALE_COLUMN

LONGEST_LABEL = 5_000
LONGEST_MESSAGE = 500
PICKS_SHOWN = 3

_NUMBER = Length(max=60)
_EXPRESSION = Length(max=LONGEST_EXPRESSION)
_NO_WORD = {"autocomplete": "off", "spellcheck": "false"}
"""A name is neither completed nor checked like a word."""
_NAME_RULE = _l("Letters first, then letters, digits, points and dashes.")


class DraftForm(Form):
    """Any change of the draft: it says from which state it was made."""

    made_from = HiddenField(default="0")

    @property
    def number(self) -> int:
        """The state it was made from; one that nobody wrote for a text that is no number."""
        text = self.made_from.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1

    def refuse(self, sentence: str, number: int) -> None:
        """Say why nothing was changed; when it is sent again, it was made from state `number`."""
        self.form_errors.append(sentence)
        self.made_from.data = str(number)


class ItemForm(DraftForm):
    """What sections, repeats and questions have in common."""

    name = StringField(
        _l("Name"),
        description=_l("In expressions and exports. Made from the text when left empty."),
        validators=[
            Optional(),
            Length(max=200),
            Regexp(NAME, message=_NAME_RULE),
        ],
        render_kw=_NO_WORD,
    )
    section = SelectField(_l("Where"), validate_choice=True)
    when = RadioField(
        _l("When is it asked?"),
        choices=[
            SelectChoice("always", _l("Always")),
            SelectChoice("picked", _l("When what is picked below holds")),
            SelectChoice("written", _l("When an expression holds")),
        ],
        default="always",
    )
    joined = RadioField(
        _l("Of these conditions"),
        choices=[SelectChoice("and", _l("all must hold")), SelectChoice("or", _l("one is enough"))],
        default="and",
    )
    relevant = TextAreaField(
        _l("Expression"),
        description=_l("For instance ${age} >= 18 and selected(${freins}, 'locaux')."),
        validators=[_EXPRESSION],
        render_kw={"rows": 2, "spellcheck": "false"},
    )


class ContainerForm(ItemForm):
    """A section, or entries that repeat; its texts are fields made for the languages."""

    is_table = BooleanField(
        _l("Show its questions as one table"),
        description=_l("For opinions on one scale."),
    )
    count = StringField(
        _l("Number of entries"),
        description=_l("A number or an expression, such as ${projets}. Left empty, people add."),
        validators=[_EXPRESSION],
    )


class QuestionForm(ItemForm):
    """A question; what its type and the languages ask for is added by `question_form`."""

    required = BooleanField(_l("An answer is required"))
    constraint = TextAreaField(
        _l("Rule for the answer"),
        description=_l("An expression where . is the answer, such as . != 13."),
        validators=[_EXPRESSION],
        render_kw={"rows": 2, "spellcheck": "false"},
    )
    default = StringField(
        _l("Filled in beforehand with"), validators=[Length(max=LONGEST_EXPRESSION)]
    )


class ListForm(DraftForm):
    """A new list of choices."""

    name = StringField(
        _l("Name of the list"),
        description=_l("Left empty, it gets one."),
        validators=[Optional(), Length(max=100), Regexp(NAME, message=_NAME_RULE)],
        render_kw=_NO_WORD,
    )
    lines = TextAreaField(
        _l("Choices, one on each line"),
        validators=[DataRequired(), Length(max=LONGEST_LINES)],
        render_kw={"rows": 6},
    )


class ChoiceForm(DraftForm):
    """A choice; its labels are fields of the class made for the languages."""

    code = StringField(
        _l("Code"),
        description=_l("In expressions and exports. Made from the text when left empty."),
        validators=[
            Optional(),
            Length(max=100),
            Regexp(r"\S+\Z", message=_l("A code holds no space.")),
        ],
        render_kw=_NO_WORD,
    )
    outside = BooleanField(
        _l("Outside the scale"),
        description=_l("For “no opinion”, in a scale of opinions."),
    )

    def choice(self, before: Choice | None, taken: Collection[str], survey: Survey) -> Choice:
        """The choice as it was typed; what the form does not show stays."""
        labels = {name: self[f"label_{name}"].data or "" for name in survey.languages}
        text = labels[survey.default_language]
        filters = dict(before.filters) if before else {}
        if self.outside.data:
            filters[SCALE_COLUMN] = OUTSIDE
        elif filters.get(SCALE_COLUMN) == OUTSIDE:
            del filters[SCALE_COLUMN]
        kept = before.labels if before else {}
        return Choice(
            self.code.data or name_from(text, taken, "choix"), Texts({**kept, **labels}), filters
        )


class LanguagesForm(DraftForm):
    """The languages of a questionnaire, the main one first."""

    languages = StringField(
        _l("Languages"),
        description=_l("Codes separated by commas, the main one first: fr, en."),
        validators=[
            DataRequired(),
            Length(max=100),
            Regexp(
                r"[a-z]{2,3}(-[A-Za-z]{2,4})?( *, *[a-z]{2,3}(-[A-Za-z]{2,4})?)*\Z",
                message=_l("Give codes such as fr, en."),
            ),
        ],
    )


def container_form(survey: Survey) -> type[ContainerForm]:
    """The form of a section or a repeat, in the languages of the questionnaire."""
    fields = {**_texts(survey, 2_000, needed=False), **_picks()}
    return type("ContainerForm", (ContainerForm,), fields)


def choice_form(survey: Survey) -> type[ChoiceForm]:
    """The form of a choice, in the languages of the questionnaire."""
    fields = {
        name: each for name, each in _texts(survey, 1_000, needed=True).items() if "label" in name
    }
    return type("ChoiceForm", (ChoiceForm,), fields)


def question_form(survey: Survey, kind: str) -> type[QuestionForm]:
    """The form of a question of this type, in the languages of the questionnaire."""
    texts = _texts(survey, LONGEST_LABEL, needed=kind not in ("calculate", "hidden"))
    fields = {**texts, **_picks(), **fields_of_type(kind)}
    for language in survey.languages:
        for name, label in (
            ("required_message", _l("What is said when it is not answered")),
            ("constraint_message", _l("What is said when the answer is refused")),
        ):
            fields[f"{name}_{language}"] = StringField(
                _in_language(label, language, survey), validators=[Length(max=LONGEST_MESSAGE)]
            )
    return type("QuestionForm", (QuestionForm,), fields)


def _in_language(label: Any, language: str, survey: Survey) -> Any:
    return (
        label
        if len(survey.languages) == 1
        else _l("%(what)s [%(language)s]", what=label, language=language)
    )


def _texts(survey: Survey, longest: int, *, needed: bool) -> dict[str, Any]:
    """The fields of a text and of the help below it, the text in the main language `needed`."""
    fields: dict[str, Any] = {}
    for language in survey.languages:
        is_main = needed and language == survey.default_language
        fields[f"label_{language}"] = TextAreaField(
            _in_language(_l("Text"), language, survey),
            validators=[InputRequired() if is_main else Optional(), Length(max=longest)],
            render_kw={"rows": 2},
        )
        fields[f"hint_{language}"] = StringField(
            _in_language(_l("Help below it"), language, survey), validators=[Length(max=2_000)]
        )
    return fields


def _picks() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for row in range(PICKS_SHOWN):
        fields[f"pick_{row}"] = SelectField(
            _l("Condition %(number)s", number=row + 1), validate_choice=True
        )
        fields[f"number_{row}"] = StringField(
            _l("Number, for condition %(number)s", number=row + 1), validators=[_NUMBER]
        )
    return fields
