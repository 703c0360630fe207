"""Who came: a tally by type of body, or names from which the tally follows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Activity, Attendee, OrganisationKind, Seat
from app.models.turns import ChangedMeanwhile, fingerprint
from app.workshops.people_lists import Person
from app.workshops.turns import wait_for_others

MOST_PEOPLE = 300
MOST_OF_A_KIND = 9_999


class NamesCount(ValueError):
    """People are on a list: the tally follows from it, and is not typed in."""


class TooManyPeople(ValueError):
    """A room holds `MOST_PEOPLE` at most."""


def counts_of(activity: Activity) -> list[tuple[OrganisationKind, int]]:
    """How many people of each type of body came, where any did."""
    numbers = activity.attendance
    return [(kind, numbers[kind]) for kind in OrganisationKind if numbers.get(kind)]


def state_of(activity: Activity) -> str:
    """The state of a tally that a form was made from."""
    return fingerprint(activity.attendance)


def tally(
    session: Session, activity: Activity, numbers: Mapping[OrganisationKind, int], made_from: str
) -> None:
    """Keep how many people of each type came.

    Raises:
        ChangedMeanwhile: somebody else counted other people since the form was shown.
        NamesCount: there is a list of names.
    """
    wait_for_others(session, activity)
    counted = {kind.value: number for kind, number in numbers.items() if number}
    if activity.attendance == counted:
        return
    if has_names(session, activity.id):
        raise NamesCount
    if made_from != state_of(activity):
        raise ChangedMeanwhile
    activity.attendance = counted
    session.flush()


def people_of(session: Session, activity_id: uuid.UUID) -> list[Attendee]:
    """The people on the list of an activity, as they were added."""
    return list(
        session.scalars(
            sa.select(Attendee).where(Attendee.activity_id == activity_id).order_by(Attendee.id)
        )
    )


def has_names(session: Session, activity_id: uuid.UUID) -> bool:
    found = sa.select(sa.exists().where(Attendee.activity_id == activity_id))
    return bool(session.scalar(found))


def person_of(session: Session, activity_id: uuid.UUID, attendee_id: uuid.UUID) -> Attendee | None:
    """Somebody on the list of this activity."""
    return session.scalar(
        sa.select(Attendee).where(Attendee.id == attendee_id, Attendee.activity_id == activity_id)
    )


def add_people(session: Session, activity: Activity, people: Sequence[Person]) -> int:
    """Add people to the list, each once; how many were not on it yet.

    Raises:
        TooManyPeople: nobody is added.
    """
    wait_for_others(session, activity)
    there = people_of(session, activity.id)
    known = {(one.name, one.organisation, one.kind) for one in there}
    new = [
        one for one in dict.fromkeys(people) if (one.name, one.organisation, one.kind) not in known
    ]
    if len(there) + len(new) > MOST_PEOPLE:
        raise TooManyPeople(len(there) + len(new))
    session.add_all(Attendee(activity_id=activity.id, **vars(one)) for one in new)
    session.flush()
    if new:
        _count_names(session, activity)
    return len(new)


def remove_person(session: Session, activity: Activity, attendee_id: uuid.UUID) -> str | None:
    """Take somebody off the list, with their seats; their name, or None who is not on it."""
    wait_for_others(session, activity)
    person = person_of(session, activity.id, attendee_id)
    if person is None:
        return None
    session.execute(sa.delete(Seat).where(Seat.attendee_id == person.id))
    session.delete(person)
    session.flush()
    _count_names(session, activity)
    return person.name


def erase_names(session: Session, activity: Activity) -> int:
    """Erase names and seats, and keep the tally; how many names there were."""
    wait_for_others(session, activity)
    people = sa.select(Attendee.id).where(Attendee.activity_id == activity.id)
    number = session.scalar(sa.select(sa.func.count()).select_from(people.subquery())) or 0
    session.execute(sa.delete(Seat).where(Seat.attendee_id.in_(people)))
    session.execute(sa.delete(Attendee).where(Attendee.activity_id == activity.id))
    return number


def _count_names(session: Session, activity: Activity) -> None:
    kinds = Counter(person.kind for person in people_of(session, activity.id))
    activity.attendance = {kind.value: kinds[kind] for kind in OrganisationKind if kinds[kind]}
    session.flush()
