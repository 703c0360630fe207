"""Whether the French catalogue says all that the code says.

Run by `python -m tests.translations_check`; prints what is wrong, a line each. With `--space`, the
spaces of the catalogue before French marks become those that do not break.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from app.web.filters import unbroken

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


def said() -> set[str]:
    """Every text that the code and the templates ask to translate (the singular of plurals)."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = set()
    for part in ("app", "templates"):
        absolute = [(pattern.removeprefix(f"{part}/"), how) for pattern, how in methods]
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / part, absolute, options, keywords=KEYWORDS
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


def _strings(message: Message) -> tuple[str, ...]:
    """What a message says: a form for one and one for several where it counts."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def problems() -> list[str]:
    """What is missing, left over, doubtful or badly formed, one line each."""
    french = {
        (message.id[0] if isinstance(message.id, tuple) else message.id): message
        for message in catalogue()
        if message.id
    }
    texts = said()
    lines = [f"missing: {text}" for text in sorted(texts - french.keys())]
    lines += [f"no longer said: {text}" for text in sorted(french.keys() - texts)]
    for text, message in french.items():
        strings = _strings(message)
        if message.fuzzy or not strings or not all(strings):
            lines.append(f"not translated: {text}")
        if any(one != unbroken(one) for one in strings):
            lines.append(f"a space breaks before a mark (--space mends it): {text}")
        try:
            python_format(None, message)
        except Exception as error:
            lines.append(f"badly formed: {text} ({error})")
    return lines


def space() -> None:
    """Set the spaces of the catalogue before and within French marks."""
    found = catalogue()
    for message in found:
        spaced = tuple(map(unbroken, _strings(message)))
        if message.id:
            message.string = spaced if message.pluralizable else spaced[0]
    with CATALOGUE.open("wb") as file:
        write_po(file, found, width=100, no_location=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--space"]:
        space()
    found = problems()
    print("\n".join(found) or "The French catalogue is complete.")
    sys.exit(1 if found else 0)
