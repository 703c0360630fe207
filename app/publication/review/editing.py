"""Writing in the review, and publishing it: the only writer of its row."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.models import Consultation, ConsultationReview
from app.models.turns import ChangedMeanwhile, wait_for_consultation
from app.models.types import now
from app.publication.review.blocks import Section
from app.publication.review.generating import generated
from app.web.language import DEFAULT_LANGUAGE

LONGEST_WORDS = 20_000


def review_of(session: Session, consultation_id: uuid.UUID) -> ConsultationReview | None:
    return session.scalar(
        sa.select(ConsultationReview).where(ConsultationReview.consultation_id == consultation_id)
    )


def write_section(
    session: Session,
    consultation_id: uuid.UUID,
    section: Section,
    *,
    text: str,
    is_hidden: bool,
    version: int,
    account_id: uuid.UUID | None,
) -> None:
    """Say something before the figures of a section, or leave it out. The same form sent twice
    changes nothing.

    Raises:
        ChangedMeanwhile: somebody else wrote in the review since `version`; nothing is stored.
    """
    review = _to_write(session, consultation_id)
    is_so = (section.value in review.hidden) is is_hidden
    if is_so and review.words.get(section.value, "") == text:
        return
    if review.version != version:
        raise ChangedMeanwhile
    others = [one for one in review.hidden if one != section.value]
    review.words = {**review.words, section.value: text}
    review.hidden = [*others, section.value] if is_hidden else others
    review.version, review.account_id = review.version + 1, account_id
    session.flush()


def publish(
    session: Session, consultation: Consultation, *, version: int, account_id: uuid.UUID | None
) -> None:
    """Keep a copy of the review as it is now, for everybody. Figures stay as they are in it.

    Raises:
        ChangedMeanwhile: somebody wrote in it since `version`.
    """
    review = _to_write(session, consultation.id)
    if review.version != version:
        raise ChangedMeanwhile
    with force_locale(DEFAULT_LANGUAGE):
        review.content = generated(session, consultation, review)
    review.published_at, review.account_id = now(), account_id
    session.flush()


def _to_write(session: Session, consultation_id: uuid.UUID) -> ConsultationReview:
    wait_for_consultation(session, consultation_id)
    review = review_of(session, consultation_id)
    if review is None:
        review = ConsultationReview(
            consultation_id=consultation_id, words={}, hidden=[], version=1, content={}
        )
        session.add(review)
        session.flush()
    else:
        session.refresh(review)
    return review
