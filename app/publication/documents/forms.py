from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.corpus.codes import secret_shown
from app.models import DocumentTemplate, MadeFormat, MadeKind, Plan, StrategyVersion
from app.publication.documents.asking import Wanted
from app.publication.documents.queries import WRITTEN
from app.web.forms import Form
from app.web.labels import label, lazy_label
from app.web.language import LANGUAGES
from app.web.prose import plain_line

FORMATS = (MadeFormat.DOCX, MadeFormat.ODT, MadeFormat.PDF)
OF_A_PLAN = (MadeKind.PLAN, MadeKind.MARKET_PART, MadeKind.PLANS_COMPARED)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, label(kind)) for kind in WRITTEN]


class MakingForm(Form):
    """A document to make. `key` is made with the page: sent twice, it is made once."""

    key = HiddenField()
    kind = SelectField(_l("Which document"))
    format = SelectField(_l("As"), choices=[(one.value, lazy_label(one)) for one in FORMATS])
    version = SelectField(
        _l("Version of the strategy"),
        validators=[Optional()],
        description=_l("A frozen copy, or the strategy as it stands now."),
    )
    plan = SelectField(_l("Action plan"), default="")
    other_plan = SelectField(
        _l("Compared with"),
        default="",
        description=_l("For a comparison of two plans only."),
    )
    template = SelectField(
        _l("Template"),
        validators=[Optional()],
        description=_l("One of your own Word templates; the document is then a DOCX."),
    )
    language = SelectField(_l("Language"), choices=list(LANGUAGES.items()))

    def offer(
        self,
        versions: Iterable[StrategyVersion],
        plans: Iterable[Plan],
        templates: Iterable[DocumentTemplate],
    ) -> None:
        self.key.data = secret_shown(self.key.data or "")
        self.kind.choices = _kinds()
        self.version.choices = [
            ("", _("As it stands now")),
            *((str(one.id), f"{one.number} – {one.title}") for one in versions),
        ]
        named = [(str(one.id), f"{one.number} – {one.title}") for one in plans]
        self.plan.choices = [("", _("Without a plan")), *named]
        self.other_plan.choices = [("", _("No comparison")), *named]
        self._templates = {str(one.id): one for one in templates}
        self.template.choices = [
            ("", _("Without a template")),
            *((key, f"{one.title} ({label(one.kind)})") for key, one in self._templates.items()),
        ]

    def validate_plan(self, _field: SelectField) -> None:
        if self._kind in OF_A_PLAN and not self.plan.data and not self._is_of_a_version:
            raise ValidationError(_("Choose the plan of which the document is made."))

    def validate_other_plan(self, _field: SelectField) -> None:
        if self._kind is not MadeKind.PLANS_COMPARED:
            return
        if not self.other_plan.data or self.other_plan.data == self.plan.data:
            raise ValidationError(_("Choose another plan, with which the first one is compared."))

    def validate_template(self, _field: SelectField) -> None:
        template = self._templates.get(self.template.data or "")
        if template is not None and template.kind is not self._kind:
            raise ValidationError(_("This template is for another kind of document."))

    @property
    def _kind(self) -> MadeKind | None:
        known = self.kind.data in MadeKind.__members__.values()
        return MadeKind(self.kind.data) if known else None

    @property
    def _is_of_a_version(self) -> bool:
        return bool(self.version.data) and self._kind is not MadeKind.PLANS_COMPARED

    @property
    def wanted(self) -> Wanted:
        """What is asked for, without what this kind of document has no use for."""
        kind = MadeKind(self.kind.data)
        has_content = kind not in (MadeKind.PLANS_COMPARED, MadeKind.REVIEW)
        template_id = _id(self.template.data)
        return Wanted(
            kind=kind,
            format=MadeFormat.DOCX if template_id else MadeFormat(self.format.data),
            language=self.language.data,
            version_id=_id(self.version.data) if has_content else None,
            plan_id=_id(self.plan.data) if kind is not MadeKind.REVIEW else None,
            other_plan_id=_id(self.other_plan.data) if kind is MadeKind.PLANS_COMPARED else None,
            template_id=template_id,
        )


def _id(sent: str | None) -> uuid.UUID | None:
    return uuid.UUID(sent) if sent else None


class TemplateForm(Form):
    kind = SelectField(_l("For which document"))
    title = StringField(
        _l("Title"),
        filters=[plain_line],
        validators=[DataRequired(_l("Give the template a title.")), Length(max=200)],
    )
    file = FileField(_l("Word file (DOCX)"), validators=[FileRequired(_l("Choose a file."))])

    def offer(self) -> None:
        self.kind.choices = _kinds()
