"""Splitting an idea that holds several into ideas of their own, which point back to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.corpus.intake import NewContribution, source_key, take_in_one
from app.corpus.moderation.log import log_act
from app.corpus.segmentation import segment, sentences
from app.ideas.commented_titles import name_in_comments
from app.ideas.taking_part import refuse_unless_published
from app.models import Contribution, ContributionState, Idea, ModerationAct, NoticeKind
from app.models.turns import wait_for_consultation, wait_for_others
from app.notifications.noticing import note_of_contribution

FEWEST_PARTS = 2
MOST_PARTS = 8
MOST_SENTENCES = 40
"""From there on whole paragraphs are chosen."""
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Passage:
    """A sentence or a paragraph of an idea, `text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Part:
    """An idea to be: its title, and its passages by their ranks in the composite idea."""

    title: str
    passages: tuple[int, ...]


class WrongParts(ValueError):
    """Too few parts or too many, a part without title or words, or a passage that is not there."""


class SplitMeanwhile(ValueError):
    """Somebody split the idea, or undid it, since the page was shown."""


class PartInUse(ValueError):
    """`idea`, a part, is supported, commented, judged or grouped: the split stays."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.id)
        self.idea = idea


def passages_of(contribution: Contribution) -> list[Passage]:
    """The sentences of an idea, or the paragraphs of a long one: what its parts are made of."""
    text = contribution.text
    paragraphs = [(span.start, span.end) for span in segment(text)]
    found = [one for start, end in paragraphs for one in sentences(text, start, end)]
    if len(found) > MOST_SENTENCES:
        found = paragraphs
    return [Passage(start, end, text[start:end]) for start, end in found]


def split(
    session: Session,
    idea: Idea,
    parts: Sequence[Part],
    *,
    seen: int,
    account_id: uuid.UUID | None,
) -> list[Idea]:
    """Make ideas of passages of an idea, which stays as it is; its parts, in their order.

    They are its author's, say when and by whom as it does, and start without supports. `seen`
    is how many parts it had when the page was shown. Sent twice, they are made once.

    Raises:
        IdeaNotPublished: not everybody reads the idea.
        SplitMeanwhile: it was split otherwise since.
        WrongParts: what is asked makes no ideas.
    """
    # In the order of those who take part for the first time: the consultation, then the idea.
    wait_for_consultation(session, idea.contribution.consultation_id)
    wait_for_others(session, idea)
    session.refresh(idea.contribution)
    refuse_unless_published(idea)
    texts = _texts(idea.contribution, parts)
    keys = _keys(idea, parts, texts, seen)
    made = parts_ever(session, idea)
    if len(made) != seen:
        again = [part for part in made if _is_read(part)]
        if [part.key for part in again] == keys:
            return again
        raise SplitMeanwhile(idea.id)
    new = [
        _add(session, idea, part.title, text, key)
        for part, text, key in zip(parts, texts, keys, strict=True)
    ]
    log_act(
        session,
        idea.contribution,
        ModerationAct.SPLIT,
        account_id=account_id,
        details={"parts": [str(one.id) for one in new]},
    )
    note_of_contribution(session, idea.contribution, NoticeKind.SPLIT, is_public=False)
    return new


def join_again(session: Session, idea: Idea, *, account_id: uuid.UUID | None) -> int:
    """Undo a split: the parts that everybody reads are withdrawn; how many.

    Raises:
        PartInUse: somebody did something with one of them, which would be lost from sight.
    """
    wait_for_others(session, idea)
    parts = [one for one in parts_ever(session, idea) if _is_read(one)]
    for part in parts:
        wait_for_others(session, part)
        if _is_in_use(session, part):
            raise PartInUse(part)
    for part in parts:
        part.contribution.state = ContributionState.WITHDRAWN
        name_in_comments(session, part)
    if parts:
        log_act(session, idea.contribution, ModerationAct.JOINED_AGAIN, account_id=account_id)
    return len(parts)


def parts_ever(session: Session, idea: Idea) -> list[Idea]:
    """The ideas that were made of this one, withdrawn since or not, in their order."""
    return list(
        session.scalars(
            sa.select(Idea)
            .options(joinedload(Idea.contribution))
            .where(Idea.split_from_id == idea.id)
            .order_by(Idea.id)
        )
    )


def _texts(whole: Contribution, parts: Sequence[Part]) -> list[str]:
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        raise WrongParts(len(parts))
    passages = passages_of(whole)
    for part in parts:
        ranks = part.passages
        if not part.title or len(part.title) > LONGEST_TITLE or not ranks:
            raise WrongParts(part.title)
        if not set(ranks) <= set(range(len(passages))):
            raise WrongParts(ranks)
    return [_words(whole.text, passages, sorted(set(part.passages))) for part in parts]


def _words(text: str, passages: Sequence[Passage], ranks: Sequence[int]) -> str:
    """The passages as they stand; a blank line where something between two was left out."""
    found = ""
    for before, rank in zip((None, *ranks), ranks, strict=False):
        passage = passages[rank]
        if before is not None:
            follows = before + 1 == rank
            found += text[passages[before].end : passage.start] if follows else "\n\n"
        found += passage.text
    return found


def _keys(idea: Idea, parts: Sequence[Part], texts: Sequence[str], seen: int) -> list[str]:
    """The same when the same page is sent twice, and others once the split was undone."""
    return [
        source_key("part of an idea", str(idea.id), str(seen + number), part.title, text)
        for number, (part, text) in enumerate(zip(parts, texts, strict=True))
    ]


def _add(session: Session, idea: Idea, title: str, text: str, key: str) -> Idea:
    whole = idea.contribution
    # Without excerpts: the words of the part are in those of the composite idea already. The
    # corpus would count them twice, and what became of them is followed from there.
    new = NewContribution(
        key=key,
        title=title,
        text=text,
        spans=(),
        question=whole.question,
        received_on=whole.received_on,
        state=ContributionState.PUBLISHED,
        receipt_id=whole.receipt_id,
    )
    contribution = take_in_one(session, whole.activity, new)
    contribution.respondent_id = whole.respondent_id
    part = Idea(
        box_id=idea.box_id,
        key=key,
        contribution_id=contribution.id,
        participant_id=idea.participant_id,
        signature=idea.signature,
        theme_id=idea.theme_id,
        kind=idea.kind,
        territory=idea.territory,
        split_from_id=idea.id,
    )
    session.add(part)
    session.flush()
    return part


def _is_read(idea: Idea) -> bool:
    return idea.contribution.state is ContributionState.PUBLISHED


def _is_in_use(session: Session, part: Idea) -> bool:
    """Whether somebody did something with it that withdrawing it would hide."""
    leads = sa.select(sa.exists().where(Idea.lead_id == part.id))
    split = sa.select(sa.exists().where(Idea.split_from_id == part.id))
    counted = part.supporters or part.comments or part.votes
    return bool(counted or part.lead_id or session.scalar(leads) or session.scalar(split))
