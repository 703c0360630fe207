"""Which decision counts on an excerpt that several people may have coded.

Of each person the newest row stands, unless it skips or takes back. What somebody decided in view
of all the rest (`OPEN`: on a page, when settling, when splitting a theme) outweighs what came
before it. Of those that are left, the newest counts; where they name different themes, the excerpt
is disputed until somebody settles it. A theme that was set aside counts for nothing, and what named
no other theme is as if nobody had decided it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    CodedState,
    Coding,
    CodingAct,
    CodingTheme,
    CodingVia,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
    ThemeState,
)

OPEN = (CodingVia.PAGE, CodingVia.SETTLED, CodingVia.SPLIT)


@dataclass(frozen=True)
class Counts:
    """The decision that counts on an excerpt, and what the others make of it."""

    coding: Coding
    state: CodedState
    coders: int
    is_flagged: bool


def count_again(
    session: Session, consultation_id: uuid.UUID, excerpt_ids: Sequence[uuid.UUID]
) -> None:
    """Write anew what counts of some excerpts (500 at most), which the caller holds."""
    if not excerpt_ids:
        return
    codings = _newest_of_each(session, excerpt_ids)
    themes = _themes_of(session, [one.id for each in codings.values() for one in each])
    for model in (ExcerptTheme, ExcerptCoding):
        session.execute(sa.delete(model).where(model.excerpt_id.in_(excerpt_ids)))
    counted = {
        excerpt_id: counts
        for excerpt_id, each in codings.items()
        if (counts := what_counts(each, themes)) is not None
    }
    if counted:
        session.execute(
            sa.insert(ExcerptCoding),
            [
                {
                    "excerpt_id": excerpt_id,
                    "consultation_id": consultation_id,
                    "coding_id": counts.coding.id,
                    "state": counts.state,
                    "coders": counts.coders,
                    "nature": counts.coding.nature,
                    "stance": counts.coding.stance,
                    "is_flagged": counts.is_flagged,
                }
                for excerpt_id, counts in counted.items()
            ],
        )
    given = [
        {"excerpt_id": excerpt_id, "theme_id": theme_id}
        for excerpt_id, counts in counted.items()
        for theme_id in sorted(themes[counts.coding.id])
    ]
    if given:
        session.execute(sa.insert(ExcerptTheme), given)


def weighed_decisions(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[Coding, frozenset[uuid.UUID]]]]:
    """The decisions that weigh on some excerpts, the oldest first, each with its themes."""
    newest = _newest_of_each(session, excerpt_ids)
    themes = _themes_of(session, [one.id for each in newest.values() for one in each])
    return {
        excerpt_id: [
            (one, themes[one.id])
            for one in _since_the_last_open(
                [each for each in codings if each.act is CodingAct.CODED]
            )
        ]
        for excerpt_id, codings in newest.items()
    }


def _newest_of_each(
    session: Session, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[Coding]]:
    """The newest row of each person on each excerpt, the oldest of them first."""
    newest: dict[tuple[uuid.UUID, uuid.UUID | None], Coding] = {}
    found = sa.select(Coding).where(Coding.excerpt_id.in_(excerpt_ids)).order_by(Coding.id)
    for one in session.scalars(found):
        newest[one.excerpt_id, one.account_id] = one
    by_excerpt: dict[uuid.UUID, list[Coding]] = defaultdict(list)
    for one in sorted(newest.values(), key=lambda one: one.id):
        by_excerpt[one.excerpt_id].append(one)
    return by_excerpt


def _themes_of(
    session: Session, coding_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """The themes that each coding names, by those for which they stand now; without the codings
    that named themes of which none is left."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {one: set() for one in coding_ids}
    emptied: set[uuid.UUID] = set()
    standing = sa.orm.aliased(Theme)
    rows = session.execute(
        sa.select(CodingTheme.coding_id, standing.id, standing.state)
        .join(Theme, CodingTheme.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(CodingTheme.coding_id.in_(coding_ids))
    )
    for coding_id, theme_id, state in rows:
        if state is ThemeState.APPROVED:
            found[coding_id].add(theme_id)
        else:
            emptied.add(coding_id)
    return {
        coding_id: frozenset(themes)
        for coding_id, themes in found.items()
        if themes or coding_id not in emptied
    }


def what_counts(
    newest: Sequence[Coding], themes: Mapping[uuid.UUID, frozenset[uuid.UUID]]
) -> Counts | None:
    """What counts on an excerpt; None where all that was decided was taken back.

    `newest` is the last row of each person, the oldest first; `themes` are those each row names,
    without the rows that named themes of which none is left.
    """
    standing = [one for one in newest if one.act is CodingAct.CODED and one.id in themes]
    skipped = [one for one in newest if one.act is CodingAct.SKIPPED]
    if not standing and not skipped:
        return None
    weighed = _since_the_last_open(standing)
    return Counts(
        coding=(weighed or skipped)[-1],
        state=_state(weighed, themes),
        coders=len(standing),
        is_flagged=any(one.is_flagged for one in (*weighed, *skipped)),
    )


def _since_the_last_open(standing: Sequence[Coding]) -> list[Coding]:
    places = [place for place, one in enumerate(standing) if one.via in OPEN]
    return list(standing[places[-1] if places else 0 :])


def _state(
    weighed: Sequence[Coding], themes: Mapping[uuid.UUID, frozenset[uuid.UUID]]
) -> CodedState:
    if not weighed:
        return CodedState.SKIPPED
    if len({themes[one.id] for one in weighed}) > 1:
        return CodedState.DISPUTED
    settled = any(one.via is CodingVia.SETTLED for one in weighed)
    return CodedState.SETTLED if settled else CodedState.CODED
