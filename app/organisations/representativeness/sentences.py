"""What a steward reads of figures that cannot be taken."""

from __future__ import annotations

from flask_babel import gettext as _

from app.corpus.table_sentences import row_sentence
from app.organisations.representativeness.population_sheet import Fault, FiguresRead

SHOWN = 50


def row_sentences(read: FiguresRead) -> list[tuple[int, str]]:
    """The first rows that are wrong, by their number, with what is wrong."""
    found = [(row.number, row_sentence(row.reason, row.details)) for row in read.unreadable]
    found += [(number, _sentence(fault, said)) for number, fault, said in read.bad]
    return sorted(found)[:SHOWN]


def _sentence(fault: Fault, said: str) -> str:
    match fault:
        case Fault.UNKNOWN_FAMILY:
            return _("names a family that is not known: %(said)s", said=said)
        case Fault.NO_TERRITORY:
            return _("names no territory")
        case Fault.NO_NUMBER:
            return _("has no whole number: %(said)s", said=said)
        case Fault.TWICE:
            return _("gives a family and a territory that stand above already: %(said)s", said=said)
