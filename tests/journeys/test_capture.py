"""A table in a room where the network goes: what was written is on the server in the end, once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser import PHONE, WIDE, Complaints, visitor
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform, until
from tests.journeys.steps import FACILITATOR, STEWARD, sign_in
from tests.journeys.tables import (
    add_table,
    kept,
    open_table,
    open_to_participants,
    reopen,
    wait_until_kept,
    write,
)

THIRTY = [f"Note {number}" for number in range(1, 31)]


@pytest.fixture
def table(platform: Platform) -> str:
    return add_table(platform)


def _waits(page: Page, words: str) -> None:
    expect(page.locator("[data-words]")).to_contain_text(words)
    expect(page.locator("[data-sending]")).to_be_visible()


def _nothing_waits(page: Page) -> None:
    expect(page.locator("[data-waiting] li")).to_have_count(0, timeout=20_000)
    expect(page.locator("[data-sending]")).to_be_hidden()


def _all_arrive(platform: Platform, table: str, texts: list[str]) -> None:
    until(lambda: len(kept(platform, table)) >= len(texts), "the notes to arrive")
    assert kept(platform, table) == texts


def test_thirty_notes_written_without_a_network_are_on_the_server_afterwards(
    platform: Platform, come: OpenPage, table: str
) -> None:
    page = come()
    open_table(page, table)
    context = page.context
    write(page, "Avant la coupure")
    until(lambda: kept(platform, table) == ["Avant la coupure"], "the first note")

    context.set_offline(True)
    page.keyboard.press("Alt+3")
    write(page, *THIRTY[:20])
    _waits(page, "20 notes attendent d’être envoyées.")
    _waits(page, "Il n’y a pas de réseau.")
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, "\n".join(found)

    page = reopen(context, page, table)
    _waits(page, "20 notes attendent d’être envoyées.")
    expect(page.get_by_label("Constat")).to_be_checked()
    page.keyboard.press("Alt+3")
    write(page, *THIRTY[20:])
    _waits(page, "30 notes attendent d’être envoyées.")
    page.close()
    assert kept(platform, table) == ["Avant la coupure"]

    context.set_offline(False)
    page = context.new_page()
    page.goto(table)
    _all_arrive(platform, table, ["Avant la coupure", *THIRTY])
    expect(page.locator(".note-counts")).to_contain_text("31 notes")
    _nothing_waits(page)
    natures = platform.query("SELECT DISTINCT nature FROM note WHERE text LIKE 'Note %'")
    assert natures == [("proposal",)]


def test_notes_are_sent_by_themselves_when_the_network_is_back(
    platform: Platform, come: OpenPage, table: str
) -> None:
    page = come()
    open_table(page, table)
    page.context.set_offline(True)
    write(page, "Un", "Deux")
    _waits(page, "2 notes attendent d’être envoyées.")
    page.context.set_offline(False)
    _all_arrive(platform, table, ["Un", "Deux"])
    expect(page.locator("[data-kept-notes] .note")).to_have_count(2)
    _nothing_waits(page)


def test_notes_are_sent_when_the_network_is_back_even_if_no_page_is_open(
    platform: Platform, come: OpenPage, table: str
) -> None:
    """By the service worker, in a browser that has Background Sync."""
    page = come()
    open_table(page, table)
    context = page.context
    context.set_offline(True)
    write(page, "Un", "Deux")
    _waits(page, "2 notes attendent d’être envoyées.")
    until(
        lambda: page.evaluate("navigator.serviceWorker.ready.then((one) => one.sync.getTags())"),
        "the service worker to be asked",
    )
    context.new_page()
    page.close()
    context.set_offline(False)
    _all_arrive(platform, table, ["Un", "Deux"])


def test_an_answer_that_is_lost_doubles_nothing(
    platform: Platform, come: OpenPage, table: str
) -> None:
    page = come()
    open_table(page, table)
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort("connectionreset")

    page.context.route("**/batch", lose_the_answer, times=2)
    write(page, "Reçue sans que je le sache")
    _waits(page, "1 note attend d’être envoyée.")
    assert len(kept(platform, table)) == 1
    page = reopen(page.context, page, table)
    expect(page.locator("[data-kept-notes] .note")).to_have_count(1)
    until(lambda: len(lost) == 2, "the second answer to be lost")
    _nothing_waits(page)
    assert kept(platform, table) == ["Reçue sans que je le sache"]


def test_a_session_that_ended_meanwhile_keeps_the_notes_until_the_person_is_back(
    platform: Platform, open_page: OpenPage, complaints: Complaints, table: str
) -> None:
    complaints.expect(400)
    complaints.expect_cut_requests()  # It tries again while the person goes to sign in.
    page = open_page(platform)
    open_table(page, table)
    write(page, "À temps")
    until(lambda: kept(platform, table) == ["À temps"], "the first note")
    page.context.clear_cookies()
    write(page, "Écrite trop tard")
    _waits(page, "un compte qui n’est plus connecté ici")
    assert kept(platform, table) == ["À temps"]
    page.locator("[data-sign-in] a").click()
    page.get_by_label("Adresse électronique").fill(FACILITATOR)
    page.get_by_label("Mot de passe").fill("demonstration-2016")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    _all_arrive(platform, table, ["À temps", "Écrite trop tard"])


def test_who_signs_out_leaves_no_page_behind_and_loses_no_note(
    platform: Platform, come: OpenPage, table: str
) -> None:
    """On a laptop that several people share."""
    page = come()
    open_table(page, table)
    context = page.context
    context.route("**/batch", lambda route: route.abort("connectionreset"))
    write(page, "Pas encore envoyée")
    _waits(page, "1 note attend d’être envoyée.")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté")).to_be_visible()
    expect(page.get_by_text("n’est pas encore envoyé")).to_be_visible()
    until(lambda: page.evaluate("caches.keys()") == [], "the kept pages to be forgotten")

    open_table(page, table, STEWARD)
    context.unroute("**/batch")
    write(page, "De quelqu’un d’autre")
    until(lambda: kept(platform, table) == ["De quelqu’un d’autre"], "the other's note")
    expect(page.get_by_text("Pas encore envoyée")).to_have_count(0)
    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, FACILITATOR, then=table)
    _all_arrive(platform, table, ["De quelqu’un d’autre", "Pas encore envoyée"])


def test_a_page_that_did_not_ask_for_it_is_not_kept(come: OpenPage, table: str) -> None:
    page = come()
    open_table(page, table)
    page.goto(f"{table}/wall")
    pages = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((kept) => kept.map((each) => new URL(each.url).pathname))"
    )
    assert [each for each in pages if "/static/" not in each] == [table]


def test_a_new_version_of_the_site_renews_what_was_kept(come: OpenPage, table: str) -> None:
    page = come()
    open_table(page, table)
    context = page.context

    def another_version(route: Route) -> None:
        script = re.sub(r'VERSION = "\w+"', 'VERSION = "another"', route.fetch().text())
        route.fulfill(body=script, content_type="text/javascript")

    # A browser asks for the script again by itself, where no journey can answer in its place.
    context.route("**/service-worker.js?again", another_version)
    page.evaluate(
        "navigator.serviceWorker.register('/service-worker.js?again', { type: 'module' })"
        ".then(() => null)"
    )
    until(
        lambda: [name.split()[1] for name in page.evaluate("caches.keys()")] == ["another"],
        "the other version",
    )
    context.set_offline(True)
    page = reopen(context, page, table)
    expect(page.get_by_role("button", name="Garder la note")).to_be_visible()
    write(page, "Avec l’autre version")
    _waits(page, "1 note attend d’être envoyée.")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_phone_joins_by_the_code_and_adds_a_note(
    platform: Platform, come: OpenPage, table: str, javascript: bool
) -> None:
    facilitator = come()
    open_table(facilitator, table)
    address = open_to_participants(facilitator)
    phone = come(viewport=PHONE, javascript=javascript)
    phone.goto(address)
    if javascript:
        wait_until_kept(phone)
        found = problems(phone, "fr", fictional=True) + axe_violations(phone)
        assert not found, "\n".join(found)
    phone.get_by_label("Besoin").check(force=True)
    phone.get_by_label("La note").fill("Un lieu pour se voir")
    phone.get_by_role("button", name="Garder la note").click()
    expect(phone.locator(".notes .note__text")).to_have_text(["Un lieu pour se voir"])
    phone.get_by_role("link", name="Corriger").click()
    phone.get_by_label("La note").fill("Un lieu pour se retrouver")
    phone.get_by_role("button", name="Enregistrer la correction").click()
    expect(phone.locator(".notes .note__text")).to_have_text(["Un lieu pour se retrouver"])
    phone.get_by_role("button", name="Retirer").click()
    expect(phone.locator(".notes .note__text")).to_have_count(0)
    phone.get_by_role("button", name="La remettre").click()
    expect(phone.locator(".notes .note__text")).to_have_text(["Un lieu pour se retrouver"])
    facilitator.goto(table)
    expect(facilitator.get_by_text("par un participant")).to_be_visible()


def test_a_closed_table_tells_a_phone_that_it_takes_no_notes(
    platform: Platform, come: OpenPage, complaints: Complaints, table: str, chromium: Browser
) -> None:
    facilitator = come()
    open_table(facilitator, table)
    address = open_to_participants(facilitator)
    expecting = Complaints()
    expecting.expect(404)
    with visitor(chromium, platform.url, viewport=PHONE, complaints=expecting) as phone:
        phone.goto(address)
        facilitator.get_by_role("button", name="Fermer aux participants").click()
        phone.get_by_label("La note").fill("Trop tard")
        phone.keyboard.press("Enter")
        _waits(phone, "Aucune note n’est plus reçue d’ici.")
    assert expecting.found == []
    assert kept(platform, table) == []


def test_the_pages_of_a_table_are_usable_by_all(
    platform: Platform, open_page: OpenPage, table: str
) -> None:
    page = open_page(platform)
    open_table(page, table)
    write(page, "Une note")
    expect(page.locator("[data-kept-notes] .note")).to_have_count(1)
    open_to_participants(page)
    page.goto(table)
    correction = page.get_by_role("link", name="Corriger").get_attribute("href") or ""
    for address in (table, f"{table}/code", f"{table}/wall", correction):
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(address)
            found = problems(page, "fr", fictional=True) + axe_violations(page)
            assert not found, f"{address} at {size['width']} px\n" + "\n".join(found)
