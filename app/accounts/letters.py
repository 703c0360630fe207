"""The words of messages about an account, made when they leave.

A name that somebody typed stands in none of them: else robots would send their advertisements with
it. Nor does the Host of a request: addresses begin with PUBLIC_URL.
"""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.links import secret_of_link
from app.accounts.queries import account_by_email
from app.models import LinkPurpose, OneTimeLink, OutgoingMail
from app.models.types import now
from app.notifications.letter import Letter
from app.notifications.outbox import NewMail
from app.notifications.places import address, one_line
from app.settings import current_settings
from app.web.language import known_language

PASSWORD_CHANGED, ADDRESS_CHANGED = "account:password-changed:", "account:address-changed:"
SECOND_FACTOR_ON, SECOND_FACTOR_OFF = "account:second-factor-on:", "account:second-factor-off:"
"""Messages without a link say in their body what they are about, and in which language."""
PAGES = {
    LinkPurpose.SIGN_UP: "accounts.confirm_sign_up",
    LinkPurpose.SIGN_IN: "accounts.sign_in_by_link",
    LinkPurpose.RESET: "accounts.choose_password",
    LinkPurpose.NEW_ADDRESS: "accounts.confirm_new_address",
    LinkPurpose.OLD_ADDRESS: "accounts.leave_old_address",
}
"""Where the link of each purpose leads: none opens the page of another."""

Words = tuple[str, list[str]]
"""A subject, and paragraphs."""


def notice(what: str, recipient: str, language: str) -> NewMail:
    """A message that tells of something that was done, without a link."""
    return NewMail(recipient, subject="", body=f"{what}{language}")


def is_notice(mail: OutgoingMail) -> bool:
    return mail.consultation_id is None and mail.body.startswith(tuple(_NOTICES))


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """A message that leaves now; `None` when it has no sense any more."""
    if is_notice(mail):
        language = mail.body.rpartition(":")[2]
        with force_locale(known_language(language)):
            said = next(_NOTICES[what] for what in _NOTICES if mail.body.startswith(what))
            return _letter(mail, *said())
    link = session.get(OneTimeLink, mail.link_id, populate_existing=True)
    if link is None or link.used_at is not None or link.expires_at <= now():
        return None
    account = account_by_email(session, link.email)
    language = (account.language if account else "") or link.details.get("language", "")
    with force_locale(known_language(language)):
        return _letter(mail, *_WORDS[link.purpose](link, account is not None))


def _password_changed() -> Words:
    return _("Your password was changed"), [
        _("The password of your account was changed, and every other session was closed."),
        _choose_another(),
    ]


def _second_factor_on() -> Words:
    return _("The second factor of your account is on"), [
        _(
            "From now on, a code from your phone is asked after your password. Keep the recovery"
            " codes."
        ),
        _choose_another(),
    ]


def _second_factor_off() -> Words:
    return _("The second factor of your account is off"), [
        _("No code is asked any more when somebody signs in to your account."),
        _choose_another(),
    ]


def _choose_another() -> str:
    return _("It was not you? Choose another password at once:") + (
        f"\n{address('accounts.forgotten')}"
    )


def _address_changed() -> Words:
    return _("The address of your account was changed"), [
        _(
            "The e-mail address of your account was changed: its old and its new address both"
            " agreed. This message is sent to both."
        ),
        _("It was not you? Write to those who run this site: the page “Legal” names them."),
    ]


def _sign_up(link: OneTimeLink, is_known: bool) -> Words:
    if is_known:
        return _known_already()
    return _("Confirm your address"), [
        _("Somebody, probably you, asked for an account with this address. To make it:")
        + f"\n{_address_of(link)}",
        _("This link works once, for 24 hours. It was not you? Do nothing: no account is made."),
    ]


def _known_already() -> Words:
    """An address that was confirmed by another link meanwhile."""
    return _("You have an account already"), [
        _("Somebody, probably you, asked for an account with this address. It has one already:")
        + f"\n{address('accounts.sign_in')}"
    ]


def _sign_in(link: OneTimeLink, is_known: bool) -> Words:
    if not is_known:
        return _no_account(_("Somebody, probably you, wanted to sign in with this address."))
    if link.details.get("is_sign_up"):
        subject = _("You have an account already")
        said = _(
            "Somebody, probably you, asked for an account with this address. It has one already:"
            " nothing was changed. To sign in:"
        )
    else:
        subject, said = _("Your link to sign in"), _("Here is the link that you asked for:")
    return subject, [
        f"{said}\n{_address_of(link)}",
        _(
            "It works once, for 15 minutes, in the browser in which it was asked for. You did not"
            " ask for it? Do nothing: nobody signs in without it. Never pass it on."
        ),
    ]


def _reset(link: OneTimeLink, is_known: bool) -> Words:
    if not is_known:
        return _no_account(
            _("Somebody, probably you, wanted to choose a password with this address.")
        )
    return _("Choose a password"), [
        _("To choose another password for your account:") + f"\n{_address_of(link)}",
        _(
            "This link works once, for 30 minutes. You did not ask for it? Do nothing: your"
            " password stays as it is."
        ),
    ]


def _no_account(said: str) -> Words:
    return _("No account has this address"), [
        f"{said} {_('No account has this address on this site. To make one:')}"
        f"\n{address('accounts.sign_up')}",
        _("It was not you? Do nothing."),
    ]


def _new_address(link: OneTimeLink, is_known: bool) -> Words:
    if is_known:
        return _("This address has an account already"), [
            _(
                "Somebody wanted to give this address to another account. It has one already:"
                " nothing was changed, and you have nothing to do."
            )
        ]
    return _("Confirm your new address"), [
        _("To use this address for your account from now on:") + f"\n{_address_of(link)}",
        _(
            "The change is made once your present address has agreed as well. This link works once,"
            " for 24 hours. It was not you? Do nothing."
        ),
    ]


def _old_address(link: OneTimeLink, _is_known: bool) -> Words:
    new = link.details.get("new_email", "")
    return _("Do you change the address of your account?"), [
        _("Somebody who is signed in to your account wants to change its address to:") + f"\n{new}",
        _("If it is you, agree here:") + f"\n{_address_of(link)}",
        _("It is not you? Do not agree, and choose another password, which closes every session:")
        + f"\n{address('accounts.forgotten')}",
        _("This link works once, for 24 hours."),
    ]


_NOTICES: dict[str, Callable[[], Words]] = {
    PASSWORD_CHANGED: _password_changed,
    ADDRESS_CHANGED: _address_changed,
    SECOND_FACTOR_ON: _second_factor_on,
    SECOND_FACTOR_OFF: _second_factor_off,
}
_WORDS: dict[LinkPurpose, Callable[[OneTimeLink, bool], Words]] = {
    LinkPurpose.SIGN_UP: _sign_up,
    LinkPurpose.SIGN_IN: _sign_in,
    LinkPurpose.RESET: _reset,
    LinkPurpose.NEW_ADDRESS: _new_address,
    LinkPurpose.OLD_ADDRESS: _old_address,
}


def _address_of(link: OneTimeLink) -> str:
    secret = secret_of_link(current_settings().secret_key, link.id)
    return address(PAGES[link.purpose], link_id=str(link.id), secret=secret)


def _letter(mail: OutgoingMail, subject: str, paragraphs: list[str]) -> Letter:
    foot = _(
        "This message was sent by %(site)s.",
        site=current_settings().public_url,
    )
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(f"{subject} – Sillage"),
        text="\n\n".join((_("Hello,"), *paragraphs)) + f"\n\n-- \n{foot}\n",
        written_at=mail.created_at,
    )
