"""A list of sure ones is drawn, its sample checked, the rest accepted, and all of it undone."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Coding,
    CodingVia,
    Excerpt,
    ExcerptCoding,
    ShownBecause,
    SureList,
    SureListState,
)
from app.models.turns import (
    ChangedMeanwhile,
    wait_for_codebook,
    wait_for_name,
    wait_for_others,
)
from app.themes.coding.deciding import (
    AT_ONCE,
    Coder,
    Decided,
    How,
    code_many,
    take_back_many,
    wait_for_excerpts,
)
from app.themes.coding.learning import ask_after_decisions
from app.themes.coding.sure.lists import in_parts, is_decided, open_list_of, sure_of
from app.themes.coding.sure.verdict import left_of, verdict_of


class NothingSure(LookupError):
    """The machine is sure of nothing for this theme, or the theme is gone."""


def draw(session: Session, coder: Coder, theme_id: uuid.UUID) -> uuid.UUID:
    """Freeze the list of a theme and draw its sample; the one that is looked at, if there is one.

    Raises:
        NothingSure: there is nothing to look at.
    """
    session.flush()
    wait_for_name(session, f"sure lists {coder.consultation_id.hex}")
    known = open_list_of(session, coder.consultation_id, theme_id)
    if known is not None:
        return known
    sure = sure_of(session, coder.consultation_id, theme_id, seed=secrets.randbits(32))
    if not sure.ids:
        raise NothingSure
    made = SureList(
        consultation_id=coder.consultation_id,
        theme_id=theme_id,
        account_id=coder.account_id,
        lowest_score=sure.threshold,
        excerpts=list(sure.ids),
        sample=list(sure.sample),
    )
    session.add(made)
    session.flush()
    return made.id


def check(
    session: Session,
    coder: Coder,
    sure_list: SureList,
    decided: Mapping[uuid.UUID, Decided],
    *,
    key: str,
) -> None:
    """Keep what somebody said of the excerpts of the sample. Sent twice, it is kept once.

    Raises:
        ChangedMeanwhile: somebody else looked at it first, or the list is closed.
        ThemeGone: see `app.themes.coding.deciding`.
    """
    wait_for_others(session, sure_list)
    if sure_list.state is not SureListState.CHECKED or _is_checked(session, sure_list):
        if _is_checked(session, sure_list, coder):
            return
        raise ChangedMeanwhile
    how = How(
        via=CodingVia.SAMPLE,
        because=ShownBecause.DRAWN,
        proposed_theme_id=sure_list.theme_id,
        sure_list_id=sure_list.id,
    )
    code_many(session, coder, decided, how, key=key)
    ask_after_decisions(session, coder.consultation_id)


def accept(session: Session, coder: Coder, sure_list: SureList) -> int:
    """Give the theme to all the others of which nobody decided meanwhile; how many.

    A list that was accepted already is left as it is.

    Raises:
        ChangedMeanwhile: its sample was not looked at, or the list was given up.
        ThemeGone: see `app.themes.coding.deciding`.
    """
    wait_for_others(session, sure_list)
    if sure_list.state is SureListState.ACCEPTED:
        return 0
    if sure_list.state is not SureListState.CHECKED or not verdict_of(session, sure_list):
        raise ChangedMeanwhile
    wait_for_codebook(session, coder.consultation_id, to_change=False)
    how = How(via=CodingVia.LIST, proposed_theme_id=sure_list.theme_id, sure_list_id=sure_list.id)
    given = Decided(theme_ids=(sure_list.theme_id,))
    added = 0
    for part in in_parts(left_of(sure_list), AT_ONCE):
        decided = dict.fromkeys(_undecided(session, coder, part), given)
        added += code_many(session, coder, decided, how, key=f"accepted {sure_list.id.hex}")
    sure_list.state = SureListState.ACCEPTED
    session.flush()
    ask_after_decisions(session, coder.consultation_id)
    return added


def give_up(session: Session, sure_list: SureList) -> None:
    """Leave the others to the queue; what was said of the sample stays.

    Raises:
        ChangedMeanwhile: the list was accepted.
    """
    wait_for_others(session, sure_list)
    if sure_list.state is SureListState.ACCEPTED:
        raise ChangedMeanwhile
    sure_list.state = SureListState.GIVEN_UP
    session.flush()


def take_back_list(session: Session, sure_list: SureList) -> int:
    """Undo an accepted list: its decisions that nobody touched since count no more; how many.

    Each is taken back in the name of who accepted it, whose decision ends; the log says who did.
    """
    wait_for_others(session, sure_list)
    if sure_list.state is not SureListState.ACCEPTED:
        return 0
    wait_for_codebook(session, sure_list.consultation_id, to_change=False)
    how = How(via=CodingVia.LIST, sure_list_id=sure_list.id)
    undone = 0
    for part in in_parts(left_of(sure_list), AT_ONCE):
        wait_for_excerpts(session, sure_list.consultation_id, part)
        for account_id, excerpt_ids in _untouched(session, sure_list, part).items():
            coder = Coder(sure_list.consultation_id, account_id)
            key = f"taken back {sure_list.id.hex}"
            undone += take_back_many(session, coder, excerpt_ids, how, key=key)
    sure_list.state = SureListState.GIVEN_UP
    session.flush()
    ask_after_decisions(session, sure_list.consultation_id)
    return undone


def _is_checked(session: Session, sure_list: SureList, by: Coder | None = None) -> bool:
    found = sa.select(Coding.id).where(
        Coding.sure_list_id == sure_list.id, Coding.via == CodingVia.SAMPLE
    )
    if by is not None:
        found = found.where(Coding.account_id == by.account_id)
    return session.scalar(found.limit(1)) is not None


def _undecided(
    session: Session, coder: Coder, excerpt_ids: Sequence[uuid.UUID]
) -> Sequence[uuid.UUID]:
    """Those of some excerpts of which nobody decided, once nobody does at this moment."""
    found = wait_for_excerpts(session, coder.consultation_id, excerpt_ids)
    return session.scalars(sa.select(Excerpt.id).where(Excerpt.id.in_(found), ~is_decided())).all()


def _untouched(
    session: Session, sure_list: SureList, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID | None, list[uuid.UUID]]:
    """Those of some excerpts whose only decision is still that of the list, by who accepted it."""
    found = (
        sa.select(Coding.account_id, Coding.excerpt_id)
        .join(ExcerptCoding, ExcerptCoding.coding_id == Coding.id)
        .where(
            Coding.excerpt_id.in_(excerpt_ids),
            Coding.sure_list_id == sure_list.id,
            Coding.via == CodingVia.LIST,
            ExcerptCoding.coders == 1,
        )
    )
    untouched: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for account_id, excerpt_id in session.execute(found):
        untouched.setdefault(account_id, []).append(excerpt_id)
    return untouched
