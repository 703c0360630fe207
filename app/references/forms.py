from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.models import Nature, ReferenceKind
from app.references.author_lines import authors_of_lines, lines_of_authors
from app.references.description import (
    LIMITS,
    LONGEST_NAME,
    LONGEST_TAG,
    MOST_AUTHORS,
    MOST_TAGS,
    Description,
    bare_doi,
    split_tags,
    tidied,
    valid_isbn,
    web_address,
)
from app.references.quoting import LONGEST_QUOTE
from app.references.reading import LARGEST_FILE
from app.web.forms import Form
from app.web.labels import label

LONGEST_LINES = 50_000

_PUBLISHED = ("publisher", "place")
_FIELDS = {
    ReferenceKind.BOOK: (*_PUBLISHED, "isbn"),
    ReferenceKind.CHAPTER: ("container", "pages", *_PUBLISHED, "isbn", "doi"),
    ReferenceKind.ARTICLE: ("container", "volume", "issue", "pages", "doi"),
    ReferenceKind.REPORT: (*_PUBLISHED, "isbn", "doi"),
    ReferenceKind.THESIS: _PUBLISHED,
    ReferenceKind.PAPER: ("container", "pages", *_PUBLISHED, "doi"),
    ReferenceKind.LAW: ("container", "issue", "pages"),
    ReferenceKind.WEB_PAGE: ("container", "publisher"),
    ReferenceKind.DATASET: ("publisher", "doi"),
    ReferenceKind.OTHER: ("container", "volume", "issue", "pages", *_PUBLISHED, "isbn", "doi"),
}
"""What a form asks of each kind of document, beside what it asks of all."""

_BY_KIND = _FIELDS[ReferenceKind.OTHER]


def _length(name: str) -> Length:
    return Length(max=LIMITS[name])


class ReferenceForm(Form):
    """A reference; the fields that its kind does not need are not shown unless they are full."""

    kind = SelectField(_l("Kind of document"))
    title = StringField(_l("Title"), validators=[DataRequired(), _length("title")])
    authors = TextAreaField(
        _l("Authors"),
        description=_l(
            "One a line: NAME, First name. Add (dir.) after those who directed the document. A "
            "body is written as it is called."
        ),
        validators=[Length(max=LONGEST_LINES)],
    )
    year = StringField(
        _l("Year"),
        description=_l("2015, 2014-2015, or [s. d.] when it has no date."),
        validators=[_length("year")],
    )
    container = StringField(
        _l("Journal, book or site where it stands"), validators=[_length("container")]
    )
    volume = StringField(_l("Volume"), validators=[_length("volume")])
    issue = StringField(_l("Issue number"), validators=[_length("issue")])
    pages = StringField(_l("Pages of the document"), validators=[_length("pages")])
    publisher = StringField(_l("Publisher, body or university"), validators=[_length("publisher")])
    place = StringField(_l("Place of publication"), validators=[_length("place")])
    isbn = StringField("ISBN", validators=[_length("isbn")])
    doi = StringField("DOI", validators=[_length("doi")])
    url = StringField(_l("Address on the web"), validators=[_length("url")])
    accessed_on = DateField(_l("Read there on"), validators=[Optional()])
    territory = StringField(_l("Territory it is about"), validators=[_length("territory")])
    tags = StringField(
        _l("Tags"), description=_l("With commas between them."), validators=[Length(max=4000)]
    )
    abstract = TextAreaField(_l("Abstract"), validators=[_length("abstract")])
    seen = HiddenField()
    is_another = BooleanField(_l("It is another document: add it all the same"))

    def __init__(self, described: Description | None = None, seen: str = "") -> None:
        values = _values(described) if described else {}
        super().__init__(data={**values, "seen": seen})
        self.kind.choices = [SelectChoice(kind.value, label(kind)) for kind in ReferenceKind]
        self._described = described

    @property
    def shown(self) -> list[Field]:
        """The fields of the kind that is chosen, and those that hold something."""
        wanted = _FIELDS.get(self.chosen_kind, _BY_KIND)
        return [self[name] for name in _BY_KIND if name in wanted or self[name].data]

    @property
    def chosen_kind(self) -> ReferenceKind:
        known = {kind.value for kind in ReferenceKind}
        return ReferenceKind(self.kind.data) if self.kind.data in known else ReferenceKind.BOOK

    @property
    def described(self) -> Description:
        """What was typed, in normal form, over what the form does not ask."""
        before = self._described or Description(kind=self.chosen_kind, title="")
        texts: dict[str, Any] = {name: self[name].data or "" for name in LIMITS}
        texts |= {
            "isbn": valid_isbn(texts["isbn"]) or "",
            "doi": bare_doi(texts["doi"]) or "",
            "url": web_address(texts["url"]) or "",
        }
        typed = replace(
            before,
            kind=self.chosen_kind,
            authors=authors_of_lines(self.authors.data or ""),
            accessed_on=self.accessed_on.data,
            tags=tuple(split_tags(self.tags.data or "")),
            **texts,
        )
        return tidied(typed)

    def validate_authors(self, field: TextAreaField) -> None:
        found = authors_of_lines(field.data or "")
        if len(found) > MOST_AUTHORS:
            raise ValidationError(_("%(most)s authors at most.", most=MOST_AUTHORS))
        if any(len(author.name) > LONGEST_NAME for author in found):
            raise ValidationError(_("%(most)s characters a name at most.", most=LONGEST_NAME))

    def validate_tags(self, field: StringField) -> None:
        found = split_tags(field.data or "")
        if len(found) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in found):
            raise ValidationError(
                _("%(tags)s tags of %(most)s characters at most.", tags=MOST_TAGS, most=LONGEST_TAG)
            )

    def validate_isbn(self, field: StringField) -> None:
        if field.data and valid_isbn(field.data) is None:
            raise ValidationError(
                _("This is no ISBN: one of its figures is wrong, or some are missing.")
            )

    def validate_doi(self, field: StringField) -> None:
        if field.data and bare_doi(field.data) is None:
            raise ValidationError(_("A DOI looks like 10.1000/182."))

    def validate_url(self, field: StringField) -> None:
        if field.data and web_address(field.data) is None:
            raise ValidationError(_("The address of a web page begins with https:// or http://."))


def _values(described: Description) -> dict[str, object]:
    return {
        **{name: getattr(described, name) for name in LIMITS},
        "kind": described.kind.value,
        "authors": lines_of_authors(described.authors),
        "accessed_on": described.accessed_on,
        "tags": ", ".join(described.tags),
    }


class ImportForm(Form):
    """References in a file, or pasted."""

    file = FileField(
        _l("BibTeX or RIS file"),
        description=_l("As Zotero, Mendeley or a library's catalogue exports it. 2 MB at most."),
        render_kw={"accept": ".bib,.ris,.txt"},
    )
    pasted = TextAreaField(
        _l("Or paste the references here"),
        description=_l("In BibTeX or RIS too: several at once if you like."),
    )

    def validate_pasted(self, field: TextAreaField) -> None:
        if bool(field.data) == bool(self.file.data):
            raise ValidationError(_("Choose a file or paste references: one of the two."))

    def content(self) -> tuple[bytes, str]:
        """What was sent, no more than one byte above what is allowed, and the file's name."""
        if self.file.data:
            return self.file.data.stream.read(LARGEST_FILE + 1), self.file.data.filename or ""
        return (self.pasted.data or "").encode(), ""


class ConfirmForm(Form):
    """The references to bring in are checkboxes of the page, `chosen`."""


class QuoteForm(Form):
    text = TextAreaField(
        _l("Words quoted"),
        description=_l("Word for word, as they stand in the document."),
        validators=[DataRequired(), Length(max=LONGEST_QUOTE)],
    )
    page = StringField(
        _l("Page of the quote"), description=_l("12, or 12-13."), validators=[Length(max=40)]
    )
    nature = RadioField(_l("Nature"), default=Nature.FINDING.value)

    def __init__(self, *, wants_page: bool) -> None:
        super().__init__()
        self.nature.choices = [SelectChoice(nature.value, label(nature)) for nature in Nature]
        self._wants_page = wants_page

    def validate_page(self, field: StringField) -> None:
        if self._wants_page and not field.data:
            raise ValidationError(_("Say on which page the words stand, so that they are found."))
