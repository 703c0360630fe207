"""How the demonstration's files name the kinds of bodies."""

from __future__ import annotations

from app.models import OrganisationKind

ORGANISATION_KINDS = {
    "association": OrganisationKind.ASSOCIATION,
    "cooperative": OrganisationKind.COOPERATIVE,
    "mutuelle": OrganisationKind.MUTUAL,
    "fondation": OrganisationKind.FOUNDATION,
    "societe-commerciale": OrganisationKind.SOCIAL_COMPANY,
    "collectivite": OrganisationKind.LOCAL_AUTHORITY,
    "etat": OrganisationKind.STATE,
    "reseau": OrganisationKind.NETWORK,
    "chambre": OrganisationKind.CHAMBER,
    "financeur": OrganisationKind.FUNDER,
}
