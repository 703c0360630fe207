"""The message that offers a role, made when it leaves."""

from __future__ import annotations

import datetime as dt

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.people.accepting import Offer, offer_of
from app.accounts.people.invitations import can_be_accepted, secret_of_invitation
from app.models import OutgoingMail, RoleInvitation
from app.models.types import PARIS, now
from app.notifications.letter import Letter
from app.notifications.places import address, one_line
from app.settings import current_settings
from app.web.labels import label
from app.web.language import known_language


def complete(session: Session, mail: OutgoingMail) -> Letter | None:
    """An invitation that leaves now; `None` when it was accepted or withdrawn meanwhile."""
    invitation = session.get(RoleInvitation, mail.role_invitation_id, populate_existing=True)
    if invitation is None or not can_be_accepted(invitation, now()):
        return None
    # Nobody knows yet which language they read: that of whoever invites is the likeliest.
    with force_locale(known_language(mail.body)):
        return _letter(mail, offer_of(session, invitation))


def _letter(mail: OutgoingMail, offer: Offer) -> Letter:
    """Of what people wrote, it holds the title of the consultation and a name: nothing else."""
    title, invitation = one_line(offer.consultation.title), offer.invitation
    secret = secret_of_invitation(current_settings().secret_key, invitation.id)
    link = address("role_invitations.show", invitation_id=str(invitation.id), secret=secret)
    parts = (
        _("Hello,"),
        _(
            "%(inviter)s invites you to take part in the consultation “%(title)s”, with the role:"
            " %(role)s.",
            inviter=one_line(offer.inviter) or _("A steward"),
            title=title,
            role=label(invitation.role).lower(),
        ),
        _("To see what it is and to accept, open this page:") + f"\n{link}",
        _("This link is yours alone, and valid until %(day)s.", day=_day(invitation.expires_at)),
        _("If you do not know what this is about, do nothing: no account was made."),
    )
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(_("Invitation to take part: %(title)s", title=title)),
        text="\n\n".join(parts) + "\n",
        written_at=mail.created_at,
    )


def _day(moment: dt.datetime) -> str:
    return format_date(moment.astimezone(PARIS).date(), "long")
