"""A charter to start from, in the language of whoever writes it: proposed, never applied alone."""

from __future__ import annotations

from flask_babel import gettext as _

from app.corpus.moderation.charters import DEFAULT_RETENTION, Reason, Rules
from app.models import ModerationTime


def proposed_rules() -> Rules:
    """Moderation after publication, and what is expected of those who write."""
    paragraphs = (
        _("Everybody may speak here. So that everybody does, these rules hold for all."),
        "\n".join(
            (
                _("- **Speak of ideas, not of people.** Disagree, and say why."),
                _("- **Stay with the subject** of the consultation and of the question."),
                _("- **Name nobody** who did not agree to it: no address, no telephone number."),
                _("- **Speak for yourself.** Advertising and repeated messages are removed."),
            )
        ),
        _(
            "A contribution is read by the stewards of the consultation. When one is refused, its"
            " author is told the reason, and may appeal once: another steward answers."
        ),
        _(
            "Personal data is masked, and the rest of the contribution stays. What was masked or"
            " refused is kept for a time that is said below, then erased."
        ),
        _("Nothing is corrected: your words stay yours. Every decision is written in a log."),
    )
    return Rules(
        text="\n\n".join(paragraphs),
        time=ModerationTime.AFTER,
        retention_days=DEFAULT_RETENTION,
        decisions_are_public=True,
    )


def proposed_reasons() -> tuple[Reason, ...]:
    """For what a contribution may be refused, and what its author is told."""
    return (
        Reason(
            _("Insult or attack on a person"),
            _(
                "Your contribution attacks a person or a group of people. Say what you think of the"
                " ideas, without the attack, and it is welcome."
            ),
        ),
        Reason(
            _("Words of hatred, or against the law"),
            _("The law forbids such words: discrimination, incitement to hatred, defamation."),
        ),
        Reason(
            _("Personal data of somebody else"),
            _("Your contribution tells of somebody what they did not choose to make public."),
        ),
        Reason(
            _("Off the subject"),
            _("Your contribution is about something that this consultation does not decide."),
        ),
        Reason(
            _("Advertising or repeated message"),
            _("Your contribution sells something, or repeats one that is there already."),
        ),
        Reason(
            _("Not understandable"),
            _("We could not understand your contribution. Write it anew in whole sentences."),
        ),
    )
