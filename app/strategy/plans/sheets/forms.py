from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from app.web.forms import Form


class SheetForm(Form):
    file = FileField(
        _l("File"),
        description=_l("CSV, XLSX or ODS, with the columns of the sheet that you took away."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,.ods"},
    )


class ApplyForm(Form):
    """`made_from`: the plan of which the differences were shown."""

    made_from = HiddenField()
