"""From the rows of a table to the contributions that it would add."""

import datetime
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.corpus.tables.cells import sample_of
from app.corpus.tables.dates import parse_date
from app.corpus.tables.reasons import RowReason, TableError, TableReason
from app.corpus.tables.role_places import places_by_role
from app.corpus.tables.roles import ColumnRole
from app.corpus.tables.table import BadRow, Row, Table

_LINE_END = re.compile(r"\r\n?")
_AT_MOST_ONE = (ColumnRole.RESPONDENT, ColumnRole.IDENTIFIER, ColumnRole.QUESTION)

# "text" or "Commentaire" is the name of a column, not something that was asked.
_QUESTION_WORDS = 3


@dataclass(frozen=True)
class Draft:
    """A contribution to be.

    ``key`` is the same whenever the same answer is imported again: the SHA-256, in hexadecimal,
    of its identifier, respondent, question and text. ``row`` is the number of its row in the file.
    """

    row: int
    key: str
    respondent: str | None
    question: str | None
    text: str
    date: datetime.date | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftResult:
    """``bad_rows`` holds only the rows refused here; those of the table are in the table.

    ``empty_rows`` counts rows without any open answer; ``duplicates`` counts drafts left out
    because the file held the same one already.
    """

    drafts: tuple[Draft, ...]
    bad_rows: tuple[BadRow, ...]
    empty_rows: int
    duplicates: int


@dataclass(frozen=True)
class _Plan:
    """Where each part of a draft is found in a row."""

    open: tuple[int, ...]
    attributes: tuple[int, ...]
    dates: tuple[int, ...]
    respondent: int | None
    identifier: int | None
    question: int | None

    @property
    def gathers_respondents(self) -> bool:
        """Whether a row says something of a person beside its single text."""
        return self.respondent is not None or len(self.open) > 1 or bool(self.attributes)


def drafts(table: Table, mapping: Mapping[int, ColumnRole]) -> DraftResult:
    """Return the drafts of ``table``; ``mapping`` gives the role of columns, by index.

    Columns that ``mapping`` leaves out are ignored. The question of a draft is the QUESTION cell,
    or the name of its column when several columns are open or when the name has three words or
    more; with both, they are joined. When several DATE columns have a value, the latest counts.

    A row without a respondent is a person of its own when there is a RESPONDENT column, several
    OPEN columns or an ATTRIBUTE: ``respondent`` is then ``row-`` and a hash of its identifier, or
    else of its cells and of the number of equal rows above it, so that the same file always gives
    the same keys. Otherwise ``respondent`` is None, and equal texts count once unless they have
    different identifiers.

    Raises TableError: NO_SUCH_COLUMN, ROLE_GIVEN_TWICE, NO_OPEN_COLUMN.
    """
    plan = _plan(table, mapping)
    seen_rows: Counter[str] = Counter()
    found: dict[str, Draft] = {}
    bad_rows: list[BadRow] = []
    empty_rows = duplicates = 0
    for row in table.rows:
        respondent = _respondent(row, plan, seen_rows)
        answers = [(place, text) for place in plan.open if (text := text_of(row.cells[place]))]
        if not answers:
            empty_rows += 1
            continue
        bad_date = bad_date_of(table, row, plan.dates)
        if bad_date is not None:
            bad_rows.append(bad_date)
            continue
        identifier = line_of(row, plan.identifier)
        date = max(
            filter(None, (parse_date(row.cells[place]) for place in plan.dates)),
            default=None,
        )
        attributes = {
            table.columns[place]: text
            for place in plan.attributes
            if (text := text_of(row.cells[place]))
        }
        for place, text in answers:
            question = _question(table, row, plan, place)
            key = hash_of([identifier, respondent, question, text])
            if key in found:
                duplicates += 1
            else:
                found[key] = Draft(
                    row.number, key, respondent, question, text, date, dict(attributes)
                )
    return DraftResult(tuple(found.values()), tuple(bad_rows), empty_rows, duplicates)


def _plan(table: Table, mapping: Mapping[int, ColumnRole]) -> _Plan:
    places = places_by_role(table, mapping, ColumnRole, at_most_one=_AT_MOST_ONE)
    if not places[ColumnRole.OPEN]:
        raise TableError(TableReason.NO_OPEN_COLUMN, "No column holds the open answers to import.")
    return _Plan(
        open=tuple(places[ColumnRole.OPEN]),
        attributes=tuple(places[ColumnRole.ATTRIBUTE]),
        dates=tuple(places[ColumnRole.DATE]),
        respondent=_first(places[ColumnRole.RESPONDENT]),
        identifier=_first(places[ColumnRole.IDENTIFIER]),
        question=_first(places[ColumnRole.QUESTION]),
    )


def _first(places: Sequence[int]) -> int | None:
    return places[0] if places else None


def text_of(cell: str) -> str:
    """The text of a cell, composed (NFC), its lines ended by \\n, without blanks around it."""
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", cell)).strip()


def line_of(row: Row, place: int | None) -> str | None:
    """Return the text of an optional cell, on one line, None when there is nothing in it."""
    return (" ".join(text_of(row.cells[place]).split()) or None) if place is not None else None


def _respondent(row: Row, plan: _Plan, seen_rows: Counter[str]) -> str | None:
    named = line_of(row, plan.respondent)
    if named is not None or not plan.gathers_respondents:
        return named
    identifier = line_of(row, plan.identifier)
    if identifier is not None:
        return "row-" + hash_of([identifier])[:24]
    content = hash_of([text_of(cell) for cell in row.cells])
    seen_rows[content] += 1
    return "row-" + hash_of([content, str(seen_rows[content])])[:24]


def _question(table: Table, row: Row, plan: _Plan, place: int) -> str | None:
    name = table.columns[place]
    asked = line_of(row, plan.question)
    if len(plan.open) > 1:
        return f"{asked} / {name}" if asked else name
    if asked:
        return asked
    return name if plan.question is None and len(name.split()) >= _QUESTION_WORDS else None


def bad_date_of(table: Table, row: Row, places: Sequence[int]) -> BadRow | None:
    """The refusal of a row that has, in one of these columns, a date that cannot be read."""
    for place in places:
        written = row.cells[place].strip()
        if written and parse_date(written) is None:
            return bad_cell(table, row, place, RowReason.BAD_DATE)
    return None


def bad_cell(table: Table, row: Row, place: int, reason: RowReason) -> BadRow:
    """The refusal of a row for one of its cells."""
    return BadRow(
        row.number,
        reason,
        {"column": table.columns[place], "value": sample_of(row.cells[place].strip())},
        sample_of(" | ".join(cell.strip() for cell in row.cells if cell.strip())),
    )


def hash_of(parts: Sequence[str | None]) -> str:
    """The SHA-256 of some parts, in hexadecimal."""
    # JSON keeps the parts apart: no two lists of parts give the same bytes.
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
