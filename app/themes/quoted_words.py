"""Words of one text that runs tell apart from it: why a link is proposed, what a theme is called.

They were read in the text as it stood. Once it is masked they would tell what it no longer does.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Assignment, CandidateTheme, CodingProposal, Excerpt, Suggestion

SAID_BY_MANY = 5
"""Texts of a theme that hold a term; from here on it tells nothing of one of them."""
BETWEEN = ", "
"""What stands between the terms of a label."""
_NUMBER = re.compile(r" \(\d+\)$")
"""What tells two labels of the same words apart."""
Write = Callable[[str], None]
Quote = tuple[str, str, Write]
"""A place, the words that stand there, and what writes others."""


def words_quoted(session: Session, contribution_id: uuid.UUID) -> Iterator[Quote]:
    """The words that may have been read in this contribution only, in every run."""
    excerpts = sa.select(Excerpt.id).where(Excerpt.contribution_id == contribution_id)
    for link in session.scalars(sa.select(Suggestion).where(Suggestion.excerpt_id.in_(excerpts))):
        for place, word in enumerate(link.words):
            yield f"suggestion:{link.id}:{place}", word, partial(_write_word, link, place)
    proposed = sa.select(CodingProposal).where(CodingProposal.excerpt_id.in_(excerpts))
    for proposal in session.scalars(proposed):
        for place, word in enumerate(proposal.words):
            where = f"coding_proposal:{proposal.excerpt_id}:{place}"
            yield where, word, partial(_write_word, proposal, place)
    # What a theme lacks was read in the others: all the themes of the run are looked at.
    runs = sa.select(Assignment.run_id).where(Assignment.excerpt_id.in_(excerpts))
    for theme in session.scalars(sa.select(CandidateTheme).where(CandidateTheme.run_id.in_(runs))):
        yield from _of_theme(theme)


def _of_theme(theme: CandidateTheme) -> Iterator[Quote]:
    common = {
        term["term"].casefold()
        for term in (*theme.terms, *theme.lacking)
        if term.get("texts", 0) >= SAID_BY_MANY
    }
    for place, part in enumerate(_NUMBER.sub("", theme.label).split(BETWEEN)):
        if part.casefold() not in common:
            where = f"candidate_theme:{theme.id}:label:{place}"
            yield where, part, partial(_write_part, theme, place)
    for column in ("terms", "lacking"):
        for place, term in enumerate(getattr(theme, column)):
            if term["term"].casefold() not in common:
                where = f"candidate_theme:{theme.id}:{column}:{place}"
                yield where, term["term"], partial(_write_term, theme, column, place)


def _write_word(link: Suggestion | CodingProposal, place: int, word: str) -> None:
    link.words = [*link.words[:place], word, *link.words[place + 1 :]]


def _write_part(theme: CandidateTheme, place: int, words: str) -> None:
    parts = _NUMBER.sub("", theme.label).split(BETWEEN)
    number = _NUMBER.search(theme.label)
    label = BETWEEN.join([*parts[:place], words, *parts[place + 1 :]])
    theme.label = label + (number[0] if number else "")


def _write_term(theme: CandidateTheme, column: str, place: int, words: str) -> None:
    terms = [dict(term) for term in getattr(theme, column)]
    terms[place]["term"] = words
    setattr(theme, column, terms)
