"""LimeSurvey's conditions in XLSForm's language, when they are simple.

Simple is: comparisons, and/or/not, brackets, sums, the functions below and names of questions.
Source: manual.limesurvey.org, "ExpressionScript - Presentation".
"""

import re
from collections.abc import Callable, Iterable, Mapping

from surveys.limesurvey.attributes import pattern_of

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?(?![\w.]))
    | (?P<name>[A-Za-z_\d][\w]*(?:\.[A-Za-z]\w*)?)
    | (?P<text>"[^"\\]*"|'[^'\\]*')
    | (?P<sign>==|!=|<=|>=|&&|\|\||[<>!()+*/,-])
    )""",
    re.VERBOSE,
)
_COMPARISONS = {
    "==": "=",
    "eq": "=",
    "!=": "!=",
    "ne": "!=",
    "<": "<",
    "lt": "<",
    "<=": "<=",
    "le": "<=",
    ">": ">",
    "gt": ">",
    ">=": ">=",
    "ge": ">=",
}
_SUMS = {"+": "+", "-": "-"}
_PRODUCTS = {"*": "*", "/": "div"}
_SUFFIXES = ("", ".NAOK", ".value", ".valueNAOK", ".code")
# LimeSurvey's functions that have one of ours; `{}` stands for the arguments.
_FUNCTIONS = {
    "strlen": "string-length({})",
    "intval": "int({})",
    "floatval": "number({})",
    "round": "round({})",
    "min": "min({})",
    "max": "max({})",
    "if": "if({})",
    "join": "concat({})",
}
_DEEPEST = 60


class NotSimple(Exception):
    """The condition uses something that we do not translate; the message says what."""


def translate(written: str, names: Mapping[str, str]) -> str:
    """Return the condition for XLSForm, "" when it always holds.

    `names` gives what each LimeSurvey variable is here: `${name}`, or `selected(…)` for the
    box of a multiple choice, whose value is "Y" when it is ticked. Raises NotSimple.
    """
    text = written.strip()
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    if text in {"", "1"}:
        return ""
    if text == "0":
        return "false()"
    return _Translation(text, names).whole()


class _Translation:
    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.names = names
        self.tokens: list[tuple[str, str]] = []
        self.place = 0
        self.depth = 0
        start = 0
        while start < len(text.rstrip()):
            found = _TOKEN.match(text, start)
            if not found:
                raise NotSimple(f"“{text[start : start + 20].strip()}” is not translated")
            kind = found.lastgroup or ""
            self.tokens.append((kind, found[kind]))
            start = found.end()

    def whole(self) -> str:
        translated = self._either()
        if self.place < len(self.tokens):
            raise NotSimple(f"“{self.tokens[self.place][1]}” is not expected there")
        return translated

    def _peek(self) -> str:
        kind, token = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        return token.lower() if kind in {"name", "sign"} else f"{kind}:"

    def _next(self) -> tuple[str, str]:
        if self.place >= len(self.tokens):
            raise NotSimple("the condition is not complete")
        self.place += 1
        return self.tokens[self.place - 1]

    def _either(self) -> str:
        return self._run({"or": "or", "||": "or"}, self._both)

    def _both(self) -> str:
        return self._run({"and": "and", "&&": "and"}, self._comparison)

    def _run(self, operators: Mapping[str, str], operand: Callable[[], str]) -> str:
        found = operand()
        while self._peek() in operators:
            operator = operators[self._next()[1].lower()]
            found = f"{found} {operator} {operand()}"
        return found

    def _comparison(self) -> str:
        left = self._run(_SUMS, self._product)
        if self._peek() not in _COMPARISONS:
            return left
        operator = _COMPARISONS[self._next()[1].lower()]
        right = self._run(_SUMS, self._product)
        for box, value in ((left, right), (right, left)):
            if box.startswith("selected("):
                return _ticked(box, operator, value)
        return f"{left} {operator} {right}"

    def _product(self) -> str:
        return self._run(_PRODUCTS, self._one)

    def _one(self) -> str:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotSimple("the condition is nested too deeply")
        try:
            return self._operand()
        finally:
            self.depth -= 1

    def _operand(self) -> str:
        kind, word = self._next()
        if kind in {"number", "text"}:
            return word
        if word == "(":
            inside = self._either()
            self._close()
            return f"({inside})"
        if word == "!":
            return f"not({self._one()})"
        if word == "-":
            return f"-{self._one()}"
        if kind == "name" and self._peek() == "(":
            return self._call(word)
        if kind == "name":
            return self._name(word)
        raise NotSimple(f"“{word}” is not expected there")

    def _call(self, function: str) -> str:
        self._next()
        arguments = self._arguments()
        name = function.lower()
        boxes = [each.startswith("selected(") for each in arguments]
        if name in {"is_empty", "empty"} and len(arguments) == 1:
            return f"not({arguments[0]})" if boxes[0] else f"{arguments[0]} = ''"
        if name == "count" and arguments:
            return _added(
                f"if({each}, 1, 0)" if box else f"if({each} = '', 0, 1)"
                for each, box in zip(arguments, boxes, strict=True)
            )
        if any(boxes):
            raise NotSimple("the box of a multiple choice is compared to something else than Y")
        if name == "sum" and arguments:
            return _added(f"coalesce({each}, 0)" for each in arguments)
        if name == "regexmatch" and len(arguments) == 2:
            pattern = pattern_of(arguments[0][1:-1])
            if not pattern or not arguments[0].startswith(("'", '"')):
                raise NotSimple("the pattern is not translated")
            return f"regex({arguments[1]}, {arguments[0][0]}{pattern}{arguments[0][0]})"
        if name not in _FUNCTIONS or not arguments:
            raise NotSimple(f"the function {function}() is not translated")
        return _FUNCTIONS[name].format(", ".join(arguments))

    def _arguments(self) -> list[str]:
        found: list[str] = []
        while self._peek() != ")":
            found.append(self._either())
            if self._peek() != ",":
                break
            self._next()
        self._close()
        return found

    def _close(self) -> None:
        if self._next()[1] != ")":
            raise NotSimple("a bracket is not closed")

    def _name(self, token: str) -> str:
        base, _, suffix = token.partition(".")
        if f".{suffix}" in _SUFFIXES or not suffix:
            known = self.names.get(base)
            if known is not None:
                return known
        raise NotSimple(f"“{token}” is no question that is carried over")


def _added(terms: Iterable[str]) -> str:
    joined = " + ".join(terms)
    return f"({joined})"


def _ticked(box: str, operator: str, value: str) -> str:
    """`Q_A == "Y"` asks whether the box is ticked, `Q_A == ""` whether it is not."""
    wanted = {'"Y"': True, "'Y'": True, '""': False, "''": False, '"N"': False}.get(value)
    if wanted is None or operator not in {"=", "!="}:
        raise NotSimple("the box of a multiple choice is compared to something else than Y")
    return box if wanted == (operator == "=") else f"not({box})"
