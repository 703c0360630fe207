from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models import NodeKind, Strategy, StrategyNode
from app.strategy.citing import MARK
from app.strategy.forms import is_identifier
from app.strategy.writing.codes import LONGEST_CODE
from app.strategy.writing.lines import LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE
from app.strategy.writing.setting_up import LONGEST_LABEL, LONGEST_SUMMARY, SetUp
from app.strategy.writing.tree import Place
from app.web.arguments import FIRST_YEAR, LAST_YEAR
from app.web.forms import Form
from app.web.labels import label, lazy_label

LONGEST_SEARCH = 200


class Pressed(enum.StrEnum):
    """What is wanted of the words that were typed."""

    SAVE = "save"
    PREVIEW = "preview"
    SEARCH = "search"


def unix(text: str | None) -> str | None:
    """Browsers send lines that end in two signs; what is compared has one."""
    return text.replace("\r\n", "\n") if text else text


class KeyedForm(Form):
    """A form that does once what it is sent for twice, and nothing to what changed meanwhile."""

    key = HiddenField()
    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        self.key.data = secret_shown(self.key.data or "")


class LineForm(KeyedForm):
    """What a line says. `words` look for what it may cite: nothing typed is lost by it."""

    title = TextAreaField(
        _l("Title"),
        validators=[
            DataRequired(_l("Say it in one line: a title is needed.")),
            Length(max=LONGEST_TITLE),
        ],
    )
    text = TextAreaField(
        _l("Text"),
        description=_l("Markdown: **bold**, *italics*, - lists, > quotations, [links](https://…)."),
        validators=[Length(max=LONGEST_TEXT)],
        filters=[unix],
    )
    words = StringField(_l("Words of an excerpt or of a reference"), [Length(max=LONGEST_SEARCH)])

    @classmethod
    def of(cls, node: StrategyNode, words: str = "") -> LineForm:
        return cls(None, title=node.title, text=node.text, version=node.version, words=words)

    def cite(self, mark: str) -> None:
        """Put a mark at the end of the text."""
        if MARK.fullmatch(mark):
            self.text.data = f"{(self.text.data or '').rstrip()}{mark}"


class NewLineForm(Form):
    """A line to add below another one, or at the top."""

    key = HiddenField()
    under = HiddenField(validators=[Optional(), is_identifier])
    kind = SelectField(_l("Kind of line"))
    title = StringField(
        _l("Title"),
        validators=[
            DataRequired(_l("Say it in one line: a title is needed.")),
            Length(max=LONGEST_TITLE),
        ],
    )
    code = StringField(
        _l("Code"),
        description=_l("Leave empty for the next free one."),
        validators=[Length(max=LONGEST_CODE)],
    )

    def offer(self, strategy: Strategy, kinds: Iterable[NodeKind]) -> None:
        self.key.data = secret_shown(self.key.data or "")
        self.kind.choices = [(kind.value, kind_name(strategy, kind)) for kind in kinds]

    @property
    def parent_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.under.data) if self.under.data and not self.under.errors else None

    @property
    def chosen(self) -> NodeKind:
        return NodeKind(self.kind.data)


class PlaceForm(KeyedForm):
    """Where a line is to stand."""

    under = SelectField(_l("Under"), validate_choice=True)

    def offer(self, places: Iterable[Place], *, at_top: bool) -> None:
        top = [("", _("At the top, under no other line"))] if at_top else []
        self.under.choices = [
            *top,
            *((str(one.id), f"{one.code} – {one.title}") for one in places),
        ]

    @property
    def parent_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.under.data) if self.under.data else None


class AsideForm(KeyedForm):
    """Why a line is set aside."""

    reason = StringField(
        _l("Reason for setting it aside"),
        validators=[DataRequired(_l("Say why: others will ask.")), Length(max=LONGEST_REASON)],
    )


class ActForm(KeyedForm):
    """An act that needs no words: taking back, changing places, going back to a wording."""

    number = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(1, 10**9)])


class SetUpForm(Form):
    """What a strategy says of itself; one field for the name of each kind of line."""

    version = IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])
    title = StringField(_l("Title"), validators=[DataRequired(), Length(max=200)])
    summary = TextAreaField(
        _l("What stands before the first line"),
        description=_l("Markdown, as in the lines."),
        validators=[Length(max=LONGEST_SUMMARY)],
        filters=[unix],
    )
    starts_on = DateField(_l("First day of its period"), validators=[Optional()])
    ends_on = DateField(_l("Last day of its period"), validators=[Optional()])

    @classmethod
    def of(cls, strategy: Strategy) -> SetUpForm:
        names = {_field(NodeKind(kind)): name for kind, name in strategy.kind_labels.items()}
        return cls(None, obj=strategy, **names)

    @property
    def names(self) -> list[StringField]:
        """The fields of the kinds, in their order."""
        return [self[_field(kind)] for kind in NodeKind]

    @property
    def wanted(self) -> SetUp:
        names = ((kind.value, self[_field(kind)].data or "") for kind in NodeKind)
        return SetUp(
            self.title.data or "",
            self.summary.data or "",
            self.starts_on.data,
            self.ends_on.data,
            {kind: name for kind, name in names if name},
        )

    def refuse(self, kind: NodeKind) -> None:
        """A kind that has lines keeps a name."""
        self[_field(kind)].errors = [_("There are lines of this kind: it keeps a name.")]

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("This day is too far away."))

    def validate_ends_on(self, field: DateField) -> None:
        self.validate_starts_on(field)
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day comes before the first."))


def _field(kind: NodeKind) -> str:
    return f"kind_{kind.value}"


for _kind in NodeKind:
    setattr(
        SetUpForm,
        _field(_kind),
        StringField(lazy_label(_kind), validators=[Length(max=LONGEST_LABEL)]),
    )


def kind_name(strategy: Strategy, kind: NodeKind) -> str:
    """What a strategy calls a kind of line."""
    name = str(strategy.kind_labels.get(kind.value) or label(kind))
    return name[:1].upper() + name[1:]
