"""Whether two descriptions are of the same document, and what one says that the other does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Generic, TypeVar

from app.models import ReferenceKind
from app.references.description import LIMITS, Description, fold

T = TypeVar("T")

_IN_A_BOOK = (ReferenceKind.CHAPTER, ReferenceKind.PAPER, ReferenceKind.ARTICLE)
"""What has the ISBN of the book in which it stands, as others do."""

_COMPLETED = tuple(name for name in LIMITS if name != "title")


def marks(described: Description) -> Iterator[tuple[str, ...]]:
    """What a document is known by: two descriptions with a mark in common are of the same one."""
    if described.doi:
        yield ("doi", described.doi.casefold())
    if described.isbn and described.kind not in _IN_A_BOOK:
        yield ("isbn", described.isbn.replace("-", ""))
    title = fold(described.title)
    yield ("title", title or described.title, fold(described.year))


class Known(Generic[T]):
    """Documents by their marks."""

    def __init__(self, documents: Iterable[tuple[Description, T]] = ()) -> None:
        self._by_mark: dict[tuple[str, ...], T] = {}
        for described, document in documents:
            self.add(described, document)

    def add(self, described: Description, document: T) -> None:
        for mark in marks(described):
            self._by_mark.setdefault(mark, document)

    def like(self, described: Description) -> list[T]:
        """Those that have a mark in common with a description, once each, the surest first."""
        found: list[T] = []
        for mark in marks(described):
            document = self._by_mark.get(mark)
            if document is not None and document not in found:
                found.append(document)
        return found


def completed(ours: Description, theirs: Description) -> Description:
    """Ours, with what is empty in it filled in from another description of the same document."""
    filled = {
        name: getattr(theirs, name)
        for name in (*_COMPLETED, "authors", "tags", "accessed_on")
        if not getattr(ours, name) and getattr(theirs, name)
    }
    extra = {**dict(theirs.extra), **dict(ours.extra)}
    return replace(ours, **filled, extra=tuple(sorted(extra.items())))
