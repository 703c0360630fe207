from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from app.conference.cards.card_content import Direction
from app.conference.cards.reactions import Among
from app.models import ConferenceSession, OrganisationKind
from app.web.forms import Form
from app.web.labels import label


class ReactionsForm(Form):
    """Which reactions are shown; it stands in the address."""

    class Meta(Form.Meta):
        csrf = False

    direction = SelectField(_l("Direction"), default="", validators=[Optional()])
    kind = SelectField(_l("Kind of body"), default="", validators=[Optional()])
    session = SelectField(_l("Session"), default="", validators=[Optional()])

    def offer(self, directions: Sequence[Direction], sessions: Sequence[ConferenceSession]) -> None:
        everything = ("", _("All"))
        self.direction.choices = [everything, *((str(one.id), one.name) for one in directions)]
        self.kind.choices = [everything, *((kind.value, label(kind)) for kind in OrganisationKind)]
        self.session.choices = [everything, *((str(one.id), one.title) for one in sessions)]

    @property
    def among(self) -> Among:
        return Among(
            OrganisationKind(self.kind.data) if self.kind.data else None,
            uuid.UUID(self.session.data) if self.session.data else None,
        )

    @property
    def direction_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.direction.data) if self.direction.data else None

    @property
    def chosen(self) -> dict[str, str]:
        """What is narrowed down, as arguments of an address."""
        return {name: field.data for name, field in self._fields.items() if field.data}
