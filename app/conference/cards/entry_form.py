"""The form of one card: its fields follow from what the card asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import Length, Optional

from app.conference.cards.card_content import (
    LONGEST_ANSWER,
    LONGEST_SHEET,
    LONGEST_TERRITORY,
    LONGEST_WORDS,
    Direction,
    Face,
    Prompt,
    Stand,
    Written,
)
from app.corpus.codes import secret_shown
from app.models import OrganisationKind, Stance
from app.web.forms import Form
from app.web.labels import label


class EntryForm(Form):
    """A card. `entry_form` makes the one of a card form, with a field for all that it asks."""

    face: Face
    key = HiddenField()
    """Made with the page: the card is kept once, however often the page is sent."""

    @property
    def secret(self) -> str:
        """The key of the page; a new one when what was sent is none."""
        return secret_shown(self.key.data or "")

    def answer_fields(self) -> Iterator[tuple[Prompt, Any]]:
        """Each prompt with the field where it is answered."""
        return ((prompt, self[f"answer_{prompt.code}"]) for prompt in self.face.prompts)

    def stand_fields(self) -> Iterator[tuple[Direction, Any, Any]]:
        """Each direction with the field of the stance and that of the words."""
        return (
            (direction, self[f"stance_{direction.id.hex}"], self[f"words_{direction.id.hex}"])
            for direction in self.face.directions
        )

    @property
    def written(self) -> Written:
        """What was filled in."""
        return Written(
            answers={
                prompt.code: field.data for prompt, field in self.answer_fields() if field.data
            },
            stands=tuple(
                Stand(direction.id, Stance(stance.data), words.data or "")
                for direction, stance, words in self.stand_fields()
                if stance.data
            ),
            session_id=self._session_id(),
            kind=OrganisationKind(self.kind.data) if self._holds("kind") else None,
            territory=self.territory.data if self._holds("territory") else "",
        )

    def validate(self, extra_validators: object = None) -> bool:
        is_right: bool = super().validate(extra_validators)
        for _direction, stance, words in self.stand_fields():
            if words.data and not stance.data:
                stance.errors = [_("Say whether you are for, against, or would amend it.")]
                is_right = False
        return is_right

    def _holds(self, name: str) -> bool:
        return name in self and bool(self[name].data)

    def _session_id(self) -> Any:
        if not self._holds("session"):
            return None
        sessions = {str(one.id): one.id for one in self.face.sessions}
        return sessions[self["session"].data]


class TypingForm(EntryForm):
    """A card from paper, with the number of its sheet."""

    sheet = StringField(
        _l("Number written on the sheet"),
        validators=[Length(max=LONGEST_SHEET)],
        render_kw={"autocomplete": "off"},
    )
    is_another = BooleanField(_l("It is another card with the same number: keep both"))

    @property
    def sheet_number(self) -> str:
        """The number without needless blanks: `A  12` is `A 12`."""
        return " ".join((self.sheet.data or "").split())


def entry_form(face: Face, base: type[EntryForm] = EntryForm, **values: Any) -> Any:
    """The form of a card of this face, filled with what was sent, or with `values`: those that
    a form of WTForms takes."""
    fields: dict[str, Any] = {"face": face}
    if face.form.asks_session and face.sessions:
        fields["session"] = _choice(
            _l("Session"), [SelectChoice(str(s.id), s.title) for s in face.sessions]
        )
    if face.form.asks_kind:
        fields["kind"] = _choice(
            _l("Kind of body"), [SelectChoice(kind.value, label(kind)) for kind in OrganisationKind]
        )
    if face.form.asks_territory:
        fields["territory"] = StringField(
            _l("Department or territory"),
            validators=[Length(max=LONGEST_TERRITORY)],
            render_kw={"list": "territories", "autocomplete": "off"},
        )
    for prompt in face.prompts:
        fields[f"answer_{prompt.code}"] = TextAreaField(
            prompt.text, validators=[Length(max=LONGEST_ANSWER)], render_kw={"rows": 3}
        )
    for direction in face.directions:
        fields |= _stand(direction, base)
    return type("CardEntryForm", (base,), fields)(**values)


def _stand(direction: Direction, base: type[EntryForm]) -> dict[str, Field]:
    stances = [SelectChoice(stance.value, label(stance)) for stance in Stance]
    if base is TypingForm:
        stance = _choice(direction.name, stances)
    else:
        stance = RadioField(
            direction.name,
            choices=[*stances, SelectChoice("", _("No opinion"))],
            default="",
            validators=[Optional()],
        )
    words = StringField(_("In a few words"), validators=[Length(max=LONGEST_WORDS)])
    return {f"stance_{direction.id.hex}": stance, f"words_{direction.id.hex}": words}


def _choice(name: Any, choices: list[SelectChoice]) -> SelectField:
    """A list with nothing chosen at first: on a phone and by keyboard the quickest to answer."""
    return SelectField(
        name, choices=[SelectChoice("", ""), *choices], default="", validators=[Optional()]
    )
