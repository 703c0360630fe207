"""What a person reads when a questionnaire has a problem, was changed, or cannot be changed so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from app.questionnaires.building.condition_words import shortened
from surveys.changes import Change
from surveys.checks import Finding
from surveys.editing import EditError
from surveys.expressions import ExpressionError
from surveys.model import Question, Survey
from surveys.problems import Problem

NAMES_SHOWN = 8


def finding_sentence(found: Finding | Problem) -> str:
    """What is wrong, or worth a look; the library's own words for what has no sentence here."""
    return _finding_sentences(found.details).get(found.code) or found.message


def _finding_sentences(details: Mapping[str, object]) -> dict[str, str]:
    said = {key: str(value)[:200] for key, value in details.items()}
    get = said.get
    cycle = details.get("cycle", ())
    path = " → ".join(map(str, cycle)) if isinstance(cycle, list | tuple) else ""
    return {
        "no_name": _("It has no name."),
        "bad_name": _(
            "“%(name)s” cannot be a name: a name starts with a letter and holds letters, digits, "
            "points, dashes and underscores.",
            name=get("name"),
        ),
        "duplicate_name": _("The name “%(name)s” is taken.", name=get("name")),
        "missing_list": _("The list of choices “%(list)s” does not exist.", list=get("list")),
        "bad_range": _("The ends or the step of the scale are not numbers, or the step is zero."),
        "bad_expression": _("The default value looks like an expression, and cannot be read."),
        "no_calculation": _("It says nothing to compute."),
        "unknown_reference": _(
            "It refers to “%(reference)s”, which is not in the questionnaire.",
            reference=get("reference"),
        ),
        "count_inside": _(
            "The number of entries depends on “%(reference)s”, which is asked in each entry.",
            reference=get("reference"),
        ),
        "calculation_loop": _("These calculations wait for each other: %(path)s.", path=path),
        "condition_loop": _("These questions decide of each other: %(path)s.", path=path),
        "too_many_items": _("The questionnaire has more than %(limit)s rows.", limit=get("limit")),
        "too_deep": _("It stands inside more than %(limit)s sections.", limit=get("limit")),
        "later_question": _(
            "It depends on “%(reference)s”, which is asked after it.", reference=get("reference")
        ),
        "never_asked": _("It is never asked: its condition can never hold."),
        "no_answer_fits": _("No answer can ever fit its rule."),
        "constraint_without_message": _("It refuses some answers without saying why."),
        "required_without_answer": _("It is required, but takes no answer."),
        "no_label": _("It has no text."),
        "no_translation": _("It has no text in “%(language)s”.", language=get("language")),
        "missing_column": _(
            "Its filter reads the column “%(column)s”, which its choices do not have.",
            column=get("column"),
        ),
        "partial_column": _(
            "Its filter reads the column “%(column)s”, which some choices leave empty.",
            column=get("column"),
        ),
        "empty_list": _("This list has no choice."),
        "duplicate_choice": _("It has the choice “%(choice)s” twice.", choice=get("choice")),
        "same_label": _("Two of its choices read “%(label)s”.", label=get("label")),
        "space_in_choice": _(
            "The code of the choice “%(choice)s” holds a space.", choice=get("choice")
        ),
        "unused_list": _("No question uses this list."),
    }


def change_sentence(change: Change) -> str:
    """What changed between two versions."""
    choice = change.details.get("choice", "")
    return {
        "title": _("the title or the languages"),
        "wording": _("the wording"),
        "added": _("added"),
        "added_required": _("added, and required: nobody was asked before"),
        "added_between": _("added before questions that were answered without it"),
        "deleted": _("deleted"),
        "section_added": _("section added"),
        "section_deleted": _("section deleted"),
        "order": _("asked at another place"),
        "moved": _("moved under another condition"),
        "repeat": _("moved into or out of repeated questions"),
        "count": _("the number of entries"),
        "type": _("another type"),
        "length": _("short text or long text: only long ones are read as contributions"),
        "required": _("whether an answer is required"),
        "relevant": _("the condition"),
        "constraint": _("the rule for answers"),
        "calculation": _("the calculation"),
        "default": _("the default"),
        "choice_filter": _("the filter of the choices"),
        "choice_added": _("choice added: “%(choice)s”", choice=choice),
        "choice_deleted": _("choice deleted: “%(choice)s”", choice=choice),
        "choice_wording": _("the wording of the choices"),
        "choice_order": _("the order of the choices"),
        "choice_columns": _("the columns of the choices"),
        "territories": _("the list of territories"),
        "or_other": _("whether another answer may be given"),
        "maxlength": _("the length of the text"),
        "parameters": _("the settings of the scale"),
    }[change.code]


def edit_sentence(error: EditError, survey: Survey, language: str) -> str:
    """Why a change was not made."""
    users = error.details.get("users", ())
    names = list(users) if isinstance(users, tuple) else []
    said = {
        "unknown_item": _("This question is not in the questionnaire any more."),
        "unknown_list": _("This list is not in the questionnaire any more."),
        "unknown_choice": _("This choice is not in the list any more."),
        "name_taken": _("The name “%(name)s” is taken.", name=error.details.get("name")),
        "inside_itself": _("A section cannot be moved into itself."),
        "at_the_edge": _("It goes no further."),
        "used": _(
            "Nothing was deleted: “%(name)s” is used by %(users)s. Change those first.",
            name=error.details.get("name"),
            users=_joined(names, survey, language),
        ),
    }
    return said[error.code]


def _joined(names: Sequence[str], survey: Survey, language: str) -> str:
    shown = [_titled(name, survey, language) for name in names[:NAMES_SHOWN]]
    return ", ".join(shown) + (" …" if len(names) > NAMES_SHOWN else "")


def _titled(name: str, survey: Survey, language: str) -> str:
    item = survey.places[name].item
    title = item.labels.text(language) or name
    if isinstance(item, Question):
        title = shortened(item, language)
    return _("“%(title)s” (%(name)s)", title=title, name=name)


def expression_sentence(error: ExpressionError, text: str) -> str:
    """Where an expression cannot be read."""
    if error.offset >= len(text.rstrip()):
        return _("This expression cannot be read: something is missing at its end.")
    near = text[error.offset : error.offset + 20]
    return _(
        "This expression cannot be read at character %(place)s, at “%(near)s”.",
        place=error.offset + 1,
        near=near,
    )
