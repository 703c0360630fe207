"""Making consultations."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import uuid

from sqlalchemy.orm import Session

from app.accounts.services import give_role
from app.consultations.queries import consultation_by_slug
from app.models import Consultation, Role


class SlugTaken(ValueError):
    """Another consultation has this address."""


def slug_of(title: str) -> str:
    """A short address out of a title: lower case, without accents, with hyphens."""
    spaced = title.replace("’", " ")
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "consultation"


def create_consultation(
    session: Session,
    *,
    title: str,
    slug: str = "",
    summary: str = "",
    territory: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    is_fictional: bool = False,
    steward_id: uuid.UUID | None = None,
) -> Consultation:
    """Make a consultation, a draft at first; whoever makes it is its steward.

    Raises:
        SlugTaken: another one has the address.
    """
    address = slug or slug_of(title)
    if consultation_by_slug(session, address) is not None:
        raise SlugTaken(address)
    consultation = Consultation(
        slug=address,
        title=title,
        summary=summary,
        territory=territory,
        starts_on=starts_on,
        ends_on=ends_on,
        is_fictional=is_fictional,
    )
    session.add(consultation)
    session.flush()
    if steward_id is not None:
        give_role(
            session, account_id=steward_id, consultation_id=consultation.id, role=Role.STEWARD
        )
    return consultation
