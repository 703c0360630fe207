"""What a plan makes of an action of the plan before."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.corpus.codes import new_secret
from app.models import ActionFate
from app.strategy.plans.action_lines import ActionLine
from app.strategy.plans.revising.carrying import ENDED, reason_to_close
from app.strategy.plans.values import LONGEST_REASON
from app.web.forms import Form


class FateForm(Form):
    """`version` is that of its row in the plan when the form was made, 0 without one."""

    key = HiddenField(default=new_secret)
    version = IntegerField(widget=HiddenInput(), validators=[Optional()], default=0)
    fate = RadioField(
        _l("What becomes of it"),
        choices=[
            (ActionFate.CARRIED.value, _l("Carried over as it is")),
            (
                ActionFate.CHANGED.value,
                _l("Carried over and changed (on the next page)"),
            ),
            (ActionFate.CLOSED.value, _l("Closed")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    reason = TextAreaField(
        _l("Why"),
        description=_l("Everybody reads it. One that is closed needs a reason."),
        validators=[Length(max=LONGEST_REASON)],
    )

    def show(self, former: ActionLine, current: ActionLine | None) -> None:
        """What was decided until now, or what goes without saying."""
        if current is not None:
            self.version.data = current.version
            self.fate.data = current.fate.value
            self.reason.data = current.fate_reason
        elif former.state in ENDED:
            self.fate.data = ActionFate.CLOSED.value
            self.reason.data = reason_to_close(former)
