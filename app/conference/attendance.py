"""How many came, waited and registered, by the kind of body that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Conference, OrganisationKind, Registration, RegistrationState
from app.models.turns import wait_for_others


@dataclass(frozen=True)
class KindLine:
    """The numbers of one kind of body. `attendance` may have been corrected by hand."""

    kind: OrganisationKind
    registered: int
    waiting: int
    came: int
    attendance: int


def kind_lines(session: Session, conference: Conference) -> list[KindLine]:
    """A line for each kind that somebody comes from, in the order of the kinds."""
    counted = {
        row.kind: row for row in session.execute(_counts(conference).group_by(Registration.kind))
    }
    lines = []
    for kind in OrganisationKind:
        row = counted.get(kind)
        attendance = conference.activity.attendance.get(kind.value, 0)
        registered, waiting, came = (row.registered, row.waiting, row.came) if row else (0, 0, 0)
        if registered or waiting or came or attendance:
            lines.append(KindLine(kind, registered, waiting, came, attendance))
    return lines


def count_again(session: Session, conference: Conference) -> None:
    """Keep as attendance who is checked in, unless it was corrected by hand.

    To be called by who has waited for others.
    """
    if conference.is_counted_by_hand:
        return
    session.flush()
    came = session.execute(
        sa.select(Registration.kind, sa.func.count())
        .where(Registration.conference_id == conference.id, Registration.came_at.is_not(None))
        .group_by(Registration.kind)
    )
    conference.activity.attendance = {kind.value: number for kind, number in came}


def correct(
    session: Session, conference: Conference, numbers: Mapping[OrganisationKind, int]
) -> None:
    """Keep these numbers as attendance: those who are checked in no longer change it."""
    wait_for_others(session, conference)
    conference.is_counted_by_hand = True
    conference.activity.attendance = {
        kind.value: number for kind, number in numbers.items() if number
    }


def count_by_check_in(session: Session, conference: Conference) -> None:
    """Forget the correction: who is checked in counts again."""
    wait_for_others(session, conference)
    conference.is_counted_by_hand = False
    count_again(session, conference)


def _counts(conference: Conference) -> sa.Select[OrganisationKind, int, int, int]:
    def number(condition: sa.ColumnElement[bool]) -> sa.Function[int]:
        return sa.func.count(sa.case((condition, 1)))

    return sa.select(
        Registration.kind,
        number(Registration.state == RegistrationState.CONFIRMED).label("registered"),
        number(Registration.state == RegistrationState.WAITING).label("waiting"),
        number(Registration.came_at.is_not(None)).label("came"),
    ).where(Registration.conference_id == conference.id)
