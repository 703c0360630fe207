"""Zip archives that people send, checked before anything reads what is inside.

Spreadsheets are such archives. Both the corpus and the questionnaires open some, and neither may
import the other: this package imports nothing of ours and says what is wrong without words.
"""

from archives.unpacking import ArchiveError, Bounds, Part, Trouble, unpack

__all__ = ["ArchiveError", "Bounds", "Part", "Trouble", "unpack"]
