"""What a person reads of a row of which no card can be made."""

from __future__ import annotations

from flask_babel import gettext as _

from app.conference.cards.card_rows import Fault, Problem


def fault_sentence(problem: Problem) -> str:
    """What is wrong, with the start of the cell."""
    match problem.fault:
        case Fault.NO_SUCH_SESSION:
            return _("names a session that is not on the card: %(said)s", said=problem.said)
        case Fault.NO_SUCH_KIND:
            return _("names a kind of body that is not known: %(said)s", said=problem.said)
        case Fault.NO_SUCH_STANCE:
            return _("says neither for, against nor to amend: %(said)s", said=problem.said)
        case Fault.NO_STANCE:
            return _("has words on a direction without a reaction: %(said)s", said=problem.said)
        case Fault.TOO_LONG:
            return _("is too long for a card: %(said)s…", said=problem.said)
        case Fault.SHEET_THERE:
            return _("has the number of a card that is there already: %(said)s", said=problem.said)
