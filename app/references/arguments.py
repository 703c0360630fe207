"""What a list of references is narrowed to and ordered by, out of the address."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from flask import abort

from app.models import ReferenceKind
from app.references.citing import Style
from app.references.queries import Filter, Order

E = TypeVar("E", bound=enum.StrEnum)

Args = Mapping[str, str]

LONGEST_SEARCH = 200


def _one_of(args: Args, name: str, kind: type[E]) -> E | None:
    """A value of an enum; an address with another word in it does not exist."""
    text = args.get(name)
    if not text:
        return None
    if text not in {member.value for member in kind}:
        abort(404)
    return kind(text)


def filter_argument(args: Args) -> Filter:
    year = args.get("year", "")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        abort(404)
    return Filter(
        words=args.get("q", "")[:LONGEST_SEARCH].strip(),
        kind=_one_of(args, "kind", ReferenceKind),
        tag=args.get("tag", "")[:LONGEST_SEARCH],
        territory=args.get("territory", "")[:LONGEST_SEARCH],
        year=int(year) if year else None,
    )


def order_argument(args: Args) -> Order:
    return _one_of(args, "order", Order) or Order.AUTHOR


def style_argument(args: Args) -> Style:
    return _one_of(args, "style", Style) or Style.APA


def kept_arguments(chosen: Filter, order: Order, style: Style) -> dict[str, str | int | None]:
    """The same as the arguments of an address; what is as usual is left out."""
    return {
        "q": chosen.words or None,
        "kind": chosen.kind.value if chosen.kind else None,
        "tag": chosen.tag or None,
        "territory": chosen.territory or None,
        "year": chosen.year,
        "order": order.value if order is not Order.AUTHOR else None,
        "style": style.value if style is not Style.APA else None,
    }
