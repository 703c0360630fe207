"""Roles, and what somebody did for the team: the acts stay, by a deleted account."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.people.roles import withdraw_offers_of
from app.extensions import Base
from app.models import (
    Account,
    Consultation,
    Membership,
    OutgoingMail,
    RoleInvitation,
    ShownExcerpt,
)
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


class RoleHolding(Holding):
    key = "roles"
    columns = frozenset(
        {
            "membership.account_id",
            "role_invitation.email",
            "role_invitation.invited_by",
            "role_invitation.accepted_by",
            "shown_excerpt.account_id",
        }
    )

    @property
    def title(self) -> str:
        return _("Roles in consultations")

    def fate(self, words: Words) -> str:
        return _("You leave every team; invitations that wait, sent to you or by you, are erased.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [
            count_of(Membership.account_id == account.id),
            count_of(RoleInvitation.email == account.email),
        ]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(Membership, Consultation.title)
            .join(Consultation, Consultation.id == Membership.consultation_id)
            .where(Membership.account_id == account.id)
            .order_by(Membership.id)
        )
        members = [
            {
                _("Consultation"): title,
                _("Role"): str(label(one.role)),
                _("Since"): iso(one.created_at),
            }
            for one, title in rows
        ]
        invited = sa.select(RoleInvitation).where(RoleInvitation.email == account.email)
        return members + [
            {_("Invited as"): str(label(one.role)), _("Date"): iso(one.created_at)}
            for one in session.scalars(invited.order_by(RoleInvitation.id))
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        session.execute(sa.delete(Membership).where(Membership.account_id == account.id))
        session.execute(sa.delete(ShownExcerpt).where(ShownExcerpt.account_id == account.id))
        invited = sa.select(RoleInvitation).where(RoleInvitation.email == account.email)
        for one in session.scalars(invited).all():
            of_it = OutgoingMail.role_invitation_id == one.id
            session.execute(sa.delete(OutgoingMail).where(of_it))
            one.email, one.withdrawn_at = "", one.withdrawn_at or choice.moment
        session.flush()
        withdraw_offers_of(session, account.id)


STAFF_ACTS = (
    "amendment.answered_by_id",
    "answers_import.account_id",
    "card.account_id",
    "cards_import.account_id",
    "codebook_event.account_id",
    "coding.account_id",
    "coding_import.account_id",
    "consultation_review.account_id",
    "corpus_import.account_id",
    "decision.account_id",
    "document.account_id",
    "document.validated_by",
    "document_template.account_id",
    "evidence_link.account_id",
    "idea_answer.account_id",
    "made_document.account_id",
    "measure.account_id",
    "meeting_document.account_id",
    "moderation_event.account_id",
    "node_revision.account_id",
    "note.account_id",
    "orphan_answer.account_id",
    "plan_event.account_id",
    "plan_import.account_id",
    "point.account_id",
    "progress_report.account_id",
    "questionnaire_draft.account_id",
    "reference.account_id",
    "reference_import.account_id",
    "reference_list.account_id",
    "reference_quote.account_id",
    "run.account_id",
    "scoring.account_id",
    "strategy_version.account_id",
    "sure_list.account_id",
    "synthesis.validated_by",
    "synthesis_event.account_id",
    "version_event.account_id",
)
FACILITATED = (
    "body_member.account_id",
    "outgoing_mail.account_id",
    "room_table.facilitator_id",
    "strategy_node.held_by_id",
    "workshop.facilitator_id",
)


class TeamActHolding(Holding):
    """Notes, imports, decisions, validations: what they hold belongs to the consultation. Notes
    of a workshop are the words of the room, whoever wrote them down."""

    key = "team-acts"
    columns = frozenset({*STAFF_ACTS, *FACILITATED})

    @property
    def title(self) -> str:
        return _("What you did for a team")

    def fate(self, words: Words) -> str:
        return _("Notes, decisions and imports stay, by a “deleted account”.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_column(name) == account.id) for name in sorted(self.columns)]

    def given(self, session: Session, account: Account) -> list[Row]:
        rows: list[Row] = []
        for name in sorted(self.columns):
            column = _column(name)
            table = column.table
            moment = table.c.get("created_at", sa.literal(None).label("created_at"))
            found = sa.select(table.c.id, moment).where(column == account.id)
            rows += [
                {_("Act"): name, _("Identifier"): str(identifier), _("Date"): iso(when)}
                for identifier, when in session.execute(found.order_by(table.c.id))
            ]
        return rows

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        """Who runs a workshop or a table is to be chosen again; what was done stays."""
        for name in FACILITATED:
            column = _column(name)
            session.execute(
                sa.update(column.table).where(column == account.id).values({column.name: None})
            )


def _column(name: str) -> sa.Column[object]:
    table, _dot, column = name.partition(".")
    return Base.metadata.tables[table].c[column]
