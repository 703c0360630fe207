"""Why a decision was not taken, in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from app.corpus.moderation.appealing import NoAppeal, OwnRefusal
from app.corpus.moderation.deciding import NotPossible, WordsErased
from app.corpus.moderation.one_at_a_time import DecidedMeanwhile
from app.corpus.moderation.redacting import NothingKept, NothingMasked

REFUSALS = (
    DecidedMeanwhile,
    NotPossible,
    WordsErased,
    NothingMasked,
    NothingKept,
    NoAppeal,
    OwnRefusal,
)


def refusal_sentence(error: Exception) -> str:
    """What a moderator is told; nothing was changed."""
    match error:
        case DecidedMeanwhile():
            return _("Somebody decided about this contribution meanwhile. Here is how it stands.")
        case WordsErased() | NothingKept():
            return _("The words went with the retention date: nothing can be shown again.")
        case NothingMasked():
            return _("None of these words stands in the contribution: nothing was masked.")
        case OwnRefusal():
            return _("You refused or wrote this contribution: another steward answers the appeal.")
        case NoAppeal():
            return _("No appeal waits for an answer.")
        case _:
            return _("This cannot be decided about the contribution as it stands.")
