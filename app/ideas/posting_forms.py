from __future__ import annotations

import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.corpus.codes import secret_shown
from app.ideas.posting import About, NewIdea
from app.models import Idea, IdeaBox, OrganisationKind, Participant
from app.web.labels import label
from app.web.prose import plain_line, without_hidden_signs
from app.web.traps import TrappedForm

LONGEST_TITLE = 150
LONGEST_TEXT = 10_000


class WordsForm(TrappedForm):
    """The words of an idea, and how they are signed."""

    title = StringField(
        _l("Your idea in one sentence"),
        filters=[plain_line],
        validators=[DataRequired(), Length(max=LONGEST_TITLE)],
        render_kw={"maxlength": LONGEST_TITLE},
    )
    text = TextAreaField(
        _l("Tell more"),
        description=_l("Optional: for whom, where, how, what it would change."),
        validators=[Length(max=LONGEST_TEXT)],
    )
    question = SelectField(_l("It answers the question"), default="")
    theme = SelectField(_l("Theme"), default="")
    signature = StringField(
        _l("Your name, as others will read it"),
        description=_l("Optional: left empty, your idea is anonymous to others."),
        filters=[plain_line],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )

    def offer(self, box: IdeaBox, *, kept_question: str = "") -> None:
        """Give the questions and themes of the box, and the question that an idea answered."""
        questions = [str(one) for one in box.questions]
        if kept_question and kept_question not in questions:
            questions.append(kept_question)
        self.question.choices = [
            SelectChoice("", _("None in particular")),
            *(SelectChoice(one, one) for one in questions),
        ]
        self.theme.choices = [
            SelectChoice("", _("None of them")),
            *(SelectChoice(str(theme.id), theme.title) for theme in box.themes),
        ]

    def new_idea(self) -> NewIdea:
        """What was typed; the form is right."""
        text = self.text.data or ""
        return NewIdea(
            title=self.title.data or "",
            text=text if without_hidden_signs(text).strip() else "",
            question=self.question.data or "",
            theme_id=uuid.UUID(self.theme.data) if self.theme.data else None,
            signature=self.signature.data or "",
            about=self._about(),
            alerts=self.alerts,
        )

    def _about(self) -> About | None:
        return None


class IdeaForm(WordsForm):
    """A new idea. `key` is made with the page: sent twice, it is kept once."""

    key = HiddenField()
    kind = SelectField(_l("Kind of body"), default="")
    territory = StringField(
        _l("Town or department"),
        filters=[plain_line],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "address-level2", "maxlength": 120},
    )

    @classmethod
    def opened(cls, box: IdeaBox, participant: Participant | None) -> IdeaForm:
        """The form for a participant; what they said of themselves before is not asked again."""
        form = cls(signature=participant.name if participant else "")
        form.key.data = secret_shown(form.key.data or "")
        form.offer(box)
        form.kind.choices = [
            SelectChoice("", _("I speak for myself")),
            *(SelectChoice(kind.value, label(kind)) for kind in OrganisationKind),
        ]
        form.asks_about = participant is None or not participant.has_told
        return form

    asks_about = True

    def _about(self) -> About | None:
        kind = OrganisationKind(self.kind.data) if self.kind.data else None
        return About(kind, self.territory.data or "")


class CorrectionForm(WordsForm):
    made_from = HiddenField()
    """The contribution that was shown."""

    @classmethod
    def opened(cls, box: IdeaBox, idea: Idea) -> CorrectionForm:
        """The form with the words of an idea."""
        said = idea.contribution
        form = cls(
            title=said.title,
            text=said.text if said.text != said.title else "",
            question=said.question,
            theme=str(idea.theme_id or ""),
            signature=idea.signature,
            made_from=str(said.id),
        )
        form.offer(box, kept_question=said.question)
        return form

    @property
    def shown_contribution(self) -> uuid.UUID | None:
        """The contribution that was shown; None when the page does not say."""
        try:
            return uuid.UUID(self.made_from.data or "")
        except ValueError:
            return None
