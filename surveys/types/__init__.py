"""The question types, by name. A new type is a file here and a line below."""

from collections.abc import Mapping

from surveys.types.acknowledge import Acknowledge
from surveys.types.base import QuestionType
from surveys.types.calculate import Calculate
from surveys.types.date import Date
from surveys.types.decimal import Decimal
from surveys.types.file import File
from surveys.types.hidden import Hidden
from surveys.types.integer import Integer
from surveys.types.likert import Likert
from surveys.types.note import Note
from surveys.types.organisation import Organisation
from surveys.types.range import Range
from surveys.types.rank import Rank
from surveys.types.select_multiple import SelectMultiple
from surveys.types.select_one import SelectOne
from surveys.types.text import Text
from surveys.types.time import Time

__all__ = ["TYPES", "QuestionType", "type_named"]

TYPES: Mapping[str, QuestionType] = {
    each.name: each
    for each in (
        Text(),
        Integer(),
        Decimal(),
        Date(),
        Time(),
        SelectOne(),
        SelectMultiple(),
        Rank(),
        Range(),
        Likert(),
        Note(),
        Acknowledge(),
        File(),
        Calculate(),
        Hidden(),
        Organisation(),
    )
}


def type_named(name: str) -> QuestionType:
    """Return the type. Raises KeyError for one that we do not have."""
    return TYPES[name]
