from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.conference.cards.card_content import (
    MOST_DIRECTIONS,
    MOST_PROMPTS,
    Direction,
    Prompt,
    prompts_of,
)
from app.conference.cards.making import Asked, MeaningChanged, Plan
from app.conference.cards.one_side import HEIGHT, height_of
from app.models import CardForm, Nature, StrategyNode
from app.web.forms import Form
from app.web.labels import label

NATURES = (Nature.FINDING, Nature.NEED, Nature.PROPOSAL, Nature.OTHER)


class PromptForm(Form):
    """One of the things that people are asked to write."""

    class Meta(Form.Meta):
        csrf = False

    code = HiddenField()
    text = StringField(_l("Question"), validators=[Length(max=200)])
    nature = SelectField(_l("What is answered is a"), default=Nature.PROPOSAL.value)

    def offer(self) -> None:
        self.nature.choices = [(nature.value, label(nature)) for nature in NATURES]


class CardFormForm(Form):
    """A contribution card: one side of paper."""

    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=100)])
    introduction = TextAreaField(
        _l("Introduction"),
        description=_l("What the card is for, and what becomes of it. At most 400 characters."),
        validators=[Length(max=400)],
    )
    prompts = FieldList(FormField(PromptForm), min_entries=MOST_PROMPTS, max_entries=MOST_PROMPTS)
    asks_session = BooleanField(_l("Ask which session the card is about"), default=True)
    asks_kind = BooleanField(_l("Ask the kind of body"), default=True)
    asks_territory = BooleanField(_l("Ask the territory"), default=True)
    directions = SelectMultipleField(
        _l("Directions of the strategy to react to"),
        description=_l("For, against or to amend, with words if people like. At most 12."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, nodes: Sequence[StrategyNode], sessions: int) -> None:
        """Give the choices; `sessions` is how many the card would list."""
        self._offered = {str(node.id): Direction(node.id, node.code, node.title) for node in nodes}
        self._sessions = sessions
        self.directions.choices = [(key, one.name) for key, one in self._offered.items()]
        for entry in self.prompts:
            entry.form.offer()

    def show(self, form: CardForm) -> None:
        """Fill in what is kept, for somebody who opens the page."""
        for entry, prompt in zip(self.prompts, prompts_of(form), strict=False):
            entry.form.code.data, entry.form.text.data = prompt.code, prompt.text
            entry.form.nature.data = prompt.nature.value
        self.title.data, self.introduction.data = form.title, form.introduction
        self.directions.data = list(form.directions)
        self.asks_session.data, self.asks_kind.data = form.asks_session, form.asks_kind
        self.asks_territory.data = form.asks_territory

    @property
    def plan(self) -> Plan:
        return Plan(
            self.title.data or "",
            self.introduction.data or "",
            [
                Asked(entry.form.code.data or "", entry.form.text.data, Nature(entry.nature.data))
                for entry in self.prompts
                if entry.form.text.data
            ],
            [self._offered[key].id for key in self._offered if key in (self.directions.data or ())],
            bool(self.asks_session.data),
            bool(self.asks_kind.data),
            bool(self.asks_territory.data),
        )

    def validate(self, extra_validators: object = None) -> bool:
        is_right: bool = super().validate(extra_validators)
        return is_right and self._fits()

    def _fits(self) -> bool:
        plan = self.plan
        if not plan.prompts:
            self.prompts[0].form.text.errors = [_("Ask at least one question.")]
            return False
        if len(plan.directions) > MOST_DIRECTIONS:
            self.directions.errors = [_("Choose at most 12 directions.")]
            return False
        over = self._height(plan) - HEIGHT
        if over > 0:
            self.form_errors.append(
                _(
                    "The card is longer than one side of A5 by about %(number)s lines:"
                    " ask fewer questions, choose fewer directions or shorten the texts.",
                    number=max(1, round(over / 5)),
                )
            )
        return over <= 0

    def _height(self, plan: Plan) -> float:
        return height_of(
            introduction=plan.introduction,
            prompts=[Prompt(one.code, one.text, one.nature) for one in plan.prompts],
            directions=[self._offered[str(identifier)] for identifier in plan.directions],
            sessions=self._sessions if plan.asks_session else 0,
            asks_kind=plan.asks_kind,
            asks_territory=plan.asks_territory,
        )

    def tell(self, error: MeaningChanged) -> None:
        """Say which changes were refused, and why."""
        for prompt in error.removed:
            said = _("Cards answer “%(text)s”: it cannot be taken away.", text=prompt.text)
            self.form_errors.append(said)
        for prompt in error.reworded:
            said = _(
                "Cards answer “%(text)s”: correct its wording, but to ask something else add a"
                " question.",
                text=prompt.text,
            )
            self.form_errors.append(said)
        for prompt in error.renatured:
            said = _(
                "Cards answer “%(text)s”: what they say entered the corpus with its nature, which"
                " stays.",
                text=prompt.text,
            )
            self.form_errors.append(said)
        for name in self._names(error.directions):
            said = _("Cards react to “%(name)s”: it cannot be taken away.", name=name)
            self.form_errors.append(said)

    def _names(self, identifiers: Sequence[uuid.UUID]) -> list[str]:
        return [self._offered[str(one)].code for one in identifiers if str(one) in self._offered]
