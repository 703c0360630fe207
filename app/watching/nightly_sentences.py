"""What each nightly command does, for whoever does not know its name."""

from __future__ import annotations

from flask_babel import gettext as _


def nightly_sentence(name: str) -> str:
    """What a command of `app.watching.signs.NIGHTLY` does."""
    return {
        "moderation forget": _("Erases masked words and refused contributions"),
        "ideas forget-origins": _("Forgets where supports and votes came from"),
        "submissions forget-drafts": _("Erases deposits that were never sent"),
        "privacy enforce-retention": _("Erases personal data whose time has come"),
        "privacy tidy": _("Erases exports of people, and requests that nobody confirmed"),
        "account tidy": _("Closes sessions and links that are over"),
        "audit forget": _("Shortens the log of who did what"),
        "forget-analysis-steps": _("Tidies what analyses left behind"),
        "uploads tidy": _("Erases files that nothing holds"),
        "notifications send-digests": _("Asks for the newsletters that are due"),
        "notifications send-reminders": _("Asks for the reminders that are due"),
        "strategy verify": _("Checks the versions of the strategy"),
    }[name]
