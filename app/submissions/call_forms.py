from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.models import SubmissionCall
from app.submissions.calls import Plan
from app.web.forms import Form
from app.web.moments import MomentField, OpensAndCloses, clock_time


class CallForm(OpensAndCloses, Form):
    """A call for contributions. Moments are typed and shown in the time of the platform."""

    title = StringField(
        _l("Title"), validators=[DataRequired(_l("Give the call a title.")), Length(max=200)]
    )
    framing = TextAreaField(
        _l("What you ask"),
        description=_l("Who may contribute, on what, and what becomes of it. Markdown is read."),
        validators=[Length(max=10_000)],
    )
    opens_at = MomentField(
        _l("Takes contributions from"),
        description=_l("Left empty: as soon as it is published."),
        validators=[Optional()],
    )
    closes_at = MomentField(
        _l("Takes contributions until"),
        description=_l(
            "Left empty: without end. What was deposited before may still be sent for a day."
        ),
        validators=[Optional()],
    )
    wants_account = BooleanField(
        _l("Only people who are signed in contribute"),
        description=_l("Otherwise anybody does, without an account."),
    )
    is_published = BooleanField(
        _l("Published"), description=_l("Everybody sees the call, with its dates.")
    )

    @classmethod
    def showing(cls, call: SubmissionCall) -> CallForm:
        """The form as it is opened."""
        return cls(
            title=call.activity.title,
            framing=call.framing,
            opens_at=clock_time(call.opens_at),
            closes_at=clock_time(call.closes_at),
            wants_account=call.wants_account,
            is_published=call.is_published,
        )

    @property
    def plan(self) -> Plan:
        return Plan(
            title=self.title.data or "",
            framing=self.framing.data or "",
            opens_at=self.opens_at.moment,
            closes_at=self.closes_at.moment,
            wants_account=bool(self.wants_account.data),
            is_published=bool(self.is_published.data),
        )
