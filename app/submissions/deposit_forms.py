"""What somebody tells of a contribution, and the words or the file that it is."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError

from app.corpus.codes import secret_shown
from app.documents.forms import LONGEST_TEXT, TextForm, VersionForm
from app.models import Organisation, OrganisationKind
from app.submissions.depositing import SentFile, Told
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line
from app.web.traps import TrappedForm

ACCEPTED = ".docx,.odt,.pdf,.txt,.md"
ORGANISATION, ONESELF = "organisation", "oneself"
YES, NO = "yes", "no"


class DepositForm(TrappedForm):
    """A contribution. `key` is made with the page: sent twice, it is one."""

    key = HiddenField()
    title = StringField(
        _l("Title"),
        description=_l("What it is about, in a few words."),
        filters=[plain_line],
        validators=[DataRequired(_l("Give your contribution a title.")), Length(max=200)],
    )
    speaks_for = RadioField(
        _l("On whose behalf do you speak?"),
        choices=[
            SelectChoice(ORGANISATION, _l("On behalf of an organisation")),
            SelectChoice(ONESELF, _l("On my own behalf")),
        ],
        validate_choice=False,
        validators=[
            InputRequired(_l("Say on whose behalf you speak.")),
            AnyOf((ORGANISATION, ONESELF), message=_l("Say on whose behalf you speak.")),
        ],
    )
    organisation = StringField(
        _l("Name of the organisation"),
        filters=[plain_line],
        validators=[Length(max=200)],
        render_kw={"autocomplete": "organization"},
    )
    kind = SelectField(_l("Kind of organisation"))
    signature = StringField(
        _l("Your name, if you sign"),
        description=_l("Shown with your contribution. Left empty, nobody is named."),
        filters=[plain_line],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    territory = StringField(
        _l("Your territory"),
        description=_l("A town, a department. You may leave it empty."),
        filters=[plain_line],
        validators=[Length(max=120)],
    )
    text = TextAreaField(
        _l("Your text"),
        description=_l("Type it, or paste it. Leave it empty if you send a file."),
        validators=[
            Length(
                max=LONGEST_TEXT,
                message=_l("The text has more than 500,000 characters: send it as a file."),
            )
        ],
    )
    file = FileField(
        _l("Or a file"),
        description=_l("DOCX, ODT, PDF, TXT or Markdown."),
        render_kw={"accept": ACCEPTED},
    )
    may_be_published = RadioField(
        _l("May it be published?"),
        choices=[
            SelectChoice(YES, _l("Yes: everybody reads it here, with the file that I sent")),
            SelectChoice(NO, _l("No: only the team of this consultation reads it and takes it in")),
        ],
        validate_choice=False,
        validators=[
            InputRequired(_l("Choose whether it may be published.")),
            AnyOf((YES, NO), message=_l("Choose whether it may be published.")),
        ],
    )

    spoken_for: Organisation | None = None
    """The organisation for which they speak in this consultation: who they are is not asked."""

    @classmethod
    def opened(cls, spoken_for: Organisation | None) -> DepositForm:
        form = cls()
        if spoken_for is not None:
            form.spoken_for = spoken_for
            for name in ("speaks_for", "organisation", "kind", "signature", "territory"):
                del form[name]
        return form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = secret_shown(self.key.data or "")
        self.kind.choices = [
            SelectChoice("", _("Choose")),
            *(SelectChoice(kind.value, label(kind)) for kind in OrganisationKind),
        ]

    def validate_organisation(self, field: StringField) -> None:
        if self.speaks_for.data == ORGANISATION and not field.data:
            raise ValidationError(_("Give the name of the organisation."))

    def validate_kind(self, field: SelectField) -> None:
        if self.speaks_for.data == ORGANISATION and not field.data:
            raise ValidationError(_("Choose the kind of organisation."))

    def validate_text(self, field: TextAreaField) -> None:
        if not field.data and not self.file.data:
            raise ValidationError(_("Type your text, or choose a file below."))

    def validate_file(self, field: FileField) -> None:
        if field.data and self.text.data:
            raise ValidationError(_("Send either a text or a file: empty one of the two."))

    def validate(self, extra_validators: Any = None) -> bool:
        """The same, and say that the file has to be chosen again: no browser keeps it."""
        is_right = super().validate(extra_validators)
        if not is_right and self.file.data:
            self.file.errors = [*self.file.errors, choose_again()]
        return is_right

    @property
    def told(self) -> Told:
        if self.spoken_for is not None:
            return self._told_for(self.spoken_for)
        for_organisation = self.speaks_for.data == ORGANISATION
        return Told(
            title=self.title.data or "",
            on_behalf_of=(self.organisation.data or "") if for_organisation else "",
            signature="" if for_organisation else self.signature.data or "",
            kind=OrganisationKind(self.kind.data) if for_organisation else None,
            territory=self.territory.data or "",
            may_be_published=self.may_be_published.data == YES,
            alerts=self.alerts,
        )

    def _told_for(self, organisation: Organisation) -> Told:
        return Told(
            title=self.title.data or "",
            on_behalf_of=organisation.name,
            signature="",
            kind=organisation.kind,
            territory=organisation.territory,
            may_be_published=self.may_be_published.data == YES,
            organisation_id=organisation.id,
            alerts=self.alerts,
        )

    @property
    def words(self) -> SentFile | str:
        """The file that was chosen, or else what was typed."""
        return sent_file(self.file) if self.file.data else self.text.data or ""


class FileForm(Form):
    """Another file, instead of the one that was deposited."""

    file = FileField(
        _l("File"),
        description=_l("DOCX, ODT, PDF, TXT or Markdown."),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ACCEPTED},
    )

    @property
    def sent(self) -> SentFile:
        return sent_file(self.file)


class WholeTextForm(VersionForm, TextForm):
    """The whole text, typed instead of the version that was looked at."""


def sent_file(field: FileField) -> SentFile:
    return SentFile(field.data.stream, field.data.filename or "")


def choose_again() -> str:
    return _("Choose your file again: it is not kept with the page.")
