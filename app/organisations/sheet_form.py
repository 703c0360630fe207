"""The sheet of an organisation, chosen from the lists."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.models import Headcount, ListKind, Organisation, OrganisationKind
from app.organisations.lists.comparing import kept_as
from app.organisations.lists.reading import entries_of, labels_of
from app.organisations.naming_form import LONGEST_NAME
from app.organisations.sheet import Sheet, sheet_mark, sheet_of
from app.web.forms import Form
from app.web.labels import label
from app.web.prose import plain_line


class SheetForm(Form):
    """What is told of an organisation. `seen` is the mark of the sheet that was shown."""

    seen = HiddenField()
    name = StringField(
        _l("Name of the organisation"),
        filters=[plain_line],
        validators=[
            DataRequired(_l("Give the name of the organisation.")),
            Length(max=LONGEST_NAME),
        ],
        render_kw={"autocomplete": "organization", "maxlength": LONGEST_NAME},
    )
    legal_form = SelectField(_l("Legal form"), default="")
    kind = SelectField(
        _l("Family"),
        description=_l(
            "Its legal form tells it in most cases: choose another one where it is wrong."
        ),
        default="",
    )
    is_esus = BooleanField(_l("It is approved as ESUS (entreprise solidaire d’utilité sociale)"))
    sector = SelectField(_l("Sector"), default="")
    headcount = SelectField(_l("How many employees?"), default="")
    territory = SelectField(_l("Département"), default="")
    epci = SelectField(_l("Group of communes (EPCI)"), default="")

    @classmethod
    def opened(
        cls,
        session: Session,
        organisation: Organisation | None,
        consultation_id: uuid.UUID | None,
        name: str = "",
    ) -> SheetForm:
        """The form with the sheet of an organisation, or an empty one with a name. The lists are
        those of the consultation for which it is filled in, else those that are shipped."""
        form = cls(data=_data_of(organisation) if organisation else {"name": name})
        form.offer(session, organisation, consultation_id)
        return form

    def offer(
        self,
        session: Session,
        organisation: Organisation | None,
        consultation_id: uuid.UUID | None,
    ) -> None:
        """Give the choices of the lists. What an organisation has and a list does not name stays
        a choice, by its name in the lists that are shipped."""
        lists = {kind: entries_of(session, consultation_id, kind) for kind in ListKind}
        self.families = {
            one.code: one.family for one in lists[ListKind.LEGAL_FORM] if one.family in _KINDS
        }
        kept = _data_of(organisation) if organisation else {}
        for name, kind in _LISTS.items():
            pairs = [(kept_as(one, kind), one.label) for one in lists[kind]]
            # Territories are known by their names everywhere.
            names = {} if kind is ListKind.DEPARTEMENT else labels_of(session, None, kind)
            self[name].choices = _choices(pairs, str(kept.get(name, "")), names)
        self.kind.choices = [
            SelectChoice("", _("As its legal form says")),
            *(SelectChoice(kind.value, label(kind)) for kind in OrganisationKind),
        ]
        self.headcount.choices = [
            SelectChoice("", _("Not told")),
            *(SelectChoice(one.value, label(one)) for one in Headcount),
        ]

    def validate_kind(self, field: SelectField) -> None:
        if not self._family:
            raise ValidationError(_("Choose its family: its legal form does not tell it."))

    @property
    def _family(self) -> str:
        return self.kind.data or self.families.get(self.legal_form.data, "")

    @property
    def sheet(self) -> Sheet:
        """What was typed; the form is right."""
        return Sheet(
            name=self.name.data or "",
            kind=OrganisationKind(self._family),
            legal_form=self.legal_form.data or "",
            is_esus=self.is_esus.data,
            sector=self.sector.data or "",
            headcount=Headcount(self.headcount.data) if self.headcount.data else None,
            territory=self.territory.data or "",
            epci=self.epci.data or "",
        )


class AskForm(Form):
    """Asking to speak for an organisation."""

    post = StringField(
        _l("What are you there?"),
        description=_l("Optional: chair, director, volunteer…"),
        filters=[plain_line],
        validators=[Length(max=120)],
        render_kw={"autocomplete": "organization-title", "maxlength": 120},
    )


class NewSheetForm(SheetForm, AskForm):
    """The sheet of an organisation that nobody named, and what the person is there."""


_KINDS = frozenset(OrganisationKind)
_LISTS = {
    "legal_form": ListKind.LEGAL_FORM,
    "sector": ListKind.SECTOR,
    "territory": ListKind.DEPARTEMENT,
    "epci": ListKind.EPCI,
}
"""The list of each field."""


def _data_of(organisation: Organisation) -> dict[str, object]:
    told = {name: value or "" for name, value in vars(sheet_of(organisation)).items()}
    return {**told, "is_esus": organisation.is_esus, "seen": sheet_mark(organisation)}


def _choices(
    pairs: Sequence[tuple[str, str]], kept: str, names: Mapping[str, str]
) -> list[SelectChoice]:
    """The choices of a list by code and label, with the one that is kept: `names` tells its
    name."""
    codes = {code for code, _label in pairs}
    return [
        SelectChoice("", _("Not told")),
        *(SelectChoice(code, name) for code, name in pairs),
        *([SelectChoice(kept, names.get(kept, kept))] if kept and kept not in codes else []),
    ]
