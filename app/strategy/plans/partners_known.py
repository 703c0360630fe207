"""Which organisations of the platform the partners of an action are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Organisation, PlanAction, PlanActionPartner
from app.organisations.queries import speaking_in
from app.strategy.plans.action_lines import Party
from app.strategy.plans.queries import PARTS

MOST_NAMES = 300


class UnknownOrganisation(LookupError):
    """There is none with this identifier, or it came with the words of another consultation."""


def with_organisations(
    session: Session,
    consultation_id: uuid.UUID,
    partners: Sequence[Party],
    before: Sequence[Party] = (),
) -> tuple[Party, ...]:
    """Partners in the order of their parts, each with the organisation that has its name: the one
    it had, or the only one of this name; else it has a name only.

    Raises:
        UnknownOrganisation: one is named by an identifier of nowhere.
    """
    _refuse_unknown(session, consultation_id, partners)
    had = {one.name: one.organisation_id for one in before if one.organisation_id}
    unnamed = {one.name for one in partners if one.organisation_id is None} - had.keys()
    known = {**organisations_by_name(session, consultation_id, unnamed), **had}
    found = [
        one if one.organisation_id else replace(one, organisation_id=known.get(one.name))
        for one in partners
    ]
    return tuple(sorted(found, key=lambda one: PARTS.index(one.part)))


def organisations_by_name(
    session: Session, consultation_id: uuid.UUID, names: Iterable[str]
) -> dict[str, uuid.UUID]:
    """By name, the organisation that is alone to have it, among those that somebody declared and
    those that came with the words of this consultation; one declared goes before the others."""
    rows = session.execute(
        sa.select(Organisation.name, Organisation.id, Organisation.consultation_id).where(
            Organisation.name.in_(set(names)), _is_known_in(consultation_id)
        )
    )
    declared: dict[str, list[uuid.UUID]] = defaultdict(list)
    brought: dict[str, list[uuid.UUID]] = defaultdict(list)
    for name, organisation_id, whose in rows:
        (declared if whose is None else brought)[name].append(organisation_id)
    return {name: ids[0] for name, ids in {**brought, **declared}.items() if len(ids) == 1}


def _refuse_unknown(
    session: Session, consultation_id: uuid.UUID, partners: Sequence[Party]
) -> None:
    ids = {one.organisation_id for one in partners if one.organisation_id}
    found = sa.select(sa.func.count()).where(
        Organisation.id.in_(ids), _is_known_in(consultation_id)
    )
    if ids and session.scalar(found) != len(ids):
        raise UnknownOrganisation


def _is_known_in(consultation_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.or_(
        Organisation.consultation_id.is_(None), Organisation.consultation_id == consultation_id
    )


def names_to_suggest(session: Session, consultation_id: uuid.UUID, plan_id: uuid.UUID) -> list[str]:
    """Names that a field may propose: those of the plan, and of the organisations for which
    somebody speaks in the consultation."""
    of_plan = (
        sa.select(PlanActionPartner.name)
        .join(PlanAction, PlanActionPartner.plan_action_id == PlanAction.id)
        .where(PlanAction.plan_id == plan_id)
    )
    speaking = sa.select(Organisation.name).where(Organisation.id.in_(speaking_in(consultation_id)))
    found = sa.union(of_plan, speaking).subquery()
    return list(session.scalars(sa.select(found.c.name).order_by(found.c.name).limit(MOST_NAMES)))
