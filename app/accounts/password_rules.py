"""What a password must be: long, and none that is tried first.

Source: NIST SP 800-63B-4, 3.1.1.2: a length, a list of common ones, and no rule of composition.
"""

from __future__ import annotations

import enum
import functools
import hashlib
import re
import string
from pathlib import Path

from app.accounts.passwords import LONGEST, SHORTEST, normal_password

_COMMON = Path(__file__).parent / "data" / "common_passwords.txt"
_ENDS = string.digits + string.punctuation + string.whitespace
_SHORTEST_OWN_WORD = 4
"""Shorter names are in many words: "Léo" is in "galéopithèque"."""
_FEWEST_SIGNS = 5


class Weakness(enum.Enum):
    TOO_SHORT = f"shorter than {SHORTEST} characters"
    TOO_LONG = f"longer than {LONGEST} characters"
    COMMON = "among those that are tried first"
    OWN = "made of the name or the address"


def weakness_of(password: str, *, email: str = "", name: str = "") -> Weakness | None:
    """Why this password is not taken for the person with this address and this name; None if it
    is. However long it is, the answer takes no time."""
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    text = normal_password(password).casefold()
    if len(text) < SHORTEST:
        return Weakness.TOO_SHORT
    if _is_common(text):
        return Weakness.COMMON
    if any(word in text for word in _words_of(email, name)):
        return Weakness.OWN
    return None


def _is_common(text: str) -> bool:
    """A common one, perhaps with digits around it or written several times; or hardly any signs."""
    core = text.strip(_ENDS)
    if not core or len(set(text)) < _FEWEST_SIGNS:
        return True
    repeated = re.fullmatch(r"(.+?)\1+", core, re.DOTALL)
    tried = {text, core, repeated[1].strip(_ENDS) if repeated else core}
    return any(_digest_of(one) in _common_digests() for one in tried)


def _words_of(email: str, name: str) -> set[str]:
    """The address, what stands before its @, and the words of the name."""
    address = email.casefold()
    words = {address, address.partition("@")[0], *re.findall(r"\w+", name.casefold())}
    return {word for word in words if len(word) >= _SHORTEST_OWN_WORD}


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@functools.cache
def _common_digests() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="ascii").split())
