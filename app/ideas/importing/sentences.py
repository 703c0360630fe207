"""What a person reads about the columns of a file of ideas."""

from __future__ import annotations

from flask_babel import gettext as _

from app.ideas.importing.columns import IdeaColumn, Why


def column_names() -> list[tuple[str, str]]:
    """What a column can be, for a person."""
    return [
        (IdeaColumn.TITLE, _("Title of the idea")),
        (IdeaColumn.WORDS, _("Words of the idea")),
        (IdeaColumn.IDENTIFIER, _("Identifier of the row")),
        (IdeaColumn.DATE, _("Date")),
        (IdeaColumn.THEME, _("Theme")),
        (IdeaColumn.QUESTION, _("Question asked")),
        (IdeaColumn.TERRITORY, _("Territory")),
        (IdeaColumn.KIND, _("Kind of body")),
        (IdeaColumn.SUPPORTERS, _("Number of supports")),
        (IdeaColumn.STATE, _("State: accepted, rejected…")),
        (IdeaColumn.ANSWER, _("Official answer")),
        (IdeaColumn.LEAD, _("Identifier of the idea that leads its group")),
        (IdeaColumn.AUTHOR, _("Name that the author shows")),
        (IdeaColumn.IGNORE, _("Leave out")),
    ]


def why_sentence(why: Why) -> str:
    """Why a column is proposed as it is."""
    match why:
        case Why.NAME:
            return _("by its name")
        case Why.VALUES:
            return _("by its values")
        case Why.WORDIEST:
            return _("the wordiest column")
        case Why.EMPTY:
            return _("empty")
        case Why.PERSONAL:
            return _("personal data: left out unless you choose it")
        case Why.SECOND:
            return _("another column has this use")
        case Why.NOT_NEEDED:
            return _("nothing needs it")
