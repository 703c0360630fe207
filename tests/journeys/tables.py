"""A table of a workshop in a journey, and what people do there."""

from __future__ import annotations

import uuid

from playwright.sync_api import BrowserContext, Page

from tests.journeys.processes import Platform
from tests.journeys.steps import FACILITATOR, HOME, sign_in


def add_table(platform: Platform) -> str:
    """Another table of the first workshop of the demonstration; its address."""
    table_id = uuid.uuid4()
    platform.query(
        "INSERT INTO room_table (id, activity_id, number, title, is_open, turn)"
        " SELECT :id, id, (SELECT 1 + count(*) FROM room_table), '', false, 0"
        " FROM activity WHERE channel = 'workshop' ORDER BY code LIMIT 1",
        id=table_id.hex,
    )
    return f"{HOME}/tables/{table_id}"


def kept(platform: Platform, table: str) -> list[str]:
    """The texts of the notes that the server keeps for a table, in their order."""
    found = platform.query(
        "SELECT text FROM note WHERE table_id = :id ORDER BY id",
        id=uuid.UUID(table.rsplit("/", 1)[1]).hex,
    )
    return [text for (text,) in found]


def open_table(page: Page, table: str, email: str = FACILITATOR) -> None:
    """Come to a table as a facilitator, and stay until the page is kept for no network."""
    sign_in(page, email, then=table)
    wait_until_kept(page)


def wait_until_kept(page: Page) -> None:
    page.locator("body[data-kept-offline]").wait_for()


def write(page: Page, *texts: str) -> None:
    """Type notes one after the other, without a mouse."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def open_to_participants(page: Page) -> str:
    """Open the table that is shown; the address that its code leads to."""
    page.get_by_role("button", name="Ouvrir aux participants").click()
    return page.locator(".table-code__address a").get_attribute("href") or ""


def reopen(context: BrowserContext, page: Page, address: str) -> Page:
    """Close the tab and open its address in a new one."""
    page.close()
    fresh = context.new_page()
    fresh.goto(address)
    return fresh
