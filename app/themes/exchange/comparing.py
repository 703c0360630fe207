"""What would come of a file of codes: compared with the corpus, the codebook and the coding."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.tables import Table
from app.models import (
    Coding,
    CodingAct,
    CodingStance,
    CodingVia,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Nature,
    Theme,
)
from app.themes.codebook.writing import Editor, codebook_now
from app.themes.coding.deciding import Decided
from app.themes.exchange import placing, tables
from app.themes.exchange.codes import Themes, path_of, themes_for
from app.themes.exchange.incoming import Given, Incoming
from app.themes.exchange.qdpx.project import Project
from app.themes.exchange.texts import texts_of

AT_ONCE = 500

Reading = Project | Table


@dataclass(frozen=True)
class Preview:
    """What would come of a file. The mappings are by excerpt."""

    incoming: Incoming
    themes: Themes
    missing: tuple[str, ...]
    to_code: Mapping[uuid.UUID, Decided]
    near: int
    """Of those to code, the ones on whose very span nothing fell."""
    disputed: int
    """Of those to code, the ones that somebody else coded otherwise."""
    same: int
    """Coded so already: they are passed over."""
    own: int
    """Coded otherwise by whoever imports: their own decision stands."""


def compared(
    session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID | None, reading: Reading
) -> Preview:
    """What would come of a file if this person imported it now.

    Raises:
        Refused: a theme that it would add has no place in the codebook.
    """
    incoming = incoming_of(session, consultation_id, reading)
    return preview_of(session, consultation_id, account_id, incoming)


def incoming_of(session: Session, consultation_id: uuid.UUID, reading: Reading) -> Incoming:
    """What a file says of the excerpts of the corpus."""
    texts = texts_of(session, consultation_id)
    if isinstance(reading, Project):
        return placing.compared(reading, texts)
    return tables.compared(reading, texts)


def preview_of(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    incoming: Incoming,
) -> Preview:
    """What would come of what a file says, as the codebook and the coding are now. Raises as
    `compared`."""
    codebook = codebook_now(session, Editor(consultation_id, account_id, ""))
    themes = themes_for(codebook, incoming.codes, consultation_id)
    there = _there(session, incoming.given, account_id)
    to_code: dict[uuid.UUID, Decided] = {}
    near = disputed = same = own = 0
    for excerpt_id, given in incoming.given.items():
        nature = there.natures[excerpt_id]
        decided = _decided(given, themes, nature)
        coded = there.coded.get(excerpt_id)
        if coded is not None and _is_so(coded, decided, given, nature):
            same += 1
        elif excerpt_id in there.own:
            own += 1
        else:
            to_code[excerpt_id] = decided
            near += given.is_near
            disputed += coded is not None and coded.themes != set(decided.theme_ids)
    missing = tuple(sorted(path_of(codebook, one) for one in themes.missing))
    return Preview(incoming, themes, missing, to_code, near, disputed, same, own)


@dataclass(frozen=True)
class _Coded:
    themes: set[uuid.UUID]
    nature: Nature | None
    stance: CodingStance | None


@dataclass(frozen=True)
class _There:
    """What is known of some excerpts before."""

    natures: Mapping[uuid.UUID, Nature]
    coded: Mapping[uuid.UUID, _Coded]
    own: set[uuid.UUID]
    """Those that this person decided here."""


def _decided(given: Given, themes: Themes, nature: Nature | None) -> Decided:
    """A nature that the corpus says itself needs no decision."""
    return Decided(
        theme_ids=tuple(sorted({themes.of[code] for code in given.codes})),
        nature=given.nature if given.nature is not nature else None,
        stance=given.stance,
    )


def _is_so(coded: _Coded, decided: Decided, given: Given, nature: Nature) -> bool:
    """Whether the file says nothing else than what counts; of what it is silent, nothing."""
    return (
        coded.themes == set(decided.theme_ids)
        and given.stance in (None, coded.stance)
        and given.nature in (None, coded.nature or nature)
    )


def _there(
    session: Session, excerpt_ids: Iterable[uuid.UUID], account_id: uuid.UUID | None
) -> _There:
    natures: dict[uuid.UUID, Nature] = {}
    coded: dict[uuid.UUID, _Coded] = {}
    own: set[uuid.UUID] = set()
    named = list(excerpt_ids)
    for place in range(0, len(named), AT_ONCE):
        some = named[place : place + AT_ONCE]
        natures |= dict(
            session.execute(sa.select(Excerpt.id, Excerpt.nature).where(Excerpt.id.in_(some))).all()
        )
        coded |= _coded_among(session, some)
        own |= _own_among(session, some, account_id)
    return _There(natures, coded, own)


def _coded_among(session: Session, some: list[uuid.UUID]) -> dict[uuid.UUID, _Coded]:
    rows = session.execute(
        sa.select(ExcerptCoding.excerpt_id, ExcerptCoding.nature, ExcerptCoding.stance)
        .join(Coding, ExcerptCoding.coding_id == Coding.id)
        .where(ExcerptCoding.excerpt_id.in_(some), Coding.act == CodingAct.CODED)
    )
    found = {row.excerpt_id: _Coded(set(), row.nature, row.stance) for row in rows}
    given = (
        sa.select(ExcerptTheme.excerpt_id, Theme.stands_for_id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .where(ExcerptTheme.excerpt_id.in_(some))
    )
    for excerpt_id, theme_id in session.execute(given):
        if excerpt_id in found:
            found[excerpt_id].themes.add(theme_id)
    return found


def _own_among(
    session: Session, some: list[uuid.UUID], account_id: uuid.UUID | None
) -> set[uuid.UUID]:
    """Those whose newest decision of this person was made here, and stands."""
    newest: dict[uuid.UUID, tuple[CodingAct, CodingVia]] = {}
    found = (
        sa.select(Coding.excerpt_id, Coding.act, Coding.via)
        .where(Coding.excerpt_id.in_(some), Coding.account_id.is_not_distinct_from(account_id))
        .order_by(Coding.id)
    )
    for excerpt_id, act, via in session.execute(found):
        newest[excerpt_id] = act, via
    return {
        excerpt_id
        for excerpt_id, (act, via) in newest.items()
        if act is CodingAct.CODED and via is not CodingVia.IMPORTED
    }
