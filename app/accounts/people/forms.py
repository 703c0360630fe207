from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.people.invitations import MOST_AT_ONCE
from app.accounts.people.roles import GIVEN
from app.models import Role
from app.questionnaires.inviting.address_lists import TooManyPeople, read_lines
from app.web.forms import Form
from app.web.labels import label


class RoleForm(Form):
    role = RadioField(_l("Role"), validators=[DataRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(role.value, _said(role)) for role in GIVEN]

    @property
    def chosen(self) -> Role:
        return Role(self.role.data)


def _said(role: Role) -> str:
    """A role, and what it lets people do."""
    does = {
        Role.PARTICIPANT: _("takes part like everybody; sees the consultation before it opens"),
        Role.FACILITATOR: _("leads workshops, welcomes at the conference, sends notes"),
        Role.WRITER: _("analyses, links to the strategy, prepares questionnaires"),
        Role.STEWARD: _("may do everything, and answers for it"),
    }
    return _("%(role)s: %(does)s", role=label(role), does=does[role])


class InviteForm(RoleForm):
    people = TextAreaField(
        _l("Addresses, one a line"),
        validators=[DataRequired(), Length(max=20_000)],
        render_kw={"spellcheck": "false", "autocomplete": "off"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.emails: list[str] = []

    def validate_people(self, field: TextAreaField) -> None:
        """Read the addresses; all of them are right, or nobody is invited."""
        too_many = _("At most %(most)s people at once: split the list.", most=MOST_AT_ONCE)
        try:
            found = read_lines(field.data or "")
        except TooManyPeople:
            raise ValidationError(too_many) from None
        if found.bad:
            bad = found.bad[0]
            raise ValidationError(
                _("Line %(number)s holds no address: %(text)s", number=bad.number, text=bad.text)
            )
        if len(found.people) > MOST_AT_ONCE:
            raise ValidationError(too_many)
        self.emails = [person.email for person in found.people]
