"""The table and the chart of each kind of summary."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from app.questionnaires.results.model import MASKED, ResultTable, bar_text, number, percent
from charts.model import MOST_BARS, Bars, Columns, Diverging, short
from surveys.types.choice_counts import percent as share_of
from surveys.types.summaries import (
    ChoiceSummary,
    DateSummary,
    LikertSummary,
    NumberSummary,
    OptionCount,
    RankSummary,
)

MOST_MONTHS = 60
TOLD = 3
"""Options that the description of a chart names."""


def choice_table(
    title: str,
    summary: ChoiceSummary | LikertSummary,
    masked: Collection[str],
    several: bool,
    whole: int | None,
) -> ResultTable:
    """Options one by one. `several`: as parts of the answers too, since people give several.

    `whole`: how many people the percentages are of, those who answered when it is None.
    """
    shares = {
        one.code: one.of_respondents if whole is None else share_of(one.count, whole)
        for one in summary.options
    }
    of_answers = several and whole is None
    rows = []
    for one in summary.options:
        cells = [number(one.count), percent(shares[one.code])]
        cells += [percent(one.of_answers)] if of_answers else []
        rows.append((one.label, *(cells if one.code not in masked else [MASKED] * len(cells))))
    headings = [_("Answer given"), _("How many"), _("Of respondents")]
    headings += [_("Of answers")] if of_answers else []
    counts = [
        (one.label, None if one.code in masked else one.count, shares[one.code])
        for one in summary.options
    ]
    return ResultTable(
        title, tuple(headings), tuple(rows), _bars(counts), _told(summary.options, masked)
    )


def class_table(
    title: str, lines: Sequence[tuple[str, int, str]], masked: Collection[str], whole: int | None
) -> ResultTable:
    """Lines of a label, how many people, and a code by which they are masked.

    `whole`: how many people the percentages are of, all those of the lines when it is None.
    """
    people = sum(count for _label, count, _code in lines) if whole is None else whole
    counts = [
        (label, None if code in masked else count, share_of(count, people))
        for label, count, code in lines
    ]
    rows = tuple(
        (label, *((MASKED, MASKED) if count is None else (number(count), percent(share))))
        for label, count, share in counts
    )
    return ResultTable(
        title,
        (_("Answer given"), _("How many"), _("Of respondents")),
        rows,
        _bars(counts),
        _sizes(counts),
    )


def histogram_table(summary: NumberSummary) -> ResultTable:
    """How many numbers fall into each class."""
    labels = [
        number(one.low) if one.low == one.high else f"{number(one.low)} – {number(one.high)}"
        for one in summary.bins
    ]
    counts = [one.count for one in summary.bins]
    rows = tuple(
        (label, number(count), percent(share_of(count, summary.answered)))
        for label, count in zip(labels, counts, strict=True)
    )
    return ResultTable(
        "",
        (_("Values"), _("Number"), _("Of respondents")),
        rows,
        Columns(labels, counts, _("Answers")),
        _sizes(
            [
                (label, count, share_of(count, summary.answered))
                for label, count in zip(labels, counts, strict=True)
            ]
        ),
    )


def date_table(summary: DateSummary) -> ResultTable:
    """Months or hours that have answers, in order."""
    labels = [_moment(moment) for moment in summary.counts]
    counts = list(summary.counts.values())
    chart = Columns(labels, counts, _("Answers")) if len(labels) <= MOST_MONTHS else None
    return ResultTable(
        _("From %(first)s to %(last)s", first=summary.first, last=summary.last),
        (_("When"), _("Number"), _("Of respondents")),
        tuple(
            (label, number(count), percent(share_of(count, summary.answered)))
            for label, count in zip(labels, counts, strict=True)
        ),
        chart,
        _sizes([(label, count, 0) for label, count in zip(labels, counts, strict=True)]),
    )


def _moment(written: str) -> str:
    """`2022-12` or `14` as a reader writes it."""
    year, _dash, month = written.partition("-")
    return f"{month}/{year}" if month else f"{year} h"


def points_table(summary: RankSummary) -> ResultTable:
    """Options by their points: each place is worth one point more than the next (Borda)."""
    points = [(one.label, number(one.borda), one.borda) for one in summary.options]
    return ResultTable(
        _("Points (Borda)"),
        (_("Option"), _("Points"), _("Mean place")),
        tuple(
            (one.label, number(one.borda), number(one.mean_rank) if one.mean_rank else MASKED)
            for one in summary.options
        ),
        Bars(
            [short(label) for label, _text, _value in points[:MOST_BARS]],
            [value for _label, _text, value in points[:MOST_BARS]],
            [text for _label, text, _value in points[:MOST_BARS]],
        ),
        _(
            "Bar chart. In order: %(options)s.",
            options=", ".join(label for label, *_rest in points[:TOLD]),
        ),
    )


Statement = tuple[LikertSummary, Collection[str], int]
"""A statement, what is masked of it, and how many people its percentages are of."""


def statements_table(rows: Sequence[Statement]) -> ResultTable:
    """One row a statement, along their scale; one with something masked is not drawn."""
    steps = rows[0][0].options
    codes = [one.code for one in steps]
    shares = [
        [share_of(one.count, people) for one in each.options] for each, _codes, people in rows
    ]
    cells = []
    for (summary, masked, people), parts in zip(rows, shares, strict=True):
        told = [
            MASKED if one.code in masked else percent(part)
            for one, part in zip(summary.options, parts, strict=True)
        ]
        told += [""] * (len(steps) - len(told))
        cells.append((summary.label, *told[: len(steps)], number(people)))
    drawn = [
        (summary.label, parts)
        for (summary, masked, people), parts in zip(rows, shares, strict=True)
        if people and not masked and [one.code for one in summary.options] == codes
    ]
    chart = Diverging(
        [short(label) for label, _parts in drawn],
        [short(one.label) for one in steps],
        [[round(part, 1) for part in parts] for _label, parts in drawn],
    )
    above = [
        f"{label} {percent(sum(parts[(len(parts) + 1) // 2 :]))}" for label, parts in drawn[:6]
    ]
    return ResultTable(
        "",
        (_("Statement"), *(one.label for one in steps), _("Answers")),
        tuple(cells),
        chart if drawn and len(codes) > 1 else None,
        _("Diverging bars. On the upper side of the scale: %(shares)s.", shares="; ".join(above)),
    )


def days_table(counts: Sequence[tuple[str, int]], heading: str) -> ResultTable:
    """Responses a day or a week."""
    most = max(counts, key=lambda one: one[1], default=("", 0))
    return ResultTable(
        "",
        (heading, _("Responses")),
        tuple((label, number(count)) for label, count in counts),
        Columns(
            [label for label, _count in counts], [count for _label, count in counts], _("Responses")
        ),
        _("Column chart. Most on %(when)s: %(count)s.", when=most[0], count=number(most[1])),
    )


def _bars(counts: Sequence[tuple[str, int | None, float]]) -> Bars:
    shown = counts[:MOST_BARS]
    return Bars(
        [short(label) for label, _count, _share in shown],
        [count for _label, count, _share in shown],
        [bar_text(count, share) for _label, count, share in shown],
    )


def _told(options: Sequence[OptionCount], masked: Collection[str]) -> str:
    return _sizes(
        [
            (one.label, None if one.code in masked else one.count, one.of_respondents)
            for one in options
        ]
    )


def _sizes(counts: Sequence[tuple[str, int | None, float]]) -> str:
    """The largest bars in words."""
    known = [(label, count) for label, count, _share in counts if count]
    known.sort(key=lambda one: -one[1])
    told = ", ".join(f"{label} {number(count)}" for label, count in known[:TOLD])
    return _("Bar chart. The most frequent: %(options)s.", options=told or MASKED)
