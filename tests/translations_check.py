"""Whether the French catalogue says all that the code says.

Run by `python -m tests.translations_check`; prints what is wrong, a line each.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

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
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            lines.append(f"not translated: {text}")
        try:
            python_format(None, message)
        except Exception as error:
            lines.append(f"badly formed: {text} ({error})")
    return lines


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or "The French catalogue is complete.")
    sys.exit(1 if found else 0)
