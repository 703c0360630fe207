"""People who make an account, sign in and change it, and the messages that they receive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Account, OneTimeLink
from tests.invited_people import MailBox
from tests.subscribers import paths_in, words_of
from tests.trapped import looked_at

STRONG = "la rivière remonte lentement"
HOUR = dt.timedelta(hours=1)


class Arriving:
    """A site where accounts are asked for."""

    def __init__(self, app: Flask, session: Session, work: Callable[[], None]) -> None:
        self.app, self.session, self.work = app, session, work
        self.mails = MailBox(app)
        self.sent()

    def sign_up(self, client: FlaskClient, email: str, name: str = "Zoé", **values: str):
        said = {"email": email, "name": name, **looked_at(self.app), **values}
        return client.post("/sign-up", data=said)

    def ask_link(self, client: FlaskClient, email: str, **values: str):
        return client.post("/sign-in/link", data={"email": email, **values})

    def sent(self) -> list[EmailMessage]:
        """The messages that leave now."""
        self.mails.empty()
        self.work()
        self.session.rollback()
        return self.mails.messages()

    def link(self, email: str | None = None) -> str:
        """Where the first link of the one message (to an address) leads."""
        (message,) = [one for one in self.sent() if email in (None, str(one["To"]))]
        return paths_in(message)[0]

    def words(self) -> str:
        """The words of the one message that leaves now."""
        (message,) = self.sent()
        return words_of(message)

    def later(self, ago: dt.timedelta) -> None:
        """Links were made this much earlier."""
        for link in self.session.scalars(sa.select(OneTimeLink)):
            link.created_at -= ago
            link.expires_at -= ago
        self.session.commit()

    def accounts(self) -> list[Account]:
        self.session.rollback()
        return list(self.session.scalars(sa.select(Account).order_by(Account.id)))


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200
