"""Other words that participants suggest for a line, and that they may withdraw."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import digest_of
from app.corpus.receipts.issuing import receipt_code
from app.models import Amendment, AmendmentState, NodeRevision, Participant, Strategy, StrategyNode
from app.models.turns import wait_for_consultation, wait_for_others
from app.models.types import new_id
from app.strategy.amending.opening import NotTaken, may_change, takes
from app.strategy.amending.queries import words_then
from app.strategy.citing import MARK

READ_WITHIN = dt.timedelta(days=1)
"""How long after a line changed a suggestion may still be made from its former wording."""
MOST_A_DAY = 20
"""Suggestions of one participant within 24 hours."""
LONGEST_REASON = 2_000
LONGEST_NAME = 120


class TooManySuggestions(ValueError):
    """This participant made `MOST_A_DAY` suggestions within 24 hours."""


class NothingSuggested(ValueError):
    """The words are those of the line."""


@dataclass(frozen=True)
class Suggested:
    """A line as somebody would have it. Without a signature they are anonymous to others."""

    key: str
    """Made with the page: sent twice, it is kept once."""
    made_from: int
    """The revision of the line that they had before them."""
    title: str
    text: str
    reason: str
    signature: str = ""
    alerts: tuple[str, ...] = ()
    """Why it may come from a robot."""


def suggest(
    session: Session,
    strategy: Strategy,
    node: StrategyNode,
    new: Suggested,
    *,
    participant: Participant,
    app_key: str,
    moment: dt.datetime,
) -> Amendment:
    """Suggest other words for a line. `app_key` is that of the application, for the code.

    Raises:
        NotTaken: the strategy takes none, or this line does not change now.
        NothingSuggested: nothing is different from the line that they read.
        TooManySuggestions: come back tomorrow.
    """
    # The consultation first, as whoever takes part for the first time does.
    wait_for_consultation(session, strategy.consultation_id)
    wait_for_others(session, strategy)
    session.refresh(node)
    there = _with_key(session, strategy, new.key)
    if there is not None:
        return there
    made_from = _read_lately(session, node, new.made_from, moment)
    title, text = _words(session, node, new, made_from)
    _refuse(session, strategy, node, participant, moment)
    amendment_id = new_id()
    made = Amendment(
        id=amendment_id,
        consultation_id=strategy.consultation_id,
        node_id=node.id,
        participant_id=participant.id,
        organisation_id=participant.organisation_id,
        author=new.signature,
        key=new.key,
        digest=digest_of(receipt_code(app_key, amendment_id)),
        alerts=list(new.alerts),
        made_from=made_from,
        title=title,
        text=text,
        reason=new.reason,
        created_at=moment,
    )
    participant.name = new.signature
    session.add(made)
    session.flush()
    return made


def withdraw(session: Session, made: Amendment) -> None:
    """Take a suggestion back, as its author wants. Twice is as once; once it is answered, the
    answer stands.

    Its words go with it: nobody needs them any more.
    """
    wait_for_others(session, made)
    if made.state is AmendmentState.SENT:
        made.state = AmendmentState.WITHDRAWN
        made.title = made.text = made.reason = made.author = ""
        session.flush()


def _with_key(session: Session, strategy: Strategy, key: str) -> Amendment | None:
    return session.scalar(
        sa.select(Amendment).where(
            Amendment.consultation_id == strategy.consultation_id, Amendment.key == key
        )
    )


def _read_lately(session: Session, node: StrategyNode, number: int, moment: dt.datetime) -> int:
    """The revision from which it is made: that of today, unless the form was opened before it. Any
    other number would show former wordings, which only the team reads."""
    followed = session.scalar(
        sa.select(NodeRevision.created_at).where(
            NodeRevision.node_id == node.id, NodeRevision.number == number + 1
        )
    )
    return number if followed and followed > moment - READ_WITHIN else node.version


def _words(session: Session, node: StrategyNode, new: Suggested, made_from: int) -> tuple[str, str]:
    """What is suggested, without citations that the line did not have: those who write cite."""
    before = words_then(session, node, made_from)
    marks = {found[0] for found in MARK.finditer(before[1])}
    text = MARK.sub(lambda found: found[0] if found[0] in marks else "", new.text).strip()
    title = " ".join(MARK.sub("", new.title).split())
    if (title, text) == before or not title:
        raise NothingSuggested(node.id)
    return title, text


def _refuse(
    session: Session,
    strategy: Strategy,
    node: StrategyNode,
    participant: Participant,
    moment: dt.datetime,
) -> None:
    if not takes(session, strategy) or not may_change(strategy, node):
        raise NotTaken(node.id)
    lately = session.scalar(
        sa.select(sa.func.count()).where(
            Amendment.participant_id == participant.id,
            Amendment.created_at > moment - dt.timedelta(days=1),
        )
    )
    if (lately or 0) >= MOST_A_DAY:
        raise TooManySuggestions(lately)
