from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from app.web.forms import Form


class CodesFileForm(Form):
    file = FileField(
        _l("File of codes"),
        description=_l("A REFI-QDA project (.qdpx), or a table with a column of codes. 25 MB."),
        render_kw={"accept": ".qdpx,.csv,.tsv,.xlsx,.ods"},
    )

    def validate_file(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(_("Choose a file."))


class ConfirmForm(Form):
    """Nothing is asked but whether."""
