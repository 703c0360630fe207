"""Somebody registers by phone and gives up; a desk goes on when the network goes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import PHONE, Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform, until
from tests.journeys.steps import FACILITATOR, HOME, sign_in
from tests.journeys.tables import reopen, wait_until_kept

CONFERENCE = f"{HOME}/conferences/CONF2"
THREE = ("Léonie Vaudron", "Bastien Kervégan", "Inès Chauvelon")


def _is_as_pages_should_be(page: Page) -> None:
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _there(platform: Platform) -> set[str]:
    """Who is checked in on the server."""
    found = platform.query("SELECT name FROM registration WHERE came_at > '2020-01-01'")
    return {name for (name,) in found}


def _register(page: Page, name: str, email: str) -> str:
    """Register on the page that is shown; the address that the confirmation leads to."""
    page.get_by_label("Prénom et nom").fill(name)
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Type de structure").select_option("association")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")

    def message_arrived() -> bool:
        page.goto("/mails")
        return page.locator("article", has_text=email).count() > 0

    until(message_arrived, "the confirmation")
    message = page.locator("article", has_text=email).first
    return message.get_by_role("link").first.get_attribute("href") or ""


def _tap(page: Page, name: str) -> None:
    """Find somebody by a part of their name, as it is typed at a desk, and tap."""
    page.get_by_label("Nom ou structure").fill(name.split()[1].lower().replace("é", "e"))
    expect(page.locator(".desk-list li:visible")).to_have_count(1)
    page.get_by_role("button", name=f"Est là – {name}").click()
    expect(page.get_by_role("button", name=f"Annuler – {name}")).to_be_visible()


def test_a_phone_registers_and_gives_up_without_a_script(
    platform: Platform, open_page: OpenPage, complaints: Complaints
) -> None:
    complaints.expect(422)
    phone = open_page(platform, viewport=PHONE, javascript=False)
    phone.goto(f"{HOME}/conferences")
    phone.get_by_role("link", name="Rencontre à essayer").click()
    phone.get_by_role("link", name="S’inscrire").click()
    phone.get_by_label("Prénom et nom").fill("Maud Téléphone")
    phone.get_by_role("button", name="S’inscrire").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_label("Prénom et nom")).to_have_value("Maud Téléphone")
    link = _register(phone, "Maud Téléphone", "maud@region.example")
    phone.goto(link)
    expect(phone.get_by_text("Vous avez une place")).to_be_visible()
    expect(phone.get_by_alt_text("Code QR")).to_be_visible()
    phone.get_by_role("button", name="Annuler mon inscription").click()
    expect(phone.get_by_text("Merci de l’avoir dit.")).to_be_visible()
    expect(phone.get_by_role("button", name="Venir quand même")).to_be_visible()
    wide = open_page(platform)
    wide.goto(link)
    _is_as_pages_should_be(wide)
    states = platform.query("SELECT state FROM registration WHERE email = 'maud@region.example'")
    assert states == [("cancelled",)]


def test_three_checked_in_without_a_network_are_in_on_the_server_afterwards(
    platform: Platform, come: OpenPage
) -> None:
    page = come(viewport=PHONE)
    desk = f"{CONFERENCE}/check-in"
    sign_in(page, FACILITATOR, then=desk)
    wait_until_kept(page)
    _is_as_pages_should_be(page)
    context = page.context
    context.set_offline(True)
    _tap(page, THREE[0])
    _tap(page, THREE[1])
    expect(page.get_by_role("status").last).to_contain_text("À envoyer : 2")
    expect(page.get_by_role("status").last).to_contain_text("Pas de réseau")
    _is_as_pages_should_be(page)

    page = reopen(context, page, desk)
    expect(page.locator("[data-there]")).to_have_text("2")
    _tap(page, THREE[2])
    page.get_by_label("Prénom et nom").fill("Zoé Sans-Réseau")
    page.get_by_label("Type de structure").select_option("state")
    page.get_by_role("button", name="Noter présent").click()
    expect(page.locator("[data-there]")).to_have_text("4")
    page.close()
    assert not _there(platform) & {*THREE, "Zoé Sans-Réseau"}

    context.set_offline(False)
    page = context.new_page()
    page.goto(desk)
    until(lambda: _there(platform) >= {*THREE, "Zoé Sans-Réseau"}, "the check-ins to arrive")
    page.goto(desk)
    expect(page.locator("[data-there]")).to_have_text("4")
    expect(page.locator("[data-status]")).to_be_empty()
    page.get_by_role("button", name=f"Annuler – {THREE[0]}").click()
    until(lambda: THREE[0] not in _there(platform), "the check-in to be undone")


def test_an_answer_that_is_lost_welcomes_nobody_twice(platform: Platform, come: OpenPage) -> None:
    page = come()
    sign_in(page, FACILITATOR, then=f"{CONFERENCE}/check-in")
    wait_until_kept(page)
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort("connectionreset")

    page.context.route(re.compile("/check-in/acts$"), lose_the_answer, times=1)
    page.get_by_label("Prénom et nom").fill("Ali Une-Fois")
    page.get_by_label("Type de structure").select_option("union")
    page.get_by_role("button", name="Noter présent").click()
    # Its title is asked for so that the browser gets to say what it does meanwhile.
    until(lambda: page.title() and lost, "the answer to be lost")
    expect(page.locator("[data-status]")).not_to_contain_text("À envoyer", timeout=20_000)
    assert platform.query("SELECT count(*) FROM registration WHERE name = 'Ali Une-Fois'") == [(1,)]


def test_the_code_of_a_registration_checks_in_with_one_button(
    platform: Platform, open_page: OpenPage
) -> None:
    visitor_page = open_page(platform, javascript=False)
    visitor_page.goto(f"{CONFERENCE}/register")
    link = _register(visitor_page, "Nour Code", "nour@region.example")
    phone = open_page(platform, viewport=PHONE)
    sign_in(phone, FACILITATOR)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nour Code")
    _is_as_pages_should_be(phone)
    phone.get_by_role("button", name="Est là").click()
    expect(phone.get_by_text("Là depuis")).to_be_visible()
    assert "Nour Code" in _there(platform)


def test_a_desk_sees_who_was_checked_in_at_another(platform: Platform, come: OpenPage) -> None:
    here, there = come(), come(viewport=PHONE)
    for page in (here, there):
        sign_in(page, FACILITATOR, then=f"{CONFERENCE}/check-in")
        wait_until_kept(page)
    name = THREE[0]
    if there.get_by_role("button", name=f"Annuler – {name}").count():
        there.get_by_role("button", name=f"Annuler – {name}").click()
        until(lambda: there.title() and name not in _there(platform), "the check-in to be undone")
    _tap(there, name)
    until(lambda: there.title() and name in _there(platform), "the check-in to arrive")
    here.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(here.get_by_role("button", name=f"Annuler – {name}")).to_be_visible()
    here.get_by_role("button", name=f"Annuler – {name}").click()
    until(lambda: here.title() and name not in _there(platform), "the check-in to be undone")
    there.wait_for_timeout(5_100)
    there.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(there.get_by_role("button", name=f"Est là – {name}")).to_be_visible()
