"""Reading organisations and mandates."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.models import (
    Account,
    AuditEvent,
    Mandate,
    MandateEnding,
    MandateSource,
    MandateState,
    Membership,
    Organisation,
    Participant,
    Role,
)
from app.models.types import id_of_moment
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged

ENDED = "mandate.ended"
"""The act of the log: a steward ended the mandate of somebody."""
MOST_NAMESAKES = 20
LOOSE = dt.timedelta(seconds=1)
"""Identifiers grow with time; by how much they may stand beside a moment that was taken before."""
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
    """Those that are asked, and that stewards of a consultation may decide."""
    found = (
        sa.select(Mandate)
        .join(Mandate.account)
        .join(Mandate.organisation)
        .options(contains_eager(Mandate.account), contains_eager(Mandate.organisation))
        .where(
            Mandate.state == MandateState.ASKED,
            Account.erased_at.is_(None),
            _decided_in(consultation_id),
        )
        .order_by(Mandate.id)
        .limit(MOST_SHOWN)
    )
    return session.scalars(found).all()


def is_decided_in(session: Session, mandate_id: uuid.UUID, consultation_id: uuid.UUID) -> bool:
    """Whether stewards of a consultation may decide a mandate."""
    found = sa.select(Mandate.id).where(Mandate.id == mandate_id, _decided_in(consultation_id))
    return session.scalar(found) is not None


def speakers_page(
    session: Session, consultation_id: uuid.UUID, organisation_id: uuid.UUID, cursor: Cursor
) -> Page[Mandate]:
    """The mandates with which people speak for an organisation in a consultation, with their
    accounts."""
    found = (
        _spoken_with(consultation_id)
        .join(Account, Account.id == Mandate.account_id)
        .options(contains_eager(Mandate.account))
        .where(Mandate.organisation_id == organisation_id)
    )
    found = paged(found, Mandate.id, cursor, cursor.as_uuid(), size=PAGE_SIZE)
    return make_page(
        session.scalars(found).all(), cursor, size=PAGE_SIZE, key_of=lambda one: one.id
    )


def is_spoken_with(session: Session, mandate_id: uuid.UUID, consultation_id: uuid.UUID) -> bool:
    """Whether somebody speaks with this mandate in a consultation; one that an identity provider
    gave is not its stewards' to end."""
    found = _spoken_with(consultation_id).where(
        Mandate.id == mandate_id, Mandate.source != MandateSource.OPENID
    )
    return session.scalar(found) is not None


def why_ended(session: Session, mandate: Mandate) -> MandateEnding | None:
    """Why a steward ended a mandate, as the log tells; None where none did."""
    if mandate.state is not MandateState.REFUSED or mandate.decided_at is None:
        return None
    found = sa.select(AuditEvent).where(
        AuditEvent.account_id == mandate.decided_by,
        AuditEvent.act == ENDED,
        AuditEvent.id > id_of_moment(mandate.decided_at - LOOSE),
    )
    return next(
        (
            MandateEnding(event.details["why"])
            for event in session.scalars(found.order_by(AuditEvent.id).limit(MOST_SHOWN))
            if event.things.get("mandate_id") == str(mandate.id)
        ),
        None,
    )


def _decided_in(consultation_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """Mandates of organisations for which somebody speaks in a consultation, and those that one of
    its stewards refused before."""
    stewards = sa.select(Membership.account_id).where(
        Membership.consultation_id == consultation_id, Membership.role == Role.STEWARD
    )
    return sa.or_(
        Mandate.organisation_id.in_(speaking_in(consultation_id)),
        Mandate.decided_by.in_(stewards),
    )


def _spoken_with(consultation_id: uuid.UUID) -> sa.Select[Mandate]:
    """The mandates with which people speak in a consultation."""
    return (
        sa.select(Mandate)
        .join(
            Participant,
            sa.and_(
                Participant.account_id == Mandate.account_id,
                Participant.organisation_id == Mandate.organisation_id,
            ),
        )
        .where(Participant.consultation_id == consultation_id, Mandate.state == MandateState.HELD)
    )


def speaking_in(consultation_id: uuid.UUID) -> sa.Select[uuid.UUID | None]:
    """The organisations for which somebody speaks in a consultation, once for each who does."""
    return sa.select(Participant.organisation_id).where(
        Participant.consultation_id == consultation_id, Participant.organisation_id.is_not(None)
    )
