from __future__ import annotations

import uuid
from collections.abc import Sequence

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
from app.models import Body, DecisionKind, Meeting, Plan, StrategyVersion
from app.models.types import today
from app.strategy.governance.deciding import (
    EFFECTS,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Wanted,
)
from app.strategy.governance.forms import FIRST_YEAR, chosen_id
from app.strategy.plans.action_lines import ActionLine
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


class DecisionForm(Form):
    """What a body decided. The body and the meeting are told by the address of the page."""

    key = HiddenField()
    kind = SelectField(_l("What it does"), validators=[DataRequired()])
    version_id = SelectField(
        _l("Version"),
        validators=[Optional()],
        description=_l("Of a decision that adopts one."),
    )
    plan_id = SelectField(
        _l("Action plan"),
        validators=[Optional()],
        description=_l("Of a decision that adopts one."),
    )
    node_id = SelectField(
        _l("Action"),
        validators=[Optional()],
        description=_l("Of a decision that stops one: the line below is the reason."),
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

    def offer(
        self,
        versions: Sequence[StrategyVersion],
        plans: Sequence[Plan],
        actions: Sequence[ActionLine],
    ) -> None:
        """Give the kinds that have an effect, and what waits for one."""
        kinds = [kind for kind in DecisionKind if kind in EFFECTS]
        self.kind.choices = [(kind.value, label(kind)) for kind in kinds]
        self.version_id.choices = [
            ("", _("None")),
            *((str(one.id), f"{one.number} – {one.title}") for one in versions),
        ]
        self.plan_id.choices = [
            ("", _("None")),
            *((str(one.id), f"{one.number} – {one.title}") for one in plans),
        ]
        self.node_id.choices = [
            ("", _("None")),
            *((str(one.node_id), f"{one.code} – {one.title}") for one in actions),
        ]
        self.key.data = secret_shown(self.key.data or "")

    def validate_version_id(self, field: SelectField) -> None:
        is_adopted = self.kind.data == DecisionKind.ADOPT_VERSION.value
        if is_adopted and not field.data:
            raise ValidationError(_("Choose the version that is adopted."))

    def validate_decided_on(self, field: DateField) -> None:
        if field.data.year < FIRST_YEAR or field.data > today():
            raise ValidationError(_("The day of the decision is not to come."))

    def validate_abstentions(self, field: IntegerField) -> None:
        told = [self.votes_for.data, self.votes_against.data, field.data]
        if any(one is None for one in told) and any(one is not None for one in told):
            raise ValidationError(_("Give the three counts, or none of them."))

    def wanted(self, body: Body, meeting: Meeting | None) -> Wanted:
        kind = DecisionKind(self.kind.data)
        return Wanted(
            body_id=body.id,
            meeting_id=meeting.id if meeting else None,
            kind=kind,
            decided_on=self.decided_on.data,
            title=self.title.data or "",
            text=self.text.data or "",
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            abstentions=self.abstentions.data,
            version_id=_named(kind, DecisionKind.ADOPT_VERSION, self.version_id),
            plan_id=_named(kind, DecisionKind.ADOPT_PLAN, self.plan_id),
            node_id=_named(kind, DecisionKind.STOP_ACTION, self.node_id),
            despite_quorum=bool(self.despite_quorum.data),
        )


def _named(kind: DecisionKind, needed: DecisionKind, field: SelectField) -> uuid.UUID | None:
    """What a decision of a kind names; the others leave it out."""
    return chosen_id(field.data) if kind is needed else None
