"""What the page of a document shows: some of its passages, with the text around them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.marking import marked
from app.documents.queries import (
    following_passage,
    passages_before,
    passages_in_order,
    text_between,
)
from app.documents.words import places_to_cut
from app.models import Document, DocumentPassage
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page

LONGEST_SNIPPET = 90


@dataclass(frozen=True)
class Cut:
    """A place to cut: its position in the words, and the beginning of what stands after it."""

    at: int
    after: str


@dataclass(frozen=True)
class PassageLine:
    """A passage to check. `number` is its rank in the document, from 1."""

    passage: DocumentPassage
    number: int
    words: str
    cuts: tuple[Cut, ...]
    may_merge: bool
    """Whether it can be joined with the passage after it."""


@dataclass(frozen=True)
class CheckedPage:
    """Some passages with the text around them, and the keys of the passages beside."""

    page: Page[PassageLine]
    parts: list[tuple[str, DocumentPassage | None]]
    numbers: dict[uuid.UUID, int]
    total: int
    here: int
    """The key after which this page starts, to come back to it."""


def checked_page(
    session: Session, document: Document, cursor: Cursor, size: int = PAGE_SIZE
) -> CheckedPage:
    """The passages of a document in the order of its text, by the place where they start.

    Past the end, as when what stood there was joined to what is above, it is the first page.
    """
    found = passages_in_order(document.id).limit(size + 1)
    key = cursor.as_int()
    if key is not None:
        before = DocumentPassage.start < key
        found = found.where(before if cursor.backwards else DocumentPassage.start > key)
        if cursor.backwards:
            found = found.order_by(None).order_by(DocumentPassage.start.desc())
    cursor = cursor if key is not None else Cursor()
    page = make_page(
        session.scalars(found).all(), cursor, size=size, key_of=lambda passage: passage.start
    )
    total, _end = passages_before(session, document.id)
    if not page.rows and key is not None:
        return checked_page(session, document, Cursor())
    if not page.rows:
        return CheckedPage(Page((), None, None), [], {}, 0, 0)
    first, last = page.rows[0].start, page.rows[-1]
    earlier, opening = passages_before(session, document.id, first)
    window = text_between(session, document.id, opening, last.end if page.next_key else None)
    following = following_passage(session, last) if page.next_key else None
    lines = _lines(page.rows, following, window, opening, earlier)
    return CheckedPage(
        page=Page(tuple(lines), page.previous_key, page.next_key),
        parts=marked(window, page.rows, opening),
        numbers={line.passage.id: line.number for line in lines},
        total=total,
        here=first - 1,
    )


def _lines(
    passages: Sequence[DocumentPassage],
    following: DocumentPassage | None,
    window: str,
    opening: int,
    earlier: int,
) -> list[PassageLine]:
    lines = []
    for rank, (passage, after) in enumerate(
        zip(passages, (*passages[1:], following), strict=True), start=1
    ):
        words = passage.corrected or window[passage.start - opening : passage.end - opening]
        lines.append(
            PassageLine(
                passage,
                earlier + rank,
                words,
                cuts=tuple(
                    Cut(at, words[at : at + LONGEST_SNIPPET]) for at in places_to_cut(words)
                ),
                may_merge=after is not None and not (passage.is_dropped or after.is_dropped),
            )
        )
    return lines


def _cuts(words: str) -> tuple[Cut, ...]:
    return tuple(Cut(at, words[at : at + LONGEST_SNIPPET]) for at in places_to_cut(words))
