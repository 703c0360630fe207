"""Why nothing was changed in a document, for the person who wanted to."""

from __future__ import annotations

from flask_babel import gettext as _

from app.documents.correcting import CannotMerge, ChangedMeanwhile, NotToCheck, NoWords
from app.documents.validating import NothingKept, WrittenHere
from app.documents.words import CannotCut

REFUSALS = (
    CannotCut,
    CannotMerge,
    ChangedMeanwhile,
    NotToCheck,
    NoWords,
    NothingKept,
    WrittenHere,
)


def act_sentence(error: Exception) -> str:
    """What happened, and what to do about it."""
    sentences: dict[type[Exception], str] = {
        CannotCut: _("Nothing would be left on one side: cut elsewhere."),
        CannotMerge: _("There is no kept excerpt after this one to join it with."),
        ChangedMeanwhile: _(
            "Somebody else changed this document meanwhile, or you did in another window. Nothing"
            " was changed; what you typed is kept here. Look at the document as it is now, and do"
            " it again."
        ),
        NotToCheck: _("This document cannot be changed any more: it was validated."),
        NoWords: _("Write the words of the excerpt, or leave it out."),
        NothingKept: _("Every excerpt is left out: take one back, or remove the document."),
        WrittenHere: _(
            "The synthesis of this workshop was written here and validated: a file cannot stand for"
            " it as well. Remove the document; it may be sent again as notes."
        ),
    }
    return sentences[type(error)]


def act_status(error: Exception) -> int:
    """The status of the page that says so."""
    return 409 if isinstance(error, ChangedMeanwhile | NotToCheck | WrittenHere) else 422
