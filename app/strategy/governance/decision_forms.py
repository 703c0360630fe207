from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
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

from app.corpus.codes import secret_shown
from app.models import Body, DecisionKind, Meeting
from app.models.types import today
from app.strategy.governance.decidable import Named
from app.strategy.governance.deciding import LONGEST_TEXT, LONGEST_TITLE, NEEDS, Wanted
from app.strategy.governance.forms import FIRST_YEAR, chosen_id
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line

MOST_VOTES = 100_000


def _votes(text: object) -> IntegerField:
    return IntegerField(
        text,
        validators=[Optional(), NumberRange(0, MOST_VOTES, _l("A whole number, from 0."))],
        render_kw={"inputmode": "numeric"},
    )


def _named(text: object, description: object) -> SelectField:
    return SelectField(text, validators=[Optional()], description=description)


class DecisionForm(Form):
    """What a body decided. The body and the meeting are told by the address of the page."""

    key = HiddenField()
    kind = SelectField(_l("What it does"), validators=[DataRequired(_l("Say what it does."))])
    version_id = _named(_l("Version"), _l("Of a decision that adopts one."))
    plan_id = _named(_l("Plan in preparation"), _l("Of a decision that adopts a plan."))
    node_id = _named(
        _l("Action of the plan in force"),
        _l("Of a decision that stops one: the text says why, and stands on the action as well."),
    )
    title = StringField(
        _l("Decision in one line"),
        filters=[plain_line],
        validators=[DataRequired(_l("Say what was decided.")), Length(max=LONGEST_TITLE)],
    )
    text = TextAreaField(
        _l("Text and reasons"),
        validators=[Length(max=LONGEST_TEXT)],
        description=_l("Everybody may read it. A little Markdown may be used."),
    )
    decided_on = DateField(_l("Day"), validators=[InputRequired(_l("Give the day."))])
    votes_for = _votes(_l("Votes for"))
    votes_against = _votes(_l("Votes against"))
    abstentions = _votes(_l("Abstentions"))
    despite_quorum = BooleanField(
        _l("It was decided without the quorum: the text says why"),
    )

    def offer(self, decidable: Mapping[DecisionKind, Sequence[Named]]) -> None:
        """Give what may be named, and the kinds of decision that find something to name."""
        kinds = [kind for kind in DecisionKind if kind not in NEEDS or decidable.get(kind)]
        self.kind.choices = [("", _("Choose")), *((kind.value, label(kind)) for kind in kinds)]
        for kind, field in NEEDS.items():
            self[field].choices = [
                ("", _("None")),
                *((str(one.id), one.name) for one in decidable.get(kind, ())),
            ]
        self.key.data = secret_shown(self.key.data or "")

    @property
    def offered(self) -> list[SelectField]:
        """The lists that hold something to choose."""
        return [self[field] for field in NEEDS.values() if len(self[field].choices) > 1]

    def validate_version_id(self, field: SelectField) -> None:
        self._need(field, _("Choose the version that is adopted."))

    def validate_plan_id(self, field: SelectField) -> None:
        self._need(field, _("Choose the plan that is adopted."))

    def validate_node_id(self, field: SelectField) -> None:
        self._need(field, _("Choose the action that stops."))

    def _need(self, field: SelectField, sentence: str) -> None:
        if NEEDS.get(self._kind) == field.short_name and not field.data:
            raise ValidationError(sentence)

    def validate_text(self, field: TextAreaField) -> None:
        if self._kind is DecisionKind.STOP_ACTION and not (field.data or "").strip():
            raise ValidationError(_("Say why the action stops."))

    @property
    def _kind(self) -> DecisionKind:
        return DecisionKind(self.kind.data) if self.kind.data else DecisionKind.OTHER

    def validate_decided_on(self, field: DateField) -> None:
        if field.data.year < FIRST_YEAR or field.data > today():
            raise ValidationError(_("The day of the decision is not to come."))

    def validate_abstentions(self, field: IntegerField) -> None:
        told = [self.votes_for.data, self.votes_against.data, field.data]
        if any(one is None for one in told) and any(one is not None for one in told):
            raise ValidationError(_("Give the three counts, or none of them."))

    def wanted(self, body: Body, meeting: Meeting | None) -> Wanted:
        named = NEEDS.get(self._kind)
        chosen = {named: chosen_id(self[named].data)} if named else {}
        return Wanted(
            body_id=body.id,
            meeting_id=meeting.id if meeting else None,
            kind=self._kind,
            decided_on=self.decided_on.data,
            title=self.title.data or "",
            text=self.text.data or "",
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            abstentions=self.abstentions.data,
            despite_quorum=bool(self.despite_quorum.data),
            **chosen,
        )
