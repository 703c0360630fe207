"""What a consultation says of the data that it handles: its policy, or what is proposed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import ngettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.models import Activity, PrivacyPolicy
from app.privacy.declarations import DECLARATIONS, of_channels
from app.privacy.processings import BASIS_NAMES, Basis, Declaration, Months, Processing


@dataclass(frozen=True)
class Terms:
    """On what a processing rests in a consultation, and for how long it keeps what it holds."""

    processing: Processing
    declared: Declaration
    basis: Basis
    keeping: Months | LazyString

    @property
    def basis_name(self) -> str:
        return str(BASIS_NAMES[self.basis])

    @property
    def kept(self) -> str:
        """A sentence."""
        return keeping_sentence(self.keeping)


def policy_of(session: Session, consultation_id: uuid.UUID) -> PrivacyPolicy | None:
    return session.scalar(
        sa.select(PrivacyPolicy).where(PrivacyPolicy.consultation_id == consultation_id)
    )


def terms_of(policy: PrivacyPolicy | None, processing: Processing) -> Terms:
    """What the policy says of a processing, or what is proposed where it says nothing."""
    declared = DECLARATIONS[processing]
    basis, keeping = declared.basis, declared.keeping
    if policy is not None:
        basis = Basis(policy.bases.get(processing, basis))
        if isinstance(keeping, Months):
            keeping = Months(
                anonymise=int(policy.anonymise_after.get(processing, keeping.anonymise)),
                delete=int(policy.delete_after.get(processing, keeping.delete)),
            )
    return Terms(processing, declared, basis, keeping)


def processings_of(session: Session, consultation_id: uuid.UUID) -> list[Processing]:
    """Those of the channels that the consultation uses, and those that every one has."""
    channels = session.scalars(
        sa.select(Activity.channel).where(Activity.consultation_id == consultation_id).distinct()
    )
    return of_channels(frozenset(channels))


def keeping_sentence(keeping: Months | LazyString) -> str:
    """For how long, in words."""
    if not isinstance(keeping, Months):
        return str(keeping)
    if keeping.anonymise == keeping.delete:
        return ngettext(
            "Deleted %(num)s month after the end of the consultation.",
            "Deleted %(num)s months after the end of the consultation.",
            keeping.delete,
        )
    return ngettext(
        "Made anonymous %(num)s month after the end of the consultation, deleted after"
        " %(deleted)s months.",
        "Made anonymous %(num)s months after the end of the consultation, deleted after"
        " %(deleted)s months.",
        keeping.anonymise,
        deleted=keeping.delete,
    )
