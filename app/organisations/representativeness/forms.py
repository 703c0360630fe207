from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.web.forms import Form

LONGEST_SOURCE = 300


class PopulationForm(Form):
    """What goes with the table of figures, whose cells are read by `population_grid`."""

    source = StringField(
        _l("Source of the figures"),
        description=_l("Who counted, when, and where it is published."),
        validators=[
            DataRequired(_l("Say where the figures are from.")),
            Length(max=LONGEST_SOURCE),
        ],
    )
    more = TextAreaField(
        _l("Territories to add"),
        description=_l("One a line. Save afterwards."),
        validators=[Length(max=5_000)],
    )
    made_from = HiddenField(validators=[Length(max=64)])


class FiguresForm(Form):
    file = FileField(
        _l("File"),
        description=_l("CSV, XLSX or ODS with the columns family, territory and number."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,.ods"},
    )
