from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.questionnaires.building.needs_queries import Need, NeedGroup
from app.questionnaires.building.needs_survey import KeptNeed, KeptTheme
from app.web.forms import Form

LONGEST_WORDING = 500
LONGEST_TITLE = 200


class NeedsForm(Form):
    """The title, and what `needs_form` adds: for each need whether it is kept and how it is
    worded, for each theme its title."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=LONGEST_TITLE)])
    with_identity = BooleanField(
        _l("Begin by asking who answers"),
        description=_l("The first section of the questionnaire to social-economy actors."),
        default=True,
    )

    def keep(self, need: Need) -> Any:
        return self[f"keep_{need.excerpt_id.hex}"]

    def wording(self, need: Need) -> Any:
        return self[f"wording_{need.excerpt_id.hex}"]

    def heading(self, group: NeedGroup) -> Any:
        return self[f"heading_{group.key}"]

    def kept(self, groups: Sequence[NeedGroup]) -> list[KeptTheme]:
        """What is kept, in the order it is shown; a theme of which nothing is kept is left out."""
        found = []
        for group in groups:
            needs = tuple(
                KeptNeed(need.excerpt_id, self.wording(need).data)
                for need in group.needs
                if self.keep(need).data
            )
            if needs:
                found.append(KeptTheme(self.heading(group).data or "", needs))
        return found

    def is_right(self, groups: Sequence[NeedGroup]) -> bool:
        """Whether it was sent and can be used; says what is wrong where it is."""
        if not self.validate_on_submit():
            return False
        kept = [need for group in groups for need in group.needs if self.keep(need).data]
        empty = [need for need in kept if not self.wording(need).data]
        for need in empty:
            self.wording(need).errors = [_("A need that is kept needs its words.")]
        if not kept:
            self.form_errors.append(_("Keep at least one need."))
        return bool(kept) and not empty


def needs_form(groups: Sequence[NeedGroup]) -> NeedsForm:
    """The form for these needs: nothing else can be sent with it."""
    fields: dict[str, Any] = {}
    for group in groups:
        fields[f"heading_{group.key}"] = StringField(
            _("Title of the section"),
            default=group.theme[:LONGEST_TITLE],
            validators=[Length(max=LONGEST_TITLE)],
        )
        for need in group.needs:
            name = need.excerpt_id.hex
            fields[f"keep_{name}"] = BooleanField(need.text)
            fields[f"wording_{name}"] = TextAreaField(
                _("Words of the question"),
                default=need.text[:LONGEST_WORDING],
                validators=[Length(max=LONGEST_WORDING)],
            )
    return type("NeedsForm", (NeedsForm,), fields)()
