"""The columns of the sheet of a plan: how each value of an action is written, and read back."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from app.models import ActionState, OrganisationKind, PartnerPart
from app.strategy.plans.action_lines import ActionLine, Party
from app.strategy.plans.euros import AMOUNT, BESIDE_DIGITS
from app.strategy.plans.indicators.following import MOST_FIGURE
from app.strategy.plans.indicators.forms import BLANKS, FIGURE
from app.strategy.plans.sentences import VALUES
from app.web.labels import label

LANGUAGES = ("fr", "en")
ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00)?)?")
FRENCH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
SEVERAL = re.compile(r"[;\n]")


class CellFault(enum.StrEnum):
    """Why a cell cannot be read."""

    NOT_A_DAY = "not_a_day"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_STATE = "not_a_state"
    NOT_A_KIND = "not_a_kind"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_FUNDER = "not_a_funder"


class CellRefused(ValueError):
    def __init__(self, fault: CellFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Column:
    """`written` gives the cell of an action; `read` what a cell says, for `Values`."""

    name: str
    written: Callable[[ActionLine], Any]
    read: Callable[[str], Any]

    @property
    def heading(self) -> str:
        return heading_of(self.name)


def heading_of(name: str) -> str:
    """In the language of the page."""
    own = {
        "code": _("Code"),
        "lead": _("Lead"),
        "partners": _("Partners"),
        "funders": _("Funders"),
        "indicator": _("Indicator"),
        "unit": _("Unit"),
        "baseline": _("Where it begins"),
        "target": _("Target"),
        "measured_on": _("Day"),
        "value": _("Figure"),
        "source": _("Source"),
    }
    return own[name] if name in own else str(VALUES[name])


def name_of(heading: str, names: tuple[str, ...]) -> str | None:
    """Which column a heading means, in French or in English; None: none of them."""
    wanted = heading.strip().casefold()
    for language in LANGUAGES:
        with force_locale(language):
            for name in names:
                if heading_of(name).casefold() == wanted or name == wanted:
                    return name
    return None


def day_of(cell: str) -> dt.date | None:
    """A day as sheets write it: 2018-12-01 or 1/12/2018. Raises CellRefused."""
    if not cell:
        return None
    try:
        if iso := ISO_DAY.fullmatch(cell):
            return dt.date.fromisoformat(iso[1])
        if french := FRENCH_DAY.fullmatch(cell):
            return dt.date(int(french[3]), int(french[2]), int(french[1]))
    except ValueError:
        pass
    raise CellRefused(CellFault.NOT_A_DAY)


def figure_of(cell: str) -> Decimal | None:
    """A figure with a comma or a point. Raises CellRefused."""
    typed = BLANKS.sub("", cell)
    if not typed:
        return None
    if not FIGURE.fullmatch(typed):
        raise CellRefused(CellFault.NOT_A_NUMBER)
    value = Decimal(typed.replace(",", ".").replace("−", "-"))
    if abs(value) >= MOST_FIGURE:
        raise CellRefused(CellFault.NOT_A_NUMBER)
    return value


def figure_cell(value: Decimal | None) -> int | float | None:
    """A figure as a number that spreadsheets count with."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _number(cell: str) -> int | None:
    typed = BESIDE_DIGITS.sub("", cell)
    if not typed:
        return None
    if not AMOUNT.fullmatch(typed):
        raise CellRefused(CellFault.NOT_A_NUMBER)
    return int(typed)


def _count(cell: str) -> int:
    number = _number(cell.removesuffix("%"))
    if number is None:
        raise CellRefused(CellFault.NOT_A_NUMBER)
    return number


def _yes(cell: str) -> bool:
    given = cell.casefold()
    if given in ("", "non", "no", "0"):
        return False
    if given in ("oui", "yes", "x", "1"):
        return True
    raise CellRefused(CellFault.NOT_YES_OR_NO)


def _labelled(kind: type[enum.StrEnum], fault: CellFault) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        wanted = cell.casefold()
        for language in LANGUAGES:
            with force_locale(language):
                for one in kind:
                    if wanted in (one.value, str(label(one)).casefold()):
                        return one
        raise CellRefused(fault)

    return read


def _several(cell: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in SEVERAL.split(cell) if one.strip())


def _kinds(cell: str) -> tuple[OrganisationKind, ...]:
    read = _labelled(OrganisationKind, CellFault.NOT_A_KIND)
    return tuple(read(one) for one in _several(cell))


def _lead(cell: str) -> tuple[Party, ...]:
    return (Party(PartnerPart.LEAD, cell),) if cell else ()


def _partners(cell: str) -> tuple[Party, ...]:
    return tuple(Party(PartnerPart.PARTNER, name) for name in _several(cell))


def _funders(cell: str) -> tuple[Party, ...]:
    return tuple(_funder(one) for one in _several(cell))


def _funder(text: str) -> Party:
    name, mark, amount = text.rpartition(":")
    if not mark:
        return Party(PartnerPart.FUNDER, text)
    try:
        return Party(PartnerPart.FUNDER, name.strip(), amount=_number(amount.strip()))
    except CellRefused as error:
        raise CellRefused(CellFault.NOT_A_FUNDER) from error


def _written_funders(line: ActionLine) -> str:
    return "\n".join(
        one.name if one.amount is None else f"{one.name}: {one.amount}" for one in line.funders
    )


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


COLUMNS: Mapping[str, Column] = {
    one.name: one
    for one in (
        Column("title", lambda line: line.title, str),
        Column("description", lambda line: line.description, str),
        Column(
            "state",
            lambda line: str(label(line.state)),
            _labelled(ActionState, CellFault.NOT_A_STATE),
        ),
        Column("reason", lambda line: line.reason, str),
        Column("progress", lambda line: line.progress, _count),
        Column("objectives", lambda line: "; ".join(one.code for one in line.objectives), _several),
        Column("lead", lambda line: line.lead.name if line.lead else "", _lead),
        Column("partners", lambda line: "\n".join(one.name for one in line.helpers), _partners),
        Column("funders", _written_funders, _funders),
        Column("starts_on", lambda line: _iso(line.starts_on), day_of),
        Column("ends_on", lambda line: _iso(line.ends_on), day_of),
        Column("budget", lambda line: line.budget, _number),
        Column("territories", lambda line: "; ".join(line.territories), _several),
        Column("kinds", lambda line: "; ".join(str(label(one)) for one in line.kinds), _kinds),
        Column("is_market", lambda line: _("yes") if line.is_market else _("no"), _yes),
        Column("priority", lambda line: line.priority, _number),
        Column("weight", lambda line: line.weight, _count),
    )
}
ACTION_NAMES = ("code", *COLUMNS)
MEASURE_NAMES = (
    "code",
    "indicator",
    "unit",
    "baseline",
    "target",
    "measured_on",
    "value",
    "source",
)
ORGANISATIONS = ("lead", "partners", "funders")
"""Columns that are one value of an action together."""
