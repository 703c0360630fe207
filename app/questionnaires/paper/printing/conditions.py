"""Conditions in words, for people who have no page that hides a question."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_decimal
from flask_babel import gettext as _

from surveys.expressions.references import references
from surveys.expressions.tree import Tree
from surveys.formula import Formula
from surveys.model import Survey
from surveys.types.other import offered


class Wording:
    """Says conditions of one questionnaire; `numbers` are those printed, by name of question."""

    def __init__(self, survey: Survey, numbers: Mapping[str, int], language: str) -> None:
        self.survey = survey
        self.numbers = numbers
        self.language = language

    def sentence(self, formula: Formula | None) -> str:
        """When a question is to be answered; nothing when it always is."""
        if formula is None or formula.always:
            return ""
        clause = self._clause(formula.tree)
        if clause is None:
            return self._vague(formula.tree)
        return _("Only %(condition)s.", condition=clause)

    def _clause(self, tree: Tree) -> str | None:
        """`if you answered … to question 3`; None when it would not be clear."""
        if not isinstance(tree, dict):
            return None
        if "call" in tree:
            return self._call(tree["call"], tree["args"])
        if tree.get("op") in ("and", "or"):
            return self._several(tree["op"], tree["args"])
        return self._comparison(tree.get("op", ""), tree.get("args", []))

    def _several(self, operator: str, trees: list[Tree]) -> str | None:
        """Clauses in a row. Two kinds of junction in one sentence would be read two ways."""
        if any(isinstance(tree, dict) and tree.get("op") in ("and", "or") for tree in trees):
            return None
        clauses = [self._clause(tree) for tree in trees]
        if None in clauses:
            return None
        junction = _(" and ") if operator == "and" else _(" or ")
        return junction.join(clause for clause in clauses if clause)

    def _call(self, name: str, arguments: list[Tree]) -> str | None:
        if name == "selected" and len(arguments) == 2:
            return self._comparison("=", arguments)
        if name != "not" or len(arguments) != 1 or not isinstance(arguments[0], dict):
            return None
        inner = arguments[0]
        if inner.get("call") == "selected" and len(inner["args"]) == 2:
            return self._comparison("!=", inner["args"])
        opposite = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
        operator = opposite.get(inner.get("op", ""))
        return self._comparison(operator, inner["args"]) if operator else None

    def _comparison(self, operator: str, arguments: list[Tree]) -> str | None:
        if len(arguments) != 2 or not isinstance(arguments[0], dict):
            return None
        name, value = arguments[0].get("ref", ""), arguments[1]
        number = self.numbers.get(name)
        if number is None or isinstance(value, dict):
            return None
        if value == "":
            return _blank(operator, number)
        about = {"number": number, "answer": self._answer(name, value)}
        return {
            "=": _("if you answered “%(answer)s” to question %(number)s", **about),
            "!=": _("if you did not answer “%(answer)s” to question %(number)s", **about),
            ">": _("if your answer to question %(number)s is above %(answer)s", **about),
            ">=": _("if your answer to question %(number)s is at least %(answer)s", **about),
            "<": _("if your answer to question %(number)s is below %(answer)s", **about),
            "<=": _("if your answer to question %(number)s is at most %(answer)s", **about),
        }.get(operator)

    def _answer(self, name: str, value: str | float) -> str:
        if not isinstance(value, str):
            return str(format_decimal(value))
        question = self.survey.questions[name]
        for choice in offered(question, self.survey.choices(question)):
            if choice.name == value:
                return choice.label(self.language)
        return value

    def _vague(self, tree: Tree) -> str:
        found = sorted(self.numbers[name] for name in references(tree) if name in self.numbers)
        if not found:
            return _("Depending on your earlier answers.")
        said = ", ".join(map(str, found))
        return _("Depending on your answers to these questions: %(numbers)s.", numbers=said)


def _blank(operator: str, number: int) -> str | None:
    return {
        "=": _("if you did not answer question %(number)s", number=number),
        "!=": _("if you answered question %(number)s", number=number),
    }.get(operator)
