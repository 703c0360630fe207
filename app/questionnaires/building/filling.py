"""What a form of the builder shows at first: the question, the section or the repeat as it is."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from app.questionnaires.building.condition_words import (
    condition_in_words,
    picks_before,
    written_condition,
)
from app.questionnaires.building.forms import PICKS_SHOWN, ItemForm, QuestionForm
from surveys.editing import condition_of, limits_of, lines_of
from surveys.editing.limits import SUBJECTS
from surveys.model import Item, Question, Repeat, Survey, walk
from surveys.types.text import is_long

Data = dict[str, Any]


def data_of(item: Item, survey: Survey) -> Data:
    """The values of the fields, by their names."""
    data: Data = {"name": item.name}
    for language in survey.languages:
        data[f"label_{language}"] = item.labels.get(language, "")
        data[f"hint_{language}"] = item.hints.get(language, "")
    data |= _condition(item, survey)
    place = survey.places.get(item.name)
    if place is not None:
        data["section"] = place.containers[-1].name if place.containers else ""
    if isinstance(item, Question):
        return data | _question(item, survey)
    if isinstance(item, Repeat):
        return data | {"count": item.count.text if item.count else ""}
    return data | {"is_table": item.is_table}


def _condition(item: Item, survey: Survey) -> Data:
    if item.relevant is None:
        return {"when": "always"}
    condition = condition_of(item.relevant, survey)
    data: Data = {"when": "written", "relevant": item.relevant.text}
    if condition is None or len(condition.tests) > PICKS_SHOWN:
        return data
    data |= {"when": "picked", "joined": condition.joined}
    for row, (pick, number) in enumerate(written_condition(condition)):
        data |= {f"pick_{row}": pick, f"number_{row}": number}
    return data


def _question(question: Question, survey: Survey) -> Data:
    data: Data = {
        "type": question.type,
        "required": question.required is not None,
        "default": question.default,
        "calculation": question.calculation.text if question.calculation else "",
        "choice_filter": question.choice_filter.text if question.choice_filter else "",
        "list_name": question.list_name,
        "lines": "\n".join(lines_of(survey.choices(question).options, survey.default_language)),
        "or_other": question.or_other,
        "as_menu": "minimal" in question.appearances,
        "shape": shape_of(question),
        **{
            name: question.parameters.get(name, "")
            for name in ("maxlength", "start", "end", "step", "territories")
        },
    }
    for language in survey.languages:
        data[f"required_message_{language}"] = question.required_messages.get(language, "")
        data[f"constraint_message_{language}"] = question.constraint_messages.get(language, "")
    if question.type in SUBJECTS:
        limits = limits_of(question.constraint, SUBJECTS[question.type])
        return data | {"least": limits.least, "most": limits.most, "constraint": limits.rest}
    return data | {"constraint": question.constraint.text if question.constraint else ""}


def shape_of(question: Question) -> str:
    """How a text is typed in, as the form calls it."""
    if is_long(question):
        return "multiline"
    kinds = ("email", "tel", "url", "numbers")
    return next((kind for kind in kinds if kind in question.appearances), "short")


def fill_lists(form: ItemForm, item: Item, survey: Survey, name: str | None) -> None:
    """What may be picked: sections, earlier answers, lists. `name` is None for a new item."""
    language = survey.default_language
    inside = {place.item.name for place in walk((item,))} if name else set()
    form.section.choices = [
        SelectChoice("", _("Outside the sections")),
        *_sections(survey, inside),
    ]
    picks = picks_before(survey, name, language)
    known = {code for group in picks.values() for code, _words in group}
    if item.relevant is not None and (condition := condition_of(item.relevant, survey)):
        words = condition_in_words(item.relevant, survey, language)
        kept = [
            (pick, words) for pick, _number in written_condition(condition) if pick not in known
        ]
        if kept:
            picks[_("As it is now")] = kept
    offered = [
        SelectChoice(pick, words, optgroup=group)
        for group, each in picks.items()
        for pick, words in each
    ]
    for row in range(PICKS_SHOWN):
        form[f"pick_{row}"].choices = [SelectChoice("", _("No condition")), *offered]
    if isinstance(item, Question) and isinstance(form, QuestionForm):
        _fill_choice_lists(form, item, survey)


def _fill_choice_lists(form: QuestionForm, question: Question, survey: Survey) -> None:
    known = [
        SelectChoice(
            name, f"{name} – {ngettext('%(num)s choice', '%(num)s choices', len(options))}"
        )
        for name, options in survey.choice_lists.items()
    ]
    if "list_name" in form:
        own = (
            _("None: people write")
            if question.type == "organisation"
            else _("A list of its own, written above")
        )
        form["list_name"].choices = [SelectChoice("", own), *known]
    if "territories" in form:
        form["territories"].choices = [SelectChoice("", _("None: people write")), *known]


def _sections(survey: Survey, without: set[str]) -> list[SelectChoice]:
    language = survey.default_language
    return [
        SelectChoice(
            name, " › ".join(_title(each, language) for each in (*place.containers, place.item))
        )
        for name, place in survey.places.items()
        if not isinstance(place.item, Question) and name not in without
    ]


def _title(item: Item, language: str) -> str:
    return " ".join(item.labels.text(language).split())[:60] or item.name
