from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired, Length, ValidationError

from app.themes.agreement.disputes import Dispute, agreed_on
from app.themes.coding.deciding import LONGEST_NOTE, Decided
from app.themes.coding.forms import theme_ids_of
from app.web.forms import Form

NO_THEME, OTHER = "none", "other"


class SettleForm(Form):
    """What an excerpt has after all: what one of them said, that none fits, or other themes."""

    made_from = HiddenField()
    choice = RadioField(
        _l("What counts"), validators=[InputRequired(_l("Choose what counts for this excerpt."))]
    )
    themes = SelectMultipleField(_l("Other themes"), coerce=str, validate_choice=False)
    note = TextAreaField(_l("Why, for the team"), validators=[Length(max=LONGEST_NOTE)])

    def __init__(self, shown: Dispute, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown = shown
        self.choice.choices = [
            *(SelectChoice(str(one.coding_id), str(one.coding_id)) for one in shown.said),
            SelectChoice(NO_THEME, _("No theme fits")),
            SelectChoice(OTHER, _("Other themes")),
        ]
        if not self.is_submitted():
            self.made_from.data = shown.made_from

    def chosen(self) -> list[uuid.UUID]:
        """The themes that were ticked."""
        return theme_ids_of(self.themes.data)

    def validate_themes(self, _field: Any) -> None:
        if self.choice.data == OTHER and not self.chosen():
            raise ValidationError(_("Tick a theme, or say that none fits."))

    def decided(self) -> Decided:
        """What was chosen; of other themes, nature and stance are those on which all agree."""
        note = self.note.data or ""
        for one in self._shown.said:
            if self.choice.data == str(one.coding_id):
                return Decided(tuple(sorted(one.theme_ids)), one.nature, one.stance, note=note)
        nature, stance = agreed_on(self._shown.said)
        themes = tuple(self.chosen()) if self.choice.data == OTHER else ()
        return Decided(themes, nature, stance, note=note)
