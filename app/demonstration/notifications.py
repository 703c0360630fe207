"""Those who follow the demonstration, and the newsletter that they were sent."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Account, Consultation, Frequency
from app.models.types import new_id, now
from app.notifications import newsletters
from app.notifications.newsletters import Words
from app.notifications.subscribing import Choices, choose_for_account, confirm, subscribe
from app.settings import current_settings


def load_notifications(session: Session, consultation: Consultation, account: Account) -> None:
    """Somebody by their account, others by their address; the newsletter leaves with the worker.

    To be loaded last: what was loaded before is no news.
    """
    file = files.read("notifications.yaml")
    moment = now()
    agreed_to = file["agreed_to"]
    for email, often in file["addresses"].items():
        subscription = subscribe(
            session,
            consultation,
            email,
            Choices(everything=Frequency(often), agreed_to=agreed_to),
            language="fr",
            moment=moment,
            daily_limit=current_settings().mail_daily_limit,
        )
        confirm(session, consultation, subscription, moment)
    own = Choices(own=Frequency.EACH, everything=Frequency.WEEKLY)
    choose_for_account(session, consultation, account, own, language="fr", moment=moment)
    words = Words(file["newsletter"]["title"], file["newsletter"]["text"])
    newsletters.send(session, consultation, words, key=new_id())
