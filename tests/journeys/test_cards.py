"""At a conference: a card on a phone without JavaScript, cards typed in by keyboard only."""

from __future__ import annotations

import uuid
from functools import partial

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import PHONE, Complaints, visitor
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform, until
from tests.journeys.steps import HOME, STEWARD, sign_in

CARDS = f"{HOME}/conferences/CONF/cards"


def _judge(page: Page) -> None:
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _open_card(page: Page, title: str) -> None:
    page.goto(CARDS)
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _found(page: Page, words: str) -> None:
    page.goto(f"{HOME}/contributions?q={words}")
    expect(page.locator(".verbatim").filter(has_text=words).first).to_be_visible()


def test_a_phone_without_a_script_and_a_keyboard_fill_in_cards_that_are_in_the_corpus(
    platform: Platform, open_page: OpenPage, complaints: Complaints
) -> None:
    complaints.expect(422)
    mark = uuid.uuid4().hex[:8]
    steward = open_page(platform)
    sign_in(steward, STEWARD)
    _open_card(steward, "Votre avis sur les directions")
    steward.get_by_role("link", name="QR code à projeter").click()
    _judge(steward)
    address = steward.locator(".poster__link a").get_attribute("href") or ""

    phone = open_page(platform, viewport=PHONE, javascript=False)
    phone.goto(address)
    phone.get_by_role("button", name="Envoyer ma fiche").click()
    expect(phone.locator(".error-summary")).to_contain_text("La fiche est vide")
    phone.get_by_label("Que manque-t-il à ces directions ?").fill(f"Les bénévoles {mark}.")
    stand = phone.get_by_role("radiogroup", name="O5 – ")
    stand.get_by_label("À amender").check()
    phone.get_by_label("En quelques mots, si vous voulez: O5").fill(f"Un calendrier {mark}.")
    phone.get_by_label("Type de structure").select_option("Association")
    phone.get_by_label("Département ou territoire").fill("Sarthe")
    phone.get_by_role("button", name="Envoyer ma fiche").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est reçue")
    expect(phone.get_by_text(f"Un calendrier {mark}.")).to_be_visible()
    expect(phone.locator(".receipt-code")).to_be_visible()

    _found(steward, f"bénévoles {mark}")
    _type_three(steward, mark)
    for number in range(3):
        _found(steward, f"Carte {number} {mark}")

    receipt = phone.url
    phone.get_by_role("button", name="Retirer ma fiche").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Votre fiche est retirée")
    phone.goto(receipt)
    expect(phone.get_by_text(f"Un calendrier {mark}.")).to_have_count(0)


def test_cards_filled_in_without_a_network_are_sent_once_it_is_back(
    platform: Platform, open_page: OpenPage, chromium: Browser
) -> None:
    mark = uuid.uuid4().hex[:8]
    steward = open_page(platform)
    sign_in(steward, STEWARD)
    _open_card(steward, "Votre avis sur les directions")
    steward.get_by_role("link", name="QR code à projeter").click()
    address = steward.locator(".poster__link a").get_attribute("href") or ""

    # The browser says of each failed request that there is no network: that is what this is about.
    with visitor(chromium, platform.url, viewport=PHONE) as phone:
        _fill_in_without_network(phone, address, mark)
    _found(steward, f"réseau 2 {mark}")


def _fill_in_without_network(phone: Page, address: str, mark: str) -> None:
    phone.goto(address)
    phone.locator("body[data-kept-offline]").wait_for()
    context = phone.context
    context.set_offline(True)
    codes = []
    for number in (1, 2):
        words = phone.get_by_label("Que manque-t-il à ces directions ?")
        words.fill(f"Hors réseau {number} {mark}.")
        phone.get_by_role("button", name="Envoyer ma fiche").click()
        waiting = phone.locator("[data-card-waiting]")
        expect(waiting.locator("[data-count]")).to_have_text(str(number))
        expect(words).to_have_value("")
        codes.append(waiting.locator(".receipt-code").inner_text())
    _judge(phone)
    phone.reload()
    expect(phone.locator("[data-count]")).to_have_text("2")
    phone.close()

    context.set_offline(False)
    later = context.new_page()
    later.goto(address)
    expect(later.locator("[data-card-waiting]")).to_be_hidden()
    for number, code in enumerate(codes, start=1):
        receipt = f"{address.split('/fill/')[0]}/sent/{code}"
        until(partial(_is_there, later, receipt), f"card {number} to arrive")
        expect(later.get_by_text(f"Hors réseau {number} {mark}.")).to_be_visible()


def _is_there(page: Page, address: str) -> bool:
    answer = page.goto(address)
    return answer is not None and answer.status == 200


def _type_three(page: Page, mark: str) -> None:
    """Three cards by keyboard only; the session, the kind and the territory are typed once."""
    _open_card(page, "Votre contribution à la stratégie")
    page.get_by_role("link", name="Saisir des fiches").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Numéro écrit sur la feuille")).to_be_focused()
    _judge(page)
    page.keyboard.type(f"{mark} 98")
    page.keyboard.press("Enter")
    page.keyboard.type("Employer")
    page.keyboard.press("Enter")
    page.keyboard.type("Coop")
    page.keyboard.press("Enter")
    page.keyboard.type("Mayenne")
    page.keyboard.press("Enter")
    for number in range(3):
        expect(page.get_by_label("Un constat")).to_be_focused()
        page.keyboard.type(f"Carte {number} {mark}.")
        if number == 1:
            page.keyboard.press("Control+Enter")
        else:
            for _field in range(4):
                page.keyboard.press("Enter")
        kept = f"La fiche {mark} {98 + number} est enregistrée."
        expect(page.get_by_text(kept)).to_be_visible()
        expect(page.get_by_label("Numéro écrit sur la feuille")).to_have_value(
            f"{mark} {99 + number}"
        )
        expect(page.get_by_label("Département ou territoire")).to_have_value("Mayenne")
        expect(page.get_by_label("Séquence").locator("option:checked")).to_have_text(
            "Employer, se former, s’engager"
        )
    expect(page.locator(".last-typed li").first).to_contain_text(f"Carte 2 {mark}.")
    _judge(page)
