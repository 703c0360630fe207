"""A value carried by the form without being shown: a default, or a parameter of the link."""

from surveys.model import Choices, Question
from surveys.types.base import NO_CHOICES
from surveys.types.field_spec import FieldSpec
from surveys.types.text import Text


class Hidden(Text):
    """Anybody can change what a hidden input holds: nothing may rely on it."""

    name = "hidden"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(question.name, "hidden", question.labels.text(language))
