from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from app.models import ListKind
from app.models.types import today
from app.organisations.lists.entries import (
    LONGEST_SOURCE,
    MOST_ENTRIES,
    Entry,
    ReferenceEntries,
    entries_of_rows,
)
from app.organisations.lists.sheet_reading import fault_of
from app.web.forms import Form

FIRST_DAY = dt.date(1900, 1, 1)


class _SourceForm(Form):
    source = StringField(
        _l("Source"),
        description=_l("Who publishes it, and where."),
        validators=[DataRequired(_l("Say who publishes this list.")), Length(max=LONGEST_SOURCE)],
    )
    dated_on = DateField(
        _l("Date of the list"),
        description=_l("The day on which it was right."),
        validators=[DataRequired(_l("Give the date of the list."))],
    )

    def validate_dated_on(self, field: DateField) -> None:
        if field.data and not FIRST_DAY <= field.data <= today():
            raise ValidationError(_("This date is not one of the past."))


class ListForm(_SourceForm):
    file = FileField(
        _l("File"),
        description=_l("CSV, XLSX or ODS with the columns code, label, and family or parent."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx,.ods"},
    )


class PuttingForm(_SourceForm):
    """What was read of a file, while a steward looks at what it would change."""

    entries = HiddenField(validators=[DataRequired()])
    instead_of = HiddenField(validators=[Length(max=36)])

    @classmethod
    def of(cls, wanted: ReferenceEntries, here: ReferenceEntries) -> PuttingForm:
        """The form that puts a list in the place of another one."""
        return cls(
            formdata=None,
            source=wanted.source,
            dated_on=wanted.dated_on,
            entries=json.dumps([entry.as_row() for entry in wanted.entries], ensure_ascii=False),
            instead_of=str(here.list_id or ""),
        )

    def list_of(self, kind: ListKind) -> ReferenceEntries | None:
        """The list that came back, checked again; None when it is not one that we gave."""
        entries = _entries(self.entries.data or "")
        if not entries or any(fault_of(entry, kind) for entry in entries):
            return None
        if len({entry.code for entry in entries}) < len(entries) or len(entries) > MOST_ENTRIES:
            return None
        return ReferenceEntries(kind, entries, self.source.data or "", self.dated_on.data)


def _entries(text: str) -> tuple[Entry, ...]:
    try:
        rows: Any = json.loads(text)
        found = entries_of_rows(rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()
    texts = (value for entry in found for value in (entry.code, entry.label, entry.parent))
    return found if all(isinstance(one, str) and one.isprintable() for one in texts) else ()
