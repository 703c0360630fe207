"""Reading suggestions: lists, one of them with what it would change."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import digest_of, readings_of
from app.models import (
    Amendment,
    AmendmentState,
    NodeRevision,
    Organisation,
    Participant,
    StrategyNode,
)
from app.strategy.citing import text_differences
from app.strategy.writing.queries import wording_of
from app.web.differences import Piece, differences
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion in a list, and for whom its author speaks where they signed."""

    made: Amendment
    node: StrategyNode
    organisation: str

    @property
    def is_stale(self) -> bool:
        """Whether the line was changed since it was suggested upon."""
        return self.node.version != self.made.made_from


@dataclass(frozen=True)
class Compared:
    """What a suggestion changes, word by word."""

    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True)
class SuggestionShown:
    """A suggestion against the line that its author read, and against the line of today where
    that is another one; `became`: what the line became with it."""

    line: SuggestionLine
    then: Compared
    today: Compared | None
    became: Compared | None = None


@dataclass(frozen=True)
class Wanted:
    """Which suggestions are listed: of one line or of all, in these states."""

    consultation_id: uuid.UUID
    node_id: uuid.UUID | None = None
    states: Sequence[AmendmentState] = field(default_factory=tuple)
    only_public: bool = False


def suggestions_page(session: Session, wanted: Wanted, cursor: Cursor) -> Page[SuggestionLine]:
    """Suggestions, the newest first."""
    found = _lines().where(Amendment.consultation_id == wanted.consultation_id)
    if wanted.node_id is not None:
        found = found.where(Amendment.node_id == wanted.node_id)
    if wanted.states:
        found = found.where(Amendment.state.in_(wanted.states))
    if wanted.only_public:
        found = found.where(Amendment.is_public)
    return _page(session, found, cursor)


def has_public(session: Session, consultation_id: uuid.UUID) -> bool:
    """Whether some are answered, which everybody reads."""
    ours = sa.and_(Amendment.consultation_id == consultation_id, Amendment.is_public)
    return session.scalar(sa.select(Amendment.id).where(ours).limit(1)) is not None


def own_suggestions(
    session: Session, participant: Participant, cursor: Cursor
) -> Page[SuggestionLine]:
    """What this participant suggested, the newest first."""
    return _page(session, _lines().where(Amendment.participant_id == participant.id), cursor)


def suggestion_of(
    session: Session, consultation_id: uuid.UUID, amendment_id: uuid.UUID
) -> SuggestionLine | None:
    return _one(session, consultation_id, Amendment.id == amendment_id)


def suggestion_with(
    session: Session, consultation_id: uuid.UUID, typed: str
) -> SuggestionLine | None:
    """The suggestion that this code opens, however it was typed."""
    digests = [digest_of(code) for code in readings_of(typed)]
    return _one(session, consultation_id, Amendment.digest.in_(digests))


def waiting_by_line(session: Session, consultation_id: uuid.UUID) -> list[tuple[StrategyNode, int]]:
    """The lines of which suggestions wait for an answer, in the order of the document."""
    number = sa.func.count(Amendment.id)
    rows = session.execute(
        sa.select(StrategyNode, number)
        .join(Amendment, Amendment.node_id == StrategyNode.id)
        .where(
            Amendment.consultation_id == consultation_id,
            Amendment.state == AmendmentState.SENT,
        )
        .group_by(StrategyNode.id)
        .order_by(StrategyNode.position)
    )
    return [(row[0], row[1]) for row in rows]


def shown(session: Session, line: SuggestionLine) -> SuggestionShown:
    """A suggestion with what it changes."""
    made, node = line.made, line.node
    then = words_then(session, node, made.made_from)
    now = (node.title, node.text)
    suggested = (made.title, made.text)
    return SuggestionShown(
        line,
        compared(then, suggested),
        compared(now, suggested) if now != then else None,
        _became(session, made),
    )


def words_then(session: Session, node: StrategyNode, number: int) -> tuple[str, str]:
    """The title and the text that a line had after a revision; of today where it has none."""
    return wording_of(session, node, number) or (node.title, node.text)


def compared(before: tuple[str, str], after: tuple[str, str]) -> Compared:
    return Compared(differences(before[0], after[0]), text_differences(before[1], after[1]))


def _became(session: Session, made: Amendment) -> Compared | None:
    """How the line changed when a part of the suggestion was taken in."""
    if made.state is not AmendmentState.PARTLY_ACCEPTED:
        return None
    taken_in = session.scalar(
        sa.select(NodeRevision).where(NodeRevision.amendment_id == made.id).limit(1)
    )
    if taken_in is None:
        return None
    before = session.scalar(
        sa.select(NodeRevision.became).where(
            NodeRevision.node_id == made.node_id, NodeRevision.number == taken_in.number - 1
        )
    )
    return compared(_words_of(before or {}), _words_of(taken_in.became))


def _words_of(became: dict[str, Any]) -> tuple[str, str]:
    return became.get("title", ""), became.get("text", "")


def _lines() -> sa.Select[Any]:
    signed_for = sa.case((Amendment.author != "", Organisation.name), else_="")
    return (
        sa.select(Amendment, StrategyNode, signed_for.label("organisation"))
        .join(StrategyNode, Amendment.node_id == StrategyNode.id)
        .outerjoin(Organisation, Amendment.organisation_id == Organisation.id)
    )


def _one(session: Session, consultation_id: uuid.UUID, which: Any) -> SuggestionLine | None:
    ours = Amendment.consultation_id == consultation_id
    row = session.execute(_lines().where(ours, which)).first()
    return _line(row) if row else None


def _line(row: Any) -> SuggestionLine:
    return SuggestionLine(row.Amendment, row.StrategyNode, row.organisation or "")


def _page(session: Session, found: sa.Select[Any], cursor: Cursor) -> Page[SuggestionLine]:
    found = paged(found, Amendment.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    rows = [_line(row) for row in session.execute(found)]
    return make_page(rows, cursor, size=PAGE_SIZE, key_of=lambda one: one.made.id)
