from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models import Body, BodyMember, College, Meeting
from app.strategy.governance.bodies import (
    LONGEST_NAME,
    LONGEST_RHYTHM,
    LONGEST_ROLE,
    MOST_SEATS,
    BodyPlan,
    MemberPlan,
)
from app.strategy.governance.files import BEGINNINGS
from app.strategy.governance.meetings import LONGEST_TEXT, MeetingPlan
from app.strategy.priorities.people import Person
from app.web.forms import Form
from app.web.labels import label
from app.web.moments import MomentField, clock_time
from app.web.prose import plain_line

FIRST_YEAR, LAST_YEAR = 1900, 2999


def _line(text: object, *validators: object, description: object = "") -> StringField:
    return StringField(
        text,
        filters=[plain_line],
        validators=[*validators, Length(max=LONGEST_NAME)],
        description=description,
    )


def _day(field: DateField) -> None:
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_("This year cannot be right."))


def chosen_id(value: str | None) -> uuid.UUID | None:
    """The identifier that a list offered; empty for none."""
    return uuid.UUID(value) if value else None


class KeyedForm(Form):
    """`key` is made with the page: sent twice, it is done once. `version` is that of the row from
    which the form was made."""

    key = HiddenField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def make_key(self) -> None:
        self.key.data = secret_shown(self.key.data or "")

    def is_stale(self, version: int) -> bool:
        """Somebody changed it meanwhile: say so; sent again, it is over theirs."""
        self.version.data = version
        self.form_errors.append(
            _(
                "Somebody changed this meanwhile: theirs stands below yours. "
                "Save again to keep yours."
            )
        )
        return True


class BodyForm(KeyedForm):
    name = _line(_l("Name"), DataRequired(_l("Give the body a name.")))
    role = TextAreaField(
        _l("What it is for"),
        validators=[Length(max=LONGEST_ROLE)],
        description=_l("A little Markdown may be used."),
    )
    rhythm = IntegerField(
        _l("Months between two meetings"),
        validators=[Optional(), NumberRange(0, LONGEST_RHYTHM)],
        description=_l("3: quarterly; 12: yearly; 24: every two years. Empty: none is set."),
    )
    quorum = IntegerField(
        _l("Quorum, in hundredths of the seats in office"),
        validators=[Optional(), NumberRange(0, 100)],
        description=_l("50: half of them must be present or represented. Empty: none is set."),
    )
    reports_to = SelectField(_l("Reports to"), validators=[Optional()])

    def offer(self, bodies: Iterable[Body], *, but: uuid.UUID | None = None) -> None:
        """Give the bodies to which this one may report."""
        choices = [(str(one.id), one.name) for one in bodies if one.id != but]
        self.reports_to.choices = [("", _("To none")), *choices]
        self.make_key()

    def show(self, body: Body) -> None:
        self.name.data, self.role.data = body.name, body.role
        self.rhythm.data, self.quorum.data = body.rhythm or None, body.quorum or None
        self.reports_to.data = str(body.reports_to_id or "")
        self.version.data = body.version

    @property
    def plan(self) -> BodyPlan:
        return BodyPlan(
            name=self.name.data or "",
            role=self.role.data or "",
            rhythm=self.rhythm.data or 0,
            quorum=self.quorum.data or 0,
            reports_to_id=chosen_id(self.reports_to.data),
        )


class CollegeForm(Form):
    name = _line(
        _l("College"),
        DataRequired(_l("Give the college a name.")),
        description=_l("Those who sit there for the same reason: the State, networks, funders…"),
    )
    seats = IntegerField(
        _l("Seats"),
        validators=[Optional(), NumberRange(0, MOST_SEATS)],
        description=_l("Empty: it is not told how many."),
    )


class MemberForm(KeyedForm):
    college = SelectField(_l("College"), validators=[DataRequired(_l("Choose a college."))])
    name = _line(
        _l("Name"),
        DataRequired(_l("Give a name.")),
        description=_l("Of the person, or of the organisation that sits without naming one."),
    )
    organisation = _line(_l("Organisation"))
    post = StringField(
        _l("Post"),
        filters=[plain_line],
        validators=[Length(max=120)],
        description=_l("Chair, vice-chair… Empty for a member."),
    )
    account = SelectField(
        _l("Account"),
        validators=[Optional()],
        description=_l("Whom the platform may write to about meetings."),
    )
    starts_on = DateField(_l("First day of their term"), validators=[Optional()])
    ends_on = DateField(_l("Last day of their term"), validators=[Optional()])

    def offer(self, colleges: Iterable[College], people: Mapping[uuid.UUID, Person]) -> None:
        """Give the colleges of the body, and those who have a role in the consultation."""
        self.college.choices = [(str(one.id), one.name) for one in colleges]
        names = [(str(one.id), f"{one.name} ({label(one.role)})") for one in people.values()]
        self.account.choices = [("", _("No account")), *names]

    def show(self, member: BodyMember) -> None:
        self.college.data, self.name.data = str(member.college_id), member.name
        self.organisation.data, self.post.data = member.organisation, member.post
        self.account.data = str(member.account_id or "")
        self.starts_on.data, self.ends_on.data = member.starts_on, member.ends_on
        self.version.data = member.version

    def validate_starts_on(self, field: DateField) -> None:
        _day(field)

    def validate_ends_on(self, field: DateField) -> None:
        _day(field)
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("It would end before it begins."))

    @property
    def plan(self) -> MemberPlan:
        return MemberPlan(
            college_id=uuid.UUID(self.college.data),
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            post=self.post.data or "",
            account_id=chosen_id(self.account.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class MeetingForm(KeyedForm):
    title = _line(_l("Title"), DataRequired(_l("Give the meeting a title.")))
    starts_at = MomentField(_l("Begins"), validators=[InputRequired(_l("Say when it begins."))])
    ends_at = MomentField(_l("Ends"), validators=[Optional()])
    place = StringField(_l("Meeting place"), filters=[plain_line], validators=[Length(max=300)])
    agenda = TextAreaField(
        _l("Agenda"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_l("Everybody may read it. A little Markdown may be used."),
    )

    def show(self, meeting: Meeting) -> None:
        self.title.data, self.place.data = meeting.title, meeting.place
        self.agenda.data, self.version.data = meeting.agenda, meeting.version
        self.starts_at.data = clock_time(meeting.starts_at)
        self.ends_at.data = clock_time(meeting.ends_at)

    def validate_ends_at(self, field: MomentField) -> None:
        if field.data and self.starts_at.data and field.data <= self.starts_at.data:
            raise ValidationError(_("It would end before it begins."))

    @property
    def plan(self) -> MeetingPlan:
        starts_at = self.starts_at.moment
        assert starts_at is not None  # it is required
        return MeetingPlan(
            title=self.title.data or "",
            starts_at=starts_at,
            ends_at=self.ends_at.moment,
            place=self.place.data or "",
            agenda=self.agenda.data or "",
        )


class MinutesForm(KeyedForm):
    minutes = TextAreaField(
        _l("Minutes"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_l("What was said; decisions are written down apart. Markdown may be used."),
    )
    is_public = BooleanField(_l("Everybody may read them"))


class FileForm(Form):
    file = FileField(
        _l("File"),
        description=_l("PDF, DOCX, ODT, XLSX, ODS, PPTX, ODP or a picture."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ",".join(BEGINNINGS)},
    )
    title = _line(_l("Title"), description=_l("By default, the name of the file."))
    is_public = BooleanField(_l("Everybody may open it"))


class InviteForm(Form):
    """`seen` is when the members were last written to, as the page said."""

    seen = HiddenField()
