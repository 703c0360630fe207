"""What BibTeX files write with LaTeX: accents, braces and signs, read as text and written back.

By hand because pylatexenc, which bibtexparser decodes with, takes 12 s for 2 MB of accents and
calls itself once for each brace.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
_SIGNS = {
    "i": "i",
    "j": "j",
    "oe": "œ",
    "OE": "Œ",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "og": "«\N{NO-BREAK SPACE}",
    "fg": "»",
    "guillemotleft": "«",
    "guillemotright": "»",
    "flqq": "«",
    "frqq": "»",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textendash": "–",
    "textemdash": "—",
    "textellipsis": "…",
    "dots": "…",
    "ldots": "…",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textdegree": "°",
    "degree": "°",
    "euro": "€",
    "texteuro": "€",
    "pounds": "£",
    "copyright": "©",
    "ier": "er",
    "iere": "re",
    "no": "n°",
    "No": "N°",
    **dict.fromkeys(("em", "it", "bf", "sc", "sl", "rm", "tt", "sf", "itshape", "bfseries"), ""),
}
_STYLES = (
    "emph|textit|textbf|textsc|textsf|texttt|textrm|textup|textnormal|mbox|url|text|uppercase"
    "|textsuperscript|textsubscript|up|fup|bsc"
)
# One pass, so that what one sign stands for is never read as the beginning of another.
_TOKENS = re.compile(
    r"\\(?P<accent>[`'^~\"=.])\s*(?:\{\s*\\?(?P<a1>[A-Za-z]?)\s*\}|\\(?P<a2>[ij])(?![A-Za-z])"
    r"|(?P<a3>[A-Za-z]))"
    r"|\\(?P<mark>[uvHckrdb])(?:\s*\{\s*\\?(?P<m1>[A-Za-z]?)\s*\}|\s+(?P<m2>[A-Za-z]))"
    rf"|\\(?:{_STYLES})\s*(?=\{{)"
    r"|\\(?P<word>[A-Za-z]+)(?:\s*\{\}|[ \t]+|(?![A-Za-z]))"
    r"|\\(?P<break>\\)\s*"
    r"|\\(?P<thin>[,;:!/])"
    r"|\\(?P<escaped>[&%$#_{}@ -])"
    r"|(?P<brace>[{}])"
    r"|(?P<tie>~)"
    r"|(?P<dashes>---?)"
    r"|(?P<quotes>``|'')"
)
_QUOTES = {"``": "“", "''": "”"}
_TO_WRITE = re.compile(r"[\\{}&%$#_^~@]|--+|``+|''+")
_WRITTEN = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "@": "{@}",
}


def read_latex(text: str) -> str:
    """The text that some LaTeX stands for. A command that is not known stays as it is."""
    if not re.search(r"[\\{}~]|--|``|''", text):
        return text
    return unicodedata.normalize("NFC", _TOKENS.sub(_meant, text))


def write_latex(text: str) -> str:
    """LaTeX that is read as `text`, letters in UTF-8."""
    return _TO_WRITE.sub(_written, text)


def _meant(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if found["accent"]:
        letter = found["a1"] or found["a2"] or found["a3"] or ""
        return letter + _ACCENTS[found["accent"]] if letter else found["accent"]
    if found["mark"]:
        letter = found["m1"] or found["m2"] or ""
        return letter + _ACCENTS[found["mark"]] if letter else ""
    if kind == "word":
        return _SIGNS.get(found["word"], found[0])
    if kind == "break":
        return " "
    if kind == "thin":
        return "" if found["thin"] in "!/" else "\N{NO-BREAK SPACE}"
    if kind == "escaped":
        return "" if found["escaped"] == "-" else found["escaped"]
    if kind == "tie":
        return "\N{NO-BREAK SPACE}"
    if kind == "dashes":
        return "—" if len(found[0]) == 3 else "–"
    return _QUOTES.get(found[0], "")


def _written(found: re.Match[str]) -> str:
    signs = found[0]
    if signs in _WRITTEN:
        return _WRITTEN[signs]
    if len(signs) > 1:
        return "{}".join(signs)
    return f"\\{signs}"
