"""Quoting a reference: its words enter the corpus, with the page where they stand."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.activity_codes import free_code
from app.corpus.intake import NewContribution, source_key, take_in_one, whole
from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Nature,
    Reference,
    ReferenceKind,
    ReferenceQuote,
)
from app.models.turns import wait_for_consultation
from app.references.author_lines import short_names
from app.references.description import one_line, page_range, paragraphs
from app.references.queries import is_referred_to
from app.references.services import description_of

ACTIVITY_CODE = "veille"
LONGEST_QUOTE = 10_000
LONGEST_SHORT_TITLE = 200

_WITHOUT_PAGES = (ReferenceKind.WEB_PAGE, ReferenceKind.DATASET, ReferenceKind.OTHER)


class QuoteInUse(ValueError):
    """A decision or a questionnaire rests on the quote."""


def has_pages(kind: ReferenceKind) -> bool:
    """Whether a quote from such a document says on which page it stands."""
    return kind not in _WITHOUT_PAGES


def short_citation(reference: Reference) -> str:
    """« Bioteau et Féniès-Dupont, 2015 »: how a quote is signed."""
    described = description_of(reference)
    names = short_names(described.writers or described.directors) or described.title
    return f"{names[:LONGEST_SHORT_TITLE]}, {described.year or '[s. d.]'}"


def quote(
    session: Session,
    reference: Reference,
    *,
    account_id: uuid.UUID | None,
    text: str,
    page: str = "",
    nature: Nature = Nature.OTHER,
    activity_title: str,
) -> ReferenceQuote:
    """Take words of a reference into the corpus, once; those withdrawn before are put back.

    `activity_title` names the activity that is made for the quotes of a consultation at first.
    """
    wait_for_consultation(session, reference.consultation_id)
    words, page = paragraphs(text), page_range(one_line(page))
    key = source_key("reference", str(reference.id), page, words)
    activity = _activity(session, reference.consultation_id, activity_title)
    new = NewContribution(
        key=key,
        text=words,
        spans=whole(words, f"p. {page}" if page else ""),
        title=short_citation(reference),
        nature=nature,
    )
    contribution = take_in_one(session, activity, new)
    if contribution.state is ContributionState.WITHDRAWN:
        contribution.state = ContributionState.SUBMITTED
    return _row(session, reference, contribution, page, account_id)


def withdraw(session: Session, quoted: ReferenceQuote) -> None:
    """Take a quote out of the corpus. Withdrawing it twice is withdrawing it.

    Raises:
        QuoteInUse: something rests on it.
    """
    contribution = _contribution(session, quoted)
    if contribution.state in IN_CORPUS:
        if is_referred_to(session, contribution.id):
            raise QuoteInUse("Something rests on this quote.")
        contribution.state = ContributionState.WITHDRAWN


def put_back(session: Session, quoted: ReferenceQuote) -> None:
    """Undo the withdrawal of a quote."""
    contribution = _contribution(session, quoted)
    if contribution.state is ContributionState.WITHDRAWN:
        contribution.state = ContributionState.SUBMITTED


def _contribution(session: Session, quoted: ReferenceQuote) -> Contribution:
    """The contribution of a quote, held against decisions that are made meanwhile."""
    return session.scalars(
        sa.select(Contribution).where(Contribution.id == quoted.contribution_id).with_for_update()
    ).one()


def _activity(session: Session, consultation_id: uuid.UUID, title: str) -> Activity:
    found = session.scalar(
        sa.select(Activity)
        .where(Activity.consultation_id == consultation_id, Activity.channel == Channel.REFERENCE)
        .order_by(Activity.id)
        .limit(1)
    )
    if found is not None:
        return found
    activity = Activity(
        consultation_id=consultation_id,
        channel=Channel.REFERENCE,
        code=free_code(session, consultation_id, ACTIVITY_CODE),
        title=title,
    )
    session.add(activity)
    session.flush()
    return activity


def _row(
    session: Session,
    reference: Reference,
    contribution: Contribution,
    page: str,
    account_id: uuid.UUID | None,
) -> ReferenceQuote:
    found = session.scalar(
        sa.select(ReferenceQuote).where(ReferenceQuote.contribution_id == contribution.id)
    )
    if found is not None:
        return found
    row = ReferenceQuote(
        reference_id=reference.id, contribution_id=contribution.id, account_id=account_id, page=page
    )
    session.add(row)
    session.flush()
    return row
