"""Counting options."""

from collections import Counter
from collections.abc import Iterable, Sequence

from surveys.types.summaries import ChoiceSummary, OptionCount


def percent(part: float, whole: float) -> float:
    """A share of 100; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def count_options(
    answers: Iterable[tuple[Sequence[str], int]],
    labels: Iterable[tuple[str, str]],
    others: Iterable[str] = (),
) -> ChoiceSummary:
    """Count options in answers: lists of codes, empty where there is no answer, each with how
    many people gave it.

    `labels` gives the options in their order; codes that are no longer offered come last.
    """
    counts: Counter[str] = Counter()
    asked = answered = 0
    for codes, times in answers:
        asked += times
        answered += times if codes else 0
        for code in codes:
            counts[code] += times
    ticks = sum(counts.values())
    named = dict(labels)
    named |= {code: code for code in sorted(counts) if code not in named}
    return ChoiceSummary(
        asked,
        answered,
        ticks,
        tuple(
            OptionCount(
                code,
                label,
                counts[code],
                of_respondents=percent(counts[code], answered),
                of_answers=percent(counts[code], ticks),
            )
            for code, label in named.items()
        ),
        tuple(text for text in others if text),
    )
