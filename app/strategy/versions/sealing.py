"""The one written form of what is sealed, and its SHA-256.

Databases keep JSON each in its own way (JSONB forgets the order of keys): what is hashed is written
anew from what they give back. Floats are refused, which not everybody writes alike.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


class NotSealable(TypeError):
    """It holds something that has no single written form."""


def canonical(value: Any) -> str:
    """The written form: keys in order, no blanks, every letter as it is.

    Raises:
        NotSealable: it holds something else than objects, lists, texts, whole numbers, booleans
            and nulls.
    """
    _refuse_others(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def seal_of(value: Any) -> str:
    """The SHA-256 of the written form, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _refuse_others(value: Any) -> None:
    if isinstance(value, dict):
        for key, one in value.items():
            if not isinstance(key, str):
                raise NotSealable(key)
            _refuse_others(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _refuse_others(one)
    elif not (value is None or isinstance(value, str | int)):
        raise NotSealable(value)
