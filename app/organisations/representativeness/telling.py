"""What a page says of a comparison: its table, its picture, its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from analysis.voices.representativeness import Fit, GroupGap, Standing
from app.organisations.representativeness.comparing import Comparison, Dimension, Line
from app.questionnaires.results.model import MASKED, ResultTable, number, percent
from charts.model import MOST_BARS, Intervals, short

UNLIKELY = 0.05
"""A probability below this is rare (1 in 20) if people had been drawn at random."""
# Cohen 1988, for one degree of freedom: from where a gap is small, medium, large.
SMALL, MEDIUM, LARGE = 0.1, 0.3, 0.5


@dataclass(frozen=True)
class Told:
    """`findings`: groups that stand out, the widest gap first. `overall`: all groups together,
    empty where it cannot be told."""

    comparison: Comparison
    table: ResultTable
    findings: tuple[str, ...]
    overall: str


def told(comparison: Comparison) -> Told:
    """A comparison in words."""
    out = [
        line
        for line in comparison.lines
        if line.gap is not None and line.gap.standing is not Standing.WITHIN
    ]
    out.sort(key=lambda line: -abs(line.gap.gap) if line.gap else 0)
    findings = tuple(_finding(line.name, line.gap) for line in out if line.gap)
    overall = _overall(comparison.fit) if comparison.fit else ""
    return Told(comparison, _table(comparison, findings), findings, overall)


def _finding(name: str, gap: GroupGap) -> str:
    least, most = sorted((abs(gap.least), abs(gap.most)))
    values = {
        "name": name,
        "share": _whole(percent(100 * gap.share)),
        "known": _whole(percent(100 * gap.population_share)),
        "least": points(least),
        "most": points(most),
    }
    if gap.standing is Standing.OVER:
        return _(
            "%(name)s: over-represented, %(share)s of the voices against %(known)s of the"
            " population, between %(least)s and %(most)s points more.",
            **values,
        )
    return _(
        "%(name)s: under-represented, %(share)s of the voices against %(known)s of the"
        " population, between %(least)s and %(most)s points less.",
        **values,
    )


def _whole(figure: str) -> str:
    """A figure that stays on one line."""
    return figure.replace(" ", "\N{NO-BREAK SPACE}")


def _overall(found: Fit) -> str:
    figures = _(
        "χ² = %(chi)s, %(degrees)s degrees of freedom, p %(p)s, Cramér’s V = %(v)s.",
        chi=format_decimal(found.chi_square, "0.0"),
        degrees=found.degrees,
        p=_probability(found.p_value),
        v=format_decimal(found.cramers_v, "0.00"),
    )
    words = [_together(found), figures]
    if found.is_doubtful:
        words.append(_("Some groups are expected so few times that the probability is doubtful."))
    return " ".join(words)


def _together(found: Fit) -> str:
    if found.p_value >= UNLIKELY:
        return _("All together, nothing differs beyond what chance explains.")
    if found.cramers_v < SMALL:
        return _("All together, the voices differ from the population, very little.")
    if found.cramers_v < MEDIUM:
        return _("All together, the voices differ from the population, a little.")
    if found.cramers_v < LARGE:
        return _("All together, the voices differ from the population, clearly.")
    return _("All together, the voices differ from the population, strongly.")


def _probability(value: float) -> str:
    least = 0.001
    if value < least:
        return f"< {format_decimal(least, '0.000')}"
    return f"= {format_decimal(value, '0.000')}"


def points(value: float) -> str:
    """A gap in points, whole ones from 1 on."""
    return str(format_decimal(value, "0" if abs(value) >= 0.95 else "0.0"))


def signed(value: float) -> str:
    return str(format_decimal(value, "+0.0;−0.0"))


def standing_name(gap: GroupGap) -> str:
    """In words, as a cell holds it."""
    return {
        Standing.OVER: _("Over-represented"),
        Standing.UNDER: _("Under-represented"),
        Standing.WITHIN: _("Within what chance explains"),
    }[gap.standing]


def heading_of(dimension: Dimension) -> str:
    return _("Family") if dimension is Dimension.FAMILY else _("Territory")


def _table(comparison: Comparison, findings: tuple[str, ...]) -> ResultTable:
    headings = (
        heading_of(comparison.dimension),
        _("Voices"),
        _("Share of the voices"),
        _("Share of the population"),
        _("Gap in points (interval)"),
        _("Reading"),
    )
    rows = tuple(_row(line) for line in comparison.lines)
    return ResultTable("", headings, rows, _chart(comparison), _described(findings))


def _row(line: Line) -> tuple[str, ...]:
    known = percent(100 * line.population_share)
    if line.gap is None:
        return line.name, MASKED, MASKED, known, MASKED, MASKED
    gap = line.gap
    return (
        line.name,
        number(gap.number),
        percent(100 * gap.share),
        known,
        _(
            "%(gap)s (%(least)s to %(most)s)",
            gap=signed(gap.gap),
            least=signed(gap.least),
            most=signed(gap.most),
        ),
        standing_name(gap),
    )


def _chart(comparison: Comparison) -> Intervals | None:
    shown = [(line.name, line.gap) for line in comparison.lines if line.gap][:MOST_BARS]
    if not shown or not comparison.people:
        return None

    def rounded(value: float) -> float:
        return round(100 * value, 1)

    return Intervals(
        [short(name) for name, _gap in shown],
        [rounded(gap.share) for _name, gap in shown],
        [rounded(gap.low) for _name, gap in shown],
        [rounded(gap.high) for _name, gap in shown],
        [rounded(gap.population_share) for _name, gap in shown],
        (_("Voices, with their interval"), _("Known population")),
    )


def _described(findings: tuple[str, ...]) -> str:
    if not findings:
        return _("Shares of the voices beside those of the population. No group stands out.")
    return _("Shares of the voices beside those of the population.") + " " + " ".join(findings[:3])
