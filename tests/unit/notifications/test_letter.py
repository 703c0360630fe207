from __future__ import annotations

import datetime as dt
import email
from email.policy import default

import pytest

from app.notifications.letter import WIDTH, Attachment, Letter, Sender, message_of, wrapped

SENDER = Sender("Région des Pays <sillage@region.example>")


def _letter(**values) -> Letter:
    return Letter(
        **{
            "key": "k1",
            "recipient": "claire@region.example",
            "subject": "Votre avis",
            "text": "Bonjour",
            "written_at": dt.datetime(2016, 6, 28, 8, 0, tzinfo=dt.UTC),
            **values,
        }
    )


def _received(letter: Letter):
    return email.message_from_bytes(message_of(letter, SENDER).as_bytes(), policy=default)


def test_the_same_letter_is_the_same_message_each_time():
    first, second = (message_of(_letter(), SENDER) for _ in range(2))
    assert first.as_bytes() == second.as_bytes()
    assert first["Message-ID"] == "<k1@region.example>"
    assert first["Date"] == "Tue, 28 Jun 2016 08:00:00 +0000"


def test_french_arrives_as_it_was_written():
    received = _received(_letter(subject="L’été « ici »", text="Ça va ? œuvre, 10 €"))
    assert received["Subject"] == "L’été « ici »"
    assert received.get_content().rstrip() == "Ça va ? œuvre, 10 €"


def test_a_file_goes_with_a_letter_and_the_same_letter_is_the_same_each_time():
    content = "BEGIN:VCALENDAR\r\nSUMMARY:Été\r\nEND:VCALENDAR\r\n".encode()
    letter = _letter(attachment=Attachment("CONF.ics", "text/calendar", content))
    first, second = (message_of(letter, SENDER).as_bytes() for _ in range(2))
    assert first == second
    received = _received(letter)
    assert received.get_body(("plain",)).get_content().rstrip() == "Bonjour"
    (file,) = received.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("CONF.ics", "text/calendar")
    assert file.get_payload(decode=True) == content


def test_a_letter_in_html_is_the_same_text_twice_and_the_same_message_each_time():
    letter = _letter(html="<p>Bonjour</p>")
    received = _received(letter)
    assert received.get_content_type() == "multipart/alternative"
    assert received.get_body(("plain",)).get_content().rstrip() == "Bonjour"
    assert received.get_body(("html",)).get_content().rstrip() == "<p>Bonjour</p>"
    assert bytes(received) == bytes(_received(letter))


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("field", ["subject", "recipient", "key", "stop_url"])
def test_nothing_breaks_out_of_a_header(field, sign):
    forged = _letter(**{field: f"a@region.example{sign}Bcc: all@region.example"})
    try:
        received = _received(forged)
    except ValueError:
        return
    assert received["Bcc"] is None


def test_lines_are_short_and_links_stay_whole():
    link = "https://ess.region.example/" + "x" * 120
    lines = wrapped(f"{'mot ' * 60}\n\n{link}\nFin").splitlines()
    assert link in lines
    assert all(len(line) <= WIDTH for line in lines if line != link)
    assert lines[-1] == "Fin"
    assert "" in lines
