"""What a processing of personal data is (GDPR, article 30): see `app.privacy.declarations`."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.models import Channel


class Processing(enum.StrEnum):
    """A purpose for which personal data is handled."""

    ACCOUNTS = "accounts"
    SECURITY = "security"
    LOG = "log"
    PRIVACY_REQUESTS = "privacy_requests"
    QUESTIONNAIRE = "questionnaire"
    INVITATIONS = "invitations"
    IDEAS = "ideas"
    WORKSHOPS = "workshops"
    WORKSHOP_NOTES = "workshop_notes"
    CONFERENCE = "conference"
    CARDS = "cards"
    SUBMISSIONS = "submissions"
    HEARINGS = "hearings"
    MODERATION = "moderation"
    RECEIPTS = "receipts"
    SUBSCRIPTIONS = "subscriptions"
    FILES = "files"


class Basis(enum.StrEnum):
    """Why the law allows it (GDPR, article 6.1)."""

    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


@dataclass(frozen=True)
class Months:
    """Months after the end of the consultation."""

    anonymise: int
    delete: int


@dataclass(frozen=True)
class Declaration:
    """What is said of a processing, in the notice and in the register.

    `keeping` is in months where it is counted from the end of the consultation, a sentence where
    another rule of the platform says when it ends. `channels` are those of the activities that
    bring it about; none: every consultation has it.
    """

    name: LazyString
    purpose: LazyString
    data: LazyString
    people: LazyString
    recipients: LazyString
    basis: Basis
    keeping: Months | LazyString
    after: LazyString | None = None
    """What stays once it is anonymous, where something does."""
    channels: frozenset[Channel] = frozenset()
    is_optional: bool = False
    """Whether people may take part without it."""


BASIS_NAMES: Mapping[Basis, LazyString] = MappingProxyType(
    {
        Basis.CONSENT: _l("Your consent, which you may take back (GDPR, article 6.1.a)"),
        Basis.LEGAL_OBLIGATION: _l("A legal obligation (GDPR, article 6.1.c)"),
        Basis.PUBLIC_TASK: _l("A task carried out in the public interest (GDPR, article 6.1.e)"),
        Basis.LEGITIMATE_INTEREST: _l("A legitimate interest (GDPR, article 6.1.f)"),
    }
)
