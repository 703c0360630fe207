"""Evaluating the formulas of a questionnaire against its answers."""

import datetime

from surveys.answers.address import Answers, InstancePath
from surveys.expressions import Scope, truth
from surveys.expressions import Value as Result
from surveys.expressions.scope import REGEX_SECONDS
from surveys.formula import COLUMN_PREFIX, Formula
from surveys.model import Choice, Choices, Question, Survey
from surveys.types import type_named
from surveys.types.value import Value


class Evaluator:
    """Formulas over one set of answers, which may change between two evaluations.

    `view` holds what expressions see (codes of choices, never mappings); all patterns together
    have one budget of time.
    """

    def __init__(self, survey: Survey, view: Answers, today: datetime.date) -> None:
        self.survey = survey
        self.view = view
        self.today = today
        self.regex_seconds = REGEX_SECONDS
        self.problems: list[str] = []
        self._scopes: dict[InstancePath, Scope] = {}

    def forget_instances(self) -> None:
        """Call it when the instances of a repeat were added or removed."""
        self._scopes.clear()

    def result(self, formula: Formula, path: InstancePath, current: object = None) -> Result:
        scope = self._scopes.get(path)
        if scope is None:
            scope = Scope(self.view, path=path, today=self.today, problems=self.problems)
            self._scopes[path] = scope
        scope.current = current  # type: ignore[assignment]
        scope.regex_seconds = self.regex_seconds
        result = formula.value(scope)
        self.regex_seconds = scope.regex_seconds
        return result

    def holds(self, formula: Formula | None, path: InstancePath, current: object = None) -> bool:
        """Whether a condition is true; no condition is always true."""
        if formula is None or formula.always:
            return True
        return truth(self.result(formula, path, current))

    def choices(self, question: Question, path: InstancePath) -> Choices:
        """Return the options that the choice filter of the question leaves."""
        every = self.survey.choices(question)
        formula = question.choice_filter
        if formula is None:
            return every
        left = tuple(choice for choice in every.options if self._is_offered(choice, formula, path))
        return Choices(left, every.territories)

    def _is_offered(self, choice: Choice, formula: Formula, path: InstancePath) -> bool:
        row = {"name": choice.name, "label": choice.label(), **choice.filters}
        columns = {f"{COLUMN_PREFIX}{column}": row.get(column, "") for column in formula.columns}
        self.view.update(columns)
        try:
            return self.holds(formula, path)
        finally:
            for column in columns:
                del self.view[column]


def seen(question: Question, value: Value | None) -> object:
    """Return what expressions see of a value; nothing yet is an empty text."""
    return "" if value is None else type_named(question.type).for_expressions(value)
