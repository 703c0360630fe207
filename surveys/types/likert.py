"""A row of a table that asks one scale of several statements."""

from surveys.model import Choices, Question
from surveys.types.base import NO_CHOICES
from surveys.types.choice_counts import count_options
from surveys.types.columns import Measure
from surveys.types.field_spec import FieldSpec
from surveys.types.other import codes_of, shown_options
from surveys.types.select_one import SelectOne
from surveys.types.summaries import LikertSummary
from surveys.types.tallies import Values, tallied

# A choice with this mark in its column `scale` ("don't know") stands outside the scale.
SCALE_COLUMN = "scale"
OUTSIDE = "none"


class Likert(SelectOne):
    """One choice of an ordered scale, from the lowest to the highest."""

    name = "likert"
    measure = Measure.ORDINAL

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "likert",
            question.labels.text(language),
            question.hints.text(language),
            choices=shown_options(question, choices, language),
        )

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> LikertSummary:
        """Distribution along the scale; choices marked `scale = none` are left out of it."""
        scale = [c for c in choices if c.filters.get(SCALE_COLUMN) != OUTSIDE]
        names = {choice.name for choice in scale}
        counted = count_options(
            [
                ([code for code in codes_of(value) if code in names], times)
                for value, times in tallied(values)
            ],
            [(choice.name, choice.label(language)) for choice in scale],
        )
        shares = [option.of_respondents for option in counted.options]
        half = len(shares) // 2
        middle = shares[half] if len(shares) % 2 else 0.0
        below = sum(shares[:half])
        return LikertSummary(
            counted.asked,
            counted.answered,
            label=question.labels.text(language) or question.name,
            options=counted.options,
            below=below,
            middle=middle,
            above=sum(shares) - below - middle,
            start=0.0 - below - middle / 2,
        )
