"""The condition that words set, in the language of each database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.search.stems import stems
from app.models import SearchEntry

MOST_WORDS = 8
SHORTEST_BEGINNING = 3
"""Signs of a stem from which on what begins like it is found too: `bénévole` finds `bénévolat`."""


def subjects_with(session: Session, words: str) -> sa.Select[Any] | None:
    """A query of the identifiers of texts that hold all of these words, in any of their forms.

    `None`: nothing is searched. Signs without a word find nothing.
    """
    if not words.strip():
        return None
    wanted = list(dict.fromkeys(stems(words)))[:MOST_WORDS]
    if not wanted:
        return sa.select(SearchEntry.subject_id).where(sa.false())
    matching = _fts5 if session.get_bind().dialect.name == "sqlite" else _tsquery
    found = sa.select(SearchEntry.subject_id).where(matching(wanted)).cte("found_by_words")
    # First the index, then the rest: PostgreSQL would read every text where it expects many.
    return sa.select(found.prefix_with("MATERIALIZED", dialect="postgresql").c.subject_id)


def _fts5(wanted: list[str]) -> sa.ColumnElement[bool]:
    index = sa.table("search_index", sa.column("rowid"), sa.column("search_index"))
    # A stem holds letters and digits only; the quotes keep it from being an operator.
    query = " ".join(f'"{stem}"{_star(stem)}' for stem in wanted)
    return SearchEntry.id.in_(
        sa.select(index.c.rowid).where(index.c.search_index.op("MATCH")(query))
    )


def _tsquery(wanted: list[str]) -> sa.ColumnElement[bool]:
    query = " & ".join(f"'{stem}'{':*' if _star(stem) else ''}" for stem in wanted)
    simple: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")
    return sa.func.to_tsvector(simple, SearchEntry.stems).op("@@")(
        sa.func.to_tsquery(simple, query)
    )


def _star(stem: str) -> str:
    return "*" if len(stem) >= SHORTEST_BEGINNING else ""
