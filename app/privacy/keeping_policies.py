"""Writing down what a consultation says of the data that it handles."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.models import PrivacyPolicy
from app.models.turns import ChangedMeanwhile, fingerprint, wait_for_consultation
from app.privacy.policies import policy_of
from app.privacy.processings import Basis, Months, Processing

FEWEST_MONTHS = 1
MOST_MONTHS = 120


@dataclass(frozen=True)
class Said:
    """What a steward says; of processings that it does not name, what was said stands."""

    controller: str
    controller_address: str
    contact: str
    officer: str
    bases: Mapping[Processing, Basis] = field(default_factory=dict)
    months: Mapping[Processing, Months] = field(default_factory=dict)


class WrongMonths(ValueError):
    """Out of bounds, or deleted before it is anonymous."""


def fingerprint_of(policy: PrivacyPolicy | None) -> str:
    """What a form says of the policy that it was made from."""
    if policy is None:
        return ""
    return fingerprint(
        policy.controller,
        policy.controller_address,
        policy.contact,
        policy.officer,
        policy.bases,
        policy.anonymise_after,
        policy.delete_after,
    )


def keep_policy(
    session: Session, consultation_id: uuid.UUID, said: Said, *, made_from: str
) -> PrivacyPolicy:
    """Write the policy, or change it. The same said twice is kept once.

    Raises:
        ChangedMeanwhile: it is not the policy that was read (`made_from`).
        WrongMonths: months that no policy may have.
    """
    _check(said.months)
    wait_for_consultation(session, consultation_id)
    policy = policy_of(session, consultation_id)
    before = fingerprint_of(policy)
    if policy is None:
        policy = PrivacyPolicy(
            consultation_id=consultation_id, bases={}, anonymise_after={}, delete_after={}
        )
    _write(policy, said)
    if made_from != before and fingerprint_of(policy) != before:
        session.expire_all()
        raise ChangedMeanwhile
    session.add(policy)
    session.flush()
    return policy


def _check(months: Mapping[Processing, Months]) -> None:
    for one in months.values():
        if not FEWEST_MONTHS <= one.anonymise <= one.delete <= MOST_MONTHS:
            raise WrongMonths(one)


def _write(policy: PrivacyPolicy, said: Said) -> None:
    policy.controller, policy.controller_address = said.controller, said.controller_address
    policy.contact, policy.officer = said.contact, said.officer
    bases = {processing.value: basis.value for processing, basis in said.bases.items()}
    policy.bases = {**policy.bases, **bases}
    anonymise = {processing.value: one.anonymise for processing, one in said.months.items()}
    delete = {processing.value: one.delete for processing, one in said.months.items()}
    policy.anonymise_after = {**policy.anonymise_after, **anonymise}
    policy.delete_after = {**policy.delete_after, **delete}
