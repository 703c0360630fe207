"""From a value in a cell to text, and from text to a cell that a spreadsheet will not run."""

import datetime
import math
import re

SAMPLE_LENGTH = 200

# What a spreadsheet may take for the start of a formula, and the full-width forms that some
# of them fold to it. The white space ones are skipped by Excel before it looks for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NOT_SHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def safe_cell(value: str) -> str:
    """Return ``value`` with a leading apostrophe when a spreadsheet could run it as a formula.

    Applying it twice changes nothing more.
    """
    return "'" + value if value.startswith(_FORMULA_STARTS) else value


def escape_formula(value: str) -> str:
    """Return ``value`` with one apostrophe more when it, or what follows its apostrophes, could
    be run as a formula. ``unescape_formula`` gives back exactly what there was.

    >>> escape_formula("=1"), escape_formula("'=1"), escape_formula("l'an")
    ("'=1", "''=1", "l'an")
    """
    return "'" + value if value.lstrip("'").startswith(_FORMULA_STARTS) else value


def unescape_formula(cell: str) -> str:
    """Take away the apostrophe that ``escape_formula`` has put."""
    is_escaped = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS)
    return cell[1:] if is_escaped else cell


def sample_of(text: str) -> str:
    """Return the first 200 characters of ``text``, with what cannot be shown replaced."""
    cut = text[:SAMPLE_LENGTH].replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return _NOT_SHOWABLE.sub("\N{REPLACEMENT CHARACTER}", cut)


def has_surrogate(text: str) -> bool:
    """Tell whether ``text`` holds half a character, which no database or file can store."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def cell_text(value: object) -> str:
    """Return the text of a typed cell: ISO dates, integers without ``.0``, true and false.

    Numbers keep the 15 significant digits that spreadsheets show; seconds are rounded because
    sheets store times as fractions of a day.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        return _moment_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.replace(microsecond=0, tzinfo=None).isoformat()
    if isinstance(value, datetime.timedelta):
        return _duration_text(value)
    return str(value)


def _number_text(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g")


def _moment_text(value: datetime.datetime) -> str:
    if value.microsecond >= 500_000 and value < datetime.datetime.max.replace(microsecond=0):
        value += datetime.timedelta(seconds=1)
    value = value.replace(microsecond=0, tzinfo=None)
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _duration_text(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{sign}{hour:02}:{minute:02}:{second:02}"
