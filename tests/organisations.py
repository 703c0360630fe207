"""Organisations and mandates for the tests."""

from __future__ import annotations

from app.models import (
    Account,
    Mandate,
    MandateSource,
    MandateState,
    Organisation,
    OrganisationKind,
    Participant,
)
from tests.factories import SESSION, AccountFactory, ParticipantFactory


def organisation_of(name: str = "Les Ateliers du Marais", **values: object) -> Organisation:
    """An association of the Vendée that somebody declared; without a SIRET unless one is given."""
    known = {"kind": OrganisationKind.ASSOCIATION, "territory": "Vendée", **values}
    return _kept(Organisation(name=name, **known))


def mandate_for(
    organisation: Organisation,
    account: Account | None = None,
    state: MandateState = MandateState.HELD,
) -> Mandate:
    person = account or AccountFactory()
    mandate = Mandate(
        account=person, organisation=organisation, state=state, source=MandateSource.DECLARED
    )
    return _kept(mandate)


def speaker_for(organisation: Organisation, consultation, account: Account) -> Participant:
    """Somebody who chose to speak for it in a consultation."""
    return ParticipantFactory(
        consultation_id=consultation.id,
        account_id=account.id,
        device_digest=None,
        organisation_id=organisation.id,
        kind=organisation.kind,
        territory=organisation.territory,
        has_told=True,
    )


def _kept(row):
    SESSION.get().add(row)
    SESSION.get().flush()
    return row
