from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.corpus.codes import secret_shown
from app.models import CodingStance, CodingVia, Nature, ShownBecause
from app.themes.coding.acting import Pressed
from app.themes.coding.choices import Choices
from app.themes.coding.deciding import LONGEST_NOTE, Decided, How
from app.themes.coding.shown import Shown
from app.web.forms import Form
from app.web.labels import label

SHARES = (0, 5, 10, 20, 30, 50, 100)
"""Percentages of the excerpts that two people may code."""
MOST_THEMES = 100
"""That one excerpt may be given in one decision."""


class CodingForm(Form):
    """What a person says of one excerpt. The button that was pressed is `pressed`.

    `proposed`, `score` and `because` are what the page showed: the machine may have learned
    something else since.
    """

    pressed = HiddenField()
    excerpt = HiddenField()
    key = HiddenField()
    because = HiddenField()
    proposed = HiddenField()
    score = HiddenField()
    themes = SelectMultipleField(_l("Themes"), coerce=str, validate_choice=False)
    nature = RadioField(
        _l("Nature"), choices=[SelectChoice(one.value, label(one)) for one in Nature]
    )
    stance = RadioField(_l("Stance"), default="")
    flag = BooleanField(_l("Flag it, to come back to it"))
    note = TextAreaField(
        _l("Note, for the team"),
        validators=[Length(max=LONGEST_NOTE)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nature.choices = [SelectChoice(one.value, label(one)) for one in Nature]
        self.stance.choices = [
            SelectChoice("", _("Not said")),
            *(SelectChoice(one.value, label(one)) for one in CodingStance),
        ]

    def show(self, item: Shown) -> None:
        """Fill the form in: with what this person decided before, or with what the corpus says."""
        best, mine = item.best, item.mine
        self.excerpt.data = str(item.excerpt_id)
        self.because.data = item.because.value if item.because else ""
        self.proposed.data = str(best.theme.id) if best else ""
        self.score.data = str(best.score) if best else ""
        self.nature.data = ((mine and mine.nature) or item.nature).value
        if mine is not None:
            self.stance.data = mine.stance.value if mine.stance else ""
            self.flag.data, self.note.data = mine.is_flagged, mine.note

    def keep_key(self) -> None:
        self.key.data = secret_shown(self.key.data or "")

    def chosen(self) -> list[uuid.UUID]:
        """The themes that were ticked; what is no identifier was never on the page."""
        return theme_ids_of(self.themes.data)

    @property
    def excerpt_id(self) -> uuid.UUID | None:
        return _identifier(self.excerpt.data)

    @property
    def button(self) -> Pressed | None:
        """The button that was pressed; None where it is none of this page."""
        return Pressed(self.pressed.data) if self.pressed.data in set(Pressed) else None

    def decided(self, item: Shown) -> Decided:
        """What was said; a nature that is that of the corpus is none of this person's own."""
        nature = Nature(self.nature.data)
        return Decided(
            theme_ids=tuple(self.chosen()),
            nature=None if nature is item.nature else nature,
            stance=CodingStance(self.stance.data) if self.stance.data else None,
            is_flagged=bool(self.flag.data),
            note=self.note.data or "",
        )

    def how(self, via: CodingVia, choices: Choices) -> How:
        """The circumstances, as the page showed them."""
        proposed = _identifier(self.proposed.data)
        known = proposed if proposed in choices.stands_for else None
        return How(
            via=via,
            because=_because(self.because.data) if via is CodingVia.QUEUE else None,
            proposed_theme_id=known,
            proposed_score=_score(self.score.data) if known else None,
        )


class SharesForm(Form):
    """How many excerpts two people code."""

    share = SelectField(
        _l("Excerpts that two people code"),
        coerce=int,
        description=_l("Neither sees what the other decided; both see what the machine proposes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.share.choices = [SelectChoice(one, self._named(one)) for one in SHARES]

    @staticmethod
    def _named(percent: int) -> str:
        if percent == 0:
            return _("None")
        return _("All of them") if percent == 100 else _("%(percent)s in 100", percent=percent)


def theme_ids_of(ticked: list[str] | None) -> list[uuid.UUID]:
    """The themes that were ticked on a page; what is no identifier was never on it."""
    found = (_identifier(text) for text in (ticked or [])[:MOST_THEMES])
    return [one for one in found if one is not None]


def _identifier(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _because(text: str | None) -> ShownBecause | None:
    return ShownBecause(text) if text in {one.value for one in ShownBecause} else None


def _score(text: str | None) -> float | None:
    try:
        score = float(text or "")
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None
