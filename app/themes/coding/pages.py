"""What the pages of one excerpt share: who codes, what is shown, what becomes of what is sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import flash
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import CodingAct, CodingVia
from app.themes.coding.acting import NothingChosen, act
from app.themes.coding.choices import Choices, choices_of
from app.themes.coding.deciding import Coder, NotInCorpus, ThemeGone
from app.themes.coding.forms import CodingForm
from app.themes.coding.highlighting import explained
from app.themes.coding.shown import Shown, shown
from app.web.forms import sent_key
from app.web.guard import account_id_of_current_user, allows, current_consultation


@dataclass(frozen=True)
class Sheet:
    """An excerpt to code with its form; no item when it left the corpus, or was never there."""

    choices: Choices
    item: Shown | None
    form: CodingForm

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The words of the excerpt, each part with whether it explains what is proposed."""
        return explained(self.item.text, self.item.words) if self.item else []

    @property
    def ticked(self) -> set[uuid.UUID]:
        """The themes that are ticked: as they were sent, or those that this person gave before."""
        if self.form.is_submitted():
            return set(self.form.chosen())
        mine = self.item.mine if self.item else None
        if mine is None or mine.act is CodingAct.SKIPPED:
            return set()
        return {choice.id for choice in self.choices.now(mine.theme_ids)}


def current_coder() -> Coder:
    return Coder(current_consultation().id, account_id_of_current_user())


def current_reader() -> Coder | None:
    """Who must not see what others decided of the excerpts that they are to code unseen; None for
    who does not code."""
    return current_coder() if allows("coding.decide") else None


def sheet_of(excerpt_id: uuid.UUID | None, form: CodingForm) -> Sheet:
    """The excerpt with its form, filled in unless it was sent."""
    session, coder = current_session(), current_coder()
    choices = choices_of(session, coder.consultation_id)
    item = shown(session, coder, excerpt_id, choices) if excerpt_id else None
    if item is not None and not form.is_submitted():
        form.show(item)
    form.keep_key()
    return Sheet(choices, item, form)


def keep_sent(sheet: Sheet, via: CodingVia) -> bool:
    """Keep what was sent of an excerpt. False: it is not right, and the form says why."""
    item, form = sheet.item, sheet.form
    if item is None or not form.validate_on_submit():
        return False
    if form.button is None:
        form.form_errors = [_("Press one of the buttons below the excerpt.")]
        return False
    how, session = form.how(via, sheet.choices), current_session()
    try:
        act(
            session,
            current_coder(),
            item.excerpt_id,
            form.button,
            form.decided(item),
            how,
            key=sent_key(),
        )
    except NothingChosen:
        form.themes.errors = [_("Tick a theme, or say that none fits.")]
    except ThemeGone:
        form.themes.errors = [
            _("A theme that you ticked has left the codebook meanwhile. Choose again.")
        ]
    except NotInCorpus:
        say_withdrawn()
        return True
    return not form.errors


def say_withdrawn() -> None:
    flash(_("This excerpt is no longer in the corpus: nothing was kept of it."), "warning")
