"""The forms of near themes and of the parts of a theme."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, Optional

from app.models import Theme
from app.themes.codebook.acts.describing import LONGEST_TITLE
from app.themes.codebook.forms import ActForm, identifier
from app.themes.codebook.writing import LONGEST_REASON
from app.themes.comparing.parts import Part
from app.web.forms import Form

MERGE, MERGE_BACK, APART = "merge", "merge-back", "apart"


class NearForm(Form):
    """What is done of two themes: the first is merged into the second, or the other way round, or
    they are told apart. The numbers are those of both when the page was made."""

    key = HiddenField()
    first = HiddenField()
    second = HiddenField()
    first_number = HiddenField()
    second_number = HiddenField()
    reason = StringField(validators=[Length(max=LONGEST_REASON)])
    act = HiddenField(validators=[AnyOf([MERGE, MERGE_BACK, APART])])

    @property
    def pair(self) -> tuple[uuid.UUID, uuid.UUID] | None:
        """Both themes; the one that is to go comes first."""
        first, second = identifier(self.first.data), identifier(self.second.data)
        if first is None or second is None:
            return None
        return (second, first) if self.act.data == MERGE_BACK else (first, second)

    @property
    def seen(self) -> dict[uuid.UUID, int]:
        """The number that each theme had."""
        shown = ((self.first, self.first_number), (self.second, self.second_number))
        return {
            theme_id: int(number.data) if _is_number(number.data or "") else -1
            for theme, number in shown
            if (theme_id := identifier(theme.data)) is not None
        }


class PartsForm(ActForm):
    """Which parts become themes, under which titles, and where they stand."""

    where = RadioField(
        _l("Where they stand"),
        choices=[
            SelectChoice("below", _l("Below this theme")),
            SelectChoice("beside", _l("Beside this theme")),
        ],
        default="below",
        validators=[Optional()],
    )

    def wanted(self) -> dict[uuid.UUID, str]:
        """The title of each part that was chosen."""
        chosen = {name[5:]: self[f"title_{name[5:]}"].data for name in self._chosen_names()}
        return {uuid.UUID(part): title or "" for part, title in chosen.items()}

    def _chosen_names(self) -> list[str]:
        return [one.short_name for one in self if isinstance(one, BooleanField) and one.data]


def parts_form(theme: Theme, parts: Iterable[Part]) -> PartsForm:
    """A form with a choice and a title for each part."""
    fields: dict[str, object] = {}
    for part in parts:
        label = part.line.label[:LONGEST_TITLE]
        fields[f"make_{part.line.id.hex}"] = BooleanField(_("Make it a theme"))
        fields[f"title_{part.line.id.hex}"] = StringField(
            _("Title of the theme"),
            default=label[:1].upper() + label[1:],
            validators=[Length(max=LONGEST_TITLE)],
        )
    form: PartsForm = type("PartsOfTheme", (PartsForm,), fields)(prefix="parts-")
    form.made_for(theme)
    return form


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
