"""What became of excerpts, one by one: where each stands in the strategy and by which ways, or why
it was not kept. Every page, receipt and document that tells it reads it here."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.corpus.queries import excerpts_of
from app.models import (
    ACCEPTED,
    Account,
    Citation,
    Contribution,
    EvidenceLink,
    EvidenceStatus,
    OrphanKind,
    Point,
    PointState,
    Strategy,
    StrategyNode,
    Theme,
)
from app.publication.became.fate import (
    ContributionFate,
    Decided,
    Fate,
    Feeding,
    Line,
    Means,
    NotKept,
    Place,
    Way,
    line_of,
)
from app.publication.became.outcomes import ASIDE, OUTCOMES, WAITING
from app.strategy.decisions import is_in_force
from app.strategy.orphans.answers import Answer, answers_by_subject
from app.strategy.ways import RANKED, coded_themes, is_accepted, leads_to_nodes, ways_to_nodes


def fates_of_contribution(session: Session, contribution: Contribution) -> ContributionFate:
    """What became of a contribution and of its excerpts, in the order of its text."""
    ids = [one.id for one in excerpts_of(session, contribution.id)]
    fates = fates_of(session, contribution.consultation_id, ids)
    return ContributionFate(folded(fates.values()), fates)


def folded(fates: Iterable[Fate]) -> EvidenceStatus:
    """What became of several excerpts together; of none, nothing yet."""
    return OUTCOMES[min((OUTCOMES.index(one.status) for one in fates), default=WAITING)]


def fates_of(
    session: Session, consultation_id: uuid.UUID, excerpt_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Fate]:
    """What became of each of some excerpts of a consultation, in their order."""
    if not excerpt_ids:
        return {}
    found = _Found(session, consultation_id, list(dict.fromkeys(excerpt_ids)))
    return {excerpt_id: found.fate_of(excerpt_id) for excerpt_id in found.ids}


@dataclass(frozen=True)
class _Linked:
    """A decision in force of an excerpt, or of a theme that it has, and what it is about."""

    decided: Decided
    node_id: uuid.UUID | None
    point: Point | None
    theme: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.decided.status in ACCEPTED


@dataclass
class _Found:
    """All that is known of some excerpts, read at once."""

    session: Session
    consultation_id: uuid.UUID
    ids: list[uuid.UUID]
    own: dict[uuid.UUID, list[_Linked]] = field(init=False)
    themed: dict[uuid.UUID, list[_Linked]] = field(init=False)
    ranks: dict[uuid.UUID, dict[uuid.UUID, int]] = field(init=False)
    cited: dict[uuid.UUID, set[uuid.UUID]] = field(init=False)
    answers: dict[str, Answer] = field(init=False)
    leads: dict[uuid.UUID, set[uuid.UUID]] = field(init=False)
    lines: dict[uuid.UUID, Line] = field(init=False)

    def __post_init__(self) -> None:
        self.own, self.themed = self._own(), self._themed()
        self.ranks, self.cited = self._ranks(), self._cited()
        self.leads = self._leads()
        subjects = [one.hex for one in self.ids]
        self.answers = answers_by_subject(
            self.session, self.consultation_id, OrphanKind.EXCERPT, subjects
        )
        self.lines = self._lines()

    def fate_of(self, excerpt_id: uuid.UUID) -> Fate:
        places = tuple(self._places(excerpt_id))
        not_kept = tuple(self._not_kept(excerpt_id))
        if not places and (answer := self.answers.get(excerpt_id.hex)):
            not_kept += (NotKept(answer.reason, answer.made_at, answer.who),)
        ranks = [RANKED.index(place.status) for place in places]
        rank = min(ranks, default=ASIDE if not_kept else WAITING)
        feeding = () if places else tuple(self._feeding(excerpt_id))
        return Fate(OUTCOMES[rank], places, not_kept, feeding)

    def _places(self, excerpt_id: uuid.UUID) -> list[Place]:
        ranks = dict(self.ranks[excerpt_id])
        ranks.update((node_id, 0) for node_id in self.cited[excerpt_id])
        places = [
            Place(line, RANKED[rank], tuple(self._means(excerpt_id, line.id)))
            for node_id, rank in ranks.items()
            if (line := self.lines[node_id]).is_open
        ]
        return sorted(places, key=lambda place: place.line.position)

    def _means(self, excerpt_id: uuid.UUID, node_id: uuid.UUID) -> list[Means]:
        found = [Means(Way.CITED)] if node_id in self.cited[excerpt_id] else []
        if node_id not in self.ranks[excerpt_id]:
            return found
        linked = (*self.own[excerpt_id], *self.themed[excerpt_id])
        refused = {one.point.id for one in linked if one.point and not one.is_accepted}
        for one in linked:
            if not one.is_accepted:
                continue
            if one.node_id == node_id:
                way = Way.THEME if one.theme else Way.DIRECT
                found.append(Means(way, one.decided, one.theme))
            elif one.point and one.point.id not in refused and self._reaches(one.point, node_id):
                found.append(Means(Way.POINT, one.decided, one.point.title, one.point.kind))
        return sorted(dict.fromkeys(found), key=lambda one: tuple(Way).index(one.way))

    def _reaches(self, point: Point, node_id: uuid.UUID) -> bool:
        return node_id in self.leads.get(point.id, ())

    def _not_kept(self, excerpt_id: uuid.UUID) -> Iterable[NotKept]:
        for one in self.own[excerpt_id]:
            line = self.lines[one.node_id] if one.node_id else None
            title = one.point.title if one.point else ""
            if not one.is_accepted:
                told = one.decided
                yield NotKept(told.motive, told.made_at, told.who, line, title)
            elif one.point and one.point.state is PointState.SET_ASIDE:
                yield NotKept(one.point.reason, title=title)
        led_to = (*self.ranks[excerpt_id], *self.cited[excerpt_id])
        for node_id in dict.fromkeys(led_to):
            if not self.lines[node_id].is_open:
                yield NotKept(self.lines[node_id].reason, line=self.lines[node_id])

    def _feeding(self, excerpt_id: uuid.UUID) -> Iterable[Feeding]:
        for one in (*self.own[excerpt_id], *self.themed[excerpt_id]):
            if one.is_accepted and one.point and one.point.state is PointState.OPEN:
                yield Feeding(one.point.kind, one.point.title)

    def _own(self) -> dict[uuid.UUID, list[_Linked]]:
        rows: sa.Result[*tuple[Any, ...]] = self.session.execute(
            sa.select(EvidenceLink.excerpt_id, EvidenceLink, Account.name, Point, sa.literal(""))
            .outerjoin(Account, EvidenceLink.account_id == Account.id)
            .outerjoin(Point, EvidenceLink.point_id == Point.id)
            .where(EvidenceLink.excerpt_id.in_(self.ids), is_in_force())
            .order_by(EvidenceLink.id)
        )
        return _by_excerpt(rows)

    def _themed(self) -> dict[uuid.UUID, list[_Linked]]:
        coded, named = coded_themes(self.consultation_id, self.ids), aliased(Theme)
        shown = aliased(Theme)
        rows: sa.Result[*tuple[Any, ...]] = self.session.execute(
            sa.select(coded.c.excerpt_id, EvidenceLink, Account.name, Point, shown.title)
            .select_from(EvidenceLink)
            .join(named, EvidenceLink.theme_id == named.id)
            .join(coded, named.stands_for_id == coded.c.theme_id)
            .join(shown, coded.c.theme_id == shown.id)
            .outerjoin(Account, EvidenceLink.account_id == Account.id)
            .outerjoin(Point, EvidenceLink.point_id == Point.id)
            .where(is_accepted())
            .order_by(EvidenceLink.id)
        )
        return _by_excerpt(rows)

    def _ranks(self) -> dict[uuid.UUID, dict[uuid.UUID, int]]:
        ways = ways_to_nodes(self.consultation_id, self.ids)
        found: dict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(dict)
        for excerpt_id, node_id, rank in self.session.execute(
            sa.select(ways.c.excerpt_id, ways.c.end_id, ways.c.rank)
        ):
            found[excerpt_id][node_id] = rank
        return found

    def _cited(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        rows: sa.Result[*tuple[Any, ...]] = self.session.execute(
            sa.select(Citation.excerpt_id, Citation.node_id)
            .join(StrategyNode, Citation.node_id == StrategyNode.id)
            .join(Strategy, StrategyNode.strategy_id == Strategy.id)
            .where(
                Citation.excerpt_id.in_(self.ids),
                Strategy.consultation_id == self.consultation_id,
            )
        )
        for excerpt_id, node_id in rows:
            found[excerpt_id].add(node_id)
        return found

    def _leads(self) -> dict[uuid.UUID, set[uuid.UUID]]:
        linked = (
            one for each in (self.own, self.themed) for found in each.values() for one in found
        )
        if not any(one.point for one in linked):
            return {}
        found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        for point_id, node_id in self.session.execute(leads_to_nodes(self.consultation_id)):
            found[point_id].add(node_id)
        return found

    def _lines(self) -> dict[uuid.UUID, Line]:
        named = {one.node_id for linked in self.own.values() for one in linked if one.node_id}
        named.update(node_id for ranks in self.ranks.values() for node_id in ranks)
        named.update(node_id for nodes in self.cited.values() for node_id in nodes)
        if not named:
            return {}
        rows = self.session.scalars(sa.select(StrategyNode).where(StrategyNode.id.in_(named)))
        return {node.id: line_of(node) for node in rows}


def _by_excerpt(rows: sa.Result[*tuple[Any, ...]]) -> dict[uuid.UUID, list[_Linked]]:
    found: dict[uuid.UUID, list[_Linked]] = defaultdict(list)
    for excerpt_id, link, who, point, theme in rows:
        decided = Decided(link.status, link.motive, who or "", link.created_at)
        found[excerpt_id].append(_Linked(decided, link.node_id, point, theme))
    return found
