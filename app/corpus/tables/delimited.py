"""Records of separated text (CSV, TSV and their cousins).

The standard reader is not used because one stray quotation mark makes it swallow the rest of
the file into one cell. Here a cell that opens with a quotation mark must close just before a
separator or the end of a line; otherwise its record is misquoted, and reading goes on at the
next line. Time is linear in the size of the text.
"""

import re
from collections.abc import Iterator
from functools import cache

from app.corpus.tables.reasons import RowReason
from app.corpus.tables.records import Record

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINES = re.compile(r"[\r\n]++")


@cache
def _quoted(delimiter: str) -> re.Pattern[str]:
    separator = re.escape(delimiter)
    return re.compile(rf' *+"([^"]*+(?:""[^"]*+)*+)" *+(?=[{separator}\r\n]|\Z)')


@cache
def _bare(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")


def read_records(text: str, delimiter: str, *, first_line: int = 1) -> Iterator[Record]:
    """Yield one record for every line that is not empty, or several lines in quoted cells."""
    position, line = 0, first_line
    while position < len(text):
        blank = _BLANK_LINES.match(text, position)
        if blank is not None:
            position, line = blank.end(), line + _count_line_ends(blank[0])
            continue
        found = _LINE_END.search(text, position)
        line_end = found.start() if found else len(text)
        following = found.end() if found else len(text)
        number = line
        if text.find('"', position, line_end) < 0:
            record = Record(number, text[position:line_end].split(delimiter), number)
            position, line = following, line + 1
        else:
            parsed = _read_quoted_record(text, position, delimiter)
            if parsed is None:
                raw = text[position:line_end]
                record = Record(number, [raw], number, RowReason.MISQUOTED)
                position, line = following, line + 1
            else:
                cells, end, is_stray = parsed
                inner = _count_line_ends(text[position:end])
                record = Record(number, cells, number + inner, has_stray_quote=is_stray)
                ending = _LINE_END.match(text, end)
                position = ending.end() if ending else end
                line = number + inner + 1
        yield record


def _count_line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _read_quoted_record(
    text: str, position: int, delimiter: str
) -> tuple[list[str], int, bool] | None:
    """Return the cells of the record at ``position``, its end, and whether a bare cell holds a
    quotation mark; None when the record is misquoted.
    """
    quoted, bare = _quoted(delimiter), _bare(delimiter)
    cells: list[str] = []
    is_stray = False
    while True:
        match = quoted.match(text, position)
        if match is not None:
            cells.append(match[1].replace('""', '"'))
        elif text.startswith('"', position):
            return None
        else:
            match = bare.match(text, position)
            assert match is not None  # the pattern matches nothing at all too
            cells.append(match[0])
            is_stray = is_stray or '"' in match[0]
        position = match.end()
        if not text.startswith(delimiter, position):
            return cells, position, is_stray
        position += len(delimiter)
