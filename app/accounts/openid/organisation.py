"""The organisation that an identity provider names, by its SIRET."""

from __future__ import annotations

import sqlalchemy as sa
import stdnum.fr.siret
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Mandate,
    MandateSource,
    MandateState,
    Organisation,
    OrganisationKind,
)
from app.models.types import now


def fill_organisation(session: Session, account: Account, siret: str) -> Organisation | None:
    """Let somebody speak for the organisation that their provider names; None where it names none.

    One that nobody declared yet is called by its SIRET until somebody says more of it. A mandate
    that people refused stays refused.
    """
    if not stdnum.fr.siret.is_valid(siret):
        return None
    organisation = _organisation(session, stdnum.fr.siret.compact(siret))
    mandate = _mandate(session, account, organisation)
    if mandate.state not in (MandateState.HELD, MandateState.REFUSED):
        mandate.state, mandate.source = MandateState.HELD, MandateSource.OPENID
        mandate.decided_by, mandate.decided_at = None, now()
    session.flush()
    return organisation


def _organisation(session: Session, siret: str) -> Organisation:
    known = sa.select(Organisation).where(Organisation.siret == siret)
    found = session.scalar(known)
    if found is not None:
        return found
    made = Organisation(siret=siret, name=siret, kind=OrganisationKind.OTHER)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # Somebody else named it in the same moment.
        return session.scalars(known).one()
    return made


def _mandate(session: Session, account: Account, organisation: Organisation) -> Mandate:
    found = session.scalar(
        sa.select(Mandate).where(
            Mandate.account_id == account.id, Mandate.organisation_id == organisation.id
        )
    )
    if found is None:
        found = Mandate(
            account_id=account.id,
            organisation_id=organisation.id,
            state=MandateState.ASKED,
            source=MandateSource.OPENID,
        )
        session.add(found)
    return found
