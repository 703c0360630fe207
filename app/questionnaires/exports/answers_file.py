"""A file of answers as the export gives it, read again and checked row by row."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from app.corpus.tables import (
    BadRow,
    Limits,
    ReadOptions,
    Row,
    Table,
    TableFormat,
    column_names,
    read_table,
    unescape_formula,
)
from app.models import ResponseOrigin
from app.questionnaires.exports.sheets import ABOUT, LANGUAGE, NUMBER, ORIGIN, SUBMITTED
from surveys.answers import Layout, RowResult, entries_named, layout_of, read_row
from surveys.answers.table import MOST_COLUMNS
from surveys.model import Survey
from surveys.problems import AnswerError
from surveys.types.columns import Cell

LIMITS = Limits(rows=20_000, columns=MOST_COLUMNS + len(ABOUT))
LISTED = 200
"""Problems and columns that a report names; all are counted."""
CODES = "Codes"
WITH_BLANKS = (ResponseOrigin.PAPER, ResponseOrigin.IMPORT)
"""Where required questions may be unanswered: on paper, and in what was brought back from it."""
LONGEST_NUMBER, LONGEST_LANGUAGE = 40, 10

_PLAIN_NUMBER = re.compile(r"-?\d{1,17}(\.\d{1,20})?(e-?\d{1,2})?", re.ASCII | re.IGNORECASE)
_TEXT_FORMATS = (TableFormat.CSV, TableFormat.TSV)


@dataclass(frozen=True)
class RowProblem:
    """Why a row is refused. `code` is one of an answer, or of a row of a table (`is_row`);
    `message` is the author's own."""

    row: int
    column: str
    code: str
    details: dict[str, str | int] = field(default_factory=dict)
    message: str = ""
    is_row: bool = False


@dataclass(frozen=True)
class Report:
    """What an import would do. `problems`, `not_asked`, `unknown` and `missing` are the first of
    them; `bad_rows` counts the rows that are refused, `ignored` the answers that are not asked."""

    rows: int
    recognised: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    ready: int
    already_there: int
    bad_rows: int
    problems: tuple[RowProblem, ...]
    ignored: int
    not_asked: tuple[tuple[int, str], ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ReadResponse:
    """A row that may be kept. `number` names it wherever the file comes back."""

    number: str
    submitted_at: dt.datetime | None
    language: str
    result: RowResult


@dataclass(frozen=True)
class AnswersFile:
    """The rows of a file, and what its columns are in the questionnaire."""

    table: Table
    layout: Layout
    places: dict[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def recognised(self) -> int:
        """How many columns of the file are ours."""
        return len(self.table.columns) - len(self.unknown)

    @property
    def has_answers(self) -> bool:
        """Whether any column holds answers, not only what is said about a response."""
        return any(name not in ABOUT for name in self.places)


def read_answers_file(path: Path, survey: Survey) -> AnswersFile:
    """Read a CSV, or the sheet of codes of a workbook; the first row names the columns.

    Raises:
        app.corpus.tables.TableError: it is not such a file, or has too many rows or columns.
    """
    options = ReadOptions(header_row=1)
    table = read_table(path, options=options, limits=LIMITS)
    if CODES in table.sheets and table.sheet != CODES:
        table = read_table(path, options=replace(options, sheet=CODES), limits=LIMITS)
    layout = layout_of(survey, entries_named(table.columns))
    ours = (*ABOUT, *(column.name for column in layout.columns))
    found = {name: place for place, name in enumerate(table.columns)}
    # A reader folds blanks in headings: our names are looked up as it would have written them.
    places = {
        name: found[written]
        for name, written in zip(ours, column_names(ours), strict=True)
        if written in found
    }
    known = set(places.values())
    return AnswersFile(
        table,
        layout,
        places,
        unknown=tuple(name for name, place in found.items() if place not in known),
        missing=tuple(name for name in ours if name not in places),
    )


class Reading:
    """Reads the rows of a file: those that may be kept and are new are its responses, and its
    report is complete once all of them were read. `numbers` are those already there."""

    def __init__(self, file: AnswersFile, today: dt.date, numbers: set[str]) -> None:
        self.file, self.today, self.numbers = file, today, set(numbers)
        self.problems = [_bad_row(row) for row in file.table.bad_rows]
        self.not_asked: list[tuple[int, str]] = []
        self.bad_rows = len(file.table.bad_rows)
        self.ready = self.already_there = 0
        self.seen: Counter[str] = Counter()

    def responses(self) -> Iterator[ReadResponse]:
        """Read every row once; those that may be kept and are not there yet."""
        for row in self.file.table.rows:
            cells = self._cells(row)
            number = cells[NUMBER] or self._number_of(row)
            if number in self.numbers:
                self.already_there += 1
                continue
            read, problems = self._read(row.number, number, cells)
            if problems:
                self.bad_rows += 1
                self.problems += problems
                continue
            self.numbers.add(number)
            self.ready += 1
            self.not_asked += [(row.number, name) for name in read.result.not_asked]
            yield read

    def report(self) -> Report:
        """What came of the rows that were read."""
        problems = sorted(self.problems, key=lambda problem: problem.row)
        return Report(
            rows=len(self.file.table.rows) + len(self.file.table.bad_rows),
            recognised=self.file.recognised,
            unknown=self.file.unknown[:LISTED],
            missing=self.file.missing[:LISTED],
            ready=self.ready,
            already_there=self.already_there,
            bad_rows=self.bad_rows,
            problems=tuple(problems[:LISTED]),
            ignored=len(self.not_asked),
            not_asked=tuple(self.not_asked[:LISTED]),
        )

    def _cells(self, row: Row) -> dict[str, str]:
        """The texts of a row by the name of our column, empty where the file has none."""
        is_text = self.file.table.format in _TEXT_FORMATS
        texts = dict.fromkeys(ABOUT, "")
        for name, place in self.file.places.items():
            cell = row.cells[place]
            texts[name] = unescape_formula(cell) if is_text else cell
        return texts

    def _number_of(self, row: Row) -> str:
        """A number from what the row holds: the same rows have the same numbers again."""
        content = "\x1f".join(row.cells)
        self.seen[content] += 1
        about = f"{self.seen[content]}\x1f{content}"
        return hashlib.sha256(about.encode()).hexdigest()[:LONGEST_NUMBER]

    def _read(
        self, place: int, number: str, cells: dict[str, str]
    ) -> tuple[ReadResponse, list[RowProblem]]:
        row = [
            _cell(column.numeric, cells.get(column.name, "")) for column in self.file.layout.columns
        ]
        may_be_blank = cells[ORIGIN] in WITH_BLANKS
        result = read_row(self.file.layout, row, self.today, may_be_blank=may_be_blank)
        problems = [_problem(place, where, error) for where, error in result.errors.items()]
        submitted_at = None
        if cells[SUBMITTED]:
            submitted_at = _moment(cells[SUBMITTED])
            if submitted_at is None:
                problems.append(RowProblem(place, SUBMITTED, "not_a_date"))
        if len(number) > LONGEST_NUMBER:
            details: dict[str, str | int] = {
                "limit": LONGEST_NUMBER,
                "length": len(number),
            }
            problems.append(RowProblem(place, NUMBER, "too_long", details))
        language = cells[LANGUAGE][:LONGEST_LANGUAGE]
        return ReadResponse(number, submitted_at, language, result), problems


def _cell(is_numeric: bool, text: str) -> Cell:
    if not text.strip():
        return None
    if is_numeric and _PLAIN_NUMBER.fullmatch(text.strip()):
        return float(text)
    return text


def _moment(text: str) -> dt.datetime | None:
    """A day or a moment as the export writes it, in UTC; None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        is_utc = moment.tzinfo is None
        return moment.replace(tzinfo=dt.UTC) if is_utc else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _problem(row: int, where: str, error: AnswerError) -> RowProblem:
    details = {name: _plain(value) for name, value in error.details.items() if name != "messages"}
    messages: Any = error.details.get("messages")
    return RowProblem(row, where, error.code, details, messages.text() if messages else "")


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)[:LISTED]


def _bad_row(row: BadRow) -> RowProblem:
    return RowProblem(row.number, "", row.reason.value, row.details, is_row=True)
