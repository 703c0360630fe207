from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.corpus.codes import secret_shown
from app.talk.commenting import LONGEST, Said
from app.talk.team import Teammate
from app.web.forms import Form
from app.web.prose import plain_line


class TalkForm(Form):
    """What somebody says. On a page it is written by the macro `conversation`."""

    key = HiddenField()
    text = TextAreaField(
        _l("Your comment"),
        validators=[
            DataRequired(_l("Write your comment.")),
            Length(max=LONGEST, message=_l("A comment has at most 5,000 characters.")),
        ],
    )
    # Who left the team meanwhile is not told: that is no reason to refuse the words.
    people = SelectMultipleField(_l("Tell"), validate_choice=False)

    def said(self, scoring_id: uuid.UUID | None = None) -> Said:
        return Said(
            key=secret_shown(self.key.data or ""),
            text=self.text.data or "",
            people=identifiers(self.people.data or ()),
            scoring_id=scoring_id,
        )


class EntrustForm(Form):
    """To whom something is entrusted, and what they are to do."""

    person = SelectField(_l("To whom"), validators=[DataRequired(_l("Choose somebody."))])
    note = StringField(
        _l("What is to be done"),
        filters=[plain_line],
        validators=[Length(max=300, message=_l("At most 300 characters."))],
    )

    def offer(self, team: Sequence[Teammate]) -> None:
        self.person.choices = [("", ""), *((str(one.id), one.name) for one in team)]


def talk_form(subject_id: uuid.UUID) -> TalkForm:
    """The form that was sent about a subject, told apart from others by its identifier."""
    form = TalkForm()
    form.text.id = f"comment-{subject_id}"
    return form


def identifiers(typed: Sequence[str]) -> set[uuid.UUID]:
    """Those of these texts that are identifiers."""
    found = set()
    for text in typed:
        try:
            found.add(uuid.UUID(text))
        except ValueError:
            continue
    return found
