"""An organisation: its SIRET number, its name, its type of actor, its territory."""

from collections.abc import Sequence

from stdnum.exceptions import ValidationError
from stdnum.fr import siret as siret_numbers

from surveys.model import Choice, Choices, Question
from surveys.problems import AnswerError
from surveys.texts import Texts
from surveys.types.base import NO_CHOICES, QuestionType, shown
from surveys.types.choice_counts import count_options
from surveys.types.columns import Cell, Column
from surveys.types.field_spec import FieldPart, FieldSpec
from surveys.types.single import tidy
from surveys.types.summaries import ChoiceSummary, OrganisationSummary
from surveys.types.tallies import Tallied, Values, tallied
from surveys.types.value import Raw, RawAnswer, Value, raw_answer

PARTS = ("name", "siret", "actor_type", "territory")
LONGEST_NAME = 300

_LABELS = {
    "name": Texts(fr="Nom de la structure", en="Name of the organisation"),
    "siret": Texts(fr="Numéro SIRET", en="SIRET number"),
    "actor_type": Texts(fr="Type d’acteur", en="Type of actor"),
    "territory": Texts(fr="Territoire", en="Territory"),
}


class Organisation(QuestionType):
    """The value is a mapping of the parts that were filled; the name always is.

    The list of the question gives the types of actor, its parameter `territories` names the
    list of the territories; without a list the part is a free text.
    """

    name = "organisation"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        attributes = {
            "name": {"autocomplete": "organization", "maxlength": str(LONGEST_NAME)},
            "siret": {"inputmode": "numeric", "maxlength": "20", "autocomplete": "off"},
            "actor_type": {"maxlength": str(LONGEST_NAME)},
            "territory": {"maxlength": str(LONGEST_NAME)},
        }
        options = {"actor_type": choices.options, "territory": choices.territories}
        return FieldSpec(
            question.name,
            "organisation",
            question.labels.text(language),
            question.hints.text(language),
            parts=tuple(
                FieldPart(part, "select", label, choices=shown(options[part], language))
                if options.get(part)
                else FieldPart(part, "text", label, attributes[part])
                for part in PARTS
                if (label := _LABELS[part].text(language))
            ),
        )

    def read(
        self, raw: Raw, question: Question, choices: Choices = NO_CHOICES
    ) -> dict[str, str] | None:
        given = {
            part: " ".join(tidy(written).split())
            for part, written in raw_answer(raw).parts.items()
            if part in PARTS
        }
        value = {part: given[part] for part in PARTS if given.get(part)}
        if not value:
            return None
        if "name" not in value:
            raise AnswerError("organisation_without_name")
        for text in value.values():
            if len(text) > LONGEST_NAME:
                raise AnswerError("too_long", length=len(text), limit=LONGEST_NAME)
        if "siret" in value:
            value["siret"] = read_siret(value["siret"])
        _refuse_unknown(value.get("actor_type"), choices.options)
        _refuse_unknown(value.get("territory"), choices.territories)
        return value

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer((), _parts(value))

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> OrganisationSummary:
        found = tallied(values)
        given = [_parts(value) for value, _times in found.given]
        return OrganisationSummary(
            len(found),
            found.answered,
            distinct=len({each["siret"] for each in given if "siret" in each}),
            actor_types=_count(found, "actor_type", choices.options, language),
            territories=_count(found, "territory", choices.territories, language),
        )

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        options = {"actor_type": choices.options, "territory": choices.territories}
        return tuple(
            Column(
                f"{question.name}.{part}",
                f"{label} – {_LABELS[part].text(language)}",
                value_labels={each.name: each.label(language) for each in options.get(part, ())},
            )
            for part in PARTS
        )

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        parts = {} if value is None else _parts(value)
        return tuple(parts.get(part) for part in PARTS)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        parts = {
            part: f"{cell:.0f}" if isinstance(cell, float) else str(cell)
            for part, cell in zip(PARTS, cells, strict=False)
            if cell is not None
        }
        return self.read(RawAnswer((), parts), question, choices)

    def for_expressions(self, value: Value) -> str:
        """Return the type of actor when there is one, else the name."""
        parts = _parts(value)
        return parts.get("actor_type") or parts["name"]


def part_label(part: str, language: str | None) -> str:
    """What a part of the answer is called. Raises KeyError for a part that it does not have."""
    return _LABELS[part].text(language)


def read_siret(written: str) -> str:
    """Return the 14 digits. Raises AnswerError: not_a_siret.

    python-stdnum checks the sum, and the one of La Poste, whose establishments follow another.
    """
    try:
        return str(siret_numbers.validate(written.replace(".", "").replace("\u202f", "")))
    except ValidationError as error:
        raise AnswerError("not_a_siret") from error


def _refuse_unknown(code: str | None, options: Sequence[Choice]) -> None:
    if code is not None and options and code not in {choice.name for choice in options}:
        raise AnswerError("unknown_choice", choice=code[:200])


def _count(
    values: Tallied, part: str, options: Sequence[Choice], language: str | None
) -> ChoiceSummary:
    codes = [
        ("" if value is None else _parts(value).get(part, ""), times) for value, times in values
    ]
    labels = [(choice.name, choice.label(language)) for choice in options]
    return count_options([([code] if code else [], times) for code, times in codes], labels)


def _parts(value: Value) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not an organisation")
    return value
