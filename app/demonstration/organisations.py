"""The organisations of the demonstration, those who speak for them, and a mandate to decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.accounts.queries import account_by_email
from app.corpus.accents import without_accents
from app.demonstration import files
from app.models import Account, Consultation, Headcount, Mandate, OrganisationKind, Role
from app.models.types import now
from app.organisations.declaring import declare
from app.organisations.mandates import ask_mandate, decide_as_colleague
from app.organisations.sheet import Sheet
from app.organisations.siret import read_siret
from app.organisations.speaking import speak_for


def load_organisations(
    session: Session, consultation: Consultation, accounts: Mapping[Role, Account]
) -> None:
    """Each with somebody who speaks for it in the consultation. The account of a participant may
    speak for one and did not choose yet; the facilitator asks to speak for the same one."""
    file = files.read("organisations.yaml")
    made = [_declared(session, consultation, one) for one in file["organisations"]]
    theirs = file["of_the_participant"]
    first = next(one for one in made if one.organisation.name == theirs["name"])
    participant, facilitator = accounts[Role.PARTICIPANT], accounts[Role.FACILITATOR]
    asked = ask_mandate(session, participant, first.organisation, post=theirs["post"])
    decide_as_colleague(session, asked, first.account, accepts=True, moment=now())
    ask_mandate(session, facilitator, first.organisation, post=file["asked_by_the_facilitator"])


def _declared(session: Session, consultation: Consultation, one: dict[str, Any]) -> Mandate:
    account = _somebody(session, one["speaks"])
    sheet = Sheet(
        name=one["name"],
        kind=OrganisationKind(one["kind"]),
        legal_form=one["legal_form"],
        is_esus=one["is_esus"],
        headcount=Headcount(one["headcount"]),
        territory=one["territory"],
    )
    siret = read_siret(one["siret"]) if "siret" in one else None
    mandate = declare(session, account, sheet, siret=siret, post=one["post"])
    participant = add_participant(session, consultation.id, account_id=account.id, device=None)
    speak_for(session, participant, mandate.organisation)
    return mandate


def _somebody(session: Session, name: str) -> Account:
    """Somebody who has an account, and no password: nobody signs in as them."""
    email = f"{without_accents(name).lower().replace(' ', '.')}@sillage.example"
    account = account_by_email(session, email)
    if account is None:
        account = Account(email=email, name=name)
        session.add(account)
        session.flush()
    return account
