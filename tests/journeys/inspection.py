"""Looks at pages as everybody has to be able to use them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys import sitemap
from tests.journeys.browser import PHONE, SMALL_PHONE, WIDE
from tests.journeys.page_checks import axe_violations, problems


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
        thorough: bool = True,
        axe: bool = True,
        axe_on_a_phone: bool = True,
    ) -> None:
        """Load a page on a screen and look at it, then at its smallest; thoroughly, load it again
        on phones.

        Contrasts are measured at each size by `problems`; axe does so as well where it looks at
        the phone too, on the screen.
        """
        phones = (SMALL_PHONE, PHONE) if thorough else (SMALL_PHONE,)
        loads = ((WIDE,), phones) if thorough else ((WIDE, *phones),)
        for sizes in loads:
            self._resize(sizes[0])
            answer = self.page.goto(place.address)
            assert answer is not None
            if answer.status != place.status:
                self._keep(place.name, [f"status {answer.status}"])
            by_axe = axe and (axe_on_a_phone or sizes[0] == WIDE)
            self.look(
                place.name,
                fictional=place.is_fictional,
                sizes=sizes,
                axe=by_axe,
                contrast=axe_on_a_phone and sizes[0] == WIDE,
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
            self._resize(size)
            found = problems(self.page, language, fictional=fictional)
            self._keep(f"{name} at {size['width']} px", found)
        if axe:
            self._keep(
                f"{name} at {sizes[0]['width']} px", axe_violations(self.page, contrast=contrast)
            )

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
