"""Which character separates the cells of a text file."""

import re
from collections import Counter
from itertools import islice

from app.corpus.tables.delimited import read_records
from app.corpus.tables.records import Record

SEPARATORS = (";", "\t", ",", "|")

_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 300
_ENOUGH = 0.5
_DECLARED = re.compile('\ufeff?"?sep=([,;\t|])"?[ ,;\t|]*(?:\r\n|\n|\r|\\Z)', re.IGNORECASE)


def declared_separator(text: str) -> tuple[str, int] | None:
    """Return the separator of a first line ``sep=;`` (an Excel habit) and where that line ends."""
    match = _DECLARED.match(text)
    return (match[1], match.end()) if match else None


def find_separator(text: str) -> str | None:
    """Return the separator that makes the most records of one width, None for one column.

    Prose is full of commas and semicolons, so a separator has to give the same number of cells
    most of the time, and loses weight when a space follows it as it does in a sentence.
    """
    scores = {separator: _score(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=scores.__getitem__)
    return best if scores[best][0] >= _ENOUGH else None


def _score(text: str, separator: str) -> tuple[float, int]:
    records = list(islice(read_records(text[:_SAMPLE_CHARACTERS], separator), _SAMPLE_RECORDS + 1))
    if len(text) > _SAMPLE_CHARACTERS or len(records) > _SAMPLE_RECORDS:
        records = records[:-1]  # the last one may have been cut
    sound = [record for record in records if record.flaw is None]
    widths = Counter(len(record.cells) for record in sound if len(record.cells) > 1)
    if not widths:
        return 0.0, 0
    width = max(widths, key=lambda candidate: (widths[candidate], candidate))
    # Exporters that leave out trailing empty cells make short rows. When the first row, most
    # often the header, has the width of the others, even rows of another width count a little.
    if len(sound[0].cells) == width:
        other = 0.4 * (len(sound) - widths[width])
    else:
        other = 0.4 * sum(count for narrower, count in widths.items() if narrower < width)
    consistency = (widths[width] + other) / len(records)
    return consistency * (1 - 0.5 * _share_followed_by_space(sound)), width


def _share_followed_by_space(records: list[Record]) -> float:
    after = [cell for record in records for cell in record.cells[1:] if cell]
    spaced = sum(cell.startswith((" ", "\N{NO-BREAK SPACE}")) for cell in after)
    return spaced / len(after) if after else 0.0
