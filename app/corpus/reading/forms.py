from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form


class SavedSearchForm(Form):
    title = StringField(
        _l("Name of the search"),
        validators=[
            DataRequired(_l("Give the search a name.")),
            Length(max=120, message=_l("At most 120 characters.")),
        ],
    )
    is_shared = BooleanField(_l("Share it with the team"))
