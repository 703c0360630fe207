"""SHA-256 of what a result depends on, and of what it says: equal lines, equal fingerprints."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def fingerprint_of(lines: Iterable[str]) -> str:
    """Return the SHA-256, in hexadecimal, of lines in this order, each ended by a line feed."""
    whole = sha256()
    for line in lines:
        whole.update(f"{line}\n".encode())
    return whole.hexdigest()
