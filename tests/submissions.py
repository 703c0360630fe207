"""A call for contributions and what people deposit in it, for the tests."""

from __future__ import annotations

import io
import re
import secrets
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.corpus.intake import take_in_one
from app.corpus.receipts.issuing import issue
from app.documents.queries import passages_in_order
from app.models import (
    Channel,
    Contribution,
    ContributionState,
    Document,
    DocumentPassage,
    Submission,
    SubmissionCall,
    SubmissionState,
)
from app.models.types import now
from tests.factories import (
    SESSION,
    ActivityFactory,
    ConsultationFactory,
    SubmissionCallFactory,
    new_contribution,
)
from tests.trapped import looked_at

TEXT = """Le bus du soir manque. Les horaires ne vont pas.

Mon numéro est le 02 40 00 00 00.

- Un guichet unique
- Une navette le samedi"""


class Calling:
    """A consultation with a call that is open, or whatever `values` make of it."""

    def __init__(self, app: Flask, session: Session, **values: Any) -> None:
        self.app, self.session = app, session
        self.consultation = ConsultationFactory()
        activity = ActivityFactory(
            consultation_id=self.consultation.id, channel=Channel.SUBMISSION, title="L’appel"
        )
        self.call = SubmissionCallFactory(activity=activity, **values)
        session.commit()
        self.index = f"/consultations/{self.consultation.slug}/submissions"
        self.home = f"{self.index}/{activity.code}"

    def fields(self, **values: Any) -> dict[str, Any]:
        """What an organisation fills in, with text."""
        return {
            "key": "k" * 32,
            "title": "Pour des bus le soir",
            "speaks_for": "organisation",
            "organisation": "Réseau du Marais",
            "kind": "network",
            "territory": "Vendée",
            "text": TEXT,
            "may_be_published": "yes",
            **looked_at(self.app),
            **values,
        }

    def deposit(self, client: FlaskClient, **values: Any) -> str:
        """Deposit something; the address at which it is checked."""
        answer = client.post(f"{self.home}/new", data=self.fields(**values))
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])

    def send(self, client: FlaskClient, **values: Any) -> str:
        """Deposit and send; the address of the receipt."""
        check = self.deposit(client, **values)
        answer = client.post(f"{check}/send", data={"version": self.version_in(client, check)})
        assert answer.status_code == 302, answer.text
        return check

    @staticmethod
    def version_in(client: FlaskClient, check: str) -> str:
        """The version of the document that the page of a check shows."""
        found = re.search(r'name="version" value="(\d+)"', client.get(check).text)
        assert found
        return found[1]

    @property
    def submission(self) -> Submission:
        """The only one, as it is now."""
        self.session.rollback()
        return self.session.scalars(sa.select(Submission)).one()

    @property
    def contribution(self) -> Contribution:
        """The words of the only submission."""
        found = self.submission.contribution
        assert found is not None
        return found

    @property
    def passages(self) -> list[DocumentPassage]:
        """What is checked of the only submission."""
        document_id = self.submission.document_id
        assert document_id is not None
        return list(self.session.scalars(passages_in_order(document_id)))

    @property
    def documents(self) -> list[Document]:
        self.session.rollback()
        return list(self.session.scalars(sa.select(Document).order_by(Document.id)))


def a_file(content: bytes, name: str) -> tuple[io.BytesIO, str]:
    """A file as a test client sends it."""
    return io.BytesIO(content), name


def submission_of(
    call: SubmissionCall,
    text: str = "Le bus du soir manque.",
    *,
    state: ContributionState = ContributionState.PUBLISHED,
    **values: Any,
) -> Submission:
    """A written contribution that was sent to a call; `values` are those of `Submission`."""
    session, key = SESSION.get(), secrets.token_hex(16)
    told = {"title": "Une contribution", "on_behalf_of": "Un réseau", "may_be_published": True}
    new = new_contribution(text, respondent=key, title=told["title"], state=state)
    contribution = take_in_one(session, call.activity, new)
    made = Submission(
        **{
            **told,
            "call_id": call.id,
            "key": key,
            "receipt_id": issue(session, call.activity, key="key").id,
            "state": SubmissionState.SENT,
            "sent_at": now(),
            "contribution_id": contribution.id,
            **values,
        }
    )
    session.add(made)
    session.flush()
    return made
