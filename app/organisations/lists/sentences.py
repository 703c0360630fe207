"""What a steward reads of a line that cannot be in a list."""

from __future__ import annotations

from flask_babel import gettext as _

from app.corpus.table_sentences import row_sentence
from app.organisations.lists.sheet_reading import BadLine, Fault, SheetRead

SHOWN = 50


def line_sentences(read: SheetRead) -> list[tuple[int, str]]:
    """The first lines that are wrong, by their number, with what is wrong."""
    found = [(row.number, row_sentence(row.reason, row.details)) for row in read.table.bad_rows]
    found += [(line.number, _sentence(line)) for line in read.bad]
    return sorted(found)[:SHOWN]


def _sentence(line: BadLine) -> str:
    match line.fault:
        case Fault.NO_CODE:
            return _("has no code")
        case Fault.WRONG_CODE:
            return _("has a code that is none of this list: %(said)s", said=line.said)
        case Fault.TWICE:
            return _("has a code that stands above already: %(said)s", said=line.said)
        case Fault.NO_LABEL:
            return _("has no label: %(said)s", said=line.said)
        case Fault.TOO_LONG:
            return _("is too long for a list: %(said)s…", said=line.said)
        case Fault.UNKNOWN_FAMILY:
            return _("names a family that is not known: %(said)s", said=line.said)
