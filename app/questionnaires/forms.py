from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.web.forms import Form


class QuestionnaireForm(Form):
    """A new questionnaire, and where its questions come from."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    source = RadioField(
        _l("Questions"),
        choices=[
            SelectChoice("empty", _l("I write them here")),
            SelectChoice(
                "shipped", _l("The questionnaire to social-economy actors that comes with Sillage")
            ),
            SelectChoice("file", _l("My own file")),
        ],
        default="empty",
    )
    file = FileField(
        _l("File"),
        description=_l(
            "For “My own file” only:"
            " XLSForm (.xlsx, .xls, .csv), LimeSurvey (.lss or .txt) or YAML."
        ),
    )


class CodeForm(Form):
    """The code by which somebody comes back to their answers."""

    code = StringField(
        _l("Your code"),
        description=_l("Twenty signs: they end your private link, and stand on your receipt."),
        validators=[DataRequired(), Length(max=100)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class SheetForm(Form):
    """The number of a paper answer that is about to be typed in."""

    sheet = StringField(
        _l("Number written on the sheet"),
        description=_l("Each sheet has its own, so that none is typed in twice."),
        validators=[DataRequired(_l("Give the number of the sheet.")), Length(max=40)],
        render_kw={"autocomplete": "off"},
    )
