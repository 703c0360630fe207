"""All the checks, in the order of the questionnaire."""

from collections.abc import Iterator

from surveys.checks.contradictions import conditions_of, never_holds
from surveys.checks.findings import Finding, Severity, error, warning
from surveys.checks.order import circles, looks_ahead
from surveys.model import Question, Survey
from surveys.structure import structure_problems
from surveys.types import type_named

_COLUMNS_OF_EVERY_CHOICE = frozenset({"name", "label"})


def check_survey(survey: Survey) -> tuple[Finding, ...]:
    """Return what stands in the way of opening a questionnaire, and what deserves a look."""
    found = [
        Finding(
            Severity.ERROR,
            problem.code,
            str(problem.details.get("name", "")),
            problem.message,
            problem.details,
        )
        for problem in structure_problems(survey)
        if problem.code != "calculation_loop"
    ]
    if any(each.code in {"duplicate_name", "unknown_type", "too_many_items"} for each in found):
        # The other checks look things up by name and by type.
        return tuple(found)
    found += [*circles(survey), *looks_ahead(survey), *_lists(survey)]
    for name, place in survey.places.items():
        if place.item.relevant is not None and never_holds(conditions_of(survey, name), survey):
            message = f"“{name}” is never asked: its condition can never hold."
            found.append(error("never_asked", name, message))
        if isinstance(place.item, Question):
            found += _question(place.item, survey)
    return tuple(sorted(found, key=lambda each: _order(each, survey)))


def _order(finding: Finding, survey: Survey) -> int:
    place = survey.places.get(finding.name)
    return len(survey.places) if place is None else place.order


def _question(question: Question, survey: Survey) -> Iterator[Finding]:
    name, kind = question.name, type_named(question.type)
    if question.constraint is not None:
        if never_holds([question.constraint.tree], survey, question):
            message = f"No answer to “{name}” can ever fit its rule."
            yield error("no_answer_fits", name, message)
        if not question.constraint_messages:
            message = f"“{name}” refuses some answers without saying why."
            yield warning("constraint_without_message", name, message)
    if question.required is not None and not kind.answered:
        message = f"“{name}” is required, but takes no answer."
        yield warning("required_without_answer", name, message)
    if not question.labels and kind.answered and question.type != "hidden":
        yield warning("no_label", name, f"“{name}” has no text.")
    for language in survey.languages:
        if question.labels and language not in question.labels:
            message = f"“{name}” has no text in “{language}”."
            yield warning("no_translation", name, message, language=language)
    if question.choice_filter is not None:
        yield from _filter(question, survey)


def _filter(question: Question, survey: Survey) -> Iterator[Finding]:
    assert question.choice_filter is not None
    options = survey.choices(question).options
    for column in sorted(question.choice_filter.columns - _COLUMNS_OF_EVERY_CHOICE):
        having = sum(1 for choice in options if column in choice.filters)
        if not having:
            yield error(
                "missing_column",
                question.name,
                f"The filter of “{question.name}” reads the column “{column}”, "
                f"which the list “{question.list_name}” does not have.",
                column=column,
                list=question.list_name,
            )
        elif having < len(options):
            yield warning(
                "partial_column",
                question.name,
                f"Some choices of “{question.list_name}” have nothing in the column “{column}”.",
                column=column,
                list=question.list_name,
            )


def _lists(survey: Survey) -> Iterator[Finding]:
    used = {question.list_name for question in survey.questions.values()}
    used |= {question.parameters.get("territories", "") for question in survey.questions.values()}
    for list_name, options in survey.choice_lists.items():
        if not options and list_name in used:
            message = f"The list “{list_name}” has no choice."
            yield error("empty_list", list_name, message)
        names = [choice.name for choice in options]
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = f"The list “{list_name}” has the choice “{name}” twice."
            yield error("duplicate_choice", list_name, message, choice=name)
        labels = [choice.label() for choice in options]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            message = f"Two choices of “{list_name}” read “{label}”."
            yield warning("same_label", list_name, message, label=label)
        for choice in options:
            if any(space in choice.name for space in " \t\n"):
                message = f"The choice “{choice.name}” of “{list_name}” has a space in its code."
                yield error("space_in_choice", list_name, message, choice=choice.name)
        if list_name not in used:
            message = f"No question uses the list “{list_name}”."
            yield warning("unused_list", list_name, message)
