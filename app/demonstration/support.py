"""Supports, comments and judgements of ideas of the demonstration: fictional, always the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.participants import add_participant
from app.demonstration import files
from app.ideas.commenting import NewComment, comment
from app.ideas.judging import judge
from app.ideas.queries import box_of
from app.ideas.supporting import support
from app.models import Idea, IdeaBox, Judgement, OrganisationKind, Participant
from app.models.types import now

PEOPLE = 16
"""Devices that take part."""
MORE_PEOPLE = 16
"""Others, who only judge the ideas of the box that is open: enough for groups of opinion."""
FEWEST_JUDGED = 9
"""Ideas of that box that each judges, or more."""
MOST_SUPPORTS, MOST_JUDGEMENTS = 8, 2
"""Of one idea."""
KINDS = (OrganisationKind.ASSOCIATION, OrganisationKind.COOPERATIVE, None)
TERRITORIES = ("Loire-Atlantique", "Maine-et-Loire", "Mayenne", "Sarthe", "Vendée")
SOON = dt.timedelta(hours=30)
"""After its idea, on average, somebody reacts."""
JUDGEMENTS = (Judgement.AGREE, Judgement.AGREE, Judgement.DISAGREE, Judgement.PASS)


def load_support(session: Session, consultation_id: uuid.UUID, *, app_key: str) -> None:
    """Let people react to the ideas of both boxes, within their dates. The consultation is open."""
    file = files.read("reactions-to-ideas.yaml")
    for code, comments in file["boxes"].items():
        box = box_of(session, consultation_id, code)
        if box is not None:
            _Reacting(session, box, app_key).run(comments)


class _Reacting:
    def __init__(self, session: Session, box: IdeaBox, app_key: str) -> None:
        self.session, self.box, self.app_key = session, box, app_key
        self.chance = random.Random(f"reactions:{box.activity.code}")  # noqa: S311
        self.people = [self._person(number) for number in range(PEOPLE)]

    def run(self, comments: dict[str, list[dict[str, str]]]) -> None:
        ideas = self._ideas()
        for idea in ideas:
            self._support(idea)
            if self.box.closes_at is not None:
                self._judge(idea)
            self._comment(idea, comments.get(idea.contribution.title, []))
        if self.box.closes_at is None:
            self._judge_in_camps(ideas)

    def _ideas(self) -> Sequence[Idea]:
        return self.session.scalars(
            sa.select(Idea)
            .options(joinedload(Idea.contribution))
            .where(Idea.box_id == self.box.id)
            .order_by(Idea.id)
        ).all()

    def _person(self, number: int) -> Participant:
        mark = f"{self.box.activity.code}-reader-{number}"
        person = add_participant(
            self.session,
            self.box.activity.consultation_id,
            account_id=None,
            device=hashlib.sha256(mark.encode()).hexdigest(),
        )
        person.kind = KINDS[number % len(KINDS)]
        person.territory = TERRITORIES[number % len(TERRITORIES)]
        return person

    def _some(self, most: int) -> list[Participant]:
        return self.chance.sample(self.people, self.chance.randint(0, most))

    def _soon(self, idea: Idea) -> dt.datetime:
        """A moment after the idea came, while its box was open."""
        moment = idea.created_at + SOON * self.chance.expovariate(1)
        last = min(self.box.closes_at or now(), now()) - dt.timedelta(minutes=1)
        return max(idea.created_at, min(moment, last))

    def _support(self, idea: Idea) -> None:
        for person in self._some(MOST_SUPPORTS):
            moment = self._soon(idea)
            support(self.session, self.box, idea, person, origin="", moment=moment)

    def _judge(self, idea: Idea) -> None:
        for person in self._some(MOST_JUDGEMENTS):
            said, moment = self.chance.choice(JUDGEMENTS), self._soon(idea)
            judge(self.session, self.box, idea, person, said, origin="", moment=moment)

    def _judge_in_camps(self, ideas: Sequence[Idea]) -> None:
        """Two camps agree on one idea in three, and say the opposite of one another on the rest."""
        people = [*self.people, *(self._person(PEOPLE + one) for one in range(MORE_PEOPLE))]
        for number, person in enumerate(people):
            count = self.chance.randint(min(FEWEST_JUDGED, len(ideas)), len(ideas))
            for place in sorted(self.chance.sample(range(len(ideas)), count)):
                is_liked = place % 3 == 0 or place % 3 == number % 2 + 1
                said = self.chance.choices(
                    (Judgement.AGREE, Judgement.DISAGREE, Judgement.PASS),
                    (8, 1, 1) if is_liked else (2, 7, 1),
                )[0]
                moment = self._soon(ideas[place])
                judge(self.session, self.box, ideas[place], person, said, origin="", moment=moment)

    def _comment(self, idea: Idea, comments: list[dict[str, str]]) -> None:
        moments = sorted(self._soon(idea) for _ in comments)
        for number, said in enumerate(comments):
            comment(
                self.session,
                self.box,
                idea,
                NewComment(f"{idea.key}-{number}", said["text"], said.get("name", "")),
                participant=self.people[number],
                app_key=self.app_key,
                moment=moments[number],
            )
