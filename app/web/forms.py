"""The form that every form extends: CSRF, and text that both databases can hold."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from typing import Any

from flask import request
from flask_babel import get_locale, gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.core import Field
from wtforms.i18n import get_builtin_gnu_translations
from wtforms.validators import ValidationError

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""Searched for in all that is sent, before its length is looked at: it must not take long."""


def storable(_form: Any, field: Field) -> None:
    """Refuse what PostgreSQL or UTF-8 cannot hold, on both databases alike."""
    text = field.data or ""
    if isinstance(text, str) and UNSTORABLE.search(text):
        raise ValidationError(gettext("This text holds characters that cannot be kept."))


def _tidy(value: Any) -> Any:
    """NFC, so that two ways to write "é" are one; no blanks around."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """Extend this one, never `FlaskForm`."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _translations(str(get_locale() or "en"))

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, StringField):
                kept = unbound_field.kwargs.get("filters", ())
                verbatim = unbound_field.field_class.__name__ == "PasswordField"
                options = {**options, "filters": (*kept, *(() if verbatim else (_tidy,)))}
            field = unbound_field.bind(form=form, **options)
            if isinstance(field, StringField):
                field.validators = (storable, *field.validators)
            return field


@functools.cache
def _translations(language: str) -> Any:
    """What wtforms itself says of a field: Flask-WTF would read its file at each request."""
    return get_builtin_gnu_translations([language])


def status_of(form: FlaskForm) -> int:
    """The status of a page that shows `form`: 422 when what was sent is not right."""
    return 422 if form.is_submitted() else 200


def sent_key() -> str:
    """A digest of what this request sends, and where: the same when it is sent twice."""
    sent = sorted(
        (key, value)
        for key, values in request.form.lists()
        for value in values
        if key != "csrf_token"
    )
    return hashlib.sha256(repr((request.path, sent)).encode()).hexdigest()
