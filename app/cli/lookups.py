from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cli.refusal import Refusal
from app.consultations.queries import consultation_by_slug
from app.models import Consultation


def the_consultation(session: Session, slug: str | None) -> Consultation:
    """The consultation that a command is about: the one that is named, or the only one."""
    slugs = list(
        session.scalars(sa.select(Consultation.slug).order_by(Consultation.slug).limit(20))
    )
    if slug is None and len(slugs) == 1:
        slug = slugs[0]
    if slug is None:
        raise Refusal(
            f"Say which consultation with --consultation: {', '.join(slugs) or 'none yet'}."
        )
    consultation = consultation_by_slug(session, slug)
    if consultation is None:
        raise Refusal(
            f"There is no consultation {slug!r}; there are: {', '.join(slugs) or 'none'}."
        )
    return consultation
