"""What every question type owns: its field, its validation, its summary, its columns."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from surveys.model import Choice, Choices, Question
from surveys.types.columns import Cell, Column, Measure
from surveys.types.field_spec import FieldChoice, FieldSpec
from surveys.types.summaries import Summary
from surveys.types.tallies import Values
from surveys.types.value import Raw, RawAnswer, Scalar, Value

NO_CHOICES = Choices()


class QuestionType(ABC):
    """One type of question; it holds no state and serves every question of the type.

    `answered` is whether a person gives the answer, `stored` whether there is one at all.
    """

    name: ClassVar[str]
    measure: ClassVar[Measure] = Measure.NOMINAL
    answered: ClassVar[bool] = True
    stored: ClassVar[bool] = True
    takes_choices: ClassVar[bool] = False

    @abstractmethod
    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        """Return how to show the question; `choices` are those left by its filter."""

    @abstractmethod
    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> Value | None:
        """Return the value of what was posted, None when nothing was given.

        Raises AnswerError when it is not an answer to this question.
        """

    @abstractmethod
    def to_raw(self, value: Value) -> RawAnswer:
        """Return what fills the form again: reading it gives the same value."""

    @abstractmethod
    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> Summary:
        """Sum up the values of everybody who was asked, None standing for no answer."""

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        """Return the columns of an export; most types have one."""
        return (Column(question.name, question.labels.text(language), measure=self.measure),)

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        """Return one cell for each column."""
        return (None if value is None else str(value),)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        """Read the cells of an export again. Raises AnswerError like `read`."""
        return self.read([str(cell) for cell in cells if cell is not None], question, choices)

    def for_expressions(self, value: Value) -> Scalar:
        """Return what an expression sees of the value."""
        if isinstance(value, dict):
            raise TypeError(f"{self.name} has no scalar for {value!r}")
        return value


def shown(options: Iterable[Choice], language: str | None) -> tuple[FieldChoice, ...]:
    """Return the options with their labels in this language."""
    return tuple(FieldChoice(choice.name, choice.label(language)) for choice in options)
