from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.ideas.boxes import MOST_QUESTIONS, MOST_THEMES, BoxPlan, plan_of, state_of
from app.models import IdeaBox
from app.web.forms import Form
from app.web.moments import MomentField, OpensAndCloses, clock_time
from app.web.prose import plain_line

LONGEST_THEME = 120
LONGEST_QUESTION = 300


class BoxForm(OpensAndCloses, Form):
    """A box, and the themes to be added to it. Moments are typed as the clock shows them."""

    title = StringField(
        _l("Title"), filters=[plain_line], validators=[DataRequired(), Length(max=200)]
    )
    framing = TextAreaField(
        _l("What it is for"),
        description=_l(
            "What you would like to hear of, and what becomes of the ideas. **Bold**, lists and "
            "links are shown as such."
        ),
        validators=[Length(max=10_000)],
    )
    questions = TextAreaField(
        _l("Questions"),
        description=_l("One a line. An idea may answer one of them."),
        validators=[Length(max=5000)],
    )
    added = TextAreaField(
        _l("Themes to choose from"),
        description=_l("One a line."),
        validators=[Length(max=5000)],
    )
    opens_at = MomentField(
        _l("Takes ideas from"),
        description=_l("Left empty: as soon as it is published."),
        validators=[Optional()],
    )
    closes_at = MomentField(
        _l("Takes ideas until"), description=_l("Left empty: without end."), validators=[Optional()]
    )
    wants_account = BooleanField(
        _l("Only people who are signed in take part"),
        description=_l("Otherwise anybody does, known by their device only."),
    )
    takes_comments = BooleanField(_l("Ideas can be commented on"))
    takes_votes = BooleanField(
        _l("Ideas are shown one at a time"), description=_l("To agree, to disagree or to pass.")
    )
    is_published = BooleanField(
        _l("Published"), description=_l("Everybody sees the box, and posts while it is open.")
    )

    def validate_questions(self, field: TextAreaField) -> None:
        _refuse_many(_lines(field), MOST_QUESTIONS, LONGEST_QUESTION)

    def validate_added(self, field: TextAreaField) -> None:
        _refuse_many(_lines(field), MOST_THEMES, LONGEST_THEME)

    @property
    def new_themes(self) -> list[str]:
        return _lines(self.added)

    def plan(self) -> BoxPlan:
        return BoxPlan(
            title=self.title.data or "",
            framing=self.framing.data or "",
            questions=_lines(self.questions),
            opens_at=self.opens_at.moment,
            closes_at=self.closes_at.moment,
            wants_account=bool(self.wants_account.data),
            takes_comments=bool(self.takes_comments.data),
            takes_votes=bool(self.takes_votes.data),
            is_published=bool(self.is_published.data),
        )


class SettingsForm(BoxForm):
    """A box that is there: its themes can be renamed, one without a name is taken out."""

    made_from = HiddenField()
    themes = FieldList(
        StringField(_l("Theme"), filters=[plain_line], validators=[Length(max=LONGEST_THEME)]),
        max_entries=MOST_THEMES,
    )

    @classmethod
    def showing(cls, box: IdeaBox) -> SettingsForm:
        """The form as it is opened."""
        said = vars(plan_of(box))
        clocks = {name: clock_time(said[name]) for name in ("opens_at", "closes_at")}
        lines = {
            "questions": "\n".join(str(one) for one in box.questions),
            "themes": [theme.title for theme in box.themes],
        }
        return cls(**{**said, **clocks, **lines}, made_from=state_of(box))

    def show_again(self, box: IdeaBox) -> None:
        """Somebody changed the box meanwhile: say so; sent again, it is over theirs."""
        self.made_from.data = state_of(box)
        while self.themes.entries:
            self.themes.pop_entry()
        for theme in box.themes:
            self.themes.append_entry(theme.title)
        self.form_errors.append(
            _("Somebody changed the box meanwhile: look at it, then save again.")
        )

    @property
    def names(self) -> list[str]:
        """The themes that are there, in their order."""
        return [one.data or "" for one in self.themes]

    def validate_added(self, field: TextAreaField) -> None:
        """All the themes together, so that what is wrong with them is said once."""
        super().validate_added(field)
        names = [name.casefold() for name in (*self.names, *self.new_themes) if name]
        if len(set(names)) < len(names):
            raise ValidationError(_("Two themes have the same name."))
        if len(names) > MOST_THEMES:
            raise ValidationError(_("A box has %(most)s themes at most.", most=MOST_THEMES))


def _lines(field: TextAreaField) -> list[str]:
    """What stands on the lines of a field, each once."""
    lines = (plain_line(line) for line in (field.data or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def _refuse_many(lines: list[str], most: int, longest: int) -> None:
    if len(lines) > most:
        raise ValidationError(_("%(most)s lines at most.", most=most))
    if any(len(line) > longest for line in lines):
        raise ValidationError(_("A line has %(most)s characters at most.", most=longest))
