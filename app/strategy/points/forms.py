from __future__ import annotations

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.corpus.codes import secret_shown
from app.models import EvidenceStatus, Point, PointKind
from app.strategy.evidence import Linked
from app.strategy.forms import is_identifier
from app.strategy.points.wording import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Sources,
    Wording,
)
from app.web.forms import Form
from app.web.labels import label

MOST_AT_ONCE = 200
"""Excerpts that one form names."""


class ExcerptsField(SelectMultipleField):
    """The identifiers of excerpts that were checked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=uuid.UUID, choices=[], validate_choice=False, **kwargs)

    def pre_validate(self, form: Form) -> None:
        super().pre_validate(form)
        if len(self.data or ()) > MOST_AT_ONCE:
            raise ValidationError(_("Choose %(most)s excerpts at most at once.", most=MOST_AT_ONCE))

    @property
    def ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(self.data or ())


class PointForm(Form):
    """What a finding, a need or a candidate action says."""

    kind = SelectField(_l("It is a"))
    title = StringField(
        _l("In one sentence"),
        validators=[
            DataRequired(_l("Say it in one sentence.")),
            Length(max=LONGEST_TITLE),
        ],
    )
    text = TextAreaField(
        _l("In more detail"),
        description=_l("What it means, for whom, what is not known. May stay empty."),
        validators=[Length(max=LONGEST_TEXT)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, label(kind)) for kind in PointKind]

    @property
    def wording(self) -> Wording:
        # Browsers send lines that end in two signs; what is compared has one.
        text = (self.text.data or "").replace("\r\n", "\n")
        return Wording(PointKind(self.kind.data), self.title.data or "", text)


class NewPointForm(PointForm):
    """A new one, with the evidence from which it was begun."""

    key = HiddenField()
    theme = HiddenField(validators=[Optional(), is_identifier])
    group = HiddenField(validators=[Optional(), is_identifier])
    excerpt = ExcerptsField()
    with_theme = BooleanField()
    whole_group = BooleanField()

    def begin(self, kind: PointKind, title: str, text: str) -> None:
        """Fill in what the page begins with; a key comes with it."""
        if not self.is_submitted():
            self.kind.data, self.title.data, self.text.data = kind.value, title, text
        self.key.data = secret_shown(self.key.data or "")

    @property
    def sources(self) -> Sources:
        return Sources(
            excerpt_ids=self.excerpt.ids,
            theme_id=uuid.UUID(self.theme.data) if self.with_theme.data else None,
            group_id=uuid.UUID(self.group.data) if self.whole_group.data else None,
        )

    def validate_with_theme(self, field: BooleanField) -> None:
        if field.data and not self.theme.data:
            raise ValidationError(_("This theme cannot be found any more."))

    def validate_whole_group(self, field: BooleanField) -> None:
        if field.data and not self.group.data:
            raise ValidationError(_("This group cannot be found any more."))


def _version() -> IntegerField:
    return IntegerField(widget=HiddenInput(), validators=[NumberRange(min=1, max=10**9)])


class WordingForm(PointForm):
    """Other words for a point, made from one of its versions."""

    version = _version()

    @classmethod
    def of(cls, point: Point) -> WordingForm:
        return cls(
            None, kind=point.kind.value, title=point.title, text=point.text, version=point.version
        )


class AsideForm(Form):
    """Why a point is set aside."""

    reason = StringField(
        _l("Reason for setting it aside"),
        validators=[
            DataRequired(_l("Say why: others will ask.")),
            Length(max=LONGEST_REASON),
        ],
    )
    version = _version()


ADD = {"keep": EvidenceStatus.KEPT, "set_aside": EvidenceStatus.SET_ASIDE}


class EvidenceForm(Form):
    """Evidence for a point: excerpts, or a theme, or another point; without a point, one is
    chosen on the next page."""

    decision = HiddenField(default="keep", validators=[AnyOf(tuple(ADD))])
    excerpt = ExcerptsField()
    theme = HiddenField(validators=[Optional(), is_identifier])
    from_point = HiddenField(validators=[Optional(), is_identifier])
    point = HiddenField(validators=[Optional(), is_identifier])
    motive = StringField(_l("Reason"), validators=[Length(max=500)])

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        self.decision.data = self.decision.data or "keep"  # the short form does not send it

    def validate_decision(self, _field: HiddenField) -> None:
        sources = (self.excerpt.data, self.theme.data, self.from_point.data)
        if sum(bool(one) for one in sources) != 1:
            raise ValidationError(_("Choose at least one excerpt."))

    @property
    def status(self) -> EvidenceStatus:
        return ADD[self.decision.data]

    @property
    def point_id(self) -> uuid.UUID | None:
        return uuid.UUID(self.point.data) if self.point.data else None

    @property
    def linked(self) -> Linked:
        """The link of a theme or of another point."""
        theme, other = self.theme.data, self.from_point.data
        return Linked(
            theme_id=uuid.UUID(theme) if theme else None,
            from_point_id=uuid.UUID(other) if other else None,
            point_id=self.point_id,
        )
