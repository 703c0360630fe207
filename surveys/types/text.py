"""Free text, short, or long with the appearance `multiline`."""

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.field_spec import FieldSpec
from surveys.types.single import single
from surveys.types.summaries import TextSummary
from surveys.types.tallies import InOrder, Values, tallied
from surveys.types.value import Raw, RawAnswer, Value

LIMIT = 20_000

# Appearance to the attributes that bring the right keyboard and the right suggestions.
_KINDS = {
    "numbers": {"inputmode": "numeric"},
    "email": {"type": "email", "inputmode": "email", "autocomplete": "email"},
    "tel": {"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    "url": {"type": "url", "inputmode": "url", "autocomplete": "url"},
}


def is_long(question: Question) -> bool:
    """Whether it is asked with several lines."""
    return "multiline" in question.appearances or "rows" in question.parameters


class Text(QuestionType):
    """A text, of one line or of several."""

    name = "text"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        attributes = {"maxlength": str(limit(question))}
        if is_long(question):
            attributes["rows"] = question.parameters.get("rows", "5")
        for appearance, kind in _KINDS.items():
            if appearance in question.appearances:
                attributes |= kind
        return FieldSpec(
            question.name,
            "textarea" if is_long(question) else "text",
            question.labels.text(language),
            question.hints.text(language),
            attributes,
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> str | None:
        text = single(raw)
        if text is None:
            return None
        if not is_long(question):
            text = " ".join(text.splitlines())
        if len(text) > limit(question):
            raise AnswerError("too_long", length=len(text), limit=limit(question))
        return text

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer.of(str(value))

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> TextSummary:
        """Sum up how long texts are; a whole number stands for a text of so many characters."""
        found = tallied(values)
        lengths = InOrder((_length(value), times) for value, times in found.given)
        return TextSummary(
            len(found),
            len(lengths),
            int(lengths.numbers[0]) if len(lengths) else None,
            lengths.quantile(0.5) if len(lengths) else None,
            int(lengths.numbers[-1]) if len(lengths) else None,
        )


def _length(value: Value) -> int:
    return value if isinstance(value, int) else len(str(value))


def limit(question: Question) -> int:
    """Return how many characters the question takes: its own `maxlength`, never above ours."""
    written = question.parameters.get("maxlength", "")
    is_usable = written.isascii() and written.isdigit() and len(written) < 10
    return min(LIMIT, int(written)) if is_usable else LIMIT
