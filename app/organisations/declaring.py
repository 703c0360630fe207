"""Naming an organisation: known everywhere by its SIRET, or by its name where it has none."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Account, Mandate, Organisation, OrganisationKind
from app.models.turns import wait_for_others
from app.organisations.mandates import ask_mandate
from app.organisations.queries import organisation_with_siret
from app.organisations.sheet import Sheet
from app.organisations.siret import NotASiret, read_siret


def declare(
    session: Session, account: Account, sheet: Sheet, *, siret: str | None, post: str = ""
) -> Mandate:
    """Add an organisation and speak for it. Where somebody else named its SIRET before, or at the
    same moment, its sheet stays as it is and the mandate is asked. Sent twice, it is one.

    Raises:
        app.organisations.mandates.TooManyMandates: the transaction is to be rolled back.
    """
    wait_for_others(session, account)
    organisation = (
        organisation_with_siret(session, siret) if siret else _own_namesake(session, account, sheet)
    )
    if organisation is None:
        organisation = _added(session, sheet, siret)
    return ask_mandate(session, account, organisation, post=post)


def declare_by_provider(session: Session, account: Account, siret: str) -> Organisation | None:
    """Let somebody speak for the organisation that their identity provider names; None where what
    it gives is no SIRET. One that nobody named yet is called by its number until somebody says
    more of it."""
    try:
        number = read_siret(siret)
    except NotASiret:
        return None
    organisation = organisation_with_siret(session, number)
    if organisation is None:
        organisation = _added(session, Sheet(number, OrganisationKind.OTHER), number)
    ask_mandate(session, account, organisation, by_provider=True)
    return organisation


def _own_namesake(session: Session, account: Account, sheet: Sheet) -> Organisation | None:
    """The one that this person named so before, at the same place."""
    return session.scalar(
        sa.select(Organisation)
        .join(Mandate, Mandate.organisation_id == Organisation.id)
        .where(
            Mandate.account_id == account.id,
            Organisation.siret.is_(None),
            Organisation.name == sheet.name,
            Organisation.territory == sheet.territory,
        )
        .order_by(Organisation.id)
        .limit(1)
    )


def _added(session: Session, sheet: Sheet, siret: str | None) -> Organisation:
    """A new organisation; the one that somebody adds with this SIRET at the same moment."""
    try:
        with session.begin_nested():
            added = Organisation(siret=siret, **vars(sheet))
            session.add(added)
        return added
    except IntegrityError:
        there = organisation_with_siret(session, siret) if siret else None
        if there is None:
            raise
        return there
