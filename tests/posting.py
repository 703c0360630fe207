"""An idea box that is open, and what a browser sends to it."""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, joinedload
from werkzeug.test import TestResponse

from app.models import Activity, Channel, Contribution, Idea, IdeaBox
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    IdeaBoxThemeFactory,
)
from tests.trapped import looked_at

QUESTION = "Que faudrait-il changer ?"


class OpenBox:
    """A box with two themes and a question, open without end; its addresses."""

    def __init__(self, app: Flask, session: Session, **values: object) -> None:
        self.app, self.session = app, session
        self.consultation = ConsultationFactory()
        activity: Activity = ActivityFactory(
            consultation_id=self.consultation.id,
            channel=Channel.IDEA_BOX,
            code="IDEES",
            title="Boîte à idées",
        )
        self.box: IdeaBox = IdeaBoxFactory(activity=activity, **{"questions": [QUESTION], **values})
        self.themes = [
            IdeaBoxThemeFactory(box_id=self.box.id, title=title, position=at)
            for at, title in enumerate(("Financer", "Employer"))
        ]
        session.commit()
        self.root = f"/consultations/{self.consultation.slug}"
        self.home = f"{self.root}/ideas/IDEES"

    def fields(self, **said: str) -> dict[str, str]:
        """What the form holds when a person has filled it in."""
        filled = {"title": "Former les bénévoles", "key": secrets.token_hex(20), "step": "post"}
        return {**filled, **looked_at(self.app), **said}

    def post(self, client: FlaskClient, **said: str) -> TestResponse:
        return client.post(f"{self.home}/new", data=self.fields(**said))

    def close(self) -> None:
        self.box.closes_at = self.box.created_at + dt.timedelta(microseconds=1)
        self.session.commit()

    def ideas(self) -> list[Idea]:
        """The ideas as they are now, the first first."""
        self.session.rollback()
        found = sa.select(Idea).options(joinedload(Idea.contribution)).order_by(Idea.id)
        return list(self.session.scalars(found))

    def contributions(self) -> list[Contribution]:
        self.session.rollback()
        return list(self.session.scalars(sa.select(Contribution).order_by(Contribution.id)))
