"""What the demonstration says of personal data, and somebody who agreed to an extra."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Account, Consultation
from app.privacy.consents import Extra, Who, agree, keep_words
from app.privacy.keeping_policies import Said, keep_policy
from app.privacy.processings import Months, Processing


def load_privacy(session: Session, consultation: Consultation, account: Account) -> None:
    file = files.read("privacy.yaml")
    months = {
        Processing(code): Months(anonymise, delete)
        for code, (anonymise, delete) in file["months"].items()
    }
    said = Said(
        file["controller"],
        file["controller_address"],
        file["contact"],
        file["officer"],
        months=months,
    )
    keep_policy(session, consultation.id, said, made_from="")
    digest = keep_words(session, Extra.RECONTACT, file["recontact"], "fr")
    agree(session, consultation.id, Extra.RECONTACT, Who(account_id=account.id), digest)
