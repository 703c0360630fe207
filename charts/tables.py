"""What a chart shows, as a table: the same figures for those who do not see it."""

from __future__ import annotations

from charts.model import Chart, Dots, Multiples, Scatter, Tree

Rows = list[list[str | float | None]]


def rows_of(chart: Chart) -> Rows:
    """The rows of a table, the first cell of each being its name; headings are the page's.

    Dots: a value by name. Multiples: one by period. Scatter: size, both places, kind where there
    are several. Tree: number of the join, what joins (labels, or numbers of earlier joins), height.

    Raises
    ------
    TypeError : the page that shows such a chart has its own table.
    """
    match chart:
        case Dots():
            return [
                [label, *(values[place] for values in chart.values)]
                for place, label in enumerate(chart.labels)
            ]
        case Multiples():
            return [[label, *v] for label, v in zip(chart.labels, chart.values, strict=True)]
        case Scatter():
            told = zip(chart.labels, chart.sizes, chart.xs, chart.ys, chart.kinds, strict=True)
            several = len(chart.names) > 1
            return [
                [label, size, x, y, *([chart.names[kind]] if several else [])]
                for label, size, x, y, kind in told
            ]
        case Tree():
            return _joins(chart)
    raise TypeError(f"no table is made of {chart.kind}")


def _joins(chart: Tree) -> Rows:
    leaves = len(chart.labels)

    def name(branch: int) -> str:
        return chart.labels[branch] if branch < leaves else f"({branch - leaves + 1})"

    return [
        [f"({number})", f"{name(one)} + {name(other)}", height]
        for number, (one, other, height) in enumerate(chart.joins, start=1)
    ]
