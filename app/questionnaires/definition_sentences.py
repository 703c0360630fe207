"""What a steward reads when a file cannot be used, or not all of it can be taken over."""

from __future__ import annotations

from flask_babel import gettext as _

from surveys.problems import Problem
from surveys.reading import Unsupported


def problem_sentence(problem: Problem) -> str:
    """Why the file is refused, and on which line; the library's own words for unknown codes."""
    details = {key: str(value)[:300] for key, value in problem.details.items()}
    said = {**_file_sentences(details), **_question_sentences(details)}
    sentence = said.get(problem.code) or problem.message
    if problem.row is None:
        return sentence
    return _("Line %(row)s: %(sentence)s", row=problem.row, sentence=sentence)


def left_out_sentence(left_out: Unsupported) -> str:
    """Why something of the file is not taken over, or not as it was."""
    said = {**_common_reasons(left_out), **_xlsform_reasons(), **_limesurvey_reasons(left_out)}
    return said.get(left_out.code) or left_out.reason


def _file_sentences(details: dict[str, str]) -> dict[str, str]:
    get = details.get
    return {
        "too_large": _("This file is too large for a questionnaire: 10 MB at most."),
        "bomb": _("This workbook unpacks to far more than a questionnaire holds."),
        "protected": _("This file is protected by a password: save it without."),
        "not_xlsx": _("This is not a sound Excel workbook (.xlsx)."),
        "not_xls": _("This old Excel workbook (.xls) cannot be read: save it as .xlsx."),
        "not_lss": _("This is not the structure of a LimeSurvey questionnaire (.lss)."),
        "not_tsv": _("This is not the tab-separated text that LimeSurvey exports."),
        "not_csv": _("This is not sound CSV."),
        "not_utf8": _("This file is not in UTF-8, as LimeSurvey writes it."),
        "not_a_form": _("This file holds no questionnaire."),
        "doctype": _("This file declares a document type or entities, which no such file needs."),
        "too_many_rows": _("This file has too many rows for a questionnaire."),
        "too_many_items": _("The questionnaire has more than %(limit)s rows.", limit=get("limit")),
        "too_many_choices": _(
            "The list “%(list)s” has more than %(limit)s choices.",
            list=get("list"),
            limit=get("limit"),
        ),
        "no_survey_sheet": _(
            "The workbook has no sheet called “survey”; it has: %(sheets)s.", sheets=get("sheets")
        ),
        "empty": _("The file has no question that can be asked."),
    }


def _question_sentences(details: dict[str, str]) -> dict[str, str]:
    get = details.get
    name = get("name", "")
    return {
        "no_name": _("A question has no name."),
        "bad_name": _(
            "“%(name)s” cannot be a name: a name starts with a letter and holds letters, digits, "
            "points, dashes and underscores.",
            name=name,
        ),
        "duplicate_name": _(
            "The name “%(name)s” is used more than once; each name must be different.", name=name
        ),
        "unknown_type": _(
            "“%(name)s” has a type that does not exist here: “%(type)s”.",
            name=name,
            type=get("type"),
        ),
        "missing_list": _(
            "“%(name)s” uses the list of choices “%(list)s”, which does not exist.",
            name=name,
            list=get("list"),
        ),
        "duplicate_choice": _(
            "The list “%(list)s” has the choice “%(name)s” twice.", list=get("list"), name=name
        ),
        "not_closed": _("A group is opened and never closed."),
        "bad_range": _("The scale of “%(name)s” cannot be used.", name=name),
        "bad_expression": _(
            "“%(name)s”, column “%(column)s”: this expression cannot be read. %(why)s",
            name=name,
            column=get("column"),
            why=get("why", ""),
        ).strip(),
        "no_calculation": _("“%(name)s” is a calculation, but says nothing to compute.", name=name),
        "unknown_reference": _(
            "“%(name)s” refers to “%(reference)s”, which is not in the questionnaire.",
            name=name,
            reference=get("reference"),
        ),
        "count_inside": _(
            "The number of entries of “%(name)s” depends on “%(reference)s”, inside it.",
            name=name,
            reference=get("reference"),
        ),
        "calculation_loop": _(
            "These calculations wait for each other: %(path)s.", path=get("path", "")
        ),
        "too_deep": _("Groups stand inside each other too deeply."),
    }


def _common_reasons(left_out: Unsupported) -> dict[str, str]:
    get = left_out.details.get
    return {
        "refers_to_left_out": _("It refers to a question that is left out."),
        "quotes_left_out": _("The text quotes an answer that is left out."),
        "expression": _("The expression uses what does not exist here."),
        "default_not_computed": _("This default cannot be computed here."),
        "unknown_type": _("This type of question does not exist here."),
        "as_file": _("Nothing is recorded on the page: a file is asked instead."),
        "as_day": _("The day is asked, without the hour."),
        "as_text": _("The code is typed in, not scanned."),
        "place": _("Places on a map are not asked here."),
        "renamed": _(
            "Two items are called “%(old)s”: this one is called “%(new)s” here.",
            old=get("old"),
            new=get("new"),
        ),
        "no_text": _("It has no text of its own: its name is shown instead."),
        "nothing_left": _("It shows only a picture, a sound or a film, which are not taken over."),
    }


def _xlsform_reasons() -> dict[str, str]:
    return {
        "disabled": _("The row is switched off in the form."),
        "metadata": _("The form would collect data about the device or the moment, unseen."),
        "external": _("Choices kept in another file do not exist here: put them in “choices”."),
        "searched": _("Choices looked up in another file do not exist here; the list is kept."),
        "choices_of_repeat": _("Choices taken from the entries of a repeat do not exist here."),
        "loop": _("Loops over a list do not exist here: the questions are asked once."),
        "column": _("This column is not taken over."),
        "media": _("Pictures, sounds and films are not taken over."),
        "read_only": _("The answer can be changed here."),
        "recomputed": _("The value is not computed again when the other answer changes."),
        "sheet": _("This sheet is not taken over."),
        "encryption": _("Answers are not encrypted with a key of the form."),
        "submission_url": _("Answers stay on this platform."),
        "instance_name": _("Responses are not named by the form."),
    }


def _limesurvey_reasons(left_out: Unsupported) -> dict[str, str]:
    get = left_out.details.get
    return {
        "part": _("This part of the file is not taken over."),
        "language_question": _("The language is chosen on the page, not asked."),
        "split_array": _("Each cell of the table is a question of its own."),
        "too_many_cells": _("The table has more cells than can be asked one by one."),
        "condition": _(
            "The condition “%(written)s” is not taken over: nothing is hidden.",
            written=get("written"),
        ),
        "validation_equation": _(
            "The rule “%(written)s” is not taken over: other answers pass.", written=get("written")
        ),
        "always_shown": _("The question is always shown here."),
        "choice_condition": _(
            "The condition of the choice “%(choice)s” is not taken over.", choice=get("choice")
        ),
        "old_conditions": _("Conditions of the old kind are not taken over."),
        "other_choice": _("The choice “other” is not taken over."),
        "pattern": _("The pattern is not taken over: other answers pass."),
        "rule": _("This rule is not taken over: other answers pass."),
        "equation": _("The equation uses what does not exist here."),
        "text_expression": _("The text holds an expression, left as it is written."),
        "html_media": _("A picture, a film or a script in the text is left out."),
        "setting": _("This setting is not taken over."),
        "shuffled": _("The questions keep their order here."),
        "soft": _("LimeSurvey only insists on an answer; here it may simply be left out."),
    }
