from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.corpus.codes import secret_shown
from app.ideas.commenting import LONGEST, NewComment
from app.models import Participant
from app.web.prose import without_hidden_signs
from app.web.traps import TrappedForm


class CommentForm(TrappedForm):
    key = HiddenField()
    text = TextAreaField(
        _l("Your comment"),
        description=_l("2,000 characters at most. Everybody will read it."),
        validators=[
            DataRequired(_l("Write your comment.")),
            Length(max=LONGEST, message=_l("A comment has at most 2,000 characters.")),
        ],
    )
    signature = StringField(
        _l("Name shown with your comment"),
        description=_l("Left empty, you are anonymous to others."),
        validators=[Optional(), Length(max=120, message=_l("At most 120 characters."))],
        filters=[lambda typed: without_hidden_signs(typed or "")],
    )

    @property
    def new(self) -> NewComment:
        return NewComment(
            key=secret_shown(self.key.data or ""),
            text=self.text.data or "",
            signature=self.signature.data or "",
            alerts=self.alerts,
        )


def comment_form(participant: Participant | None) -> CommentForm:
    """A form to fill in, with the name that they gave before; one that was sent, as it was."""
    form = CommentForm(signature=participant.name if participant else "")
    form.key.data = secret_shown(form.key.data or "")
    return form
