"""Names that an XLSForm may use twice, in two groups, and a questionnaire here may not."""

from collections.abc import Iterator

from surveys.answers.piping import quoted_names
from surveys.reading import Unsupported
from surveys.xlsform.columns import Line
from surveys.xlsform.question_types import RowType


def renamed(typed: list[tuple[Line, RowType]]) -> list[Unsupported]:
    """Give another name to what nothing refers to, in place, and tell it.

    A name used twice in one group, or that an expression means, is left as it is: the form is
    refused for it.
    """
    meant = {name for line, _ in typed for text in _cells(line) for name in quoted_names(text)}
    same: dict[str, list[tuple[Line, int]]] = {}
    for line, container in _placed(typed):
        same.setdefault(line.get("name").casefold(), []).append((line, container))
    taken = set(same)
    told = []
    for name, found in same.items():
        places = {(line.get("name"), container) for line, container in found}
        if not name or len(places) < len(found):
            continue
        free = [line for line, _ in found if line.get("name") not in meant]
        # A group may change its name; that of a question is the one of its column in exports.
        free.sort(key=lambda line: line.get("type").lower().startswith("begin"))
        for line in free[1:] if len(free) == len(found) else free:
            told.append(_rename(line, taken))
    return told


def _rename(line: Line, taken: set[str]) -> Unsupported:
    old = line.get("name")
    new = next(f"{old}_{n}" for n in range(2, 10_000) if f"{old}_{n}".casefold() not in taken)
    line.plain["name"] = new
    taken.add(new.casefold())
    details = {"old": old, "new": new}
    return Unsupported(new, "name", "renamed", line.row, True, details)


def _placed(typed: list[tuple[Line, RowType]]) -> Iterator[tuple[Line, int]]:
    """Yield each named row with the row of the group around it."""
    opened = [0]
    for line, kind in typed:
        if kind.kind == "end":
            opened = opened[:-1] or [0]
            continue
        yield line, opened[-1]
        if kind.kind.startswith("begin"):
            opened.append(line.row)


def _cells(line: Line) -> Iterator[str]:
    yield from line.plain.values()
    for texts in line.texts.values():
        yield from texts.values()
