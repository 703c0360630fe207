"""How a benchmark says whether a figure is what was wanted."""

from __future__ import annotations


def verdict(met: bool) -> str:
    """Return "met" or "NOT MET"."""
    return "met" if met else "NOT MET"
