"""An expression as its author wrote it, with its tree, parsed once."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from surveys.expressions import Evaluation, ExpressionError, Tree, evaluation, parse, references

# How spreadsheets and authors write a plain yes or no in a column that takes an expression.
_WRITTEN_TRUE = frozenset({"yes", "true", "true()", "oui", "1"})
_WRITTEN_FALSE = frozenset({"no", "false", "false()", "non", "0"})

# In a choice filter, a bare name is a column of the choices: `region = ${region}`.
_FILTER_TOKEN = re.compile(
    r"""(?P<kept>'[^']*'|"[^"]*"|\$\{[^}]*\}|[\w.:-]+\s*\(|\d[\w.]*)|(?P<word>[^\W\d][\w.-]*)"""
)
_OPERATORS = frozenset({"and", "or", "div", "mod"})

LONGEST_FILTER = 2_000

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})

# A column stands in the tree as a reference of this form, so that a question can bear its name.
COLUMN_PREFIX = "choice."


@dataclass(frozen=True)
class Formula:
    """A parsed expression; two formulas are equal when their texts are.

    `references` are names of questions, `columns` names of columns of the choices.
    """

    text: str
    tree: Tree = field(compare=False, repr=False)
    references: frozenset[str] = field(compare=False, repr=False)
    columns: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Formula":
        """Raise ExpressionError (message and offset) when the text is not an expression."""
        tidy, tree = _parsed(_tidy(text))
        return cls(tidy, tree, references(tree))

    @classmethod
    def condition(cls, text: str) -> "Formula | None":
        """Read a column that takes yes, no or an expression; None means never.

        >>> Formula.condition("yes").text
        'true()'
        """
        written = text.strip().casefold()
        if not written or written in _WRITTEN_FALSE:
            return None
        return cls.parse("true()" if written in _WRITTEN_TRUE else text)

    @classmethod
    def choice_filter(cls, text: str) -> "Formula":
        """Parse a filter of choices. Raises ExpressionError."""
        tidy = _tidy(text)
        if len(tidy) > LONGEST_FILTER:
            message = f"The filter has more than {LONGEST_FILTER} characters."
            raise ExpressionError(message, LONGEST_FILTER)
        columns: set[str] = set()

        def mark(found: re.Match[str]) -> str:
            word = found["word"]
            if word is None or word in _OPERATORS:
                return found[0]
            columns.add(word)
            return f"${{{COLUMN_PREFIX}{word}}}"

        try:
            tree = parse(_FILTER_TOKEN.sub(mark, tidy))
        except ExpressionError as error:
            straight = tidy.translate(_STRAIGHT)
            if straight != tidy:
                return cls.choice_filter(straight)
            raise ExpressionError(error.message, min(error.offset, len(tidy))) from error
        questions = {name for name in references(tree) if not name.startswith(COLUMN_PREFIX)}
        return cls(tidy, tree, frozenset(questions), frozenset(columns))

    @cached_property
    def value(self) -> Evaluation:
        """Gives the value of the expression in a scope (see `evaluate`)."""
        return evaluation(self.tree)

    @cached_property
    def always(self) -> bool:
        return self.text == "true()"


def _parsed(text: str) -> tuple[str, Tree]:
    """Parse; curly quotation marks, which word processors put by themselves, may hold a text."""
    try:
        return text, parse(text)
    except ExpressionError:
        straight = text.translate(_STRAIGHT)
        if straight == text:
            raise
        try:
            return straight, parse(straight)
        except ExpressionError:
            pass
        raise


def _tidy(text: str) -> str:
    """Strip, and take the spaces that word processors insert for plain ones."""
    return text.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
