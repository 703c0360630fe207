"""The condition that words set, in the language of each database."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.corpus.search.indexing import OF_AN_EXCERPT
from app.corpus.search.stems import stems
from app.corpus.search.terms import MOST_WORDS, SHORTEST_BEGINNING, Term
from app.models import SearchEntry


def subjects_with(session: Session, words: str) -> sa.Select[Any] | None:
    """A query of the identifiers of contributions that hold all of these words, in any form.

    `None`: nothing is searched. Signs without a word find nothing.
    """
    if not words.strip():
        return None
    wanted = list(dict.fromkeys(stems(words)))[:MOST_WORDS]
    if not wanted:
        return sa.select(SearchEntry.subject_id).where(sa.false())
    patterns = [_begins_like(session, stem) for stem in wanted]
    return _found(session, patterns, of_excerpts=False)


def is_among(
    session: Session, subject: InstrumentedAttribute[uuid.UUID], found: sa.Select[Any]
) -> sa.ColumnElement[bool]:
    """Whether a row is about one of the subjects found, looked up as the rows of a list come in
    their order: PostgreSQL would read all that was found before the first of them."""
    is_found: sa.ColumnElement[bool] = subject.in_(found)
    return is_found if _is_sqlite(session) else is_found.is_(True)


def excerpts_with(session: Session, terms: Sequence[Term], *, family: bool) -> sa.Select[Any]:
    """A query of the identifiers of excerpts that hold all of these terms (one at least).

    `family`: a word is found by all that begins like its stem, as contributions are.
    """
    patterns, rows = [], []
    for term in terms:
        if term.is_exact:
            said = [OF_AN_EXCERPT + word for word in term.words]
            patterns.append(_all_of(session, said))
            rows.append(" ".join(said))
        else:
            like = _begins_like if family else _word
            patterns.append(like(session, term.stem))
    return _found(session, patterns, of_excerpts=True, in_a_row=rows)


def _found(
    session: Session,
    patterns: Sequence[str],
    *,
    of_excerpts: bool,
    in_a_row: Sequence[str] = (),
) -> sa.Select[Any]:
    matching = _fts5 if _is_sqlite(session) else _tsquery
    # Cheaper than asking the indexes: PostgreSQL would cut each text into words again.
    spaced = " " + SearchEntry.stems + " "
    found = (
        sa.select(SearchEntry.subject_id)
        .where(
            matching(patterns, of_excerpts=of_excerpts),
            *(spaced.contains(f" {row} ", autoescape=True) for row in in_a_row if " " in row),
        )
        .cte("found_by_words")
    )
    # First the index, then the rest: PostgreSQL would read every text where it expects many.
    return sa.select(found.prefix_with("MATERIALIZED", dialect="postgresql").c.subject_id)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


# A stem or a word holds letters and digits only; the quotes keep it from being an operator.


def _begins_like(session: Session, stem: str) -> str:
    if len(stem) < SHORTEST_BEGINNING:
        return _word(session, stem)
    return f'"{stem}"*' if _is_sqlite(session) else f"'{stem}':*"


def _word(session: Session, word: str) -> str:
    return f'"{word}"' if _is_sqlite(session) else f"'{word}'"


def _all_of(session: Session, words: Sequence[str]) -> str:
    joined = " AND " if _is_sqlite(session) else " & "
    return joined.join(_word(session, word) for word in words)


def _fts5(patterns: Sequence[str], *, of_excerpts: bool) -> sa.ColumnElement[bool]:
    index = sa.table("search_index", sa.column("rowid"), sa.column("search_index"))
    joined = " AND ".join(patterns)
    query = f'({joined}) {"AND" if of_excerpts else "NOT"} "{OF_AN_EXCERPT}"'
    return SearchEntry.id.in_(
        sa.select(index.c.rowid).where(index.c.search_index.op("MATCH")(query))
    )


def _tsquery(patterns: Sequence[str], *, of_excerpts: bool) -> sa.ColumnElement[bool]:
    query = " & ".join([*patterns, f"{'' if of_excerpts else '!'}'{OF_AN_EXCERPT}'"])
    simple: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")
    return sa.func.to_tsvector(simple, SearchEntry.stems).op("@@")(
        sa.func.to_tsquery(simple, query)
    )
