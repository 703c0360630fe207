from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from app.corpus.tables import ColumnProposal, ColumnRole, ReadOptions, Table
from app.models import Activity, Channel
from app.web.forms import Form
from app.web.labels import label

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "cp1252", "utf-16")


class UploadForm(Form):
    file = FileField(
        _l("File"),
        description=_l("CSV, TSV, XLSX, ODS or JSON Lines, as the form tool exported it."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,.ods,.jsonl,.ndjson"},
    )


class ReadingForm(Form):
    """How the file is read, when the automatic reading is wrong."""

    sheet = SelectField(_l("Sheet"), validators=[Optional()])
    delimiter = SelectField(_l("Separator"), validators=[Optional()])
    encoding = SelectField(_l("Encoding"), validators=[Optional()])
    header_row = IntegerField(
        _l("Row of the column names"), validators=[Optional(), NumberRange(min=1, max=10_000)]
    )

    @classmethod
    def of(cls, options: ReadOptions) -> ReadingForm:
        """The form with the reading that is in use."""
        delimiter = "tab" if options.delimiter == "\t" else options.delimiter
        return cls(
            sheet=options.sheet,
            delimiter=delimiter,
            encoding=options.encoding,
            header_row=options.header_row,
        )

    def offer(self, table: Table | None) -> None:
        """Give the choices that the file has."""
        automatic = ("", _("Automatic"))
        sheets = table.sheets if table else ()
        self.sheet.choices = [automatic, *((sheet, sheet) for sheet in sheets)]
        names = {",": _("comma"), ";": _("semicolon"), "\t": _("tabulation"), "|": _("bar")}
        self.delimiter.choices = [
            automatic,
            *(("tab" if mark == "\t" else mark, names[mark]) for mark in DELIMITERS),
        ]
        self.encoding.choices = [automatic, *((name, name.upper()) for name in ENCODINGS)]

    @property
    def options(self) -> ReadOptions:
        delimiter = self.delimiter.data or None
        return ReadOptions(
            sheet=self.sheet.data or None,
            delimiter="\t" if delimiter == "tab" else delimiter,
            encoding=self.encoding.data or None,
            header_row=self.header_row.data,
        )


class ColumnsForm(Form):
    """Where the answers go, and what each column is (one `role-N` select a column)."""

    activity = SelectField(_l("Activity"), validators=[Optional()])
    channel = SelectField(_l("Channel of the new activity"), validators=[Optional()])
    title = StringField(_l("Title of the new activity"), validators=[Length(max=200)])

    def offer(self, activities: Iterable[Activity]) -> None:
        """Give the activities of the consultation and the channels of a new one."""
        self.activity.choices = [
            ("", _("A new activity")),
            *((str(activity.id), activity.title) for activity in activities),
        ]
        self.channel.choices = [(channel.value, label(channel)) for channel in Channel]

    def validate_title(self, field: StringField) -> None:
        if not self.activity.data and not field.data:
            raise ValidationError(_("Name the new activity, or choose one that exists."))


class ConfirmForm(Form):
    skip_bad_rows = BooleanField(_l("Import the other rows and leave these out"))


def role_choices() -> list[tuple[str, str]]:
    """What a column can be, for a person."""
    return [
        (ColumnRole.OPEN.value, _("Open answer")),
        (ColumnRole.ATTRIBUTE.value, _("Attribute of the respondent")),
        (ColumnRole.RESPONDENT.value, _("Respondent")),
        (ColumnRole.IDENTIFIER.value, _("Identifier of the row")),
        (ColumnRole.QUESTION.value, _("Question asked")),
        (ColumnRole.DATE.value, _("Date")),
        (ColumnRole.IGNORE.value, _("Leave out")),
    ]


def chosen_roles(sent: Any, columns: Iterable[ColumnProposal]) -> dict[str, str]:
    """The roles that were sent for these columns; one that is unknown keeps its proposal."""
    known = {role.value for role in ColumnRole}
    roles: dict[str, str] = {}
    for column in columns:
        role = sent.get(f"role-{column.index}", "")
        roles[str(column.index)] = role if role in known else column.role.value
    return roles
