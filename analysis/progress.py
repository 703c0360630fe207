"""How a long analysis says where it stands, and how it is cancelled.

A progress function receives the share of the work that is done (0 to 1) and the name of the step.
It may raise: the analysis then stops at once and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]


def silent(fraction: float, step: str) -> None:
    """Report to nobody."""


def monotone(report: Progress) -> Progress:
    """Return a progress function that never goes back, whatever the steps below it say."""
    furthest = 0.0

    def forward(fraction: float, step: str) -> None:
        nonlocal furthest
        furthest = max(furthest, min(1.0, fraction))
        report(furthest, step)

    return forward


def part(report: Progress, start: float, end: float) -> Progress:
    """Return the progress function of a step that fills the share `start` to `end` of the work."""

    def inside(fraction: float, step: str) -> None:
        report(start + (end - start) * fraction, step)

    return inside
