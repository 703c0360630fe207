from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app.corpus.verbatims import Verbatim
from app.themes.coding.choices import Choices
from app.themes.coding.deciding import Decided
from app.web.forms import Form

RIGHT, WRONG = "right", "wrong"
NO_THEME = "none"


class SampleForm(Form):
    """Of each excerpt of a sample whether the machine is right, and which theme it has if not.

    Made by `sample_form`: its fields follow from the excerpts.
    """

    items: tuple[uuid.UUID, ...]

    def verdict(self, excerpt_id: uuid.UUID) -> Any:
        return self[f"verdict_{excerpt_id.hex}"]

    def theme(self, excerpt_id: uuid.UUID) -> Any:
        return self[f"theme_{excerpt_id.hex}"]

    def decided(self, theme_id: uuid.UUID) -> dict[uuid.UUID, Decided]:
        """What was said of each, the theme of the list being `theme_id`."""
        return {one: Decided(self._themes(one, theme_id)) for one in self.items}

    def _themes(self, excerpt_id: uuid.UUID, theme_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
        if self.verdict(excerpt_id).data == RIGHT:
            return (theme_id,)
        other = self.theme(excerpt_id).data
        return () if other == NO_THEME else (uuid.UUID(other),)


def sample_form(sample: Sequence[Verbatim], choices: Choices, theme_id: uuid.UUID) -> SampleForm:
    """The form of some excerpts; other themes than that of the list may be chosen."""
    others = [
        SelectChoice("", _("Choose")),
        SelectChoice(NO_THEME, _("No theme fits")),
        *(SelectChoice(str(one.id), one.title) for one in choices.listed if one.id != theme_id),
    ]
    fields: dict[str, Any] = {"items": tuple(one.excerpt_id for one in sample)}
    for number, one in enumerate(sample, start=1):
        told = _("Excerpt %(number)s", number=number)
        verdict = f"verdict_{one.excerpt_id.hex}"
        fields[verdict] = RadioField(
            told,
            choices=[
                SelectChoice(RIGHT, _("The theme is right")),
                SelectChoice(WRONG, _("The theme is wrong")),
            ],
            validators=[InputRequired(_("Say whether the theme is right."))],
        )
        fields[f"theme_{one.excerpt_id.hex}"] = SelectField(
            _("The right theme of excerpt %(number)s", number=number),
            choices=others,
            filters=[lambda chosen: chosen or ""],
            validators=[_AsksWhenWrong(verdict)],
        )
    made: SampleForm = type("SampleForm", (SampleForm,), fields)()
    return made


class _AsksWhenWrong:
    """What is wrong needs another theme, or that none fits."""

    def __init__(self, verdict: str) -> None:
        self._verdict = verdict

    def __call__(self, form: Form, field: Any) -> None:
        if form[self._verdict].data == WRONG and not field.data:
            raise ValidationError(_("Choose the right theme, or say that none fits."))
