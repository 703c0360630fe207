from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.corpus.import_forms import UploadForm


class IdeasUploadForm(UploadForm):
    """A file of ideas, and what its readers must be told of it."""

    source = StringField(
        _l("Where these ideas come from"),
        description=_l("The platform and its owner, with the date or the address of the file."),
        validators=[DataRequired(_l("Say where the file comes from.")), Length(max=200)],
    )
    licence = StringField(
        _l("Licence"),
        description=_l("Under which they may be used again, as their owner states it."),
        validators=[DataRequired(_l("Say under which licence.")), Length(max=120)],
    )
