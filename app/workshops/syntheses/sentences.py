"""Why an act on a synthesis was refused, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from app.models.turns import ChangedMeanwhile
from app.workshops.syntheses import keeping, services
from app.workshops.syntheses.buttons import NothingPicked
from app.workshops.syntheses.lines import LineGone
from app.workshops.syntheses.validation import NothingWritten

T = TypeVar("T")

NOTHING_PICKED = _l("Pick one or more notes first.")

_WHY: dict[type[ValueError], object] = {
    ChangedMeanwhile: _l(
        "The synthesis was changed meanwhile, by somebody else or in another window. "
        "Nothing was changed now: look at it and try again."
    ),
    keeping.AlreadyValidated: _l(
        "The synthesis was validated meanwhile: it is not changed any more."
    ),
    keeping.ValidatedAsDocument: _l(
        "A file was validated as the synthesis of this workshop: none is written here any more."
    ),
    services.NotOfThisWorkshop: _l(
        "One of these notes was removed meanwhile. Pick the notes again."
    ),
    services.NothingSaid: _l("Write the line first."),
    services.TooLong: _l("This is too long for one line. Make two of it."),
    services.TooManyLines: _l("The synthesis has 300 lines: make some of them one."),
    NothingPicked: NOTHING_PICKED,
    LineGone: _l("This line is not in the synthesis."),
    NothingWritten: _l("Write at least one line before you validate."),
}


def attempted(act: Callable[[], T]) -> tuple[T | None, str]:
    """Do it: what came of it, or the sentence that says why not."""
    try:
        return act(), ""
    except tuple(_WHY) as error:
        return None, str(_WHY[type(error)])
