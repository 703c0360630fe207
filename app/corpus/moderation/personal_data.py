"""Finding personal data in a text: addresses, numbers and accounts. Names are left to the eye.

Nothing but patterns and check digits. Every repetition has a bound, so that a hostile text costs
no more than any other of its length.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


class PersonalData(enum.StrEnum):
    """A kind of personal data, in the order in which they are looked for."""

    IBAN = "iban"
    SOCIAL_SECURITY = "social_security"
    CARD = "card"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True)
class Found:
    """Personal data at `text[start:end]`."""

    kind: PersonalData
    start: int
    end: int


def personal_data(text: str) -> list[Found]:
    """What is found in a text, in its order; nothing overlaps."""
    taken: list[Found] = []
    for kind, find in _FINDERS:
        if _MARKS[kind].search(text):
            fresh = [Found(kind, start, end) for start, end in find(text)]
            taken = _joined(taken, fresh)
    return taken


def _joined(taken: list[Found], fresh: list[Found]) -> list[Found]:
    """Both in order, without those fresh ones that touch one that was taken."""
    starts = [one.start for one in taken]

    def is_free(one: Found) -> bool:
        after = bisect_left(starts, one.end)
        return after == 0 or taken[after - 1].end <= one.start

    return sorted([*taken, *filter(is_free, fresh)], key=lambda one: one.start)


Spans = Iterator[tuple[int, int]]

_BLANK = r"[ \u00a0\u202f.\-]"
"""What stands between the groups of a number: a blank of any width, a dot, a hyphen."""
_SPACE = r"[ \u00a0\u202f\-]"

_EMAIL = re.compile(
    r"(?<![\w.%+\-])[\w.%+\-]{1,64}(?:@|\s?[(\[]\s?(?:at|arobase|@)\s?[)\]]\s?)"
    r"(?:[^\W_](?:[\w\-]{0,61}[^\W_])?\.){1,4}[^\W\d_]{2,18}(?![\w\-])"
)

_IBAN_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK|FI|NL",
    19: "MK|SI",
    20: "AT|BA|EE|KZ|LT|LU|XK",
    21: "CH|HR|LI|LV",
    22: "BG|DE|GB|GE|IE|ME|RS",
    23: "AE|IL",
    24: "AD|CZ|ES|MD|RO|SA|SE|SK|TN",
    25: "PT",
    26: "IS|TR",
    27: "FR|GR|IT|MC|SM",
    28: "AL|AZ|CY|HU|LB|MA|PL",
    29: "UA",
    31: "MT",
}
"""Signs of an account number by country (SWIFT IBAN registry): those who write from there."""
_IBAN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(
        rf"(?:{countries})\d\d(?:{_BLANK}?[A-Z0-9]){{{length - 4}}}"
        for length, countries in _IBAN_LENGTHS.items()
    )
    + r")(?![^\W_])",
    re.IGNORECASE | re.ASCII,
)

_SOCIAL_SECURITY = re.compile(
    rf"(?<!\w)(?<!\d[.,])[1-478]{_SPACE}?\d\d{_SPACE}?(?:0[1-9]|1[0-2]|[2-9]\d){_SPACE}?(?:\d\d|2[ABab])"
    rf"{_SPACE}?\d{{3}}{_SPACE}?\d{{3}}{_SPACE}?\d\d(?!\w)"
)

_CARD = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:(?:4\d{{3}}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d)(?:{_BLANK}?\d{{4}}){{3}}"
    rf"|3[47]\d\d{_BLANK}?\d{{6}}{_BLANK}?\d{{5}})(?!\d)"
)

_UNIT = r"(?:€|%|eur|million|milliard|emploi|habitant|personne|salari|heure|k€|m€)"
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[.,/\-])(?:"
    rf"(?:(?:\+|00){_BLANK}?33{_BLANK}?(?:\(0\){_BLANK}?)?|0)[1-9](?:[ \u00a0\u202f./\-]?\d\d){{4}}"
    rf"|(?:\+{_BLANK}?[1-9]|00[1-9])(?:[ \u00a0\u202f.\-()]{{0,2}}\d){{8,13}}"
    rf")(?![\d_])(?![.,/\-]\d)(?!\s?{_UNIT})",
    re.IGNORECASE,
)

_SURE_WAY = (
    r"rue|avenue|av\.|boulevard|bd|bld|blvd|all[ée]e|chemin|impasse|quai|ruelle|venelle|square"
    r"|faubourg|esplanade|rond-point|lieu-dit"
)
_OTHER_WAY = r"place|pl\.|cours|route|passage|résidence|mail|hameau|lotissement|sentier|promenade"
_LINK_WORD = r"(?:(?:de|du|des|la|le|les|aux|au|à|et|en|saint|sainte)\s|[dl]['’])"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]{0,30}"
_SMALL = (
    r"(?!(?:sur|par|avec|pour|qui|que|où|est|sont|a|ou|plus|sans|dans|piétonne?|entière?)\b)"
    r"[^\W\d_][\w'’\-]{2,30}"
)
_ADDRESS = re.compile(
    r"(?<![\w.,/\-])\d{1,4}(?:\s?(?:bis|ter|quater|[A-Da-d])\b)?,?\s{1,2}"
    rf"(?:(?:(?i:{_SURE_WAY})\s(?i:{_LINK_WORD}){{0,3}}(?:{_CAPITAL}|{_SMALL}))"
    rf"|(?:(?i:{_OTHER_WAY})\s(?i:{_LINK_WORD}){{0,3}}{_CAPITAL}))"
    rf"(?:[ \-](?i:{_LINK_WORD}){{0,2}}{_CAPITAL}){{0,4}}"
    rf"(?:,?\s{{1,2}}(?:(?:BP|CS)\s?\d{{1,6}},?\s)?\d{{5}}\s{_CAPITAL}"
    rf"(?:[ \-]{_CAPITAL}){{0,4}})?"
)


def _emails(text: str) -> Spans:
    yield from (found.span() for found in _EMAIL.finditer(text))


def _ibans(text: str) -> Spans:
    for found in _IBAN.finditer(text):
        if iban_is_right(found[0]):
            yield found.span()


def _social_security_numbers(text: str) -> Spans:
    for found in _SOCIAL_SECURITY.finditer(text):
        if social_security_is_right(found[0]):
            yield found.span()


def _cards(text: str) -> Spans:
    for found in _CARD.finditer(text):
        if luhn_is_right(found[0]):
            yield found.span()


def _phones(text: str) -> Spans:
    yield from (found.span() for found in _PHONE.finditer(text))


def _addresses(text: str) -> Spans:
    yield from (found.span() for found in _ADDRESS.finditer(text))


_FINDERS = (
    (PersonalData.IBAN, _ibans),
    (PersonalData.SOCIAL_SECURITY, _social_security_numbers),
    (PersonalData.CARD, _cards),
    (PersonalData.EMAIL, _emails),
    (PersonalData.PHONE, _phones),
    (PersonalData.ADDRESS, _addresses),
)
_A_NUMBER = re.compile(r"\d(?:[^\w\n]{0,2}\d){5}")
_MARKS = {
    PersonalData.IBAN: re.compile(r"[A-Za-z]{2}\d\d"),
    PersonalData.SOCIAL_SECURITY: _A_NUMBER,
    PersonalData.CARD: _A_NUMBER,
    PersonalData.EMAIL: re.compile(r"@|\bat\b|arobase"),
    PersonalData.PHONE: _A_NUMBER,
    PersonalData.ADDRESS: re.compile(r"\d"),
}
"""What a text must hold for a kind to be looked for: most texts hold nothing of it."""


def iban_is_right(number: str) -> bool:
    """Whether an account number leaves 1 (ISO 13616: modulo 97)."""
    signs = _signs(number).upper()
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def social_security_is_right(number: str) -> bool:
    """Whether the key of a French social security number is right (97 minus the rest)."""
    signs = _signs(number).upper()
    department = {"2A": "19", "2B": "18"}.get(signs[5:7], signs[5:7])
    return 97 - int(signs[:5] + department + signs[7:13]) % 97 == int(signs[13:])


def luhn_is_right(number: str) -> bool:
    """Whether the last digit of a card is right (ISO 7812); one digit repeated is no card."""
    digits = [int(sign) for sign in _signs(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(list(groupby(digits))) > 1


def _signs(number: str) -> str:
    return "".join(sign for sign in number if sign.isalnum())
