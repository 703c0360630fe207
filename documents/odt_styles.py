"""What the styles of an ODT make of a paragraph."""

from dataclasses import dataclass
from typing import Any

_LONGEST_CHAIN = 20
_TITLES = ("Title", "Titre")


@dataclass(frozen=True)
class Looks:
    """Names of styles: those of titles, and those that make bold."""

    titles: frozenset[str]
    bold: frozenset[str]


def looks_of(document: Any) -> Looks:
    """Read the styles of the document, those that it names and those that it made as it went."""
    parents: dict[str, str] = {}
    weights: dict[str, bool] = {}
    for part in ("styles.xml", "content.xml"):
        if part not in document.container.parts:
            continue
        for style in document.get_part(part).get_elements("//style:style"):
            name = style.get_attribute_string("style:name") or ""
            parents[name] = style.get_attribute_string("style:parent-style-name") or ""
            for properties in style.children:
                if properties.tag == "style:text-properties":
                    weight = properties.get_attribute_string("fo:font-weight")
                    if weight:
                        weights[name] = weight in ("bold", "600", "700", "800", "900")
    chains = {name: _chain(name, parents) for name in parents}
    return Looks(
        titles=frozenset(n for n, chain in chains.items() if not set(_TITLES).isdisjoint(chain)),
        bold=frozenset(
            n for n, c in chains.items() if next((weights[s] for s in c if s in weights), False)
        ),
    )


def _chain(name: str, parents: dict[str, str]) -> list[str]:
    """A style and those that it is based on; a chain that bites its own tail ends too."""
    chain: list[str] = []
    while name and len(chain) < _LONGEST_CHAIN:
        chain.append(name)
        name = parents.get(name, "")
    return chain
