"""What makes a questionnaire impossible to answer, whatever it was read from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surveys.answers.piping import quoted_names
from surveys.model import NAME, Item, Question, Repeat, Survey, walk
from surveys.problems import Problem
from surveys.types import TYPES, type_named
from surveys.types.range import bounds

DEEPEST = 12
MOST_ITEMS = 5_000
MOST_CHOICES = 5_000


def structure_problems(survey: Survey, rows: Mapping[str, int] | None = None) -> list[Problem]:
    """Return everything that is wrong, in order; `rows` tells where each name was written."""
    found = [
        too_many_choices(name)
        for name, choices in survey.choice_lists.items()
        if len(choices) > MOST_CHOICES
    ]
    rows = rows or {}
    seen: dict[str, str] = {}
    known = {place.item.name for place in walk(survey.items)}
    for number, place in enumerate(walk(survey.items)):
        item = place.item
        if number >= MOST_ITEMS:
            return [*found, too_many_items()]
        found += _name_problems(item, seen, rows)
        seen.setdefault(item.name.casefold(), item.name)
        if len(place.containers) > DEEPEST:
            found.append(_too_deep(item, rows))
        if isinstance(item, Question):
            found += _question_problems(item, survey, rows)
        found += _reference_problems(item, known, rows)
    if not found:
        found += [_loop_problem(cycle, rows) for cycle in calculation_loops(survey)]
    return found


def calculation_loops(survey: Survey) -> list[tuple[str, ...]]:
    """Return the calculations that wait for each other: `("a", "b", "a")`."""
    waits = {
        name: question.calculation.references & survey.questions.keys()
        for name, question in survey.questions.items()
        if question.calculation is not None and not type_named(question.type).answered
    }
    return loops(waits)


def loops(waits: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return one loop for each set of names that wait for each other, first name repeated."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in waits:
        trail: dict[str, None] = {}
        pending: list[tuple[str, Iterator[str]]] = []
        name = start
        while True:
            if name in trail:
                names = list(trail)
                found.append((*names[names.index(name) :], name))
            elif name not in done and name in waits:
                trail[name] = None
                pending.append((name, iter(sorted(waits[name]))))
            following = None
            while pending and (following := next(pending[-1][1], None)) is None:
                done.add(pending.pop()[0])
                trail.popitem()
            if following is None:
                break
            name = following
    return found


def _name_problems(item: Item, seen: Mapping[str, str], rows: Mapping[str, int]) -> list[Problem]:
    name, row = item.name, rows.get(item.name)
    if not name:
        return [Problem("no_name", "A question has no name.", {}, row)]
    if not NAME.match(name):
        message = (
            f"“{name[:100]}” cannot be a name: a name starts with a letter and holds letters, "
            "digits, points, dashes and underscores."
        )
        return [Problem("bad_name", message, {"name": name}, row)]
    if name.casefold() in seen:
        message = f"The name “{name}” is used more than once; each name must be different."
        return [Problem("duplicate_name", message, {"name": name}, row)]
    return []


def _question_problems(
    question: Question, survey: Survey, rows: Mapping[str, int]
) -> Iterator[Problem]:
    name, row = question.name, rows.get(question.name)
    if question.type not in TYPES:
        message = f"“{name}” has a type that does not exist here: “{question.type[:100]}”."
        yield Problem("unknown_type", message, {"name": name, "type": question.type}, row)
        return
    kind = type_named(question.type)
    territories = question.parameters.get("territories", "")
    needed = [question.list_name] if kind.takes_choices or question.list_name else []
    for list_name in [*needed, *([territories] if territories else [])]:
        if list_name not in survey.choice_lists:
            message = f"“{name}” uses the list of choices “{list_name}”, which does not exist."
            yield Problem("missing_list", message, {"name": name, "list": list_name}, row)
    if question.type == "range":
        try:
            bounds(question)
        except ValueError as error:
            message = f"The range “{name}” cannot be used: {error}."
            yield Problem("bad_range", message, {"name": name}, row)
    if question.default_is_computed and question.default_formula is None:
        message = f"The default of “{name}” cannot be read: {question.default[:100]}"
        yield Problem("bad_expression", message, {"name": name, "column": "default"}, row)
    if question.type == "calculate" and question.calculation is None and not question.default:
        message = f"“{name}” is a calculation, but says nothing to compute."
        yield Problem("no_calculation", message, {"name": name}, row)


def _reference_problems(item: Item, known: set[str], rows: Mapping[str, int]) -> Iterator[Problem]:
    asked: dict[str, Iterable[str]] = {
        column: formula.references for column, formula in item.formulas().items()
    }
    for label in (*item.labels.values(), *item.hints.values()):
        asked["label"] = [*asked.get("label", ()), *quoted_names(label)]
    for column, names in asked.items():
        for name in sorted(set(names) - known):
            yield Problem(
                "unknown_reference",
                f"“{item.name}” refers to “{name}” ({column}), which is not in the questionnaire.",
                {"name": item.name, "column": column, "reference": name},
                rows.get(item.name),
            )
    if isinstance(item, Repeat) and item.count is not None:
        inside = {place.item.name for place in walk(item.items)}
        for name in sorted(item.count.references & inside):
            message = f"The number of entries of “{item.name}” depends on “{name}”, inside it."
            details = {"name": item.name, "reference": name}
            yield Problem("count_inside", message, details, rows.get(item.name))


def _loop_problem(cycle: Sequence[str], rows: Mapping[str, int]) -> Problem:
    path = " → ".join(cycle)
    return Problem(
        "calculation_loop",
        f"These calculations wait for each other: {path}.",
        {"cycle": list(cycle), "path": path},
        rows.get(cycle[0]),
    )


def too_many_choices(name: str) -> Problem:
    """A list that no page could show."""
    message = f"The list “{name}” has more than {MOST_CHOICES} choices."
    return Problem("too_many_choices", message, {"list": name, "limit": MOST_CHOICES})


def too_many_items() -> Problem:
    """The problem of a questionnaire longer than `MOST_ITEMS`."""
    message = f"The questionnaire has more than {MOST_ITEMS} rows."
    return Problem("too_many_items", message, {"limit": MOST_ITEMS})


def _too_deep(item: Item, rows: Mapping[str, int]) -> Problem:
    message = f"“{item.name}” stands inside more than {DEEPEST} groups."
    return Problem("too_deep", message, {"name": item.name, "limit": DEEPEST}, rows.get(item.name))
