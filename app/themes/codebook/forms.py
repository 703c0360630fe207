"""The forms by which the codebook is made. Several of them stand on one page: each has a prefix."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

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
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.corpus.codes import secret_shown
from app.models import Theme
from app.themes.codebook.acts.describing import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    Description,
)
from app.themes.codebook.queries import Line
from app.themes.codebook.tree import LEVELS
from app.themes.codebook.writing import LONGEST_REASON
from app.web.forms import Form

TOP = "top"
FIRST = "first"


class ActForm(Form):
    """`key` is made with the page: sent twice, it is one act. `number`: that of the theme then."""

    key = HiddenField()
    number = HiddenField()

    def made_for(self, theme: Theme | None) -> None:
        self.key.data = secret_shown(self.key.data or "")
        if theme is not None and not self.is_submitted():
            self.number.data = str(theme.number)

    @property
    def seen_number(self) -> int:
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1

    def typed(self) -> list[tuple[str, str]]:
        """What was wanted, in words: shown where it was refused."""
        texts = ((one, _words(one)) for one in self if not isinstance(one, HiddenField))
        return [(str(one.label.text), words) for one, words in texts if words]


def _words(field: Field) -> str:
    if isinstance(field, SelectField):
        chosen = (one for one in field.choices or () if one.value == field.data)
        return next((f"{one.optgroup or ''} {one.label}".strip() for one in chosen), "")
    return field.data if isinstance(field.data, str) else ""


class DescriptionForm(ActForm):
    title = StringField(
        _l("Title"),
        validators=[DataRequired(_l("Give the theme a title.")), Length(max=LONGEST_TITLE)],
    )
    belongs = TextAreaField(
        _l("What belongs"),
        description=_l("What an excerpt must say to be given this theme."),
        validators=[Length(max=LONGEST_DESCRIPTION)],
    )
    excludes = TextAreaField(
        _l("What does not belong"),
        description=_l("What one might think belongs, and where it goes instead."),
        validators=[Length(max=LONGEST_DESCRIPTION)],
    )
    example = TextAreaField(
        _l("An example"),
        description=_l("A few words that belong without doubt."),
        validators=[Length(max=LONGEST_DESCRIPTION)],
    )

    def __init__(self, theme: Theme | None = None) -> None:
        words = ("title", "belongs", "excludes", "example")
        there = {name: getattr(theme, name) for name in words} if theme else {}
        super().__init__(data=there, prefix="describe-" if theme else "")
        self.made_for(theme)

    @property
    def description(self) -> Description:
        return Description(
            self.title.data or "",
            self.belongs.data or "",
            self.excludes.data or "",
            self.example.data or "",
        )


class NewThemeForm(DescriptionForm):
    parent = SelectField(_l("Under which theme"), validate_choice=False)

    def __init__(self, outline: Sequence[Line]) -> None:
        super().__init__()
        deep_enough = (one for one in outline if one.level < LEVELS)
        self.parent.choices = [
            SelectChoice("", _("None: at the top")),
            *(SelectChoice(one.theme.id.hex, one.path) for one in deep_enough),
        ]

    @property
    def parent_id(self) -> uuid.UUID | None:
        return identifier(self.parent.data)


class MoveForm(ActForm):
    """Under which parent, after which sibling: one choice says both."""

    place = SelectField(
        _l("Where to"),
        validators=[InputRequired(_l("Choose a place."))],
        validate_choice=False,
    )

    def __init__(self, theme: Theme | None, outline: Sequence[Line]) -> None:
        super().__init__(prefix="move-")
        self.made_for(theme)
        self.place.choices = _places(theme, outline) if theme else []

    @property
    def parent_id(self) -> uuid.UUID | None:
        return identifier((self.place.data or "").partition(":")[0])

    @property
    def after_id(self) -> uuid.UUID | None:
        return identifier((self.place.data or "").partition(":")[2])


class MergeForm(ActForm):
    into = SelectField(
        _l("Into which theme"),
        validators=[InputRequired(_l("Choose a theme."))],
        validate_choice=False,
    )
    reason = StringField(_l("Why"), validators=[Length(max=LONGEST_REASON)])

    def __init__(self, theme: Theme, outline: Sequence[Line]) -> None:
        super().__init__(prefix="merge-")
        self.made_for(theme)
        within = _within(theme.id, outline)
        self.into.choices = [
            SelectChoice("", _("Choose a theme")),
            *(
                SelectChoice(one.theme.id.hex, one.path)
                for one in outline
                if one.theme.id not in within
            ),
        ]

    @property
    def into_id(self) -> uuid.UUID | None:
        return identifier(self.into.data)


class AsideForm(ActForm):
    reason = StringField(
        _l("Why"), validators=[DataRequired(_l("Say why.")), Length(max=LONGEST_REASON)]
    )
    leaves_uncoded = BooleanField(
        _l("Its excerpts become uncoded, and come back to those to be coded")
    )

    def __init__(self, theme: Theme) -> None:
        super().__init__(prefix="aside-")
        self.made_for(theme)


class SplitForm(ActForm):
    title = StringField(
        _l("Title of the new theme"),
        validators=[DataRequired(_l("Give the theme a title.")), Length(max=LONGEST_TITLE)],
    )
    where = RadioField(
        _l("Where it stands"),
        choices=[
            SelectChoice("beside", _l("Beside this theme")),
            SelectChoice("below", _l("Below this theme")),
        ],
        default="beside",
        validators=[Optional()],
    )

    def __init__(self, theme: Theme) -> None:
        super().__init__(prefix="split-")
        self.made_for(theme)


class CandidateForm(Form):
    """What is sent of a candidate theme: each button sends its own part. `back`: the page that it
    comes from, where it is not the codebook."""

    key = HiddenField()
    back = HiddenField()
    title = StringField(validators=[Length(max=LONGEST_TITLE)])
    theme = StringField()
    reason = StringField(validators=[Length(max=LONGEST_REASON)])

    @property
    def theme_id(self) -> uuid.UUID | None:
        return identifier(self.theme.data)


class UndoForm(Form):
    """`candidate`: the one from which the decision is undone, on the page of the codebook."""

    key = HiddenField()
    candidate = HiddenField()

    @property
    def candidate_id(self) -> uuid.UUID | None:
        return identifier(self.candidate.data)


def identifier(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _within(theme_id: uuid.UUID, outline: Sequence[Line]) -> set[uuid.UUID]:
    line = next((one for one in outline if one.theme.id == theme_id), None)
    return {one.theme.id for one in line.with_those_below()} if line else {theme_id}


def _places(theme: Theme, outline: Sequence[Line]) -> list[SelectChoice]:
    """Each place where a theme may go, with those under one parent together."""
    within = _within(theme.id, outline)
    levels = [one.level for one in outline if one.theme.id in within]
    height = max(levels) - min(levels) if levels else 0
    parents = [
        (one.theme.id, _("Under “%(theme)s”", theme=one.path))
        for one in outline
        if one.theme.id not in within and one.level + 1 + height <= LEVELS
    ]
    return [
        slot
        for parent_id, name in [(None, _("At the top")), *parents]
        for slot in _slots(theme, parent_id, name, outline)
    ]


def _slots(
    theme: Theme, parent_id: uuid.UUID | None, name: str, outline: Sequence[Line]
) -> list[SelectChoice]:
    under = parent_id.hex if parent_id else TOP
    after = (
        one for one in outline if one.theme.parent_id == parent_id and one.theme.id != theme.id
    )
    return [
        SelectChoice(f"{under}:{FIRST}", _("In first place"), optgroup=name),
        *(
            SelectChoice(
                f"{under}:{one.theme.id.hex}",
                _("After “%(theme)s”", theme=one.theme.title),
                optgroup=name,
            )
            for one in after
        ),
    ]
