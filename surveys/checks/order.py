"""Conditions that look ahead, and questions that wait for each other."""

from collections.abc import Iterator

from surveys.answers.pages import pages
from surveys.checks.findings import Finding, error, warning
from surveys.model import Question, Survey
from surveys.structure import calculation_loops, loops
from surveys.types import type_named


def looks_ahead(survey: Survey) -> Iterator[Finding]:
    """A condition on a later question is decided before that question is seen."""
    page_of = {
        place: page.index
        for page in pages(survey)
        for place in (page.name, *(question.name for question in page.questions()))
    }
    for name, place in survey.places.items():
        for column, formula in place.item.formulas().items():
            if column == "calculation":
                continue
            for other in sorted(formula.references):
                later = survey.places.get(other)
                if later is None or later.order <= place.order or other == name:
                    continue
                if isinstance(later.item, Question) and not type_named(later.item.type).answered:
                    continue
                same_page = page_of.get(other) == page_of.get(name)
                yield (warning if same_page else error)(
                    "later_question",
                    name,
                    f"“{name}” depends on “{other}”, which is asked after it.",
                    column=column,
                    reference=other,
                    same_page=same_page,
                )


def circles(survey: Survey) -> Iterator[Finding]:
    """Calculations that wait for each other, and conditions that depend on themselves."""
    calculations = calculation_loops(survey)
    for cycle in calculations:
        path = " → ".join(cycle)
        message = f"These calculations wait for each other: {path}."
        yield error("calculation_loop", cycle[0], message, cycle=list(cycle))
    known = {frozenset(cycle) for cycle in calculations}
    waits = {
        name: {
            other
            for formula in (
                *(container.relevant for container in place.containers),
                place.item.relevant,
                place.item.calculation if isinstance(place.item, Question) else None,
            )
            if formula is not None
            for other in formula.references & survey.questions.keys()
        }
        for name, place in survey.places.items()
        if isinstance(place.item, Question)
    }
    for cycle in loops(waits):
        if frozenset(cycle) not in known:
            path = " → ".join(cycle)
            message = f"These questions decide of each other: {path}."
            yield warning("condition_loop", cycle[0], message, cycle=list(cycle))
