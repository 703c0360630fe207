"""A page of the demonstration, who comes to it, and where the pages that have no fixed address
are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.steps import FACILITATOR, HOME, PARTICIPANT, STEWARD, WRITER

VISITOR = "visitor"
ROLES = {
    VISITOR: "",
    "participant": PARTICIPANT,
    "facilitator": FACILITATOR,
    "writer": WRITER,
    "steward": STEWARD,
}
FIND = """([html, selector, text]) =>
  [...new DOMParser().parseFromString(html, "text/html").querySelectorAll(selector)]
    .find((link) => link.textContent.includes(text))?.getAttribute("href") ?? null"""


@dataclass(frozen=True)
class Place:
    """A page: what it is called in pictures, its address, and the status of its answer."""

    name: str
    address: str
    status: int = 200

    @property
    def is_fictional(self) -> bool:
        """Whether it belongs to the demonstration. Error pages know of no consultation."""
        return self.address.startswith(HOME) and self.status == 200


@dataclass
class Links:
    """The links of pages as one role reads them. A page is asked for once, and is not drawn."""

    page: Page
    """Of somebody who has the role."""
    role: str
    _read: dict[str, str] = field(default_factory=dict)

    def first(self, address: str, selector: str, text: str = "") -> str:
        """The path to which the first such link leads, on a page whose address is below HOME."""
        return self.first_of(f"{HOME}/{address}".removesuffix("/"), selector, text)

    def each(self, name: str, address: str, selector: str) -> list[Place]:
        """The first such link as a page of this name; none where this role finds none."""
        found = self.has(address, selector)
        return [Place(name, self.first(address, selector))] if found else []

    def first_of(self, address: str, selector: str, text: str = "") -> str:
        """The same, on any page."""
        html = self._text(address)
        found = self.page.evaluate(FIND, [html, selector, text])
        assert found, f"nobody who is a {self.role} finds {selector} {text} on {address}"
        path = urlsplit(found)
        return f"{path.path}?{path.query}" if path.query else path.path

    def has(self, address: str, selector: str) -> bool:
        html = self._text(f"{HOME}/{address}")
        return self.page.evaluate(FIND, [html, selector, ""]) is not None

    def _text(self, address: str) -> str:
        if address not in self._read:
            answer = self.page.request.get(address)
            assert answer.ok, f"{address} answers {answer.status} to a {self.role}"
            self._read[address] = answer.text()
        return self._read[address]


def below_home(path: str) -> str:
    """The address of a page without what all those of the demonstration begin with."""
    return path.removeprefix(f"{HOME}/")
