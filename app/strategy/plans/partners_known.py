"""Which organisations of the platform the partners of an action are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Organisation
from app.strategy.plans.action_lines import Party
from app.strategy.plans.queries import PARTS


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
