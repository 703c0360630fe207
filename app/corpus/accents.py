"""Texts without their accents, to compare what people type with what is known."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """A text whose letters carry no marks; other signs stay, ligatures as well."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
