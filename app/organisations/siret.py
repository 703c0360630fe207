"""The number by which an establishment is known in France: 14 digits, of which the last is a check.

Questionnaires check theirs with the same library, in `surveys`, which no other feature imports.
"""

from __future__ import annotations

from stdnum.exceptions import ValidationError
from stdnum.fr import siret

LONGEST_TYPED = 40
NARROW_BLANK = "\u202f"


class NotASiret(ValueError):
    """It has not 14 digits, or its check does not hold."""


def read_siret(typed: str) -> str:
    """The 14 digits of a number, whatever separates them.

    The establishments of La Poste (SIREN 356000000) follow a sum of their own: their digits add
    up to a multiple of 5.

    Raises:
        NotASiret.
    """
    try:
        return str(siret.validate("".join(typed.replace(".", "").split())))
    except ValidationError as error:
        raise NotASiret from error


def siret_in_words(number: str) -> str:
    """As it is read aloud: `732 829 320 00074`, on one line."""
    return str(siret.format(number, separator=NARROW_BLANK))
