"""Reads text documents that people send: knows no Flask, no database, no HTTP.

>>> documents.read_apart(path)  # the parser in a process of its own
>>> documents.read(path)  # the parser here, for tests and shells
"""

from documents.apart import read_apart
from documents.content import Block, BlockKind, Caution, Format, ReadDocument
from documents.gathering import clean
from documents.limits import Limits
from documents.reading import read
from documents.refusals import DocumentError, Reason

__all__ = [
    "Block",
    "BlockKind",
    "Caution",
    "DocumentError",
    "Format",
    "Limits",
    "ReadDocument",
    "Reason",
    "clean",
    "read",
    "read_apart",
]
