"""A document sent with the answers."""

from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.columns import Cell, Column
from surveys.types.field_spec import FieldSpec
from surveys.types.single import single
from surveys.types.summaries import FileSummary
from surveys.types.tallies import Values, tallied
from surveys.types.value import Raw, RawAnswer, Upload, Value, raw_answer

LIMIT = 10 * 1024 * 1024  # bytes


class File(QuestionType):
    """The value says where the file is kept; its content is checked where it is received."""

    name = "file"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "file",
            question.labels.text(language),
            question.hints.text(language),
            {"data-limit": str(LIMIT)},
        )

    def read(
        self, raw: Raw, question: Question, choices: Choices = NO_CHOICES
    ) -> dict[str, str | int] | None:
        """Take a new file, or the key of the one already kept (`previous`)."""
        answer = raw_answer(raw)
        if answer.upload is not None:
            return _received(answer.upload)
        key = single(answer)
        if key is None:
            return None
        if isinstance(answer.previous, dict) and answer.previous.get("key") == key:
            return answer.previous
        raise AnswerError("unknown_file")

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer((_kept(value)["key"],), previous=value)

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> FileSummary:
        found = tallied(values)
        size = sum(int(_kept(value)["size"]) * times for value, times in found.given)
        return FileSummary(len(found), found.answered, size)

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        return Column(question.name, label), Column(f"{question.name}.key", label)

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        return (None, None) if value is None else (_kept(value)["name"], _kept(value)["key"])

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> None:
        """Return nothing: a table does not carry the files."""

    def for_expressions(self, value: Value) -> str:
        return _kept(value)["name"]


def _received(upload: Upload) -> dict[str, str | int]:
    if upload.size > LIMIT:
        raise AnswerError("file_too_large", size=upload.size, limit=LIMIT)
    if upload.size <= 0:
        raise AnswerError("file_empty")
    return {
        "key": upload.key,
        "name": upload.name,
        "size": upload.size,
        "type": upload.media_type,
    }


def _kept(value: Value) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a file")
    return value
