"""Descriptions for the tests: samples, and any that the columns can hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from app.models import ReferenceKind
from app.references.author_lines import authors_of_lines
from app.references.description import EDITOR, Author, Description, split_tags
from app.references.reading import settled


def book(title: str = "Le développement solidaire", authors: str = "", **values) -> Description:
    described = Description(
        kind=values.pop("kind", ReferenceKind.BOOK),
        title=title,
        authors=authors_of_lines(authors),
        **values,
    )
    return settled(described, {})


def _in_order(described: Description) -> Description:
    """As files hold them: those who wrote before those who directed."""
    authors = sorted(described.authors, key=lambda author: author.role == EDITOR)
    return replace(settled(described, {}), authors=tuple(authors))


SIGNS = "ab AB\\{}&%$#_^~@-'` é’«»\"=.,;<>\n\t–"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(SIGNS), st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
    ),
    max_size=20,
)
AUTHORS = st.builds(
    Author,
    family=TEXTS,
    given=TEXTS,
    literal=st.just("") | TEXTS,
    role=st.sampled_from(["", EDITOR]),
)
DESCRIPTIONS = st.builds(
    Description,
    kind=st.sampled_from(ReferenceKind),
    title=TEXTS.map(lambda text: f"{text}x"),
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    year=st.sampled_from(["2015", "[s. d.]", "2014-2015", ""]) | TEXTS,
    publisher=TEXTS,
    place=TEXTS,
    container=TEXTS,
    volume=TEXTS,
    issue=TEXTS,
    pages=TEXTS | st.sampled_from(["12-25", "p. 3", "12, 14-18"]),
    isbn=st.sampled_from(["", "978-2-07-036822-8"]),
    doi=st.sampled_from(["", "10.1000/a_b"]),
    url=st.sampled_from(["", "https://x.example/a?b=1&c={d}%20_"]),
    accessed_on=st.none() | st.dates(min_value=dt.date(1900, 1, 1)),
    abstract=TEXTS | st.tuples(TEXTS, TEXTS).map("\n\n".join),
    territory=TEXTS,
    tags=st.lists(TEXTS, max_size=3).map(lambda texts: tuple(split_tags(";".join(texts)))),
    key=st.just("k1"),
).map(lambda described: _in_order(settled(described, {})))
