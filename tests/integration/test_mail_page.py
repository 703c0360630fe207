"""The page of messages that did not really leave: in development, and nowhere else."""

from __future__ import annotations

import datetime as dt
from secrets import token_urlsafe

import pytest

import config
from app import create_app
from app.notifications.letter import Letter, Sender, message_of
from app.notifications.mail_files import PAGE_SIZE, mail_files_page
from app.notifications.post import open_post
from app.web.paging import Cursor
from environment.services import MailDirectory

pytestmark = pytest.mark.either_database

PRODUCTION = {
    "SILLAGE_ENV": "production",
    "SECRET_KEY": token_urlsafe(32),
    "TRUSTED_HOSTS": "localhost",
}


def _write(directory, count: int, text: str = "Bonjour") -> None:
    with open_post(MailDirectory(directory)) as post:
        for number in range(count):
            letter = Letter(
                key=f"{number:032x}",
                recipient=f"p{number}@region.example",
                subject=f"Sujet {number}",
                text=text,
                written_at=dt.datetime(2016, 6, 28, tzinfo=dt.UTC),
            )
            post.send(message_of(letter, Sender("sillage@region.example")))


def _page(tmp_path, environ, address="/mails"):
    app = create_app(
        config.load(
            {"SILLAGE_DATA": str(tmp_path), "LOG_LEVEL": "ERROR", "RATE_LIMITS": "0", **environ}
        )
    )
    return app.test_client().get(address)


def test_messages_are_shown_in_development_and_their_links_can_be_followed(tmp_path):
    _write(tmp_path / "mails", 1, "Votre lien :\nhttp://127.0.0.1:8000/a?b=1&c=2\n<b>Fin</b>")
    page = _page(tmp_path, {}).text
    assert "p0@region.example" in page
    assert '<a href="http://127.0.0.1:8000/a?b=1&amp;c=2">' in page
    assert "<b>Fin</b>" not in page


@pytest.mark.parametrize(
    "environ",
    [
        {"SILLAGE_ENV": "testing"},
        PRODUCTION,
        {
            **PRODUCTION,
            "MAIL_URL": "file:///tmp/mails",
            "MAIL_FROM": "a@region.example",
            "PUBLIC_URL": "https://region.example",
        },
        {"MAIL_URL": "smtp://mail.example"},
    ],
)
def test_elsewhere_there_is_no_such_page(tmp_path, environ):
    assert _page(tmp_path, environ).status_code == 404


def test_the_latest_messages_come_first_and_the_list_pages_by_key(tmp_path):
    _write(tmp_path, PAGE_SIZE + 5)
    first = mail_files_page(tmp_path, Cursor())
    assert first.rows[0].subject == f"Sujet {PAGE_SIZE + 4}"
    second = mail_files_page(tmp_path, Cursor(first.next_key))
    assert [mail.subject for mail in second.rows] == [f"Sujet {n}" for n in (4, 3, 2, 1, 0)]
    assert second.next_key is None
    back = mail_files_page(tmp_path, Cursor(second.previous_key, backwards=True))
    assert back.rows == first.rows


def test_a_directory_that_is_not_there_yet_is_an_empty_list(tmp_path):
    assert mail_files_page(tmp_path / "none", Cursor("../../etc")).rows == ()
