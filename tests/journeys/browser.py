"""The browser: which one, how it is started, and what it may not complain of."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Instead of Playwright's own list, of which this is what matters here. The last one makes a
    # frame anew for each page: a tenth of what it takes to load one.
    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,RenderDocument",
)
PATIENCE = 15_000
"""Milliseconds that a page is waited for: several browsers share few processors."""
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
expect.set_options(timeout=PATIENCE)
NOT_LOADED = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


def find_chromium() -> str | None:
    """The browser to drive: the one that CHROMIUM names, or the first that is installed."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named if Path(named).is_file() else shutil.which(named)
    installed = (shutil.which(name) for name in NAMES)
    return next((path for path in installed if path), None)


def launch(playwright: Playwright, executable: str) -> Browser:
    # Chromium refuses its sandbox to root, and only to root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=executable, args=[*sandbox, *FLAGS])


CUT = re.compile("net::ERR_|error occurred when fetching the script")


class Complaints:
    """What the browser holds against the pages: errors, refused scripts, failed requests."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._expected: set[int] = set()
        self._are_requests_cut = False

    def expect(self, *statuses: int) -> None:
        """These answers are what the journey is about."""
        self._expected.update(statuses)

    def expect_cut_requests(self) -> None:
        """The journey loses its network, or leaves a page in the middle of a request."""
        self._are_requests_cut = True

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"page error: {error.error}"))
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        refused = NOT_LOADED.match(message.text)
        if refused and int(refused[1]) in self._expected:
            return
        if self._are_requests_cut and CUT.search(message.text):
            return
        self.found.append(f"console {message.type}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.found.append(f"{response.status} {response.request.method} {response.url}")


@contextmanager
def visitor(
    browser: Browser,
    url: str,
    *,
    viewport: dict[str, int] | None = None,
    javascript: bool = True,
    complaints: Complaints | None = None,
) -> Iterator[Page]:
    """A page of somebody who comes for the first time; addresses are relative to `url`."""
    context = browser.new_context(
        base_url=url,
        viewport=viewport or WIDE,  # type: ignore[arg-type]
        java_script_enabled=javascript,
        locale="fr-FR",
        accept_downloads=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    if complaints is not None:
        complaints.watch(context)
    try:
        yield context.new_page()
    finally:
        context.close()
