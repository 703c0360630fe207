from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from app.models import Access, Questionnaire
from app.questionnaires.settings import Settings
from app.web.forms import Form
from app.web.moments import MomentField, OpensAndCloses, clock_time


class SettingsForm(OpensAndCloses, Form):
    """Moments are typed and shown in the time of the platform."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    introduction = TextAreaField(
        _l("Introduction"),
        description=_l("Why you ask, and what the answers will be used for."),
        validators=[Length(max=5000)],
    )
    access = RadioField(
        _l("Who may answer"),
        choices=[
            SelectChoice(Access.LINK.value, _l("Anybody who has the link")),
            SelectChoice(Access.ACCOUNT.value, _l("People who have an account: one response each")),
            SelectChoice(Access.INVITATION.value, _l("Those whom you invite by e-mail")),
        ],
    )
    is_anonymous = BooleanField(
        _l("Anonymous answers"),
        description=_l(
            "Nothing will tell which invitation a response came from, not even to you, and dates "
            "are kept without the time. It cannot be changed once people are invited or answer."
        ),
    )
    opens_at = MomentField(
        _l("Takes answers from"),
        description=_l("Left empty: as soon as you open it."),
        validators=[Optional()],
    )
    closes_at = MomentField(
        _l("Takes answers until"),
        description=_l("Left empty: until you close it."),
        validators=[Optional()],
    )
    thanks = TextAreaField(
        _l("Thanks"),
        description=_l("Shown after sending, above the receipt: what comes next, and when."),
        validators=[Length(max=5000)],
    )
    results_are_public = BooleanField(
        _l("Public results"),
        description=_l("Anybody may see them; groups of fewer than five people are masked."),
    )

    @classmethod
    def showing(cls, questionnaire: Questionnaire) -> SettingsForm:
        """The form as it is opened."""
        return cls(
            title=questionnaire.activity.title,
            introduction=questionnaire.introduction,
            access=questionnaire.access.value,
            is_anonymous=questionnaire.is_anonymous,
            opens_at=clock_time(questionnaire.opens_at),
            closes_at=clock_time(questionnaire.closes_at),
            thanks=questionnaire.thanks,
            results_are_public=questionnaire.results_are_public,
        )

    def settings(self) -> Settings:
        return Settings(
            title=self.title.data or "",
            introduction=self.introduction.data or "",
            thanks=self.thanks.data or "",
            access=Access(self.access.data),
            is_anonymous=bool(self.is_anonymous.data),
            opens_at=self.opens_at.moment,
            closes_at=self.closes_at.moment,
            results_are_public=bool(self.results_are_public.data),
        )
