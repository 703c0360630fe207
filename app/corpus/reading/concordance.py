"""Every place where a word is said, in its context."""

from __future__ import annotations

import enum
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.reading.asking import Asked
from app.corpus.reading.contexts import Context, context_of, order_after, order_before
from app.corpus.reading.narrowing import narrowed
from app.corpus.search.places import Place, Places
from app.corpus.search.terms import terms_of
from app.corpus.verbatims import EXCERPT_TEXT, Verbatim, select_verbatims
from app.models import Excerpt
from app.publication.sheets import Rows, Sheet
from app.themes.coding.deciding import Coder
from app.web.labels import label
from app.web.paging import Cursor, Page, make_page

MOST, MOST_IN_A_FILE = 1500, 5000
"""Places that are looked at, the first to have arrived; putting them in order takes them all."""
PAGE = 50
SHOWN_FORMS = 20
CHUNK = 500


class Sorting(enum.StrEnum):
    """In which order places stand."""

    SOURCE = "source"
    AFTER = "after"
    BEFORE = "before"


class Occurrence(NamedTuple):
    """A place in the text of an excerpt (as the database writes its identifier: there are
    thousands); `rank` from 1, in the order that was asked."""

    rank: int
    excerpt_id: str
    text: str
    place: Place


@dataclass(frozen=True)
class ConcordanceLine:
    rank: int
    context: Context
    source: Verbatim


@dataclass(frozen=True)
class Concordance:
    """`forms`: how the word was said, the most frequent first. `is_cut`: there is more."""

    page: Page[ConcordanceLine]
    total: int
    is_cut: bool
    forms: tuple[tuple[str, int], ...]


def concordance_of(
    session: Session,
    consultation_id: uuid.UUID,
    asked: Asked,
    sorting: Sorting,
    *,
    reader: Coder | None = None,
    cursor: Cursor | None = None,
    size: int = PAGE,
) -> Concordance:
    """The places of the words that are asked, in the excerpts that the filters leave."""
    cursor = cursor or Cursor()
    found, is_cut = _occurrences(session, consultation_id, asked, sorting, reader, MOST)
    page = make_page(_around(found, cursor, size), cursor, size=size, key_of=lambda one: one.rank)
    forms = Counter(one.place.form for one in found).most_common(SHOWN_FORMS)
    lines = tuple(_lines(session, page.rows))
    return Concordance(
        Page(lines, page.previous_key, page.next_key), len(found), is_cut, tuple(forms)
    )


def concordance_sheet(asked: Asked, sorting: Sorting, reader: Coder | None = None) -> Sheet:
    """The same to take away, and more of it."""

    def rows(session: Session, consultation_id: uuid.UUID) -> Rows:
        found, _is_cut = _occurrences(
            session, consultation_id, asked, sorting, reader, MOST_IN_A_FILE
        )
        for line in _lines(session, found):
            source = line.source
            yield (
                *line.context,
                label(source.channel),
                source.activity_title,
                source.received_on,
                source.location or source.question,
                source.excerpt_id,
            )

    headings = (
        _("What precedes"),
        _("Word"),
        _("What follows"),
        _("Channel"),
        _("Activity"),
        _("Date"),
        _("Place or question"),
        _("Identifier"),
    )
    return Sheet("concordance", _("Concordance"), headings, rows)


def _occurrences(
    session: Session,
    consultation_id: uuid.UUID,
    asked: Asked,
    sorting: Sorting,
    reader: Coder | None,
    most: int,
) -> tuple[list[Occurrence], bool]:
    terms = terms_of(asked.q)
    if not terms:
        return [], False
    select_texts = sa.select(sa.cast(Excerpt.id, sa.String).label("id"), EXCERPT_TEXT)
    query = narrowed(session, select_texts, consultation_id, asked, reader)
    query = query.order_by(Excerpt.id).limit(most + 1)
    places = Places(terms, family=asked.family)
    found: list[tuple[str, str, Place]] = []
    for rows in session.execute(query).partitions(CHUNK):
        found += [(row.id, row.text, place) for row in rows for place in places.in_text(row.text)]
        if len(found) > most:
            break
    is_cut = len(found) > most
    found = found[:most]
    if sorting is not Sorting.SOURCE:
        order = order_after if sorting is Sorting.AFTER else order_before
        found.sort(key=lambda one: order(one[1], one[2]))
    return [Occurrence(rank, *one) for rank, one in enumerate(found, start=1)], is_cut


def _around(found: Sequence[Occurrence], cursor: Cursor, size: int) -> Sequence[Occurrence]:
    """A page of the list and one more, read in the direction of the cursor."""
    at = cursor.as_int() or 0
    if cursor.backwards and at:
        return found[max(0, at - 2 - size) : at - 1][::-1]
    return found[at : at + size + 1]


def _lines(session: Session, found: Sequence[Occurrence]) -> Iterator[ConcordanceLine]:
    for start in range(0, len(found), CHUNK):
        some = found[start : start + CHUNK]
        ids = {one.excerpt_id: uuid.UUID(one.excerpt_id) for one in some}
        query = select_verbatims().where(Excerpt.id.in_(ids.values()))
        sources = {row.excerpt_id: Verbatim(**row._asdict()) for row in session.execute(query)}
        for one in some:
            context = context_of(one.text, one.place)
            yield ConcordanceLine(one.rank, context, sources[ids[one.excerpt_id]])
