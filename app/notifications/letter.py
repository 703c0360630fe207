"""A message as it is handed over: plain text, headers that nobody can break out of."""

from __future__ import annotations

import datetime as dt
import textwrap
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

WIDTH = 76


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message; `media_type` may have parameters."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A message to one address. `key` names it for good: the same message has the same one.

    `stop_url` is where its reader asks not to be written to again; `html` is the same text for
    programs that show it.
    """

    key: str
    recipient: str
    subject: str
    text: str
    written_at: dt.datetime
    stop_url: str = ""
    attachment: Attachment | None = None
    html: str = ""


@dataclass(frozen=True)
class Sender:
    """Who writes, as an address or `Name <address>`, and where answers go when elsewhere."""

    address: str
    reply_to: str = ""


def message_of(letter: Letter, sender: Sender) -> EmailMessage:
    """The message to send.

    Raises:
        ValueError: the subject or the recipient would break out of its header.
    """
    message = EmailMessage(policy=SMTP)
    domain = parseaddr(sender.address)[1].rpartition("@")[2]
    message["From"] = sender.address
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if sender.reply_to:
        message["Reply-To"] = sender.reply_to
    if letter.stop_url:
        # RFC 8058: mail programs show a button that posts to this address.
        message["List-Unsubscribe"] = f"<{letter.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(wrapped(letter.text))
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.attachment:
        _attach(message, letter.attachment)
    if message.is_multipart():
        # Its own would be drawn by chance: the same message would be another one each time.
        message.set_boundary(f"=={letter.key}==")
    return message


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, _, sub = attachment.media_type.partition("/")
    message.add_attachment(
        attachment.content, maintype=main, subtype=sub, filename=attachment.filename
    )


def wrapped(text: str) -> str:
    """The text in lines of at most `WIDTH` characters; an address is never broken."""
    lines = (
        textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        for line in text.splitlines()
    )
    return "\n".join(part for parts in lines for part in parts) + "\n"
