"""Whether messages can leave: the server is asked, and given nothing unless an address is named."""

from __future__ import annotations

import datetime as dt

from app.notifications.post import Unreachable, open_post
from app.watching.checkup.verdict import Verdict, mend, note, ok, wrong_in_production
from app.watching.machine import takes_files
from app.watching.telling import NotTold, hand_over, trial_letter
from config import Production, Settings
from environment.services import MailDirectory, SmtpServer

UNSAFE = "Use smtp://…:587 with STARTTLS, or smtps://."


def verdict_of_mail(settings: Settings) -> Verdict:
    """Connects and signs in, and hands nothing over."""
    is_production = isinstance(settings, Production)
    if settings.mail is None:
        return wrong_in_production(
            is_production,
            "mail",
            "Mail is off: nobody can make an account or choose a new password.",
            "Set MAIL_URL, MAIL_FROM and PUBLIC_URL.",
        )
    if isinstance(settings.mail, MailDirectory):
        return _directory(settings.mail, is_production)
    return _server(settings.mail)


def send_trial(settings: Settings, recipient: str, moment: dt.datetime) -> Verdict:
    """Hand one message over, as alerts are."""
    if settings.mail is None:
        return mend("trial message", "Mail is off.", "Set MAIL_URL.")
    try:
        hand_over(trial_letter(recipient, moment))
    except NotTold as error:
        return mend("trial message", f"It did not leave: {error}", "Ask the keeper of the server.")
    return ok("trial message", "Handed over; look whether it arrives, and not among the unwanted.")


def _directory(mail: MailDirectory, is_production: bool) -> Verdict:
    if not takes_files(mail.path):
        return mend("mail", f"Messages cannot be written in {mail.path}.", "Give it its owner.")
    return wrong_in_production(
        is_production, "mail", "Messages are files: nobody receives them.", "Set MAIL_URL."
    )


def _server(server: SmtpServer) -> Verdict:
    try:
        with open_post(server):
            pass
    except Unreachable as error:
        return mend(
            "mail",
            f"{server.host}:{server.port} does not take us: {error}",
            "Look at the host, the port, the user and the password in MAIL_URL, and the firewall.",
        )
    if server.security == "none":
        return note("mail", f"{server.host} takes messages, without TLS on the way there.", UNSAFE)
    return ok("mail", f"{server.host} lets us in.")
