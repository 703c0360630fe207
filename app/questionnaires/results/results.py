"""Results of a questionnaire: what is told of each question, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.questionnaires.results.answers import Answered
from app.questionnaires.results.filters import Filter, narrowed_by
from app.questionnaires.results.masks import masked_codes
from app.questionnaires.results.model import QuestionResult, ResultTable, number
from app.questionnaires.results.tables import (
    Statement,
    choice_table,
    class_table,
    date_table,
    histogram_table,
    points_table,
    statements_table,
)
from surveys.model import Group, Question, Survey
from surveys.statistics.masking import SMALLEST
from surveys.types import type_named
from surveys.types.organisation import part_label
from surveys.types.summaries import (
    ChoiceSummary,
    DateSummary,
    FileSummary,
    LikertSummary,
    NumberSummary,
    OrganisationSummary,
    RankSummary,
    Summary,
    TextSummary,
)
from surveys.types.tallies import InOrder
from surveys.variables import CLASSES, NUMBERS, Variable, variables_of, with_classes

ENOUGH_FOR_MEDIAN, ENOUGH_FOR_QUARTILES = 2 * SMALLEST, 4 * SMALLEST
"""People on each side of a median, in each quarter: with fewer, it is somebody's own number."""


@dataclass(frozen=True)
class Results:
    """Everything that is told of a questionnaire to one reader.

    `everybody`: the responses that count for this reader; `sees_all`: a steward, to whom groups
    of any size are shown.
    """

    survey: Survey
    everybody: Answered
    filters: tuple[Filter, ...]
    sees_all: bool
    language: str
    _masks: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def variables(self) -> dict[str, Variable]:
        return variables_of(self.survey, self.language)

    @cached_property
    def answered(self) -> Answered:
        """Those who pass the filters."""
        if not self.filters:
            return self.everybody
        return narrowed_by(self.filters, self.everybody)

    def item(self, name: str) -> Question | Group:
        """The question or the table of statements of this name that has results.

        Raises KeyError when there is none.
        """
        item = self.survey.places[name].item
        if isinstance(item, Group) and is_statements(item):
            return item
        if isinstance(item, Question) and type_named(item.type).stored:
            return item
        raise KeyError(name)

    def told(self, item: Question | Group) -> QuestionResult:
        return self.statements(item) if isinstance(item, Group) else self.question(item)

    def overview(self) -> list[QuestionResult]:
        """Every question that keeps an answer, in order; statements of a table stand together."""
        found: list[QuestionResult] = []
        for name, place in self.survey.places.items():
            if any(isinstance(each, Group) and is_statements(each) for each in place.containers):
                continue
            try:
                found.append(self.told(self.item(name)))
            except KeyError:
                continue
        return found

    def statements(self, group: Group) -> QuestionResult:
        """The statements of a table as one chart; those without an opinion stand outside."""
        label = group.labels.text(self.language) or group.name
        if not self.sees_all and self.survey.places[group.name].repeats:
            return QuestionResult(group.name, label, "", is_withheld=True)
        rows: list[Statement] = []
        for each in group.items:
            summary = self._summary(each) if isinstance(each, Question) else None
            if isinstance(summary, LikertSummary):
                whole = self._whole(each.name)
                people = summary.answered if whole is None else whole
                rows.append((summary, self._masked(each.name), people))
        most = max((people for _summary, _codes, people in rows), default=0)
        return QuestionResult(
            group.name,
            label,
            "",
            tables=(statements_table(rows),) if most else (),
        )

    def question(self, question: Question) -> QuestionResult:
        """One question. Those who do not see everything never see it where it could tell too
        much: words, files, and answers in a repeat."""
        summary = self._summary(question)
        label = question.labels.text(self.language) or question.name
        if not self.sees_all and not self._may_be_told(question):
            return QuestionResult(question.name, label, "", is_withheld=True)
        tables = self._tables(question, summary) if summary.answered else ()
        return QuestionResult(
            question.name,
            label,
            self._line(question, summary),
            self._facts(summary),
            tables,
            has_texts=self.sees_all and bool(summary.answered) and holds_texts(question),
        )

    def variable(self, key: str) -> Variable:
        """A variable, its classes cut by the answers of everybody when it is a number.

        Others than stewards get classes where five people at least stand between two ends: an end
        would be somebody's own number.
        """
        found = self.variables[key]
        if found.question.type not in NUMBERS:
            return found
        given = self.everybody.asked(found.question.name).given
        numbers = InOrder((one, times) for one, times in given if isinstance(one, int | float))
        if not self.sees_all and len(numbers) < CLASSES * SMALLEST:
            numbers = InOrder(())
        return with_classes(found, numbers, self.language)

    def _summary(self, question: Question) -> Summary:
        return type_named(question.type).summary(
            self.answered.asked(question.name),
            question,
            self.survey.choices(question),
            self.language,
        )

    def _masked(self, key: str) -> frozenset[str]:
        if self.sees_all:
            return frozenset()
        if key not in self._masks:
            self._masks[key] = masked_codes(self.variable(key), self.everybody, self.filters)
        return self._masks[key]

    def _whole(self, name: str) -> int | None:
        """Of how many people percentages are, where that must tell nothing more.

        Of everybody under a filter, else of those who answered in any way. Stewards get what the
        type of the question says (None).
        """
        if self.sees_all:
            return None
        if self.filters:
            return len(self.answered)
        return self.answered.asked(name).answered

    def _may_be_told(self, question: Question) -> bool:
        return any(one.question is question for one in self.variables.values())

    def _line(self, question: Question, summary: Summary) -> str:
        """How many answered, of how many who were asked."""
        if self.filters and not self.sees_all:
            return ""
        if self.survey.places[question.name].repeats:
            return ngettext(
                "%(count)s answer, counted per entry",
                "%(count)s answers, counted per entry",
                summary.answered,
                count=number(summary.answered),
            )
        values = self.answered.asked(question.name)
        given = values.answered
        answered = ngettext("%(count)s answer", "%(count)s answers", given, count=number(given))
        asked = ngettext(
            "%(count)s person asked",
            "%(count)s people asked",
            len(values),
            count=number(len(values)),
        )
        return f"{answered}, {asked}"

    def _tables(self, question: Question, summary: Summary) -> tuple[ResultTable, ...]:
        name, whole = question.name, self._whole(question.name)
        match summary:
            case LikertSummary() if name in self.variables:
                return (self._class_table(name),)
            case ChoiceSummary() | LikertSummary():
                several = question.type == "select_multiple"
                return (choice_table("", summary, self._masked(name), several, whole),)
            case OrganisationSummary(actor_types=kinds, territories=territories):
                return tuple(
                    choice_table(
                        part_label(part, self.language),
                        counts,
                        self._masked(f"{name}#{part}"),
                        False,
                        whole,
                    )
                    for part, counts in (("actor_type", kinds), ("territory", territories))
                    if f"{name}#{part}" in self.variables and counts.answered
                )
            case NumberSummary():
                return (histogram_table(summary),) if self.sees_all else (self._class_table(name),)
            case DateSummary() if self.sees_all:
                return (date_table(summary),)
            case RankSummary() if name not in self.variables:
                return (points_table(summary),)
            case RankSummary():
                first = self._class_table(name, _("First places"))
                return (first,) if self._masked(name) else (points_table(summary), first)
        return ()

    def _class_table(self, name: str, title: str = "") -> ResultTable:
        variable = self.variable(name)
        people = self.answered.people(variable)
        rows = [
            (label, int(count), code)
            for (code, label), count in zip(variable.categories, people, strict=False)
        ]
        return class_table(title, rows, self._masked(name), self._whole(name))

    def _facts(self, summary: Summary) -> tuple[tuple[str, str], ...]:
        match summary:
            case NumberSummary():
                return tuple((name, number(value)) for name, value in self._centre(summary))
            case TextSummary(median=median) if median is not None:
                return ((_("Median length"), _("%(n)s characters", n=number(median))),)
            case FileSummary(size=size) if summary.answered:
                return ((_("Size of the files"), _("%(n)s MB", n=number(size / 1_000_000))),)
            case OrganisationSummary(distinct=distinct) if self.sees_all:
                return ((_("Distinct SIRET"), number(distinct)),)
        return ()

    def _centre(self, summary: NumberSummary) -> Sequence[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        if self.sees_all or summary.answered >= ENOUGH_FOR_MEDIAN:
            found.append((_("Median"), summary.median))
        if self.sees_all or summary.answered >= ENOUGH_FOR_QUARTILES:
            found.append((_("First quartile"), summary.first_quartile))
            found.append((_("Third quartile"), summary.third_quartile))
        if self.sees_all:
            found += [
                (_("Mean"), summary.mean),
                (_("Standard deviation"), summary.sd),
                (_("Smallest"), summary.minimum),
                (_("Largest"), summary.maximum),
            ]
        return [(name, value) for name, value in found if value is not None]


def is_statements(group: Group) -> bool:
    """Whether a group is a table of statements along one scale."""
    return group.is_table and all(
        isinstance(child, Question) and child.type == "likert" for child in group.items
    )


def holds_texts(question: Question) -> bool:
    """Whether people write something of their own there."""
    return question.or_other or question.type in {"text", "file", "organisation"}
