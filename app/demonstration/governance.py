"""The governance of the demonstration: its bodies meet, decide, and one of them is late."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import (
    Account,
    Body,
    Consultation,
    DecisionKind,
    Meeting,
    Presence,
    Role,
    Strategy,
    StrategyVersion,
)
from app.models.types import PARIS, now
from app.strategy.governance.bodies import (
    BodyPlan,
    MemberPlan,
    add_body,
    add_college,
    add_member,
)
from app.strategy.governance.deciding import Wanted, decide
from app.strategy.governance.meeting_queries import attending
from app.strategy.governance.meetings import (
    MeetingPlan,
    hold,
    mark_attendance,
    plan_meeting,
    write_minutes,
)
from app.strategy.reference_files import reference_bodies
from app.strategy.versions.making import NewVersion, make, open_to_consultation, publish

BEGINS, LASTS = dt.time(14, 0), dt.timedelta(hours=2)


def load_governance(
    session: Session,
    consultation: Consultation,
    strategy: Strategy,
    accounts: Mapping[Role, Account],
) -> None:
    """Add the bodies, their meetings, the first version and what was decided."""
    _Loading(session, consultation, strategy, accounts).run()


class _Loading:
    def __init__(
        self,
        session: Session,
        consultation: Consultation,
        strategy: Strategy,
        accounts: Mapping[Role, Account],
    ) -> None:
        self.session, self.consultation, self.strategy = session, consultation, strategy
        self.accounts = accounts
        self.plan = files.read("governance.yaml")
        self.bodies: dict[str, Body] = {}
        self.meetings: dict[tuple[str, dt.date], Meeting] = {}

    def run(self) -> None:
        told = {one.code: one for one in reference_bodies(self.strategy.code)}
        for one in self.plan["bodies"]:
            self._add_body(one, told[one["code"]].name, told[one["code"]].role)
            self._seat(one, told[one["code"]].colleges)
        for one in self.plan["meetings"]:
            self._hold(one)
        for number, one in enumerate(self.plan["to_come"]):
            day = (now() + dt.timedelta(days=one["days"])).date()
            self._plan(one, day, f"demonstration-to-come-{number}")
        version = self._make_version()
        self._decide(version.id)
        publish(
            self.session,
            version,
            consultation_id=self.consultation.id,
            account_id=self._steward,
        )

    @property
    def _steward(self) -> uuid.UUID:
        return self.accounts[Role.STEWARD].id

    def _add_body(self, one: dict[str, Any], name: str, role: str) -> None:
        above = self.bodies.get(one.get("reports_to", ""))
        plan = BodyPlan(
            name=name,
            role=f"{role[0].upper()}{role[1:]}.\n\n*{self.plan['notice']}*",
            rhythm=one["rhythm"],
            quorum=one["quorum"],
            reports_to_id=above.id if above else None,
        )
        key = f"demonstration-{one['code']}"
        self.bodies[one["code"]] = add_body(self.session, self.consultation.id, plan, key=key)

    def _seat(self, one: dict[str, Any], names: tuple[str, ...]) -> None:
        body = self.bodies[one["code"]]
        colleges = {name: add_college(self.session, body, name, None) for name in names}
        for member in one["members"]:
            account = self.accounts[Role(member["account"])] if "account" in member else None
            plan = MemberPlan(
                college_id=colleges[member["college"]].id,
                name=member["name"],
                organisation=member["organisation"],
                post=member.get("post", ""),
                account_id=account.id if account else None,
                starts_on=member.get("starts_on", dt.date(2016, 11, 1)),
                ends_on=member.get("ends_on"),
            )
            add_member(self.session, body, plan)

    def _plan(self, one: dict[str, Any], day: dt.date, key: str) -> Meeting:
        starts_at = dt.datetime.combine(day, BEGINS, PARIS)
        plan = MeetingPlan(
            title=one["title"],
            starts_at=starts_at,
            ends_at=starts_at + LASTS,
            place=one["place"],
            agenda=one["agenda"],
        )
        return plan_meeting(self.session, self.bodies[one["body"]], plan, key=key)

    def _hold(self, one: dict[str, Any]) -> None:
        body = self.bodies[one["body"]]
        meeting = self._plan(one, one["day"], f"demonstration-{one['day']}")
        hold(self.session, meeting, now())
        absent = one.get("absent", ())
        presences = {
            seat.member.id: Presence.EXCUSED if seat.member.name in absent else Presence.PRESENT
            for seat in attending(self.session, meeting)
        }
        mark_attendance(self.session, body, meeting, presences)
        if "minutes" in one:
            write_minutes(
                self.session, meeting, one["minutes"], is_public=True, version=meeting.version
            )
        self.meetings[one["body"], one["day"]] = meeting

    def _make_version(self) -> StrategyVersion:
        wanted = NewVersion(**self.plan["version"])
        version = make(
            self.session,
            self.strategy,
            wanted,
            account_id=self._steward,
            key="demonstration",
        )
        open_to_consultation(self.session, version, account_id=self._steward)
        return version

    def _decide(self, version_id: uuid.UUID) -> None:
        for number, one in enumerate(self.plan["decisions"]):
            kind = DecisionKind(one["kind"])
            votes_for, votes_against, abstentions = one["votes"]
            wanted = Wanted(
                body_id=self.bodies[one["body"]].id,
                meeting_id=self.meetings[one["body"], one["day"]].id,
                kind=kind,
                decided_on=one["day"],
                title=one["title"],
                text=one["text"],
                votes_for=votes_for,
                votes_against=votes_against,
                abstentions=abstentions,
                version_id=version_id if kind is DecisionKind.ADOPT_VERSION else None,
                despite_quorum=one.get("despite_quorum", False),
            )
            decide(
                self.session,
                self.consultation.id,
                wanted,
                account_id=self._steward,
                key=f"demonstration-{number}",
            )
