"""What people decide of links: from an excerpt, a theme of the codebook or a point (a finding, a
need, a candidate action), to a line of the strategy or a point. Rows are only ever added."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    ACCEPTED,
    IN_CORPUS,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Pair,
    Suggestion,
)
from app.models.turns import wait_for_consultation, wait_for_name
from app.notifications.noticing import note_of_decision
from app.strategy.decisions import is_in_force
from app.strategy.linkable import (
    NotInConsultation,
    PointOfItself,
    linkable_excerpt,
    refuse_circles,
    refuse_unless_approved,
    refuse_unless_in_strategy,
    refuse_unless_in_use,
)

AT_ONCE = 500
"""Excerpts that are linked together, of a group that may hold twenty thousand."""


class MotiveMissing(ValueError):
    """Setting something aside needs a motive: its author may ask why."""


@dataclass(frozen=True)
class Decider:
    """Who decides, and in which consultation."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID | None


class Linked(TypedDict, total=False):
    """One source and one end, as `Pair` has them."""

    excerpt_id: uuid.UUID | None
    theme_id: uuid.UUID | None
    from_point_id: uuid.UUID | None
    node_id: uuid.UUID | None
    point_id: uuid.UUID | None


def keep(
    session: Session,
    decider: Decider,
    *,
    suggestion_id: uuid.UUID | None = None,
    **linked: Unpack[Linked],
) -> EvidenceLink:
    """The source is evidence for the end. Raises as `decide`."""
    pair = pair_of(linked)
    return decide(session, decider, pair, EvidenceStatus.KEPT, suggestion_id=suggestion_id)


def set_aside(
    session: Session,
    decider: Decider,
    *,
    motive: str,
    suggestion_id: uuid.UUID | None = None,
    **linked: Unpack[Linked],
) -> EvidenceLink:
    """The source is not evidence for the end. Raises as `decide`."""
    pair, status = pair_of(linked), EvidenceStatus.SET_ASIDE
    return decide(session, decider, pair, status, motive=motive, suggestion_id=suggestion_id)


def move(
    session: Session,
    decider: Decider,
    *,
    to_node_id: uuid.UUID,
    motive: str,
    suggestion_id: uuid.UUID | None = None,
    **linked: Unpack[Linked],
) -> EvidenceLink:
    """The source is evidence, but for another line of the strategy: two rows, of which the second
    is returned. Raises as `decide`."""
    set_aside(session, decider, motive=motive, suggestion_id=suggestion_id, **linked)
    elsewhere = replace(pair_of(linked), node_id=to_node_id, point_id=None)
    return decide(session, decider, elsewhere, EvidenceStatus.KEPT)


def take_back(session: Session, decider: Decider, **linked: Unpack[Linked]) -> EvidenceLink:
    """Undo: the pair waits for a decision again. What was decided stays in the history."""
    return decide(session, decider, pair_of(linked), EvidenceStatus.UNDECIDED)


def pair_of(linked: Linked) -> Pair:
    """What is linked.

    Raises:
        PointOfItself: a point is no evidence of itself.
        ValueError: there is not one source and one end.
    """
    point_id = linked.get("from_point_id")
    if point_id is not None and point_id == linked.get("point_id"):
        raise PointOfItself
    return Pair(**linked)


def decide(
    session: Session,
    decider: Decider,
    pair: Pair,
    status: EvidenceStatus,
    *,
    motive: str = "",
    suggestion_id: uuid.UUID | None = None,
) -> EvidenceLink:
    """Keep what somebody decides of a pair; the same decision sent twice is one.

    Raises:
        MotiveMissing: it is set aside without a motive.
        NotInConsultation: the source, the end or the suggestion is not of this consultation.
        ExcerptWithdrawn, ThemeNotApproved, PointIsAside: nothing can be linked to it any more.
        GoesInCircles: the end is evidence of the source already, perhaps through other points.
    """
    if status is EvidenceStatus.SET_ASIDE and not motive.strip():
        raise MotiveMissing
    if pair.from_point_id is not None and pair.point_id is not None:
        # Two links at once could close a circle that neither of them sees.
        wait_for_consultation(session, decider.consultation_id)
    wait_for_name(session, f"evidence {pair.key}")
    newest = _newest(session, pair)
    if newest is not None and (newest.status, newest.motive) == (status, motive):
        return newest
    contribution = _refuse_or_whose_words(session, decider.consultation_id, pair)
    refuse_circles(session, pair, status)
    if suggestion_id is not None and not _is_about(session, suggestion_id, pair):
        raise NotInConsultation
    link = EvidenceLink(
        consultation_id=decider.consultation_id,
        excerpt_id=pair.excerpt_id,
        theme_id=pair.theme_id,
        from_point_id=pair.from_point_id,
        node_id=pair.node_id,
        point_id=pair.point_id,
        suggestion_id=suggestion_id,
        account_id=decider.account_id,
        status=status,
        motive=motive,
    )
    session.add(link)
    session.flush()
    if contribution is not None and pair.node_id is not None:
        note_of_decision(session, contribution)
    return link


def decide_many(
    session: Session,
    decider: Decider,
    excerpt_ids: Iterable[uuid.UUID],
    status: EvidenceStatus,
    *,
    point_id: uuid.UUID,
    motive: str = "",
    again: bool = False,
) -> int:
    """Keep one decision on many excerpts for a point; on how many of them it is new.

    Excerpts that left the corpus are passed over, and those of which somebody decided before:
    `again` decides otherwise of these too, as somebody does who chose each of them.

    Raises:
        MotiveMissing: they are set aside without a motive.
        NotInConsultation, PointIsAside: nothing can be linked to the point.
    """
    if status is EvidenceStatus.SET_ASIDE and not motive.strip():
        raise MotiveMissing
    refuse_unless_in_use(session, decider.consultation_id, point_id)
    wait_for_name(session, f"evidence of {point_id.hex}")
    settled = _alike(status) if again else tuple(EvidenceStatus)
    left = iter(dict.fromkeys(excerpt_ids))
    added = 0
    while part := list(islice(left, AT_ONCE)):
        rows = [
            {
                "consultation_id": decider.consultation_id,
                "account_id": decider.account_id,
                "excerpt_id": excerpt_id,
                "point_id": point_id,
                "pair": Pair(excerpt_id=excerpt_id, point_id=point_id).key,
                "status": status,
                "motive": motive,
            }
            for excerpt_id in _not_decided(session, decider, part, point_id, settled)
        ]
        if rows:
            session.execute(sa.insert(EvidenceLink), rows)
        added += len(rows)
    return added


def _alike(status: EvidenceStatus) -> tuple[EvidenceStatus, ...]:
    """The decisions to which a decision adds nothing."""
    return ACCEPTED if status in ACCEPTED else (status,)


def _newest(session: Session, pair: Pair) -> EvidenceLink | None:
    found = sa.select(EvidenceLink).where(EvidenceLink.pair == pair.key)
    return session.scalar(found.order_by(EvidenceLink.id.desc()).limit(1))


def _refuse_or_whose_words(
    session: Session, consultation_id: uuid.UUID, pair: Pair
) -> Contribution | None:
    """Refuse what cannot be linked; the contribution of an excerpt, nothing for the others."""
    if pair.node_id is not None:
        refuse_unless_in_strategy(session, consultation_id, pair.node_id)
    if pair.theme_id is not None:
        refuse_unless_approved(session, consultation_id, pair.theme_id)
    for point_id in sorted(one for one in (pair.from_point_id, pair.point_id) if one):
        refuse_unless_in_use(session, consultation_id, point_id)
    if pair.excerpt_id is None:
        return None
    return linkable_excerpt(session, consultation_id, pair.excerpt_id)


def _is_about(session: Session, suggestion_id: uuid.UUID, pair: Pair) -> bool:
    suggestion = session.get(Suggestion, suggestion_id)
    return suggestion is not None and (suggestion.excerpt_id, suggestion.node_id) == (
        pair.excerpt_id,
        pair.node_id,
    )


def _not_decided(
    session: Session,
    decider: Decider,
    excerpt_ids: list[uuid.UUID],
    point_id: uuid.UUID,
    statuses: tuple[EvidenceStatus, ...],
) -> list[uuid.UUID]:
    """Those of these excerpts in the corpus of which none of `statuses` is in force for a point."""
    pairs = [Pair(excerpt_id=one, point_id=point_id).key for one in excerpt_ids]
    decided = set(
        session.scalars(
            sa.select(EvidenceLink.excerpt_id).where(
                EvidenceLink.pair.in_(pairs), EvidenceLink.status.in_(statuses), is_in_force()
            )
        )
    )
    in_corpus = session.scalars(
        sa.select(Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Excerpt.id.in_(excerpt_ids),
            Excerpt.consultation_id == decider.consultation_id,
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Excerpt.id)
    )
    return [one for one in in_corpus if one not in decided]
