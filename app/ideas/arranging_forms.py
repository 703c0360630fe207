"""The forms by which ideas are grouped, split and answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.corpus.codes import secret_shown
from app.ideas.answering import LONGEST_REASON
from app.ideas.groups_shown import IdeaLink
from app.ideas.splitting import FEWEST_PARTS, LONGEST_TITLE, MOST_PARTS, Part, Passage
from app.models import Verdict
from app.web.forms import Form
from app.web.labels import label


class LeadForm(Form):
    """The idea that stands for the group."""

    lead_id: uuid.UUID
    # One that is no choice any more is refused with the reason, not as a wrong value.
    lead = RadioField(
        _l("Lead idea"),
        validators=[InputRequired(_l("Choose the lead idea."))],
        validate_choice=False,
    )

    def __init__(self, links: Sequence[IdeaLink]) -> None:
        super().__init__()
        self.lead.choices = [(str(link.id), _with_supporters(link)) for link in links]

    def validate_lead(self, field: RadioField) -> None:
        try:
            self.lead_id = uuid.UUID(field.data)
        except ValueError as error:
            raise ValidationError(_("Choose the lead idea.")) from error


class AnswerForm(Form):
    key = HiddenField()
    seen = HiddenField()
    verdict = RadioField(
        _l("Verdict"),
        validators=[InputRequired(_l("Choose a verdict."))],
    )
    reason = TextAreaField(
        _l("Reason"),
        description=_l("Everybody reads it: say what was looked at, and what follows."),
        validators=[
            DataRequired(_l("Say why: an answer without a reason is none.")),
            Length(max=LONGEST_REASON),
        ],
    )

    def __init__(self, seen: uuid.UUID | None) -> None:
        super().__init__()
        self.verdict.choices = [(one.value, label(one)) for one in Verdict]
        self.key.data = secret_shown(self.key.data or "")
        if not self.is_submitted():
            self.seen.data = str(seen or "")

    @property
    def seen_id(self) -> uuid.UUID | None:
        """The answer in force when the page was shown; one that is none is another."""
        try:
            return uuid.UUID(self.seen.data) if self.seen.data else None
        except ValueError:
            return None


class PartForm(Form):
    """One part of a split: its title, and the passages that make it."""

    class Meta(Form.Meta):
        csrf = False

    title = StringField(
        _l("Title of this part"),
        validators=[DataRequired(_l("Give this part a title.")), Length(max=LONGEST_TITLE)],
    )
    passages = SelectMultipleField(
        _l("Passages of this part"),
        coerce=int,
        validators=[InputRequired(_l("Tick at least one passage."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, number: int, passages: Sequence[Passage]) -> None:
        super().__init__(prefix=f"part{number}-")
        self.passages.choices = [(rank, one.text) for rank, one in enumerate(passages)]

    @property
    def part(self) -> Part:
        return Part(self.title.data or "", tuple(self.passages.data or ()))


class SplitForm(Form):
    """How many parts there are, and how many there were when the page was shown."""

    seen = HiddenField()
    number = HiddenField()
    # A button, which no hidden field may send as well.
    more = StringField()

    def __init__(self, passages: Sequence[Passage], ever: int) -> None:
        super().__init__()
        if not self.is_submitted():
            self.seen.data = str(ever)
        wanted = _number(self.number.data, FEWEST_PARTS) + self.wants_more
        self.number.data = str(min(max(wanted, FEWEST_PARTS), MOST_PARTS))
        self.parts = [PartForm(number, passages) for number in range(1, int(self.number.data) + 1)]

    @property
    def may_grow(self) -> bool:
        return len(self.parts) < MOST_PARTS

    @property
    def seen_number(self) -> int:
        return _number(self.seen.data, -1)

    @property
    def wants_more(self) -> bool:
        """Whether another part is asked for, and nothing else yet."""
        return bool(self.more.data)

    def is_right(self) -> bool:
        """Whether it was sent with all that it wants; each part says what it lacks."""
        if not self.is_submitted() or self.wants_more:
            return False
        right = [self.validate(), *(part.validate() for part in self.parts)]
        return all(right)


def _with_supporters(link: IdeaLink) -> str:
    number = ngettext("%(num)s supporter", "%(num)s supporters", link.supporters)
    return f"{link.title} · {number}"


def _number(typed: str | None, otherwise: int) -> int:
    """What a hidden field holds; something else where somebody changed it."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 4 else otherwise
