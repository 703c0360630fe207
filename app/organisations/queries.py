"""Reading organisations and mandates."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import Account, Mandate, MandateState, Organisation, Participant

MOST_NAMESAKES = 20
MOST_SHOWN = 100
"""Colleagues and demands on one page; the next ones come as these are decided."""


def known_organisation(session: Session, organisation_id: uuid.UUID) -> Organisation | None:
    """One that somebody declared; those of one consultation's imports are nobody's."""
    return session.scalar(
        sa.select(Organisation).where(
            Organisation.id == organisation_id, Organisation.consultation_id.is_(None)
        )
    )


def organisation_with_siret(session: Session, siret: str) -> Organisation | None:
    return session.scalar(sa.select(Organisation).where(Organisation.siret == siret))


def organisations_named(session: Session, name: str) -> Sequence[Organisation]:
    """Those without a SIRET that somebody declared by this name, small or capital letters alike."""
    found = (
        sa.select(Organisation)
        .where(
            Organisation.consultation_id.is_(None),
            Organisation.siret.is_(None),
            sa.or_(
                Organisation.name == name, sa.func.lower(Organisation.name) == sa.func.lower(name)
            ),
        )
        .order_by(Organisation.id)
        .limit(MOST_NAMESAKES)
    )
    return session.scalars(found).all()


def mandate_of(
    session: Session, account_id: uuid.UUID, organisation_id: uuid.UUID
) -> Mandate | None:
    return session.scalar(
        sa.select(Mandate).where(
            Mandate.account_id == account_id, Mandate.organisation_id == organisation_id
        )
    )


def mandates_of(session: Session, account_id: uuid.UUID) -> Sequence[Mandate]:
    """Those of a person, with their organisations, the first first."""
    found = (
        sa.select(Mandate)
        .join(Mandate.organisation)
        .options(contains_eager(Mandate.organisation))
        .where(Mandate.account_id == account_id)
        .order_by(Mandate.id)
    )
    return session.scalars(found).all()


def held_organisations(session: Session, account_id: uuid.UUID) -> Sequence[Organisation]:
    """Those for which a person may speak."""
    found = (
        sa.select(Organisation)
        .join(Mandate, Mandate.organisation_id == Organisation.id)
        .where(Mandate.account_id == account_id, Mandate.state == MandateState.HELD)
        .order_by(Mandate.id)
    )
    return session.scalars(found).all()


def holds_mandate(session: Session, account_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    held = sa.select(Mandate.id).where(
        Mandate.account_id == account_id,
        Mandate.organisation_id == organisation_id,
        Mandate.state == MandateState.HELD,
    )
    return session.scalar(held) is not None


def has_holder(session: Session, organisation_id: uuid.UUID) -> bool:
    """Whether anybody speaks for it; whoever erased their account speaks for nobody."""
    held = (
        sa.select(Mandate.id)
        .join(Mandate.account)
        .where(
            Mandate.organisation_id == organisation_id,
            Mandate.state == MandateState.HELD,
            Account.erased_at.is_(None),
        )
    )
    return session.scalar(held.limit(1)) is not None


def mandates_for(session: Session, organisation_id: uuid.UUID) -> Sequence[Mandate]:
    """Those who speak for an organisation or ask to, with their accounts."""
    found = (
        sa.select(Mandate)
        .join(Mandate.account)
        .options(contains_eager(Mandate.account))
        .where(
            Mandate.organisation_id == organisation_id,
            Mandate.state.in_((MandateState.HELD, MandateState.ASKED)),
            Account.erased_at.is_(None),
        )
        .order_by(Mandate.id)
        .limit(MOST_SHOWN)
    )
    return session.scalars(found).all()


def mandates_to_decide(session: Session, consultation_id: uuid.UUID) -> Sequence[Mandate]:
    """Those that are asked of organisations for which somebody speaks in a consultation."""
    found = (
        sa.select(Mandate)
        .join(Mandate.account)
        .join(Mandate.organisation)
        .options(contains_eager(Mandate.account), contains_eager(Mandate.organisation))
        .where(
            Mandate.state == MandateState.ASKED,
            Account.erased_at.is_(None),
            Mandate.organisation_id.in_(speaking_in(consultation_id)),
        )
        .order_by(Mandate.id)
        .limit(MOST_SHOWN)
    )
    return session.scalars(found).all()


def speaks_in(session: Session, organisation_id: uuid.UUID, consultation_id: uuid.UUID) -> bool:
    """Whether somebody speaks for an organisation in a consultation."""
    found = speaking_in(consultation_id).where(Participant.organisation_id == organisation_id)
    return session.scalar(found.limit(1)) is not None


def speaking_in(consultation_id: uuid.UUID) -> sa.Select[uuid.UUID | None]:
    """The organisations for which somebody speaks in a consultation, once for each who does."""
    return sa.select(Participant.organisation_id).where(
        Participant.consultation_id == consultation_id, Participant.organisation_id.is_not(None)
    )
