"""The answers to a questionnaire as tables: with codes, with labels, and the codebook."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Questionnaire, ResponseOrigin
from app.publication.sheets import Sheet
from app.questionnaires.exports.responses import ExportedResponse, Wanted, exported_responses
from app.questionnaires.exports.spss_names import spss_names
from app.web.labels import label
from surveys.answers import Entries, Layout, count_entries, layout_of
from surveys.model import Survey
from surveys.types.columns import Cell, Column

SHEET_NAMES = ("codes", "labels", "codebook")
"""The tables that `sheets_of` makes, in its order."""

NUMBER, SUBMITTED, ORIGIN, VERSION, LANGUAGE = ABOUT = (
    "#response",
    "#submitted",
    "#origin",
    "#version",
    "#language",
)
"""Columns that tell of the response and not of its answers: no question can have such a name."""


@dataclass(frozen=True)
class AnswerTable:
    """The columns of an export; its rows are read when they are written."""

    layout: Layout
    questionnaire_id: uuid.UUID
    wanted: Wanted
    is_anonymous: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*_about_columns(), *self.layout.columns)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The type of the question of each column, "" for those that tell of the response."""
        slots = self.layout.slots
        return (*("" for _name in ABOUT), *(s.question.type for s in slots for _c in s.columns))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def rows(self, session: Session) -> Iterator[tuple[Cell, ...]]:
        """A row for each response, with codes."""
        for one in exported_responses(session, self.questionnaire_id, self.wanted):
            yield (*self._about(one), *self.layout.row(one.answers))

    def rows_with_labels(self, session: Session) -> Iterator[tuple[str, ...]]:
        """The same rows for a reader."""
        for row in self.rows(session):
            number, submitted, origin, version, language, *cells = row
            shown = (
                column.shown(cell) for column, cell in zip(self.layout.columns, cells, strict=True)
            )
            said = label(ResponseOrigin(str(origin)))
            yield (str(number), str(submitted), said, str(version), str(language or ""), *shown)

    def _about(self, one: ExportedResponse) -> tuple[Cell, ...]:
        if self.is_anonymous:
            submitted = one.submitted_at.date().isoformat()
        else:
            submitted = one.submitted_at.isoformat(sep=" ", timespec="seconds")[:19]
        return one.number, submitted, one.origin.value, one.version, one.language or None


def answer_table(
    session: Session, questionnaire: Questionnaire, survey: Survey, wanted: Wanted, language: str
) -> AnswerTable:
    """The table of the responses that are wanted, wide enough for the entries that they hold."""
    entries: Entries = {}
    for one in exported_responses(session, questionnaire.id, wanted):
        count_entries(survey.items, one.answers, entries)
    layout = layout_of(survey, entries, language)
    return AnswerTable(layout, questionnaire.id, wanted, questionnaire.is_anonymous)


def sheets_of(table: AnswerTable) -> list[Sheet]:
    """The answers with codes, the same with labels, and the codebook that explains them."""
    codes, labelled, book = SHEET_NAMES
    labels = tuple(column.label for column in table.columns)
    return [
        Sheet(codes, _("Codes"), table.names, lambda session, _id: table.rows(session)),
        Sheet(labelled, _("Labels"), labels, lambda session, _id: table.rows_with_labels(session)),
        Sheet(
            book,
            _("Codebook"),
            (_("Column"), _("Question"), _("Code"), _("Label"), _("Name in SPSS")),
            lambda _session, _id: _codebook(table),
        ),
    ]


def _about_columns() -> tuple[Column, ...]:
    """The columns of `ABOUT`."""
    return (
        Column(NUMBER, _("Response number")),
        Column(SUBMITTED, _("Sent on (UTC)")),
        Column(ORIGIN, _("Origin"), value_labels={one.value: label(one) for one in ResponseOrigin}),
        Column(VERSION, _("Version of the questions")),
        Column(LANGUAGE, _("Language")),
    )


def _codebook(table: AnswerTable) -> Iterator[tuple[Any, ...]]:
    """A line for each code, one for a column without codes."""
    for column, spss_name in zip(table.columns, spss_names(table.names), strict=True):
        for code, said in (column.value_labels or {"": ""}).items():
            yield column.name, column.label, code, said, spss_name
    if table.layout.left_out:
        said = _("The last entries had no column left: there are too many of them.")
        yield "", said, "", "", ""
