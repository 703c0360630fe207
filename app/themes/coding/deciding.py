"""What people decide of excerpts: their themes, nature and stance. Rows are only ever added."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    IN_CORPUS,
    Coding,
    CodingAct,
    CodingStance,
    CodingTheme,
    CodingVia,
    Contribution,
    Excerpt,
    Nature,
    ShownBecause,
    Theme,
    ThemeState,
)
from app.models.turns import wait_for_codebook
from app.models.types import new_id
from app.themes.coding.what_counts import count_again

AT_ONCE = 500
"""Excerpts that are written together, of a list that may hold twenty thousand."""
LONGEST_NOTE = 2000


class NotInCorpus(LookupError):
    """The excerpt is not of this consultation, or its author withdrew it."""


class ThemeGone(LookupError):
    """A theme is not in the codebook of this consultation (any more)."""


@dataclass(frozen=True)
class Coder:
    """Who decides, and in which consultation."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID | None


@dataclass(frozen=True)
class Decided:
    """What somebody says of an excerpt: several themes, or none, which says that none fits."""

    theme_ids: tuple[uuid.UUID, ...] = ()
    nature: Nature | None = None
    stance: CodingStance | None = None
    is_flagged: bool = False
    note: str = ""


@dataclass(frozen=True)
class How:
    """The circumstances of a decision."""

    via: CodingVia
    because: ShownBecause | None = None
    proposed_theme_id: uuid.UUID | None = None
    proposed_score: float | None = None
    event_id: uuid.UUID | None = None
    sure_list_id: uuid.UUID | None = None


def code(
    session: Session, coder: Coder, excerpt_id: uuid.UUID, decided: Decided, how: How, *, key: str
) -> None:
    """Keep what somebody decided of an excerpt. `key` was made with the page.

    Raises:
        NotInCorpus: the excerpt is not to be coded here.
        ThemeGone: one of the themes was set aside, or is not of this consultation.
    """
    _add(session, coder, {excerpt_id: decided}, how, act=CodingAct.CODED, key=key)


def skip(
    session: Session, coder: Coder, excerpt_id: uuid.UUID, decided: Decided, how: How, *, key: str
) -> None:
    """Leave an excerpt to others, perhaps with a flag and a note; its themes are not kept.

    Raises:
        NotInCorpus: the excerpt is not to be coded here.
    """
    left = Decided(is_flagged=decided.is_flagged, note=decided.note)
    _add(session, coder, {excerpt_id: left}, how, act=CodingAct.SKIPPED, key=key)


def take_back(session: Session, coder: Coder, excerpt_id: uuid.UUID, how: How, *, key: str) -> None:
    """What this person decided of an excerpt counts no more.

    Raises:
        NotInCorpus: the excerpt is not to be coded here.
    """
    _add(session, coder, {excerpt_id: Decided()}, how, act=CodingAct.TAKEN_BACK, key=key)


def code_many(
    session: Session, coder: Coder, decided: Mapping[uuid.UUID, Decided], how: How, *, key: str
) -> int:
    """Keep decisions on many excerpts; how many are new. Sent twice, they are kept once.

    Excerpts that left the corpus meanwhile are passed over.

    Raises:
        ThemeGone: one of the themes was set aside, or is not of this consultation.
    """
    # In one order, so that no two who code the same ones wait for one another.
    left = iter(sorted(decided.items(), key=itemgetter(0)))
    added = 0
    while part := dict(islice(left, AT_ONCE)):
        added += _add(
            session, coder, part, how, act=CodingAct.CODED, key=key, passes_over_gone=True
        )
    return added


def take_back_many(
    session: Session, coder: Coder, excerpt_ids: Sequence[uuid.UUID], how: How, *, key: str
) -> int:
    """What this person decided of some excerpts (`AT_ONCE` at most) counts no more; how many.

    Sent twice, it is done once. Excerpts that left the corpus meanwhile are passed over.
    """
    decided = dict.fromkeys(excerpt_ids, Decided())
    act = CodingAct.TAKEN_BACK
    return _add(session, coder, decided, how, act=act, key=key, passes_over_gone=True)


def _add(
    session: Session,
    coder: Coder,
    decided: Mapping[uuid.UUID, Decided],
    how: How,
    *,
    act: CodingAct,
    key: str,
    passes_over_gone: bool = False,
) -> int:
    wait_for_codebook(session, coder.consultation_id, to_change=False)
    found = wait_for_excerpts(session, coder.consultation_id, decided)
    if len(found) < len(decided) and not passes_over_gone:
        raise NotInCorpus
    keys = {excerpt_id: _key_of(key, excerpt_id) for excerpt_id in found}
    known = _known(session, coder, keys.values())
    new = [excerpt_id for excerpt_id in found if keys[excerpt_id] not in known]
    themes = _themes_now(session, coder.consultation_id, (decided[one] for one in new))
    ids = {excerpt_id: new_id() for excerpt_id in new}
    rows = [
        {
            "id": ids[excerpt_id],
            "consultation_id": coder.consultation_id,
            "excerpt_id": excerpt_id,
            "account_id": coder.account_id,
            "key": keys[excerpt_id],
            "act": act,
            "nature": decided[excerpt_id].nature,
            "stance": decided[excerpt_id].stance,
            "is_flagged": decided[excerpt_id].is_flagged,
            "note": decided[excerpt_id].note.strip()[:LONGEST_NOTE],
            **asdict(how),
        }
        for excerpt_id in new
    ]
    given = [
        {"coding_id": ids[excerpt_id], "theme_id": theme_id}
        for excerpt_id in new
        for theme_id in dict.fromkeys(themes[one] for one in decided[excerpt_id].theme_ids)
    ]
    if rows:
        session.execute(sa.insert(Coding), rows)
    if given:
        session.execute(sa.insert(CodingTheme), given)
    count_again(session, coder.consultation_id, new)
    return len(new)


def wait_for_excerpts(
    session: Session, consultation_id: uuid.UUID, excerpt_ids: Iterable[uuid.UUID]
) -> list[uuid.UUID]:
    """Those of these excerpts that are in the corpus, once nobody else codes them."""
    session.flush()
    found = (
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.id.in_(list(excerpt_ids)),
            Excerpt.consultation_id == consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id)
        .with_for_update(key_share=True, of=Excerpt)
    )
    return list(session.scalars(found))


def _key_of(key: str, excerpt_id: uuid.UUID) -> str:
    return hashlib.sha256(f"{key} {excerpt_id.hex}".encode()).hexdigest()


def _known(session: Session, coder: Coder, keys: Iterable[str]) -> set[str]:
    found = sa.select(Coding.key).where(
        Coding.account_id.is_not_distinct_from(coder.account_id), Coding.key.in_(list(keys))
    )
    return set(session.scalars(found))


def _themes_now(
    session: Session, consultation_id: uuid.UUID, decided: Iterable[Decided]
) -> dict[uuid.UUID, uuid.UUID]:
    """Each theme that was named, and the one for which it stands by now."""
    named: Sequence[uuid.UUID] = list({one for each in decided for one in each.theme_ids})
    if not named:
        return {}
    standing = sa.orm.aliased(Theme)
    found = sa.select(Theme.id, standing.id).join(standing, Theme.stands_for_id == standing.id)
    themes = dict(
        session.execute(
            found.where(
                Theme.id.in_(named),
                Theme.consultation_id == consultation_id,
                standing.state == ThemeState.APPROVED,
            )
        ).all()
    )
    if len(themes) < len(named):
        raise ThemeGone
    return themes
