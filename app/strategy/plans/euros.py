"""Amounts as people type them: whole euros, with blanks between thousands and a sign or not."""

from __future__ import annotations

import re
from typing import Any

from wtforms import IntegerField
from wtforms.validators import Optional

from app.strategy.plans.sentences import FAULTS
from app.strategy.plans.values import Fault

BESIDE_DIGITS = re.compile(r"[\s\u00a0\u202f€]+")
AMOUNT = re.compile(r"-?[0-9]{1,20}")


class EurosField(IntegerField):
    """A whole number of euros; empty: not told. Whether it is one that can be kept is said by
    `app.strategy.plans.values`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, validators=[Optional()], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = BESIDE_DIGITS.sub("", valuelist[0]) if valuelist else ""
        self.data = None
        if AMOUNT.fullmatch(typed):
            self.data = int(typed)
        elif typed:
            raise ValueError(str(FAULTS[Fault.NOT_AN_AMOUNT]))
