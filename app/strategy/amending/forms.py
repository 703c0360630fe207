from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models import Amendment, AmendmentState, Participant, StrategyNode
from app.strategy.amending.answering import Answer
from app.strategy.amending.suggesting import LONGEST_NAME, LONGEST_REASON, Suggested
from app.strategy.writing.forms import KeyedForm, unix
from app.strategy.writing.lines import LONGEST_TEXT, LONGEST_TITLE
from app.web.prose import without_hidden_signs
from app.web.traps import TrappedForm

LONGEST_ANSWER = 5_000


class SuggestionForm(TrappedForm):
    """A line as somebody would have it, from the wording that they have before them."""

    key = HiddenField()
    made_from = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])
    title = TextAreaField(
        _l("The line as you would have it"),
        filters=[lambda typed: without_hidden_signs(typed or "")],
        validators=[
            DataRequired(_l("Say it in one line: a title is needed.")),
            Length(max=LONGEST_TITLE),
        ],
    )
    text = TextAreaField(
        _l("Its text as you would have it"),
        description=_l("What stands between double brackets is a citation: leave it where it is."),
        filters=[unix, lambda typed: without_hidden_signs(typed or "")],
        validators=[Length(max=LONGEST_TEXT)],
    )
    reason = TextAreaField(
        _l("Why"),
        description=_l("2,000 characters at most."),
        validators=[
            DataRequired(_l("Say why: it helps those who answer.")),
            Length(max=LONGEST_REASON),
        ],
    )
    signature = StringField(
        _l("Name shown with your suggestion"),
        description=_l("Left empty, you are anonymous to others."),
        filters=[lambda typed: without_hidden_signs(typed or "")],
        validators=[Optional(), Length(max=LONGEST_NAME)],
    )

    @classmethod
    def of(cls, node: StrategyNode, participant: Participant | None) -> SuggestionForm:
        """A form to fill in; one that was sent, as it was."""
        form = cls(
            title=node.title,
            text=node.text,
            made_from=node.version,
            signature=participant.name if participant else "",
        )
        form.key.data = secret_shown(form.key.data or "")
        return form

    @property
    def suggested(self) -> Suggested:
        return Suggested(
            key=secret_shown(self.key.data or ""),
            made_from=self.made_from.data or 0,
            title=self.title.data or "",
            text=self.text.data or "",
            reason=self.reason.data or "",
            signature=self.signature.data or "",
            alerts=self.alerts,
        )


class AnswerForm(KeyedForm):
    """What is answered. The words of the line count where a part is taken in."""

    state = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice(AmendmentState.ACCEPTED.value, _l("Take it in as it is")),
            SelectChoice(
                AmendmentState.PARTLY_ACCEPTED.value, _l("Take it in with the words below")
            ),
            SelectChoice(AmendmentState.REFUSED.value, _l("Do not take it in")),
        ],
        validators=[DataRequired(_l("Choose an answer."))],
    )
    title = TextAreaField(_l("Title"), validators=[Length(max=LONGEST_TITLE)])
    text = TextAreaField(_l("Text"), filters=[unix], validators=[Length(max=LONGEST_TEXT)])
    words = TextAreaField(
        _l("What you answer"),
        description=_l("Everybody reads it. Say why, unless it is taken in as it is."),
        validators=[Length(max=LONGEST_ANSWER)],
    )
    is_hidden = BooleanField(
        _l("It does not respect the charter: nobody reads it but its author and the team"),
        description=_l("Of one that is not taken in."),
    )

    @classmethod
    def of(cls, node: StrategyNode, made: Amendment) -> AnswerForm:
        return cls(None, title=made.title, text=made.text, version=node.version)

    def validate_title(self, field: TextAreaField) -> None:
        if self.state.data == AmendmentState.PARTLY_ACCEPTED and not (field.data or "").strip():
            raise ValidationError(_("Say it in one line: a title is needed."))

    def validate_words(self, field: TextAreaField) -> None:
        is_whole = self.state.data in (AmendmentState.ACCEPTED, None, "None")
        if not is_whole and not (field.data or "").strip():
            raise ValidationError(_("Say why: its author will ask."))

    @property
    def answer(self) -> Answer:
        return Answer(
            AmendmentState(self.state.data),
            words=(self.words.data or "").strip(),
            title=self.title.data or "",
            text=self.text.data or "",
            is_public=not self.is_hidden.data,
        )
