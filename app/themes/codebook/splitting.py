"""Splitting a theme by picking excerpts: they are coded with a new theme instead of the old one.

Nobody's coding is changed: each picked excerpt gets a new one, with the other themes, nature,
stance and note of the one that counted. Undoing gives the picked ones back the same way.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import (
    IN_CORPUS,
    CodebookAct,
    CodebookEvent,
    Coding,
    CodingTheme,
    CodingVia,
    Contribution,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Theme,
)
from app.models.types import new_id
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.acts.splitting import giving, split
from app.themes.codebook.refusals import CodedSince, NothingPicked, TooManyPicked
from app.themes.codebook.state import Codebook, read
from app.themes.codebook.writing import Act, Editor, act_once
from app.themes.coding.deciding import AT_ONCE, Coder, Decided, How, code_many
from app.themes.membership import coded_in

MOST_PICKED = 200


def split_off(
    session: Session,
    editor: Editor,
    theme_id: uuid.UUID,
    described: Description,
    excerpt_ids: Sequence[uuid.UUID],
    *,
    is_below: bool,
) -> CodebookEvent | None:
    """A new theme out of some excerpts of another, beside it or below it.

    Raises:
        NothingPicked: none of these counts for the theme.
        TooManyPicked: more than `MOST_PICKED`.
        ThemeChanged: somebody changed the theme meanwhile.
        Refused: of the new theme or its place.
    """
    if len(excerpt_ids) > MOST_PICKED:
        raise TooManyPicked
    part_id = new_id()

    def wanted(codebook: Codebook) -> Act:
        changes = split(codebook, theme_id, part_id, described, is_below=is_below)
        if not _counting_for(session, theme_id, excerpt_ids):
            raise NothingPicked
        return Act(CodebookAct.SPLIT, part_id, changes)

    def give(event: CodebookEvent) -> None:
        picked = _counting_for(session, theme_id, excerpt_ids)
        give_over(session, editor, event, dict.fromkeys(picked, (theme_id, part_id)))

    return act_once(session, editor, wanted, then=give)


def give_over(
    session: Session,
    editor: Editor,
    event: CodebookEvent,
    moved: Mapping[uuid.UUID, tuple[uuid.UUID, uuid.UUID]],
) -> None:
    """Code each excerpt with the second of two themes instead of the first, as part of an event."""
    coder = Coder(editor.consultation_id, editor.account_id)
    how = How(via=CodingVia.SPLIT, event_id=event.id)
    left = iter(moved)
    while some := list(islice(left, AT_ONCE)):
        decided = {
            excerpt_id: replace(one, theme_ids=_instead(one.theme_ids, *moved[excerpt_id]))
            for excerpt_id, one in _what_counts(session, some).items()
        }
        code_many(session, coder, decided, how, key=editor.key)


def given_by(session: Session, event: CodebookEvent) -> list[uuid.UUID]:
    """The excerpts that a split gave, once it is sure that nobody coded them since.

    Raises:
        CodedSince: somebody did.
    """
    counts = sa.and_(
        ExcerptCoding.excerpt_id == Coding.excerpt_id, ExcerptCoding.coding_id == Coding.id
    )
    rows = session.execute(
        sa.select(Coding.excerpt_id, ExcerptCoding.excerpt_id.is_not(None).label("counts"))
        .outerjoin(ExcerptCoding, counts)
        .where(Coding.event_id == event.id)
    ).all()
    if since := sum(not row.counts for row in rows):
        raise CodedSince(since)
    return sorted(row.excerpt_id for row in rows)


def moved_back(
    session: Session, event: CodebookEvent, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID]]:
    """From which theme to which one each excerpt goes when a split, or its undoing, is undone."""
    was = giving(read(event.changes))
    # The codings of the undoing name the whole only: those before it say which part it was.
    telling = event.undoes_id if was.is_back else event.id
    named = (
        sa.select(Coding.excerpt_id, CodingTheme.theme_id)
        .join(CodingTheme, CodingTheme.coding_id == Coding.id)
        .where(Coding.event_id == telling, CodingTheme.theme_id.in_(was.parts))
    )
    parts = dict(session.execute(named).all())
    return {
        one: (was.whole, parts[one]) if was.is_back else (parts[one], was.whole)
        for one in excerpt_ids
    }


def _counting_for(
    session: Session, theme_id: uuid.UUID, among: Sequence[uuid.UUID]
) -> list[uuid.UUID]:
    """Those of some excerpts of the corpus whose coding counts for a theme."""
    found = (
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.id.in_(among),
            Excerpt.id.in_(coded_in(theme_id)),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id)
    )
    return list(session.scalars(found))


def _instead(
    theme_ids: Iterable[uuid.UUID], one: uuid.UUID, other: uuid.UUID
) -> tuple[uuid.UUID, ...]:
    return tuple(dict.fromkeys(other if each == one else each for each in theme_ids))


def _what_counts(session: Session, excerpt_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Decided]:
    """What is decided of some excerpts at this moment, by the themes that count now."""
    standing = aliased(Theme)
    themes: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for excerpt_id, theme_id in session.execute(
        sa.select(ExcerptTheme.excerpt_id, standing.id)
        .join(Theme, ExcerptTheme.theme_id == Theme.id)
        .join(standing, Theme.stands_for_id == standing.id)
        .where(ExcerptTheme.excerpt_id.in_(excerpt_ids))
        .order_by(standing.id)
    ):
        themes[excerpt_id].append(theme_id)
    codings = session.scalars(
        sa.select(Coding)
        .join(ExcerptCoding, ExcerptCoding.coding_id == Coding.id)
        .where(ExcerptCoding.excerpt_id.in_(excerpt_ids))
    )
    return {
        one.excerpt_id: Decided(
            theme_ids=tuple(themes[one.excerpt_id]),
            nature=one.nature,
            stance=one.stance,
            is_flagged=one.is_flagged,
            note=one.note,
        )
        for one in codings
    }
