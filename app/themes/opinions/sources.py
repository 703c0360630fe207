"""Where votes come from: idea boxes, and the cards of conferences."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.opinions import AGREE, DISAGREE, PASS, Vote
from app.consultations.queries import changes_in_size
from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import Told, told
from app.models import (
    Activity,
    Card,
    CardForm,
    Conference,
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaVote,
    Judgement,
    OpinionMap,
    Reaction,
    Stance,
    StrategyNode,
)


class SourceKind(enum.StrEnum):
    IDEAS = "ideas"
    CARDS = "cards"


SAID = {
    Judgement.AGREE.value: AGREE,
    Judgement.DISAGREE.value: DISAGREE,
    Judgement.PASS.value: PASS,
    Stance.FOR.value: AGREE,
    Stance.AGAINST.value: DISAGREE,
    # To amend is neither: the direction is not taken as it stands, and not refused.
    Stance.AMEND.value: PASS,
}


@dataclass(frozen=True)
class Source:
    """An idea box or a conference that has votes, and its map if one was asked for.

    `voters` are people (or cards) that said something of at least one idea (or direction).
    """

    kind: SourceKind
    id: uuid.UUID
    code: str
    title: str
    voters: int
    map: OpinionMap | None


@dataclass(frozen=True)
class Statement:
    """What is voted on; `code` is empty for an idea."""

    id: uuid.UUID
    code: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.code} – {self.title}" if self.code else self.title


def _ideas_votes() -> sa.Select[uuid.UUID, uuid.UUID, Judgement]:
    """Votes on the ideas that everybody reads, in no group or leading one."""
    return (
        sa.select(IdeaVote.participant_id, IdeaVote.idea_id, IdeaVote.judgement)
        .join(Idea, IdeaVote.idea_id == Idea.id)
        .join(Idea.contribution)
        .where(Idea.lead_id.is_(None), Contribution.state == ContributionState.PUBLISHED)
    )


def _cards_votes() -> sa.Select[uuid.UUID, uuid.UUID, Stance]:
    """What cards that were not withdrawn say of the directions; each card is a voter."""
    return (
        sa.select(Reaction.card_id, Reaction.node_id, Reaction.stance)
        .join(Card, Reaction.card_id == Card.id)
        .join(CardForm, Card.form_id == CardForm.id)
        .where(Card.withdrawn_at.is_(None))
    )


def sources_of(session: Session, consultation_id: uuid.UUID) -> list[Source]:
    """The idea boxes and conferences of a consultation that have votes, by their titles."""
    return _sources(session, consultation_id, _counted(session, consultation_id))


def sources_told(session: Session, consultation_id: uuid.UUID) -> Told[list[Source]]:
    """The same, of a large consultation with its voters as they were last counted."""
    found = told(
        session, consultation_id, VOTERS.name, Voters, lambda: _counted(session, consultation_id)
    )
    return Told(_sources(session, consultation_id, found.value), found.counted_at)


@dataclass(frozen=True)
class Voters:
    """How many voted, by idea box or conference; those without a vote are left out."""

    by_source: dict[uuid.UUID, int]


def _counted(session: Session, consultation_id: uuid.UUID) -> Voters:
    boxes = (
        _ideas_votes()
        .join(IdeaBox, Idea.box_id == IdeaBox.id)
        .join(Activity, IdeaBox.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id)
        .with_only_columns(IdeaBox.id, sa.func.count(sa.distinct(IdeaVote.participant_id)))
        .group_by(IdeaBox.id)
    )
    conferences = (
        _cards_votes()
        .join(Conference, Conference.activity_id == CardForm.activity_id)
        .join(Activity, Conference.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id)
        .with_only_columns(Conference.id, sa.func.count(sa.distinct(Reaction.card_id)))
        .group_by(Conference.id)
    )
    rows = session.execute(sa.union_all(boxes, conferences))
    found: list[tuple[uuid.UUID, int]] = [(row[0], row[1]) for row in rows]
    return Voters(dict(sorted(found)))


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id))


def _changes(session: Session, consultation_id: uuid.UUID) -> object:
    """The newest votes, of whichever consultation, beside what came and went."""
    newest = (
        sa.select(table.id).order_by(table.id.desc()).limit(1).scalar_subquery()
        for table in (IdeaVote, Reaction)
    )
    votes = session.execute(sa.select(*newest)).one()
    return changes_in_size(session, consultation_id), tuple(votes)


VOTERS = Figure("voters-1", _changes, _as_kept)


def _sources(session: Session, consultation_id: uuid.UUID, voters: Voters) -> list[Source]:
    numbers = voters.by_source
    boxes, conferences = (
        sa.select(sa.literal(kind.value), place.id, Activity.code, Activity.title)
        .join(Activity, place.activity_id == Activity.id)
        .where(place.id.in_(numbers))
        for kind, place in ((SourceKind.IDEAS, IdeaBox), (SourceKind.CARDS, Conference))
    )
    theirs = sa.select(OpinionMap).where(OpinionMap.consultation_id == consultation_id)
    maps = {one.idea_box_id or one.conference_id: one for one in session.scalars(theirs)}
    found = [
        Source(SourceKind(kind), source_id, code, title, numbers[source_id], maps.get(source_id))
        for kind, source_id, code, title in session.execute(sa.union_all(boxes, conferences))
    ]
    return sorted(found, key=lambda one: (one.title, one.id))


def source_of(
    session: Session, consultation_id: uuid.UUID, kind: SourceKind, source_id: uuid.UUID
) -> Source | None:
    """One of them."""
    sources = sources_of(session, consultation_id)
    return next((one for one in sources if (one.kind, one.id) == (kind, source_id)), None)


def kind_of(found: OpinionMap) -> SourceKind:
    return SourceKind.CARDS if found.idea_box_id is None else SourceKind.IDEAS


def votes_of(session: Session, found: OpinionMap) -> list[Vote]:
    """Every vote that a map is about."""
    if found.idea_box_id is not None:
        rows = session.execute(_ideas_votes().where(Idea.box_id == found.idea_box_id))
    else:
        rows = session.execute(
            _cards_votes()
            .join(Conference, Conference.activity_id == CardForm.activity_id)
            .where(Conference.id == found.conference_id)
        )
    return [Vote(voter.hex, statement.hex, SAID[said.value]) for voter, statement, said in rows]


def activity_of(session: Session, found: OpinionMap) -> Activity:
    """The box or the conference that a map is about."""
    of_box = sa.select(IdeaBox.activity_id).where(IdeaBox.id == found.idea_box_id)
    of_conference = sa.select(Conference.activity_id).where(Conference.id == found.conference_id)
    ids = of_conference if found.idea_box_id is None else of_box
    return session.scalars(sa.select(Activity).where(Activity.id.in_(ids))).one()


def statements_named(
    session: Session, found: OpinionMap, identifiers: Sequence[str]
) -> dict[str, Statement]:
    """The statements of a map that everybody may still read, by their identifiers."""
    wanted = [uuid.UUID(one) for one in identifiers]
    if found.idea_box_id is not None:
        rows = session.execute(
            sa.select(Idea.id, sa.literal(""), Contribution.title)
            .join(Idea.contribution)
            .where(Idea.id.in_(wanted), Contribution.state == ContributionState.PUBLISHED)
        )
    else:
        rows = session.execute(
            sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title).where(
                StrategyNode.id.in_(wanted)
            )
        )
    return {row[0].hex: Statement(*row) for row in rows}
