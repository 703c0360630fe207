"""What a person reads when a file of codes, or a part of it, cannot be taken in."""

from __future__ import annotations

from flask_babel import gettext as _

from app.corpus.originals import OriginalTooLarge
from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableError
from app.themes.exchange import placing, tables
from app.themes.exchange.qdpx.reading import ProjectError, Trouble
from app.themes.exchange.tables import NoColumns

UNREADABLE = (ProjectError, TableError, NoColumns, OriginalTooLarge)


def file_sentence(error: Exception) -> str:
    """Why a whole file is refused, and what to do."""
    if isinstance(error, ProjectError):
        return _project_sentence(error)
    if isinstance(error, TableError):
        return table_sentence(error.reason, error.details)
    if isinstance(error, OriginalTooLarge):
        return _("The file is too large. Split it, or leave columns out.")
    return _("The table needs a column “theme” or “code”, and one “excerpt” or “text”.")


def _project_sentence(error: ProjectError) -> str:
    match error.trouble:
        case Trouble.NOT_A_PROJECT:
            return _("This is not a REFI-QDA project: there is no .qde file in it.")
        case Trouble.TWO_PROJECTS:
            return _("There are several projects in this file: send them one by one.")
        case Trouble.ARCHIVE:
            return _("This archive is damaged, or made to harm: it is not opened.")
        case Trouble.TOO_LARGE:
            return _("The project is too large: export a part of it.")
        case Trouble.DECLARATION:
            return _("The project declares entities, which can harm: it is not opened.")
        case Trouble.NOT_XML:
            return _("The project cannot be read: its XML is damaged.")
        case Trouble.OTHER_FORMAT:
            return _("The project is not of the REFI-QDA standard 1.0.")
        case Trouble.TOO_DEEP:
            return _("The codes of the project stand too deep in one another.")
        case Trouble.TOO_MANY_CODES:
            return _("The project has too many codes: 5,000 at most are read.")
        case Trouble.CODE_TWICE:
            return _("Two codes have the same identifier: %(name)s.", name=error.about)
        case Trouble.NO_SOURCE_FILE:
            return _("A text of the project is not in the file: %(name)s.", name=error.about)
        case Trouble.NOT_UTF8:
            return _("A text of the project is not in UTF-8: %(name)s.", name=error.about)


def left_sentence(reason: str) -> str:
    """Why something that a file says is not taken."""
    return {
        placing.UNKNOWN_TEXT: _("This text is not in the corpus, or was changed."),
        placing.NO_TEXT: _("Not a plain text: pictures, sounds and layouts are not read."),
        placing.OUTSIDE: _("The selection lies outside its text."),
        placing.NO_EXCERPT: _("No excerpt is covered by more than half."),
        placing.NO_CODE: _("The selection has no code of the project."),
        tables.UNKNOWN_EXCERPT: _("This excerpt is not in the corpus, nor are these words."),
        tables.BAD_ROW: _("The row cannot be read."),
        tables.BAD_NATURE: _("This nature is not known; the theme is taken."),
        tables.BAD_STANCE: _("This position is not known; the theme is taken."),
    }[reason]
