"""What is told of an organisation."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, Headcount, Organisation, OrganisationKind, Participant
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_others
from app.organisations.queries import holds_mandate


class NotAHolder(ValueError):
    """Only those who speak for an organisation describe it."""


@dataclass(frozen=True)
class Sheet:
    """`legal_form`, `sector` and `epci` are codes of the lists; `territory` is the name of the
    département."""

    name: str
    kind: OrganisationKind
    legal_form: str = ""
    is_esus: bool = False
    sector: str = ""
    headcount: Headcount | None = None
    territory: str = ""
    epci: str = ""


def sheet_of(organisation: Organisation) -> Sheet:
    return Sheet(
        name=organisation.name,
        kind=organisation.kind,
        legal_form=organisation.legal_form,
        is_esus=organisation.is_esus,
        sector=organisation.sector,
        headcount=organisation.headcount,
        territory=organisation.territory,
        epci=organisation.epci,
    )


def sheet_mark(organisation: Organisation) -> str:
    """What a form carries to tell whether the sheet has changed since it was shown."""
    return fingerprint(asdict(sheet_of(organisation)))


def correct_sheet(
    session: Session, account: Account, organisation: Organisation, sheet: Sheet, *, seen: str
) -> None:
    """Describe it anew. Those who speak for it have its family and territory from now on; what
    they said keeps those of its day. The same sheet sent twice is no change.

    Raises:
        NotAHolder: nothing changes.
        ChangedMeanwhile: it is not what was shown (`seen`); nothing changes.
    """
    wait_for_others(session, organisation)
    if not holds_mandate(session, account.id, organisation.id):
        raise NotAHolder(organisation.id)
    if sheet_of(organisation) == sheet:
        return
    if sheet_mark(organisation) != seen:
        raise ChangedMeanwhile(organisation.id)
    for name, value in vars(sheet).items():
        setattr(organisation, name, value)
    session.execute(
        sa.update(Participant)
        .where(Participant.organisation_id == organisation.id)
        .values(kind=sheet.kind, territory=sheet.territory)
    )
    session.flush()
