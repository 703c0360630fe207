"""XLSForm's expression language: one parse into a JSON tree, evaluated here with authority.

The language is the part of ODK's XPath that questionnaires use. `app/static/js/survey/expressions/`
evaluates the same trees in the browser, for comfort only; one table of vectors drives both.

Sources: docs.getodk.org/form-operators-functions, getodk.github.io/xforms-spec, XPath 1.0.
"""

from __future__ import annotations

from surveys.expressions.errors import ExpressionError
from surveys.expressions.evaluation import Evaluation, evaluate, evaluation
from surveys.expressions.parsing import parse
from surveys.expressions.references import references
from surveys.expressions.scope import Scope
from surveys.expressions.tree import Tree
from surveys.expressions.unparsing import unparse
from surveys.expressions.values import Value, to_number, to_text, truth

__all__ = [
    "Evaluation",
    "ExpressionError",
    "Scope",
    "Tree",
    "Value",
    "evaluate",
    "evaluation",
    "parse",
    "references",
    "to_number",
    "to_text",
    "truth",
    "unparse",
]
