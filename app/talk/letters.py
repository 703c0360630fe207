"""The message that something of the desk waits for somebody, made when it leaves. It holds no
words of others."""

from __future__ import annotations

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.queries import account_by_email
from app.models import Consultation, OutgoingMail
from app.notifications.letter import Letter
from app.notifications.places import address, one_line
from app.talk.news import News, news_of
from app.web.language import known_language


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """The message; none where nothing waits any more, or the account is gone."""
    account = account_by_email(session, mail.recipient)
    if account is None or mail.consultation_id is None:
        return None
    news = news_of(session, mail.consultation_id, account.id)
    if not news.is_any:
        return None
    consultation = session.get_one(Consultation, mail.consultation_id)
    with force_locale(known_language(account.language)):
        title = one_line(consultation.title)
        return Letter(
            key=mail.id.hex,
            recipient=mail.recipient,
            subject=one_line(_("Waiting for you: %(title)s", title=title)),
            text="\n\n".join(
                (
                    _("Hello,"),
                    _("In the consultation “%(title)s”:", title=title),
                    "\n".join(f"• {line}" for line in _lines(news, consultation.slug)),
                    _("To choose when you are written to:")
                    + f"\n{address('subscriptions.index', slug=consultation.slug)}",
                )
            ),
            written_at=mail.created_at,
        )


def _lines(news: News, slug: str) -> list[str]:
    talk, rounds = address("talk.index", slug=slug), address("priorities.index", slug=slug)
    told = (
        (
            news.mentions,
            ngettext(
                "%(num)s comment in which you are named",
                "%(num)s comments in which you are named",
                news.mentions,
            ),
            talk,
        ),
        (
            news.tasks,
            ngettext(
                "%(num)s task that is entrusted to you",
                "%(num)s tasks that are entrusted to you",
                news.tasks,
            ),
            talk,
        ),
        (
            news.rounds,
            ngettext(
                "%(num)s round of priorities that you are asked to score",
                "%(num)s rounds of priorities that you are asked to score",
                news.rounds,
            ),
            rounds,
        ),
    )
    return [f"{words}\n  {where}" for number, words, where in told if number]
