from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from app.conference.fields import MOST_PEOPLE, single_spaced
from app.conference.programme import ConferencePlan, SessionPlan, plan_of, session_plan_of
from app.models import Conference, ConferenceSession
from app.web.forms import Form
from app.web.moments import MomentField, clock_time


class _Lasting(Form):
    """Something that begins and ends, on the clock of the platform."""

    title = StringField(
        _l("Title"), filters=[single_spaced], validators=[DataRequired(), Length(max=200)]
    )
    made_from = HiddenField()
    """The revision of the programme that was shown."""
    starts_at = MomentField(_l("Begins"), validators=[InputRequired()])
    ends_at = MomentField(_l("Ends"), validators=[InputRequired()])

    def validate_ends_at(self, field: MomentField) -> None:
        if field.moment and self.starts_at.moment and field.moment <= self.starts_at.moment:
            raise ValidationError(_("It would end before it begins."))

    def show_again(self, conference: Conference) -> None:
        """Somebody changed the programme meanwhile: say so; sent again, it is over theirs."""
        self.made_from.data = str(conference.revision)
        self.form_errors.append(
            _("Somebody changed the programme meanwhile: look at it, then save again.")
        )

    @property
    def revision(self) -> int:
        """The revision that was shown; -1 when the page does not say."""
        text = self.made_from.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    @property
    def times(self) -> tuple[dt.datetime, dt.datetime]:
        starts_at, ends_at = self.starts_at.moment, self.ends_at.moment
        assert starts_at is not None
        assert ends_at is not None
        return starts_at, ends_at


class ConferenceForm(_Lasting):
    place = StringField(_l("Town"), filters=[single_spaced], validators=[Length(max=120)])
    address = StringField(
        _l("Address"),
        description=_l("The building, the street, how to get in."),
        filters=[single_spaced],
        validators=[Length(max=300)],
    )
    presentation = TextAreaField(
        _l("Presentation"),
        description=_l("What will be spoken of, and for whom."),
        validators=[Length(max=5000)],
    )
    takes_registrations = BooleanField(_l("People register here"))
    capacity = IntegerField(
        _l("Places"),
        description=_l("Left empty: no limit. When you add some, those who wait are told."),
        validators=[Optional(), NumberRange(1, MOST_PEOPLE)],
    )
    registration_closes_at = MomentField(
        _l("Registrations until"),
        description=_l("Left empty: until the end of the conference."),
        validators=[Optional()],
    )

    @classmethod
    def showing(cls, conference: Conference) -> ConferenceForm:
        """The form as it is opened."""
        said = vars(plan_of(conference))
        moments = ("starts_at", "ends_at", "registration_closes_at")
        clocks = {name: clock_time(said[name]) for name in moments}
        return cls(**{**said, **clocks, "made_from": str(conference.revision)})

    def plan(self) -> ConferencePlan:
        starts_at, ends_at = self.times
        return ConferencePlan(
            title=self.title.data or "",
            starts_at=starts_at,
            ends_at=ends_at,
            place=self.place.data or "",
            address=self.address.data or "",
            presentation=self.presentation.data or "",
            capacity=self.capacity.data,
            takes_registrations=bool(self.takes_registrations.data),
            registration_closes_at=self.registration_closes_at.moment,
        )


class SessionForm(_Lasting):
    room = StringField(_l("Room"), filters=[single_spaced], validators=[Length(max=120)])
    speakers = TextAreaField(
        _l("Speakers"), description=_l("One a line."), validators=[Length(max=3000)]
    )
    presentation = TextAreaField(_l("Presentation"), validators=[Length(max=5000)])
    has_debate = BooleanField(
        _l("With a debate"),
        description=_l("Notes of it are taken, and contribution cards can be about it."),
    )

    @classmethod
    def showing(cls, conference: Conference, part: ConferenceSession) -> SessionForm:
        """The form as it is opened."""
        said = vars(session_plan_of(part))
        clocks = {name: clock_time(said[name]) for name in ("starts_at", "ends_at")}
        return cls(**{**said, **clocks, "made_from": str(conference.revision)})

    @classmethod
    def after(cls, conference: Conference) -> SessionForm:
        """An empty form whose session begins where the last one ends."""
        last = conference.sessions[-1].ends_at if conference.sessions else conference.starts_at
        return cls(starts_at=clock_time(last), has_debate=True)

    def plan(self) -> SessionPlan:
        starts_at, ends_at = self.times
        return SessionPlan(
            title=self.title.data or "",
            starts_at=starts_at,
            ends_at=ends_at,
            room=self.room.data or "",
            speakers=self.speakers.data or "",
            presentation=self.presentation.data or "",
            has_debate=bool(self.has_debate.data),
        )
