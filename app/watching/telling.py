"""Messages to those who operate the platform, handed over at once: not through the queue, which
may be what is in trouble."""

from __future__ import annotations

import datetime as dt

from flask_babel import force_locale
from flask_babel import gettext as _

from app.models.types import new_id
from app.notifications.letter import Letter, Sender, message_of
from app.notifications.places import address, one_line
from app.notifications.post import Unreachable, open_post
from app.settings import current_settings
from app.watching.alerts import News
from app.watching.sentences import over_sentence, told
from app.web.language import DEFAULT_LANGUAGE


class NotTold(Exception):
    """A message could not leave. The text is what the mail server said, which may name who was
    written to; `reason` is for the log, and names nobody."""

    def __init__(self, said: str, reason: str = "") -> None:
        super().__init__(said)
        self.reason = reason or said


def tell(news: News, moment: dt.datetime) -> None:
    """Hand a message over to the address of ALERT_EMAIL.

    Raises:
        NotTold: mail is off, or the server does not take it.
    """
    hand_over(letter_of(news, current_settings().alert_email, moment))


def hand_over(letter: Letter) -> None:
    """Hand a message over, now.

    Raises:
        NotTold: mail is off, or the server does not take it.
    """
    settings = current_settings()
    if settings.mail is None:
        raise NotTold("mail is off")
    try:
        with open_post(settings.mail) as post:
            post.send(message_of(letter, Sender(settings.mail_from, settings.mail_reply_to)))
    except Unreachable as error:
        raise NotTold(str(error)) from None
    except Exception as error:
        raise NotTold(str(error), reason=type(error).__name__) from error


def letter_of(news: News, recipient: str, moment: dt.datetime) -> Letter:
    """The message: no name, no address and no words of anybody."""
    with force_locale(DEFAULT_LANGUAGE):
        words = told(news.finding)
        if news.is_over:
            subject = _("Settled: %(title)s", title=words.title)
            parts = [over_sentence(news.finding.trouble)]
        else:
            subject = _("To look at: %(title)s", title=words.title)
            parts = [words.text, words.advice]
        if current_settings().public_url:
            parts += [_("The state of the platform:"), address("health.platform")]
        parts.append(_("At most one such message leaves a day for the same trouble."))
        return to_operators(recipient, subject, parts, moment)


def trial_letter(recipient: str, moment: dt.datetime) -> Letter:
    """A message that only shows that messages leave."""
    with force_locale(DEFAULT_LANGUAGE):
        text = _("This message was asked for by “flask doctor”. There is nothing to do.")
        return to_operators(recipient, _("Trial message"), [text], moment)


def to_operators(recipient: str, subject: str, parts: list[str], moment: dt.datetime) -> Letter:
    return Letter(
        key=new_id().hex,
        recipient=recipient,
        subject=one_line(f"Sillage – {subject}"),
        text="\n\n".join(parts) + "\n",
        written_at=moment,
    )
