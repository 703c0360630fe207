"""What a person reads when a file, or a row of it, cannot be taken in."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from app.corpus.tables import RowReason, TableReason


def table_sentence(reason: TableReason, details: Mapping[str, str | int]) -> str:
    """Why a whole file is refused, and what to do."""
    match reason:
        case TableReason.EMPTY:
            return _("The file is empty.")
        case TableReason.TOO_LARGE:
            return _("The file is too large. Split it, or leave columns out.")
        case TableReason.NOT_A_TABLE:
            return _("This is not a CSV, TSV, XLSX, ODS or JSON Lines file.")
        case TableReason.ENCRYPTED:
            return _("The file is protected by a password: save it without one.")
        case TableReason.BOMB:
            return _("The file unpacks to far more than it should: it is not opened.")
        case TableReason.TOO_MANY_ROWS:
            return _("The file has too many rows. Split it.")
        case TableReason.TOO_MANY_COLUMNS:
            return _("The file has too many columns. Leave some out.")
        case TableReason.NO_SUCH_SHEET:
            return _("There is no sheet with this name.")
        case TableReason.NO_SUCH_ROW:
            return _("There is no such row in the file.")
        case TableReason.NO_SUCH_COLUMN:
            return _("A column that was chosen is not in the file.")
        case TableReason.UNDECODABLE:
            return _("The text of the file cannot be read with this encoding.")
        case TableReason.UNKNOWN_ENCODING:
            return _("This encoding is not known.")
        case TableReason.UNKNOWN_DELIMITER:
            return _("This separator cannot be used.")
        case TableReason.NO_ROWS:
            return _("The file has a header and nothing below it.")
        case TableReason.NO_OPEN_COLUMN:
            return _("Say which column holds the open answers.")
        case TableReason.NO_IDEA_COLUMN:
            return _("Say which column holds the titles of the ideas, or their words.")
        case TableReason.ROLE_GIVEN_TWICE:
            return _(
                "Only one column can be the same thing, and several are: %(names)s.",
                names=details.get("columns", ""),
            )


def row_sentence(reason: RowReason, details: Mapping[str, str | int]) -> str:
    """Why one row cannot be imported."""
    match reason:
        case RowReason.NUL:
            return _("holds a NUL character, which cannot be kept")
        case RowReason.LONE_SURROGATE:
            return _("holds half a character, which cannot be kept")
        case RowReason.UNDECODABLE:
            return _("holds bytes that are not text in this encoding")
        case RowReason.CELL_TOO_LONG:
            return _("has a cell that is too long")
        case RowReason.TOO_MANY_CELLS:
            return _("has more cells than the header")
        case RowReason.MISQUOTED:
            return _("opens a quotation mark that is never closed")
        case RowReason.AFTER_MISQUOTED:
            return _("comes after a quotation mark that is never closed")
        case RowReason.MALFORMED_JSON:
            return _("is not valid JSON")
        case RowReason.NOT_AN_OBJECT:
            return _("is not a JSON object")
        case RowReason.BAD_DATE:
            return _("has a date that cannot be read")
        case RowReason.BAD_NUMBER:
            return _("has a number of supports that cannot be read")
