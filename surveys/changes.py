"""What two versions of a questionnaire differ in, and which differences are harmless.

A change is harmless when every answer given before still means what it meant, and would still be
taken. So the measure may not change: what is asked, in what order, of whom, with which scale and
which limits. These stay allowed:

- texts: labels, hints, messages, titles. A wording may change the meaning as well; no program can
  tell, and the versions keep both;
- a new question that nobody has to answer, at the end of its section: those who answered before
  read everything else as the others do. A note, a calculation and a hidden value stand anywhere;
- another choice of a list, or another order of its choices: the codes stay. But the number of the
  choices is part of a ranking and of a scale, and their order is the scale;
- asking less of people: no longer required, a condition, a rule or a filter taken away, limits
  moved apart.

Between a short text and a long one lies the corpus, which only long texts enter: that is no
matter of looks. A question that changes its name is one that went and one that came.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.editing.limits import NUMBER, SUBJECTS, Limits, limits_of
from surveys.formula import Formula
from surveys.model import Choice, Item, Place, Question, Repeat, Survey
from surveys.types import type_named
from surveys.types.likert import OUTSIDE, SCALE_COLUMN
from surveys.types.text import is_long, limit

_SCALES = frozenset({"likert", "rank"})


@dataclass(frozen=True)
class Change:
    """One difference; `name` is that of the item, nothing for the questionnaire as a whole."""

    code: str
    name: str = ""
    harmless: bool = True
    details: Mapping[str, str] = field(default_factory=dict)


def changes_between(before: Survey, after: Survey) -> tuple[Change, ...]:
    """Return every difference that a respondent or a reader of results may notice."""
    found: list[Change] = []
    if (before.title, before.languages, before.default_language) != (
        after.title,
        after.languages,
        after.default_language,
    ):
        found.append(Change("title"))
    for name, place in before.places.items():
        if name not in after.places:
            found += _deleted(place)
        else:
            found += _compared(place, after.places[name], before, after)
    last = _last_of_each_section(before, after)
    for name, place in after.places.items():
        if name not in before.places:
            found += _added(place, last)
    moved = _out_of_order(before, after)
    found += [Change("order", name, harmless=False) for name in moved]
    return tuple(found)


def _deleted(place: Place) -> Iterator[Change]:
    """A section holds no answer; what stood in it is judged by itself."""
    if isinstance(place.item, Question):
        yield Change("deleted", place.item.name, not type_named(place.item.type).stored)
    elif isinstance(place.item, Repeat):
        yield Change("deleted", place.item.name, harmless=False)
    else:
        yield Change("section_deleted", place.item.name)


def _added(place: Place, last: Mapping[str, int]) -> Iterator[Change]:
    item = place.item
    if not isinstance(item, Question):
        yield Change("section_added", item.name)
        return
    if not type_named(item.type).answered or item.type == "hidden":
        yield Change("added", item.name)
    elif item.required is not None:
        yield Change("added_required", item.name, harmless=False)
    elif place.order < last.get(_section(place), -1):
        yield Change("added_between", item.name, harmless=False)
    else:
        yield Change("added", item.name)


def _last_of_each_section(before: Survey, after: Survey) -> dict[str, int]:
    """Return the place, in each section, of the last question that was answered before."""
    return {
        _section(place): place.order
        for name, place in after.places.items()
        if name in before.questions
        and isinstance(place.item, Question)
        and type_named(place.item.type).answered
    }


def _section(place: Place) -> str:
    return place.containers[0].name if place.containers else ""


def _out_of_order(before: Survey, after: Survey) -> list[str]:
    """Return the fewest questions that moved, the others being in the order they had.

    Method: the longest increasing run, by patience sorting (Fredman 1975).
    """
    stays = [
        name
        for name, question in before.questions.items()
        if type_named(question.type).answered and name in after.questions
    ]
    order = {name: place.order for name, place in after.places.items()}
    tops: list[int] = []
    heights = []
    for name in stays:
        height = bisect_left(tops, order[name])
        tops[height : height + 1] = [order[name]]
        heights.append(height)
    wanted = len(tops) - 1
    moved = []
    for name, height in zip(reversed(stays), reversed(heights), strict=True):
        if height == wanted:
            wanted -= 1
        else:
            moved.append(name)
    return moved[::-1]


def _compared(old: Place, new: Place, before: Survey, after: Survey) -> Iterator[Change]:
    one, other = old.item, new.item
    name = one.name
    if type(one) is not type(other):
        yield Change("type", name, harmless=False)
        return
    if (one.labels, one.hints) != (other.labels, other.hints):
        yield Change("wording", name)
    if old.repeats != new.repeats:
        yield Change("repeat", name, harmless=False)
    elif old.groups != new.groups and _around(old) != _around(new):
        yield Change("moved", name, harmless=False)
    yield from _relevant(one, other)
    if isinstance(one, Question) and isinstance(other, Question):
        yield from _question(one, other, before, after)
    elif isinstance(one, Repeat) and isinstance(other, Repeat) and one.count != other.count:
        yield Change("count", name, harmless=False)


def _around(place: Place) -> tuple[str, ...]:
    """The conditions of the sections around an item."""
    return tuple(each.relevant.text for each in place.containers if each.relevant is not None)


def _relevant(one: Item, other: Item) -> Iterator[Change]:
    if one.relevant == other.relevant:
        return
    must = isinstance(other, Question) and other.required is not None
    yield Change("relevant", one.name, harmless=other.relevant is None and not must)


def _question(one: Question, other: Question, before: Survey, after: Survey) -> Iterator[Change]:
    name = one.name
    if one.type != other.type:
        yield Change("type", name, harmless=False)
        return
    if one.type == "text" and is_long(one) != is_long(other):
        yield Change("length", name, harmless=False)
    if one.required != other.required:
        yield Change("required", name, harmless=_asks_less(one.required, other.required))
    if (one.required_messages, one.constraint_messages) != (
        other.required_messages,
        other.constraint_messages,
    ):
        yield Change("wording", name)
    if one.constraint != other.constraint:
        yield Change("constraint", name, harmless=_wider(one, other))
    if one.calculation != other.calculation or (
        one.type == "calculate" and one.default != other.default
    ):
        yield Change("calculation", name, harmless=False)
    elif one.default != other.default:
        yield Change("default", name)
    if one.choice_filter != other.choice_filter:
        yield Change("choice_filter", name, harmless=other.choice_filter is None)
    yield from _parameters(one, other)
    yield from _choices(one, other, before, after)


def _asks_less(one: Formula | None, other: Formula | None) -> bool:
    return other is None or (one is not None and one.always)


def _wider(one: Question, other: Question) -> bool:
    """Whether a rule takes everything that it took."""
    if other.constraint is None:
        return True
    subject = SUBJECTS.get(one.type, NUMBER)
    old, new = limits_of(one.constraint, subject), limits_of(other.constraint, subject)
    return old.rest == new.rest and _within(old, new)


def _within(old: Limits, new: Limits) -> bool:
    low = not new.least or (bool(old.least) and float(new.least) <= float(old.least))
    high = not new.most or (bool(old.most) and float(new.most) >= float(old.most))
    return low and high


def _parameters(one: Question, other: Question) -> Iterator[Change]:
    old, new = dict(one.parameters), dict(other.parameters)
    if limit(one) != limit(other):
        yield Change("maxlength", one.name, harmless=limit(other) > limit(one))
    for parameters in (old, new):
        # The height of a field is a matter of looks; lists of territories are compared as lists.
        for name in ("maxlength", "rows", "territories"):
            parameters.pop(name, None)
    if old != new:
        yield Change("parameters", one.name, harmless=False)


def _choices(one: Question, other: Question, before: Survey, after: Survey) -> Iterator[Change]:
    old, new = before.choices(one), after.choices(other)
    is_scale = one.type in _SCALES
    if bool(old.territories) != bool(new.territories):
        yield Change("territories", one.name, harmless=False)
    yield from _options(other, old.options, new.options, is_scale)
    yield from _options(other, old.territories, new.territories, False)
    if one.or_other != other.or_other:
        yield Change("or_other", one.name, harmless=other.or_other)


def _options(
    question: Question, old: tuple[Choice, ...], new: tuple[Choice, ...], is_scale: bool
) -> Iterator[Change]:
    name = question.name
    was = {choice.name: choice for choice in old}
    now = {choice.name: choice for choice in new}
    for code in (code for code in was if code not in now):
        yield Change("choice_deleted", name, False, {"choice": was[code].label()})
    for code in (code for code in now if code not in was):
        outside = now[code].filters.get(SCALE_COLUMN) == OUTSIDE and question.type == "likert"
        harmless = outside or not is_scale
        yield Change("choice_added", name, harmless, {"choice": now[code].label()})
    kept = [code for code in was if code in now]
    if any(was[code].labels != now[code].labels for code in kept):
        yield Change("choice_wording", name)
    if kept != [code for code in now if code in was]:
        yield Change("choice_order", name, harmless=question.type != "likert")
    if any(was[code].filters != now[code].filters for code in kept) and (
        question.choice_filter is not None or question.type == "likert"
    ):
        yield Change("choice_columns", name, harmless=False)
