"""An idea box with ideas, and people who take part in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.corpus.codes import new_secret
from app.ideas.commenting import NewComment, comment
from app.ideas.supporting import support
from app.models import Consultation, Idea, IdeaBox, Participant
from app.models.types import now
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    ParticipantFactory,
    idea_of,
)


@dataclass(frozen=True)
class Box:
    """A box that everybody sees, open, and its address."""

    consultation: Consultation
    box: IdeaBox

    @property
    def address(self) -> str:
        return f"/consultations/{self.consultation.slug}/ideas/{self.box.activity.code}"

    def of(self, idea: Idea, page: str) -> str:
        return f"{self.address}/{idea.id}/{page}"

    def idea(self, title: str = "Une idée", **values: object) -> Idea:
        return idea_of(self.box, title, **values)

    def device(self) -> Participant:
        return ParticipantFactory(consultation_id=self.consultation.id)

    def person(self) -> Participant:
        return ParticipantFactory(
            consultation_id=self.consultation.id,
            account_id=AccountFactory().id,
            device_digest=None,
        )

    def burst(
        self, session: Session, idea: Idea, number: int, start: dt.datetime, seconds: int = 20
    ) -> None:
        """So many devices support an idea, one after the other."""
        for place in range(number):
            moment = start + dt.timedelta(seconds=place * seconds)
            support(
                session, self.box, idea, self.device(), origin=f"{place % 3:016x}", moment=moment
            )

    def comments(self, session: Session, idea: Idea, number: int) -> None:
        """So many people comment on an idea, now."""
        for place in range(number):
            new = NewComment(key=new_secret(), text=f"Commentaire {place:02}.")
            comment(
                session, self.box, idea, new, participant=self.device(), app_key="k", moment=now()
            )


def make_box(**values: object) -> Box:
    consultation = ConsultationFactory()
    activity = ActivityFactory(consultation_id=consultation.id, channel="idea_box", code="BOITE")
    return Box(consultation, IdeaBoxFactory(activity=activity, **values))


def yesterday() -> dt.datetime:
    return now() - dt.timedelta(days=1)
