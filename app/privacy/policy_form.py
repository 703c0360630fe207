from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from app.models import PrivacyPolicy
from app.privacy.keeping_policies import FEWEST_MONTHS, MOST_MONTHS, Said, fingerprint_of
from app.privacy.policies import Terms
from app.privacy.processings import BASIS_NAMES, Basis, Months, Processing
from app.web.forms import Form

_WITHIN = NumberRange(
    FEWEST_MONTHS, MOST_MONTHS, message=_l("A whole number of months, from 1 to 120.")
)


class BasisForm(wtforms.Form):
    """Of a processing whose end another rule of the platform says."""

    basis = SelectField(_l("Legal basis"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis.choices = [(one.value, str(name)) for one, name in BASIS_NAMES.items()]


class TermsForm(BasisForm):
    anonymise = IntegerField(
        _l("Months until it is anonymous"), validators=[InputRequired(), _WITHIN]
    )
    delete = IntegerField(_l("Months until it is deleted"), validators=[InputRequired(), _WITHIN])

    def validate_delete(self, field: IntegerField) -> None:
        if field.data and self.anonymise.data and field.data < self.anonymise.data:
            raise ValidationError(_("Nothing is deleted before it is made anonymous."))


class PolicyForm(Form):
    """Who answers; `with_terms` adds what is asked of each processing."""

    made_from = HiddenField(validators=[Length(max=64)])
    controller = StringField(
        _l("Who answers for the data"),
        description=_l("The body that decides: the Region, the department, the chamber."),
        validators=[DataRequired(), Length(max=200)],
    )
    controller_address = StringField(_l("Postal address"), validators=[Length(max=300)])
    contact = StringField(
        _l("Contact for people’s rights"),
        description=_l("An e-mail address, or another way, besides the form of the platform."),
        validators=[Length(max=254)],
    )
    officer = StringField(
        _l("Data protection officer"),
        description=_l("How they are reached: an e-mail address, or another way."),
        validators=[Length(max=254)],
    )

    @property
    def asked(self) -> Iterator[tuple[Processing, Any]]:
        """The fields of each processing."""
        for name, one in self._fields.items():
            if name in {processing.value for processing in Processing}:
                yield Processing(name), one

    def said(self) -> Said:
        """What was typed; the form is right."""
        return Said(
            controller=self.controller.data or "",
            controller_address=self.controller_address.data or "",
            contact=self.contact.data or "",
            officer=self.officer.data or "",
            bases={processing: Basis(one.form.basis.data) for processing, one in self.asked},
            months={
                processing: Months(one.form.anonymise.data, one.form.delete.data)
                for processing, one in self.asked
                if isinstance(one.form, TermsForm)
            },
        )


def policy_form(policy: PrivacyPolicy | None, terms: Iterable[Terms], publisher: str) -> PolicyForm:
    """The form of these processings, filled in with what is said or proposed now."""
    asked = list(terms)
    fields = {
        one.processing.value: FormField(_kind_of(one), description=one.declared.name)
        for one in asked
    }
    form_class = type("PolicyFormOfConsultation", (PolicyForm,), fields)
    data: dict[str, Any] = {one.processing.value: _values_of(one) for one in asked}
    data["made_from"] = fingerprint_of(policy)
    if policy is None:
        data["controller"] = publisher
    form: PolicyForm = form_class(obj=policy, data=data)
    return form


def _kind_of(terms: Terms) -> type[BasisForm]:
    return TermsForm if isinstance(terms.keeping, Months) else BasisForm


def _values_of(terms: Terms) -> dict[str, Any]:
    values: dict[str, Any] = {"basis": terms.basis.value}
    if isinstance(terms.keeping, Months):
        values |= {"anonymise": terms.keeping.anonymise, "delete": terms.keeping.delete}
    return values
