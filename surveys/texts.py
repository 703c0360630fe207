"""A text in several languages."""

from collections.abc import Iterator, Mapping


class Texts(Mapping[str, str]):
    """Language to text; empty texts are left out, line ends are `\\n`, ends are stripped.

    >>> Texts(fr="Bonjour", en="Hello").text("de")
    'Bonjour'
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **named: str) -> None:
        given = {**(texts or {}), **named}
        tidy = {
            language: text.replace("\r\n", "\n").replace("\r", "\n").strip()
            for language, text in given.items()
        }
        self._texts = {language: text for language, text in tidy.items() if text}

    def text(self, language: str | None = None) -> str:
        """Return the text in this language, else in the first one given, else nothing."""
        if language in self._texts:
            return self._texts[language]
        return next(iter(self._texts.values()), "")

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        return dict(self._texts) == other if isinstance(other, Mapping) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Texts({self._texts!r})"


NO_TEXT = Texts()
