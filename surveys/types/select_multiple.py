"""Several choices."""

from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES
from surveys.types.columns import Cell, Column
from surveys.types.other import (
    OTHER,
    codes_of,
    offered,
    other_of,
    read_codes,
    read_other,
    specify_label,
)
from surveys.types.select_one import SelectOne
from surveys.types.value import Raw, RawAnswer, Value, raw_answer


class SelectMultiple(SelectOne):
    """Exported as one column of 0 and 1 for each option."""

    name = "select_multiple"

    def widget(self, question: Question) -> str:
        return "checkboxes"

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> Value | None:
        answer = raw_answer(raw)
        codes = read_codes(answer, question, choices)
        if not codes:
            return None
        text = read_other(answer, question, codes)
        return {"codes": codes, OTHER: text} if text else codes

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        flags = tuple(
            Column(
                f"{question.name}.{each.name}",
                f"{label} – {each.label(language)}",
                numeric=True,
                measure=self.measure,
            )
            for each in offered(question, choices)
        )
        if not question.or_other:
            return flags
        return *flags, Column(f"{question.name}.text", specify_label(question, language))

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        codes = codes_of(value)
        flags: tuple[Cell, ...] = tuple(
            None if value is None else float(each.name in codes)
            for each in offered(question, choices)
        )
        return (*flags, other_of(value) or None) if question.or_other else flags

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        options = offered(question, choices)
        text = cells[len(options)] if len(cells) > len(options) else None
        for cell in cells[: len(options)]:
            if cell is not None and str(cell).strip() not in {"", "0", "1", "0.0", "1.0"}:
                raise AnswerError("unknown_choice", choice=str(cell)[:200])
        chosen = tuple(
            each.name
            for each, cell in zip(options, cells, strict=False)
            if cell is not None and str(cell).strip() in {"1", "1.0"}
        )
        return self.read(
            RawAnswer(chosen, {} if text is None else {OTHER: str(text)}), question, choices
        )

    def for_expressions(self, value: Value) -> list[str]:  # type: ignore[override]
        return codes_of(value)
