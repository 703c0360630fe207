"""The lists from which people choose what describes their organisation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import ListKind


@dataclass(frozen=True)
class Entry:
    """A line of a list. `family` is an `OrganisationKind`, of legal forms that tell it; `parent`
    is the code under which it stands."""

    code: str
    label: str
    family: str = ""
    parent: str = ""


_SHIPPED = {
    ListKind.LEGAL_FORM: (
        Entry("9220", "Association déclarée", "association"),
        Entry("9300", "Fondation", "foundation"),
        Entry("5460", "Autre SARL coopérative", "cooperative"),
        Entry("8210", "Mutuelle", "mutual"),
        Entry("7210", "Commune et commune nouvelle", "local_authority"),
        Entry("5710", "SAS, société par actions simplifiée"),
    ),
    ListKind.SECTOR: (
        Entry("88.99B", "Action sociale sans hébergement n.c.a."),
        Entry("94.99Z", "Autres organisations fonctionnant par adhésion volontaire"),
    ),
    ListKind.DEPARTEMENT: (
        Entry("44", "Loire-Atlantique"),
        Entry("49", "Maine-et-Loire"),
        Entry("53", "Mayenne"),
        Entry("72", "Sarthe"),
        Entry("85", "Vendée"),
    ),
    ListKind.EPCI: (
        Entry("244400404", "Nantes Métropole", parent="44"),
        Entry("244900015", "Angers Loire Métropole", parent="49"),
    ),
}


def entries_of(
    _session: Session, _consultation_id: uuid.UUID | None, kind: ListKind
) -> tuple[Entry, ...]:
    """The entries of a list, in their order."""
    return _SHIPPED[kind]
