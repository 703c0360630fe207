"""From the text of an expression to its tree."""

from __future__ import annotations

import math
from typing import Any

from surveys.expressions import patterns
from surveys.expressions.errors import ExpressionError
from surveys.expressions.signatures import (
    ARGUMENTS,
    OVER_REFERENCES,
    POSITION,
    arity_problem,
)
from surveys.expressions.tokens import Token, tokenize
from surveys.expressions.tree import CURRENT, NEGATION, PRECEDENCE, RUNS, Tree, nodes

MAX_DEPTH = 100
_WORDS = frozenset({"and", "or", "div", "mod"})


def parse(text: str) -> Tree:
    """The tree of an expression (see `tree`).

    Raises ExpressionError, with one sentence and where, for what the language does not have:
    nothing is dropped. At most 10,000 characters and 100 levels.
    """
    parser = _Parser(tokenize(text))
    if parser.next.kind == "end":
        raise ExpressionError("The expression is empty.", parser.next.offset)
    tree = parser.expression()
    if parser.next.kind != "end":
        raise ExpressionError(f"There is an unexpected {_shown(parser.next)}.", parser.next.offset)
    if any(depth > MAX_DEPTH for _, depth in nodes(tree)):
        raise _too_deep(0)
    return tree


class _Parser:
    """Operators go by a stack of their own, so that only brackets nest Python's calls.

    Method: shunting yard, Dijkstra 1961.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nesting = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _expect(self, symbol: str, context: str) -> None:
        if self.next.text != symbol or self.next.kind != "symbol":
            raise ExpressionError(
                f"A {symbol!r} is missing {context}, before {_shown(self.next)}.",
                self.next.offset,
            )
        self._take()

    def expression(self) -> Tree:
        self._nesting += 1
        if self._nesting > MAX_DEPTH:
            raise _too_deep(self.next.offset)
        operations = _Operations()
        while True:
            while self.next.kind == "symbol" and self.next.text == "-":
                operations.negate()
                self._take()
            operations.operand(self._operand())
            operator = self._operator()
            if operator is None:
                break
            operations.operator(operator)
        self._nesting -= 1
        return operations.result()

    def _operator(self) -> str | None:
        token = self.next
        is_word = token.kind == "name" and token.text in _WORDS
        is_symbol = token.kind == "symbol" and token.text in PRECEDENCE
        if not (is_word or is_symbol):
            return None
        self._take()
        return token.text

    def _operand(self) -> Tree:
        token = self._take()
        if token.kind == "string":
            return token.text[1:-1]
        if token.kind == "number":
            return _number(token)
        if token.kind == "ref":
            return {"ref": token.text}
        if token.kind == "current":
            return {"ref": CURRENT}
        if token.kind == "symbol" and token.text == "(":
            inner = self.expression()
            self._expect(")", "to close the bracket")
            return inner
        if token.kind == "name":
            return self._call(token)
        if token.kind == "parent":
            raise ExpressionError("'..' only stands in position(..).", token.offset)
        if token.kind == "end":
            raise ExpressionError("The expression stops where a value should come.", token.offset)
        raise ExpressionError(
            f"A value should stand here instead of {_shown(token)}.", token.offset
        )

    def _call(self, name: Token) -> Tree:
        if not (self.next.kind == "symbol" and self.next.text == "("):
            if name.text in _WORDS:
                problem = f"A value should stand here instead of {name.text!r}."
            else:
                problem = (
                    f"{name.text!r} has no meaning here: a question is written"
                    f" ${{{name.text}}}, a text stands in quotes."
                )
            raise ExpressionError(problem, name.offset)
        if name.text == POSITION:
            return self._position(name)
        if name.text not in ARGUMENTS:
            raise ExpressionError(f"The function {name.text}() is not supported.", name.offset)
        self._take()
        offsets, arguments = self._arguments()
        self._expect(")", f"to close {name.text}()")
        miscounted = arity_problem(name.text, len(arguments))
        if miscounted is not None:
            raise ExpressionError(miscounted, name.offset)
        for place in range(OVER_REFERENCES.get(name.text, 0)):
            if not _is_reference(arguments[place]):
                raise ExpressionError(
                    f"{name.text}() takes a question or a repeat, such as ${{name}}.",
                    offsets[place],
                )
        if name.text == "regex" and isinstance(arguments[1], str):
            _check_pattern(arguments[1], offsets[1])
        return {"call": name.text, "args": arguments}

    def _arguments(self) -> tuple[list[int], list[Tree]]:
        offsets: list[int] = []
        arguments: list[Tree] = []
        if self.next.kind == "symbol" and self.next.text == ")":
            return offsets, arguments
        while True:
            offsets.append(self.next.offset)
            arguments.append(self.expression())
            if not (self.next.kind == "symbol" and self.next.text == ","):
                return offsets, arguments
            self._take()

    def _position(self, name: Token) -> Tree:
        self._take()
        if self.next.kind != "parent":
            raise ExpressionError("position() is only supported as position(..).", name.offset)
        self._take()
        if not (self.next.kind == "symbol" and self.next.text == ")"):
            raise ExpressionError("position() is only supported as position(..).", name.offset)
        self._take()
        return {"call": POSITION, "args": []}


class _Operations:
    """The operands and operators of one level that wait for what comes after them."""

    def __init__(self) -> None:
        # With each operand: whether it is a run that the next operator of its kind may lengthen.
        self._operands: list[tuple[Tree, bool]] = []
        self._operators: list[str] = []

    def negate(self) -> None:
        self._operators.append(NEGATION)

    def operand(self, tree: Tree) -> None:
        self._operands.append((tree, False))

    def operator(self, operator: str) -> None:
        while self._operators and PRECEDENCE[self._operators[-1]] >= PRECEDENCE[operator]:
            self._reduce()
        self._operators.append(operator)

    def result(self) -> Tree:
        while self._operators:
            self._reduce()
        return self._operands[0][0]

    def _reduce(self) -> None:
        operator = self._operators.pop()
        right, _ = self._operands.pop()
        if operator == NEGATION:
            self._operands.append(({"op": NEGATION, "args": [right]}, False))
            return
        left, open_run = self._operands.pop()
        node: dict[str, Any]
        if open_run and isinstance(left, dict) and left.get("op") == operator:
            node = left
            node["args"].append(right)
        else:
            node = {"op": operator, "args": [left, right]}
        self._operands.append((node, operator in RUNS))


def _number(token: Token) -> float:
    number = float(token.text)
    if math.isinf(number):
        raise ExpressionError("The number is too large.", token.offset)
    return number


def _is_reference(tree: Tree) -> bool:
    return isinstance(tree, dict) and "ref" in tree


def _check_pattern(pattern: str, offset: int) -> None:
    try:
        patterns.compiled(pattern)
    except patterns.PatternError as error:
        raise ExpressionError(f"The pattern of regex() cannot be used: {error}.", offset) from None


def _shown(token: Token) -> str:
    if token.kind == "end":
        return "the end"
    if token.kind == "ref":
        return f"${{{token.text}}}"
    return repr(token.text) if token.kind != "string" else token.text


def _too_deep(offset: int) -> ExpressionError:
    return ExpressionError(f"The expression is nested more than {MAX_DEPTH} levels deep.", offset)
