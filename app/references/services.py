"""Keeping the bibliography: adding, correcting and removing references."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Citation, Reference, ReferenceQuote, ReferenceTag
from app.models.turns import wait_for_consultation
from app.references.description import (
    LIMITS,
    LONGEST_KEY,
    Description,
    author_of,
    fold,
    tidy_key,
    year_number,
)
from app.references.likeness import Known
from app.references.queries import all_references, quotes_in_corpus

LONGEST_ORDER = 300


class LooksTheSame(ValueError):
    """The bibliography holds what may be the same document."""

    def __init__(self, references: list[Reference]) -> None:
        super().__init__("These references look the same.")
        self.references = references


class ChangedMeanwhile(ValueError):
    """Somebody else corrected the reference since it was read."""


class StillCited(ValueError):
    """A line of the strategy cites the reference."""


class StillQuoted(ValueError):
    """Words are quoted from the reference."""


def description_of(reference: Reference) -> Description:
    """What a row says."""
    return Description(
        kind=reference.kind,
        authors=tuple(map(author_of, reference.authors)),
        accessed_on=reference.accessed_on,
        tags=tuple(sorted(tag.name for tag in reference.tags)),
        key=reference.key,
        extra=tuple(sorted(reference.extra.items())),
        **{name: getattr(reference, name) for name in LIMITS},
    )


def fingerprint(reference: Reference) -> str:
    """Changes whenever what the row says does: a form carries it to notice other people."""
    return hashlib.sha256(repr(description_of(reference)).encode()).hexdigest()


def add(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    described: Description,
    even_if_like_another: bool = False,
) -> Reference:
    """Add a reference. One that says exactly the same is there already: it is given back.

    Raises:
        LooksTheSame: some may be the same document, and nobody said that it is another one.
    """
    wait_for_consultation(session, consultation_id)
    known = all_references(session, consultation_id)
    described = with_key(described, {one.key for one in known})
    alike = Known((description_of(one), one) for one in known).like(described)
    for one in known:
        if _says(one) == _says_of(described):
            return one
    if alike and not even_if_like_another:
        raise LooksTheSame(alike)
    return add_row(session, consultation_id, account_id, described)


def change(session: Session, reference: Reference, described: Description, *, seen: str) -> None:
    """Correct a reference. `seen` is its fingerprint when it was read; its key stays.

    Raises:
        ChangedMeanwhile: it is another one now.
    """
    wait_for_consultation(session, reference.consultation_id)
    session.refresh(reference)
    if _says(reference) == _says_of(described):
        return
    if fingerprint(reference) != seen:
        raise ChangedMeanwhile("Somebody else corrected this reference.")
    write(session, reference, described)


def remove(session: Session, reference: Reference) -> None:
    """Remove a reference, and those of its quotes that were withdrawn.

    Raises:
        StillQuoted: words quoted from it are in the corpus.
        StillCited: a line of the strategy cites it.
    """
    wait_for_consultation(session, reference.consultation_id)
    cited = sa.select(Citation.id).where(Citation.reference_id == reference.id)
    if session.scalar(cited.limit(1)) is not None:
        raise StillCited("A line of the strategy cites this reference.")
    if quotes_in_corpus(session, reference.id):
        raise StillQuoted("Words are quoted from this reference.")
    session.execute(sa.delete(ReferenceQuote).where(ReferenceQuote.reference_id == reference.id))
    session.delete(reference)
    session.flush()


def add_row(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    described: Description,
) -> Reference:
    """A new row, whose key nobody else has."""
    reference = Reference(
        consultation_id=consultation_id, account_id=account_id, key=described.key, tags=[]
    )
    write(session, reference, described)
    session.add(reference)
    session.flush()
    return reference


def write(session: Session, reference: Reference, described: Description) -> None:
    """Make a row say what a description says, but for its key."""
    for name in LIMITS:
        setattr(reference, name, getattr(described, name))
    reference.kind = described.kind
    reference.accessed_on = described.accessed_on
    reference.authors = [author.as_row() for author in described.authors]
    reference.extra = dict(described.extra)
    reference.author_order = order_of(described)
    reference.year_order = year_number(described.year)
    kept = {tag.name: tag for tag in reference.tags}
    reference.tags = [kept.get(name) or ReferenceTag(name=name) for name in described.tags]


def order_of(described: Description) -> str:
    """Where a reference stands among others: by its authors, its year, its title."""
    names = [author.name for author in described.authors]
    return fold(" ".join([*names, described.year, described.title]))[:LONGEST_ORDER]


def with_key(described: Description, taken: Collection[str]) -> Description:
    """The description under its own key, or one made of its author and year; with a letter
    after it where another reference has that key."""
    first = described.authors[0] if described.authors else None
    name = fold((first.literal or first.family) if first else described.title).split(" ")[0]
    year = year_number(described.year) or ""
    wanted = described.key or tidy_key(f"{name}{year}") or "reference"
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted[: LONGEST_KEY - 6]}-{number}"
    return replace(described, key=key)


def _says(reference: Reference) -> Description:
    return _says_of(description_of(reference))


def _says_of(described: Description) -> Description:
    return replace(described, key="")
