from __future__ import annotations

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form
from app.workshops.wall import LONGEST_NAME


class GroupNameForm(Form):
    """What a group of the wall is called."""

    name = StringField(_l("Name"), validators=[DataRequired(), Length(max=LONGEST_NAME)])


class NoName(ValueError):
    """A group needs a name that can be kept."""


def group_name(typed: str) -> str:
    """A name as it is kept.

    Raises:
        NoName: there is none, or it is too long or cannot be kept.
    """
    # The token came with the form of the wall, in which each name has a field of its own.
    form = GroupNameForm(MultiDict({"name": typed}), meta={"csrf": False})
    if not form.validate():
        raise NoName(typed)
    return form.name.data or ""
