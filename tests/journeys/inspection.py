"""Looks at pages as everybody has to be able to use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Page

from tests.journeys import sitemap
from tests.journeys.browser import PHONE, SMALL_PHONE, WIDE
from tests.journeys.page_checks import axe_violations, problems


class LookAtEach(Protocol):
    """Look at every page of a list as somebody who has a role; `closely` at more sizes."""

    def __call__(
        self,
        places: Callable[[Page, str], list[sitemap.Place]],
        role: str,
        *,
        axe: bool = True,
        closely: bool = False,
    ) -> None: ...


class Inspection:
    """Looks at pages, goes on after the first problem, and tells them all at the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[str]] = {}
        """Each problem, and where it is."""

    def visit(
        self,
        place: sitemap.Place,
        *,
        sizes: tuple[dict[str, int], ...] = (WIDE, SMALL_PHONE),
        axe: bool = True,
        contrast: bool = True,
    ) -> None:
        """Load a page and look at it at each size, from the widest to the smallest, the next page
        the other way round: half of the pages are loaded on a screen, half on a phone, and the
        window has the size of the next one already. Axe judges it on the screen.

        Contrasts are measured at each size by `problems`, by axe as well where it is asked to.
        """
        if self.page.viewport_size == sizes[-1]:
            sizes = sizes[::-1]
        self._resize(sizes[0])
        answer = self.page.goto(place.address)
        assert answer is not None
        if answer.status != place.status:
            self._keep(place.name, [f"status {answer.status}"])
        for size in sizes:
            self._judge(
                place.name,
                size,
                fictional=place.is_fictional,
                axe=axe and size == WIDE,
                contrast=contrast,
            )

    def look(
        self,
        name: str,
        *,
        fictional: bool = False,
        language: str = "fr",
        sizes: tuple[dict[str, int], ...] = (WIDE, PHONE, SMALL_PHONE),
        axe: bool = True,
        contrast: bool = True,
    ) -> None:
        """Judge the page as it is, at each size, the first one last; by axe at the first one."""
        for size in (*sizes[1:], sizes[0]):
            self._judge(
                name,
                size,
                fictional=fictional,
                language=language,
                axe=axe and size == sizes[0],
                contrast=contrast,
            )

    def _judge(
        self,
        name: str,
        size: dict[str, int],
        *,
        fictional: bool,
        axe: bool,
        contrast: bool,
        language: str = "fr",
    ) -> None:
        self._resize(size)
        found = problems(self.page, language, fictional=fictional)
        if axe:
            found += axe_violations(self.page, contrast=contrast)
        self._keep(f"{name} at {size['width']} px", found)

    def _resize(self, size: dict[str, int]) -> None:
        # The browser is waited for, even where it has this size already.
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]

    def _keep(self, name: str, found: list[str]) -> None:
        for problem in found:
            self.found.setdefault(problem, []).append(name)

    def report(self) -> str:
        return "\n".join(
            f"{problem}\n    on {', '.join(places[:6])}" for problem, places in self.found.items()
        )
