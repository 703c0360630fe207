"""From the rows of a survey sheet to questions, groups and repeats."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from surveys.answers.piping import quoted_names, without
from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.model import Group, Item, Question, Repeat
from surveys.problems import Problem
from surveys.reading import Unsupported
from surveys.texts import Texts
from surveys.xlsform.columns import Line
from surveys.xlsform.question_types import RowType, row_type
from surveys.xlsform.same_names import renamed

# Words in the appearance that carry what other tools have no column for: `maxlength=300`.
_CARRIED = re.compile(r"(territories|maxlength)=(\S+)\Z")

# Names that pyxform makes by itself.
_GENERATED = ("instanceID", "instanceName")


@dataclass
class _Open:
    line: Line
    kind: str
    items: list[Item] = field(default_factory=list)


@dataclass
class Building:
    """Builds items; gathers what is wrong and what is left out."""

    language: str
    problems: list[Problem] = field(default_factory=list)
    unsupported: list[Unsupported] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def items(self, lines: list[Line]) -> tuple[Item, ...]:
        """Return the items of the sheet, in order."""
        typed = [
            (_named(line), row_type(line.get("type")))
            for line in lines
            if line.get("type") and not self._is_disabled(line)
        ]
        self.unsupported += renamed(typed)
        gone = self._left_out(typed)
        self._other_columns(typed)
        root = _Open(Line(0), "root")
        opened = [root]
        for line, kind in typed:
            if kind.kind.startswith("begin"):
                opened.append(_Open(line, kind.kind))
            elif kind.kind == "end":
                if len(opened) > 1:
                    closed = opened.pop()
                    opened[-1].items.append(self._container(closed, gone))
            elif kind.kind == "question" and line.get("name") not in gone:
                question = self._question(line, kind, opened[-1], gone)
                opened[-1].items += self._with_text(question, line)
        while len(opened) > 1:
            closed = opened.pop()
            message = f"“{closed.line.get('name')}” is opened and never closed."
            self.problems.append(Problem("not_closed", message, {}, closed.line.row))
            opened[-1].items.append(self._container(closed, gone))
        return tuple(root.items)

    def _is_disabled(self, line: Line) -> bool:
        """Leave out, as pyxform does, the rows that an author has switched off."""
        disabled = line.others.get("disabled", "").casefold() in {"yes", "true", "true()"}
        if disabled:
            self._leave_out(line, "disabled", "disabled")
        return disabled

    def _left_out(self, typed: list[tuple[Line, RowType]]) -> frozenset[str]:
        """Return the names that are not carried over, calculations on them included."""
        gone = {*_GENERATED}
        for line, kind in typed:
            if kind.kind == "unsupported":
                gone.add(line.get("name"))
            if kind.code:
                kept = kind.kind != "unsupported"
                self._leave_out(line, line.get("type"), kind.code, kept)
            if kind.or_other:
                gone.add(f"{line.get('name')}_other")
        calculations = [line for line, kind in typed if kind.type == "calculate"]
        while True:
            more = {
                line.get("name"): (line, *lost)
                for line in calculations
                if (lost := self._lost(line, gone))
            }
            if not more:
                return frozenset(gone - {""})
            for name, (line, code, why) in more.items():
                self._leave_out(line, "calculate", code, why=why)
                gone.add(name)
            calculations = [line for line in calculations if line.get("name") not in gone]

    @staticmethod
    def _lost(line: Line, gone: set[str]) -> tuple[str, str] | None:
        """Return why a calculation cannot be carried over (a code, details), None when it can."""
        text = line.get("calculation")
        try:
            lost = text and Formula.parse(text).references & gone
            return ("refers_to_left_out", "") if lost else None
        except ExpressionError as error:
            return ("expression", error.message) if _is_beyond_us(error, text) else None

    def _leave_out(
        self, line: Line, what: str, code: str, kept: bool = False, **details: str
    ) -> None:
        told = Unsupported(line.get("name"), what, code, line.row, kept, details)
        self.unsupported.append(told)

    def _other_columns(self, typed: list[tuple[Line, RowType]]) -> None:
        seen: dict[str, Line] = {}
        for line, _ in typed:
            for column in line.others:
                seen.setdefault(column, line)
        for column, line in seen.items():
            self._leave_out(line, column, _column_code(column), kept=True)

    def _container(self, closed: _Open, gone: frozenset[str]) -> Group | Repeat:
        line = closed.line
        name = line.get("name")
        self.rows.setdefault(name, line.row)
        items = tuple(closed.items)
        labels, hints = self._label(line, "label", gone), self._label(line, "hint", gone)
        relevant = self._formula(line, "relevant", Formula.condition, gone)
        if _is_never(line):
            relevant = Formula.parse("false()")
        if closed.kind == "begin repeat":
            count = self._formula(line, "repeat_count", Formula.parse, gone)
            return Repeat(name, items, labels, hints, relevant, line.get("appearance"), count)
        return Group(name, items, labels, hints, relevant, line.get("appearance"))

    def _question(self, line: Line, kind: RowType, inside: _Open, gone: frozenset[str]) -> Question:
        words = line.get("appearance").split()
        parameters = _parameters(line.get("parameters"))
        parameters |= {found[1]: found[2] for word in words if (found := _CARRIED.match(word))}
        words = [word for word in words if not _CARRIED.match(word)]
        is_row = "table-list" in inside.line.get("appearance").split()
        type_name = kind.type
        if type_name == "select_one" and (is_row or "likert" in words) and not kind.or_other:
            type_name = "likert"
            words = [word for word in words if word != "likert"]
        elif type_name in {"select_one", "text"} and "organisation" in words:
            type_name = "organisation"
            words = [word for word in words if word != "organisation"]
        if any(word.startswith("search(") for word in words):
            self._leave_out(line, "appearance", "searched", kept=True)
        question = Question(
            line.get("name"),
            type_name,
            self._label(line, "label", gone),
            self._label(line, "hint", gone),
            self._formula(line, "required", Formula.condition, gone),
            line.text("required_message"),
            self._formula(line, "relevant", Formula.condition, gone),
            self._formula(line, "constraint", Formula.condition, gone),
            line.text("constraint_message"),
            self._calculation(line, kind, gone),
            line.get("default"),
            self._formula(line, "choice_filter", Formula.choice_filter, gone),
            kind.list_name,
            kind.or_other,
            " ".join(words),
            parameters,
        )
        self.rows.setdefault(question.name, line.row)
        if _is_never(line):
            question = replace(question, relevant=Formula.parse("false()"))
        return self._with_readable_default(question, line, gone)

    def _calculation(self, line: Line, kind: RowType, gone: frozenset[str]) -> Formula | None:
        if kind.calculation:
            return Formula.parse(kind.calculation)
        return self._formula(line, "calculation", Formula.parse, gone)

    def _with_text(self, question: Question, line: Line) -> list[Question]:
        """Give its name as a text to what has none, and leave out a note that says nothing."""
        if question.labels or question.hints or question.type in {"calculate", "hidden"}:
            return [question]
        if question.type == "note":
            self._leave_out(line, "note", "nothing_left")
            return []
        self._leave_out(line, "label", "no_text", kept=True)
        return [replace(question, labels=Texts({self.language: question.name}))]

    def _with_readable_default(
        self, question: Question, line: Line, gone: frozenset[str]
    ) -> Question:
        formula = question.default_formula
        if question.default_is_computed and formula is None:
            self._leave_out(line, "default", "default_not_computed", kept=True)
            return replace(question, default="")
        if formula is not None and formula.references & gone:
            self._leave_out(line, "default", "refers_to_left_out", kept=True)
            return replace(question, default="")
        return question

    def _formula(
        self,
        line: Line,
        column: str,
        read: Callable[[str], Formula | None],
        gone: frozenset[str],
    ) -> Formula | None:
        text = line.get(column)
        if not text:
            return None
        try:
            formula = read(text)
        except ExpressionError as error:
            if _is_beyond_us(error, text):
                self._leave_out(line, column, "expression", kept=True, why=error.message)
            else:
                message = f"“{line.get('name')}”, {column}: {error.message}"
                details = {
                    "name": line.get("name"),
                    "column": column,
                    "offset": error.offset,
                    "why": error.message,
                }
                self.problems.append(Problem("bad_expression", message, details, line.row))
            return None
        if formula is not None and formula.references & gone:
            self._leave_out(line, column, "refers_to_left_out", kept=True)
            return None
        return formula

    def _label(self, line: Line, column: str, gone: frozenset[str]) -> Texts:
        texts = line.text(column)
        if not any(name in gone for text in texts.values() for name in quoted_names(text)):
            return texts
        self._leave_out(line, column, "quotes_left_out", kept=True)
        return Texts({language: without(text, gone) for language, text in texts.items()})


# Columns that do something in other tools, and what that is.
_COLUMN_CODES = (("media", "media"), ("readonly", "read_only"), ("trigger", "recomputed"))

# Reading another file, another form or a path in the form.
_ELSEWHERE = re.compile(r"\b(instance|pulldata|jr:itext|current)\s*\(|last-saved#|::|/")


def _column_code(column: str) -> str:
    return next((code for part, code in _COLUMN_CODES if part in column), "column")


def _is_beyond_us(error: ExpressionError, text: str) -> bool:
    """Whether the expression is sound elsewhere (a function, a path) and only unknown here."""
    return "not supported" in error.message or bool(_ELSEWHERE.search(text))


def _named(line: Line) -> Line:
    """Name the notes that have no name, as pyxform does."""
    if line.get("type").strip().lower() == "note":
        line.plain.setdefault("name", f"note_{line.row}")
    return line


def _is_never(line: Line) -> bool:
    return line.get("relevant").strip().casefold() in {"no", "false", "false()"}


def _parameters(written: str) -> dict[str, str]:
    """Read `start=1 end=10`, with spaces, commas or semicolons between.

    Source: xlsform.org, "range"; pyxform has checked the form already.
    """
    pairs = (pair.partition("=") for pair in re.sub(r"\s*=\s*", "=", written).split())
    if ";" in written or "," in written:
        pairs = (pair.strip().partition("=") for pair in re.split(r"[;,]", written))
    return {name.strip().lower(): value.strip() for name, sign, value in pairs if sign}
