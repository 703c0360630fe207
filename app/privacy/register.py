"""The register of processing activities (GDPR, article 30), made from what is declared and said."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.privacy.policies import Terms, policy_of, processings_of, terms_of
from app.privacy.protection import MEASURES, NOBODY_ELSE
from app.publication.sheets import Sheet


def terms_of_consultation(session: Session, consultation_id: uuid.UUID) -> list[Terms]:
    """What the consultation does, on which terms."""
    policy = policy_of(session, consultation_id)
    return [terms_of(policy, one) for one in processings_of(session, consultation_id)]


def register_sheet(publisher: str) -> Sheet:
    """The register to take away. `publisher` stands where the policy names no controller."""

    def rows(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        policy = policy_of(session, consultation_id)
        controller = (policy.controller if policy else "") or publisher
        contact = policy.contact if policy else ""
        officer = policy.officer if policy else ""
        measures = " ".join(str(one) for one in MEASURES)
        for terms in terms_of_consultation(session, consultation_id):
            declared = terms.declared
            yield (
                str(declared.name),
                controller,
                contact,
                officer,
                str(declared.purpose),
                terms.basis_name,
                str(declared.people),
                str(declared.data),
                str(declared.recipients),
                terms.kept,
                str(declared.after or ""),
                str(NOBODY_ELSE),
                measures,
            )

    return Sheet("register", _("Register of processing"), _headings(), rows)


def _headings() -> tuple[str, ...]:
    return (
        _("Processing"),
        _("Who answers for the data"),
        _("Contact for people’s rights"),
        _("Data protection officer"),
        _("What for"),
        _("Legal basis"),
        _("About whom"),
        _("What is kept"),
        _("Who reads it"),
        _("For how long"),
        _("What stays afterwards"),
        _("Transfers to other countries"),
        _("Security measures"),
    )
