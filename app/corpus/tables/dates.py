"""Dates as people and tools write them in French files."""

import datetime
import re

from app.corpus.accents import without_accents

_CLOCK = (
    r"(?:[T\s,]+(?:[àa]\s+)?\d{1,2}(?:\s?[:h]\s?\d{2}|\s?h)(?::\d{2})?(?:[.,]\d+)?"
    r"\s?(?:Z|z|UTC|utc|GMT|gmt|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}")
_IN_WORDS = re.compile(
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?\s+)?"
    rf"(\d{{1,2}})(?:er)?\s+([a-z]+)\.?\s+(\d{{4}}){_CLOCK}"
)
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_OLDEST, _LATEST = 1900, 2199
_LONGEST = 60


def parse_date(text: str) -> datetime.date | None:
    """Return the day that ``text`` names, None when it names none.

    Reads ``2016-05-19``, ``2020-04-28 10:27:31`` (and ``T``, ``Z``), ``19/05/2016``,
    ``19/05/16`` (taken as 2016), ``28 juin 2016``, ``mardi 1er mars 2016 à 10h30``. The day comes
    before the month, as it does in French. Years are from 1900 to 2199.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST or not text.isprintable():
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(text):
        year = int(match[4])
        return _date(year + 2000 if year < 100 else year, int(match[3]), int(match[1]))
    if match := _IN_WORDS.fullmatch(without_accents(text.lower())):
        month = _month(match[2])
        return _date(int(match[3]), month, int(match[1])) if month else None
    return None


def _month(name: str) -> int | None:
    """Return the number of a month; three letters are enough, save for juin and juillet."""
    if len(name) < 3 or name == "jui":
        return None
    for number, names in enumerate(_MONTHS, start=1):
        if any(full.startswith(name) for full in names):
            return number
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if not _OLDEST <= year <= _LATEST:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
