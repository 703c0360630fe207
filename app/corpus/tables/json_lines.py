"""JSON Lines: one object a line, the keys are the columns."""

import json
import math
import re
from typing import Any

from app.corpus.tables.cells import cell_text
from app.corpus.tables.reasons import RowReason, TableError, TableReason
from app.corpus.tables.records import Record
from app.corpus.tables.table import Limits

# JSON forbids raw line ends inside a string, so every one of them ends a line.
_LINE_END = re.compile(r"\r\n|\n|\r")


class _Refused(ValueError):
    """Something that Python's reader accepts and that has no single meaning."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("a key is given twice")
    return found


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _Refused("a number is too large")
    return value


def _constant(text: str) -> float:
    raise _Refused(f"{text} is not JSON")


def parse_line(line: str) -> Any:
    """Return the value of one line. Raises ValueError or RecursionError when it is malformed."""
    return json.loads(line, object_pairs_hook=_pairs, parse_float=_number, parse_constant=_constant)


def read_json_lines(text: str, limits: Limits) -> tuple[tuple[str, ...], list[Record]]:
    """Return the keys in order of appearance and one record a line that is not blank.

    Raises TableError: TOO_MANY_ROWS, TOO_MANY_COLUMNS.
    """
    columns: dict[str, None] = {}
    parsed: list[tuple[int, dict[str, Any] | None, Record]] = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not line or line.isspace():
            continue
        if len(parsed) >= limits.rows:
            raise TableError(
                TableReason.TOO_MANY_ROWS,
                f"The file has more than {limits.rows} rows.",
                {"limit": limits.rows},
            )
        value, record = _read_line(number, line)
        if value is not None:
            columns.update(dict.fromkeys(value))
            if len(columns) > limits.columns:
                raise TableError(
                    TableReason.TOO_MANY_COLUMNS,
                    f"The file has more than {limits.columns} different keys.",
                    {"limit": limits.columns},
                )
        parsed.append((number, value, record))
    for _, value, record in parsed:
        if value is not None:
            record.cells = [_value_text(value.get(column)) for column in columns]
    return tuple(columns), [record for _, _, record in parsed]


def _read_line(number: int, line: str) -> tuple[dict[str, Any] | None, Record]:
    record = Record(number, [line], number)
    try:
        value = parse_line(line)
    except RecursionError:
        record.flaw, record.details = (
            RowReason.MALFORMED_JSON,
            {"problem": "nested too deeply"},
        )
        return None, record
    except ValueError as error:
        problem = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        record.flaw, record.details = (
            RowReason.MALFORMED_JSON,
            {"problem": problem[:200]},
        )
        if isinstance(error, json.JSONDecodeError):
            record.details["column"] = error.colno
        return None, record
    if not isinstance(value, dict):
        record.flaw = RowReason.NOT_AN_OBJECT
        return None, record
    return value, record


def _value_text(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value)
