"""What may be the rest of a text whose quotation marks were badly written."""

from collections.abc import Sequence

from app.corpus.tables.reasons import RowReason
from app.corpus.tables.records import Record

# How many lines further the mark that closes the text is looked for.
_REACH = 50


def mark_after_misquoted(records: Sequence[Record], width: int) -> None:
    """Flag the records that follow a misquoted one and may be the rest of its text.

    These are the ones too short for a row of ``width`` cells and, when the misquoted line leaves
    a quotation mark open, all those up to a line that holds a stray one.
    """
    for place, record in enumerate(records):
        if record.flaw is not RowReason.MISQUOTED:
            continue
        rest = place + 1
        while rest < len(records) and _is_short(records[rest], width):
            rest += 1
        if record.cells[0].count('"') % 2:
            reachable = range(place + 1, min(len(records), place + 1 + _REACH))
            closing = next((other for other in reachable if records[other].has_stray_quote), None)
            rest = max(rest, closing + 1 if closing is not None else 0)
        for other in records[place + 1 : rest]:
            other.flaw = other.flaw or RowReason.AFTER_MISQUOTED


def _is_short(record: Record, width: int) -> bool:
    return record.flaw is None and len(record.cells) < width
