"""Fields that several forms of a conference share."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from app.corpus.codes import secret_shown
from app.models import OrganisationKind
from app.web.forms import Form
from app.web.labels import label

MOST_PEOPLE = 100_000


def single_spaced(text: str | None) -> str:
    """One line: line breaks, tabs and rows of blanks become one blank."""
    return " ".join((text or "").split())


class WhoForm(Form):
    """Who somebody is, and for which body they come.

    `key` is made with the page: sent twice, it is one person.
    """

    key = HiddenField()
    name = StringField(
        _l("First and last name"),
        filters=[single_spaced],
        validators=[DataRequired(), Length(max=200)],
        render_kw={"autocomplete": "name"},
    )
    organisation = StringField(
        _l("Organisation"),
        filters=[single_spaced],
        validators=[Length(max=200)],
        render_kw={"autocomplete": "organization"},
    )
    kind = SelectField(_l("Kind of body"), validators=[DataRequired()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = secret_shown(self.key.data or "")
        self.kind.choices = [
            ("", _("Choose")),
            *((kind.value, label(kind)) for kind in OrganisationKind),
        ]

    @property
    def chosen_kind(self) -> OrganisationKind:
        return OrganisationKind(self.kind.data)
