"""Counting options."""

from collections import Counter
from collections.abc import Iterable, Sequence

from surveys.types.summaries import ChoiceSummary, OptionCount


def percent(part: float, whole: float) -> float:
    """A share of 100; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def count_options(
    answers: Sequence[Sequence[str]],
    labels: Iterable[tuple[str, str]],
    others: Iterable[str] = (),
) -> ChoiceSummary:
    """Count options in answers (one list of codes a person, empty when there is no answer).

    `labels` gives the options in their order; codes that are no longer offered come last.
    """
    counts = Counter(code for codes in answers for code in codes)
    answered = sum(1 for codes in answers if codes)
    ticks = sum(counts.values())
    named = dict(labels)
    named |= {code: code for code in sorted(counts) if code not in named}
    return ChoiceSummary(
        len(answers),
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
