"""Addresses to write to, checked without asking anybody."""

from __future__ import annotations

import email_validator

SHOWN = 120


class WrongAddress(ValueError):
    """No message can be sent there."""


def mail_address(text: str) -> str:
    """The address in lower case, its domain as mail servers know it (`xn--…`).

    Raises:
        WrongAddress: it is no address that every mail server understands.
    """
    try:
        valid = email_validator.validate_email(
            text,
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
            strict=True,
        )
    except email_validator.EmailNotValidError:
        raise WrongAddress(text[:SHOWN]) from None
    return (valid.ascii_email or valid.normalized).lower()
