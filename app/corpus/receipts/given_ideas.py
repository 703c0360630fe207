"""Ideas and comments, found by the contribution that holds their words."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, aliased, joinedload

from app.corpus.receipts.given import Asker, Fact, Given, link_where_it_is
from app.ideas.commenting import withdraw_comment
from app.ideas.correcting import withdraw as withdraw_idea
from app.ideas.taking_part import opening_of
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaAnswer,
    IdeaBox,
    IdeaComment,
    Opening,
    Receipt,
)
from app.models.types import now
from app.storage.store import Store
from app.web.labels import label

GONE = (ContributionState.WITHDRAWN, ContributionState.REJECTED)


@dataclass(frozen=True)
class GivenIdea(Given):
    idea: Idea
    box: IdeaBox

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenIdea | None:
        row = session.execute(
            sa.select(Idea, IdeaBox)
            .join(Idea.contribution)
            .join(IdeaBox, Idea.box_id == IdeaBox.id)
            .options(joinedload(Idea.contribution), joinedload(Idea.theme))
            .options(joinedload(IdeaBox.activity))
            .where(Contribution.receipt_id == receipt.id)
            .order_by(Idea.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else cls(*row)

    @property
    def title(self) -> str:
        return self.idea.contribution.title or self.idea.contribution.text

    @property
    def is_withdrawn(self) -> bool:
        return self.idea.contribution.state is ContributionState.WITHDRAWN

    @property
    def may_be_withdrawn(self) -> bool:
        return self.idea.contribution.state not in GONE

    def withdraw(self, session: Session, store: Store) -> None:
        withdraw_idea(session, self.idea)

    @property
    def consequences(self) -> str:
        return _(
            "Nobody reads the words of your idea any more, and they are no longer cited; its"
            " supports and the comments of others are kept. This cannot be undone."
        )

    @property
    def correcting(self) -> str:
        return _(
            "An idea is corrected with the account or in the browser with which it was posted,"
            " while its box is open."
        )

    def correct_link(self, session: Session, asker: Asker) -> str | None:
        is_theirs = asker.participant_id and asker.participant_id == self.idea.participant_id
        if not is_theirs or opening_of(session, self.box, now()) is not Opening.OPEN:
            return None
        return self._link("own_ideas.edit", asker.slug)

    def own_link(self, slug: str, code: str) -> str | None:
        return self._link("ideas.show", slug)

    def _link(self, endpoint: str, slug: str) -> str | None:
        return link_where_it_is(
            endpoint, slug=slug, code=self.box.activity.code, idea_id=self.idea.id
        )

    def facts(self, session: Session) -> list[Fact]:
        idea = self.idea
        found = [Fact(_("Supporters"), str(idea.all_supporters))]
        if idea.theme is not None:
            found.append(Fact(_("Theme"), idea.theme.title))
        found.append(Fact(_("Signed"), idea.signature or _("Anonymous to others")))
        if idea.kind is not None:
            found.append(Fact(_("Kind of body"), label(idea.kind)))
        if idea.territory:
            found.append(Fact(_("Department or territory"), idea.territory))
        return found


@dataclass(frozen=True)
class GivenComment(Given):
    comment: IdeaComment
    idea: Idea
    box: IdeaBox

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenComment | None:
        words = aliased(Contribution)
        row = session.execute(
            sa.select(IdeaComment, Idea, IdeaBox)
            .join(words, IdeaComment.contribution_id == words.id)
            .join(Idea, IdeaComment.idea_id == Idea.id)
            .join(IdeaBox, Idea.box_id == IdeaBox.id)
            .options(joinedload(IdeaComment.contribution), joinedload(Idea.contribution))
            .options(joinedload(IdeaBox.activity))
            .where(words.receipt_id == receipt.id)
            .order_by(IdeaComment.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else cls(*row)

    @property
    def title(self) -> str:
        return _("Comment")

    @property
    def is_withdrawn(self) -> bool:
        return self.comment.contribution.state is ContributionState.WITHDRAWN

    @property
    def may_be_withdrawn(self) -> bool:
        return self.comment.contribution.state not in GONE

    def withdraw(self, session: Session, store: Store) -> None:
        withdraw_comment(session, self.idea, self.comment)

    @property
    def consequences(self) -> str:
        return _("Your comment is no longer shown, read or cited. This cannot be undone.")

    def own_link(self, slug: str, code: str) -> str | None:
        return link_where_it_is(
            "ideas.show", slug=slug, code=self.box.activity.code, idea_id=self.idea.id
        )

    def facts(self, session: Session) -> list[Fact]:
        if self.idea.contribution.state is not ContributionState.PUBLISHED:
            return []
        title = self.idea.contribution.title or self.idea.contribution.text
        return [Fact(_("About the idea"), title)]


@dataclass(frozen=True)
class IdeaWay:
    """What became of an idea as a whole: the idea that it was grouped under, and the answer."""

    lead_title: str
    answer: IdeaAnswer | None


def way_of_idea(session: Session, idea: Idea) -> IdeaWay:
    """What became of an idea as a whole; what everybody reads on its page."""
    lead = session.scalar(
        sa.select(Contribution)
        .join(Idea, Idea.contribution_id == Contribution.id)
        .where(Idea.id == idea.lead_id, Contribution.state == ContributionState.PUBLISHED)
    )
    answer = session.scalar(
        sa.select(IdeaAnswer)
        .where(IdeaAnswer.idea_id == idea.id)
        .order_by(IdeaAnswer.id.desc())
        .limit(1)
    )
    return IdeaWay(lead.title or lead.text if lead else "", answer)
