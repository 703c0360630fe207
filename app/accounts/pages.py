"""What the pages of accounts share: their blueprint, and who asks."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app.accounts.asking import Asker
from app.accounts.queries import account_by_email
from app.extensions import current_session
from app.notifications.addresses import mail_address
from app.settings import current_settings
from app.web.device import marked_device
from app.web.known_accounts import device_knowing
from app.web.language import current_language
from app.web.redirects import local_path

blueprint = Blueprint("accounts", __name__)


def asker(typed: str, next: str | None = None) -> Asker:
    """Who asks for a message with a link: with which browser, in which language."""
    email = mail_address(typed)
    account = account_by_email(current_session(), email)
    is_known = device_knowing(account.id if account else None) is not None
    return Asker(
        email=email,
        browser=marked_device(),
        is_known=is_known,
        language=current_language(),
        next=local_path(next) or "",
    )


def may_send() -> bool:
    """Whether messages leave from here at all."""
    return current_settings().mail is not None


def too_many_today() -> str:
    """Strangers asked for as many messages as leave in a day (`TooManyToday`)."""
    return _("Too many messages were asked for today: come back tomorrow.")


def no_messages_page(title: str) -> str:
    """In place of a page that would send one."""
    return render_template("accounts/no_messages.html", title=title)


def link_refused_page() -> str:
    """For every link that does nothing, whatever is wrong with it."""
    return render_template("accounts/refused.html")
