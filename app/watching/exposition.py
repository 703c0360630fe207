"""Figures as Prometheus reads them: its text format, version 0.0.4.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Family:
    """Samples of one name. `kind`: counter, gauge or histogram."""

    name: str
    kind: str
    help: str
    samples: Sequence[str]


def sample(name: str, labels: Mapping[str, str], value: float) -> str:
    """A line: `name{label="…"} value`."""
    inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    number = str(int(value)) if float(value).is_integer() else repr(float(value))
    return f"{name}{{{inside}}} {number}" if inside else f"{name} {number}"


def family(
    name: str, kind: str, text: str, values: Iterable[tuple[Mapping[str, str], float]]
) -> Family:
    """Samples that differ by their labels."""
    return Family(name, kind, text, [sample(name, labels, value) for labels, value in values])


def histogram_samples(
    name: str,
    labels: Mapping[str, str],
    bounds: Sequence[float],
    numbers: Sequence[int],
    total: float,
) -> list[str]:
    """The lines of a histogram. `numbers`: those of each bound by itself, and one beyond."""
    up_to = list(accumulate(numbers))
    marks = [*(repr(bound) for bound in bounds), "+Inf"]
    return [
        *(
            sample(f"{name}_bucket", {**labels, "le": mark}, number)
            for mark, number in zip(marks, up_to, strict=True)
        ),
        sample(f"{name}_sum", labels, total),
        sample(f"{name}_count", labels, up_to[-1]),
    ]


def exposition(families: Iterable[Family]) -> str:
    """The whole answer; a family without samples is left out."""
    parts = [
        f"# HELP {one.name} {one.help}\n# TYPE {one.name} {one.kind}\n" + "\n".join(one.samples)
        for one in families
        if one.samples
    ]
    return "\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
