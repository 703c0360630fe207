"""Words that somebody gave to the demonstration, with the receipt that follows them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import as_shown, digest_of, signs_of
from app.corpus.intake import NewContribution, source_key, take_in_one, whole
from app.corpus.receipts.issuing import receipts_of_codes
from app.jobs.runner import writing
from app.models import (
    Activity,
    Channel,
    Consultation,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    StrategyNode,
    Suggestion,
)
from app.themes.queries import latest_run
from tests.journeys.processes import SLUG, Platform


def given_words(platform: Platform, words: str, motive: str) -> tuple[str, str]:
    """Words that were given and linked with an objective: the code of their receipt, and the
    objective's."""
    with Session(platform.engine, expire_on_commit=False) as session, writing():
        code, excerpt, node = _given(session, words, Channel.WORKSHOP, ContributionState.SUBMITTED)
        session.add(
            EvidenceLink(
                consultation_id=excerpt.consultation_id,
                excerpt_id=excerpt.id,
                node_id=node.id,
                status=EvidenceStatus.KEPT,
                motive=motive,
            )
        )
        session.commit()
        return code, node.code


def proposed_words(platform: Platform, words: str) -> tuple[str, str]:
    """A published idea that the machine brings near an objective, before any other: the same."""
    with Session(platform.engine, expire_on_commit=False) as session, writing():
        code, excerpt, node = _given(session, words, Channel.IDEA_BOX, ContributionState.PUBLISHED)
        run = latest_run(session, excerpt.consultation_id)
        assert run is not None
        session.add(
            Suggestion(
                run_id=run.id,
                excerpt_id=excerpt.id,
                node_id=node.id,
                score=0.9,
                rank=1,
                position=-1,
            )
        )
        session.commit()
        return code, node.code


def _given(
    session: Session, words: str, channel: Channel, state: ContributionState
) -> tuple[str, Excerpt, StrategyNode]:
    """The code of their receipt, what was said, and the first objective."""
    code = as_shown(signs_of(words.encode(), 20))
    consultation = session.scalars(sa.select(Consultation).filter_by(slug=SLUG)).one()
    activity = session.scalars(
        sa.select(Activity)
        .filter_by(consultation_id=consultation.id, channel=channel)
        .order_by(Activity.id)
    ).first()
    assert activity is not None
    receipts = receipts_of_codes(session, activity, [digest_of(code)])
    said = take_in_one(
        session,
        activity,
        NewContribution(
            key=source_key("journey", words),
            text=words,
            spans=whole(words),
            received_on=dt.date(2016, 6, 1),
            state=state,
            receipt_id=receipts[digest_of(code)],
        ),
    )
    node = session.scalars(sa.select(StrategyNode).filter_by(kind="objective")).first()
    assert node is not None
    return code, session.scalars(sa.select(Excerpt).filter_by(contribution_id=said.id)).one(), node
