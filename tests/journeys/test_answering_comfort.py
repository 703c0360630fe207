"""What a script adds to the pages of a questionnaire, and what is there without one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.browser import PHONE, WIDE, Complaints, visitor
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.questionnaires import EVERY_WIDGET, add_questionnaire, begin, go_on

PAGES = ("choix", "nombres", "avis", "projets")


@pytest.fixture(scope="module")
def platform(new_platform: Callable[[], Platform]) -> Platform:
    """One of its own: other journeys open the first questionnaire that they find."""
    return new_platform()


@pytest.fixture(scope="module")
def every_widget(platform: Platform, chromium: Browser) -> str:
    """The address of a questionnaire with every type of question."""
    with visitor(chromium, platform.url, complaints=Complaints()) as page:
        return add_questionnaire(page, "Toutes les questions", EVERY_WIDGET)


def _posts(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def _says(page: Page, text: str) -> None:
    expect(page.locator("[data-survey-live]")).to_contain_text(text)


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_every_widget_is_readable_and_usable(
    platform: Platform, open_page: OpenPage, every_widget: str, viewport: dict[str, int]
) -> None:
    page = open_page(platform, viewport=viewport)
    pages = begin(page, every_widget)
    for name in PAGES:
        page.goto(f"{pages}/{name}")
        for yes in page.get_by_label("Oui", exact=True).all():
            yes.check()
        found = problems(page, "fr", fictional=True) + axe_violations(page)
        assert not found, f"{name}\n" + "\n".join(found)
        go_on(page)
        found = problems(page, "fr", fictional=True) + axe_violations(page)
        assert not found, f"after {name}\n" + "\n".join(found)


def test_questions_follow_what_is_typed_without_a_round_trip(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform, viewport=PHONE)
    pages = begin(page, every_widget)
    posts = _posts(page)
    salaries = page.get_by_label("Combien de salariés ?")
    expect(salaries).to_be_hidden()
    page.get_by_label("Oui", exact=True).check()
    expect(salaries).to_be_visible()
    expect(page.get_by_label("Oui", exact=True)).to_be_focused()
    _says(page, "Désormais demandé : Combien de salariés ?")
    salaries.fill("4")
    expect(page.get_by_text("Vous avez 4 salariés, soit 8 mains.")).to_be_visible()

    page.get_by_label("Le Nord").check()
    town = page.get_by_role("group", name="Dans quelle ville ?")
    expect(town.get_by_label("Lille")).to_be_visible()
    expect(town.get_by_label("Brest")).to_be_hidden()
    town.get_by_label("Lille").check()
    page.get_by_label("L’Ouest").check()
    expect(town.get_by_label("Lille")).to_be_hidden()
    expect(town.get_by_label("Brest")).to_be_visible()

    page.get_by_label("Non", exact=True).check()
    expect(salaries).to_be_hidden()
    _says(page, "N’est plus demandé : Combien de salariés ?")
    page.get_by_label("Oui", exact=True).check()
    expect(salaries).to_have_value("4")
    page.get_by_label("Non", exact=True).check()
    assert not posts
    go_on(page)
    sent = posts[0].post_data or ""
    assert 'name="salaries"' not in sent
    assert "lille" not in sent
    expect(page).to_have_url(f"{pages}/nombres")


def test_without_a_script_a_page_comes_back_with_the_questions_that_its_answers_bring(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform, viewport=PHONE, javascript=False)
    pages = begin(page, every_widget)
    expect(page.get_by_label("Combien de salariés ?")).to_have_count(0)
    page.get_by_label("Oui", exact=True).check()
    go_on(page)
    expect(page).to_have_url(f"{pages}/choix")
    notice = page.locator(".notice", has_text="amènent d’autres questions")
    notice.get_by_role("link", name="Combien de salariés ?").click()
    page.get_by_label("Combien de salariés ?").fill("4")
    go_on(page)
    expect(page).to_have_url(f"{pages}/nombres")


def test_an_answer_is_judged_when_its_question_is_left_and_nobody_is_stopped(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    pages = begin(page, every_widget)
    page.goto(f"{pages}/nombres")
    mail = page.get_by_label("Adresse électronique")
    mail.fill("claire")
    expect(page.locator(".field__error:visible")).to_have_count(0)
    page.get_by_label("Quelle part ?").click()
    expect(mail).to_have_attribute("aria-invalid", "true")
    expect(mail).to_have_accessible_description(re.compile("Vérifiez l’adresse"))
    expect(page.get_by_label("Quelle part ?")).to_be_focused()
    _says(page, "Vérifiez l’adresse")
    mail.fill("claire@region.example")
    expect(mail).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("Quelle part ?").fill("beaucoup")
    page.get_by_label("Votre nom").focus()
    expect(page.get_by_text("Donnez un nombre")).to_be_visible()
    page.get_by_label("Votre nom").blur()
    expect(page.get_by_text("Cette question demande une réponse.")).to_be_visible()
    assert not axe_violations(page)
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(page.get_by_label("Votre nom")).to_be_focused()


def test_a_pattern_that_could_hang_the_page_is_left_to_the_server(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    page.goto(f"{begin(page, every_widget)}/nombres")
    page.set_default_timeout(5_000)
    trap = page.get_by_label("Un motif difficile")
    trap.fill("a" * 1_500 + "!")
    page.get_by_label("Votre nom").fill("Claire")
    expect(trap).not_to_have_attribute("aria-invalid", "true")
    go_on(page)
    expect(page.locator(".error-summary")).to_contain_text("Un motif difficile")


def test_a_lost_network_loses_nothing(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform, viewport=PHONE)
    pages = begin(page, every_widget)
    page.goto(f"{pages}/nombres")
    page.get_by_label("Votre nom").fill("Claire")
    page.get_by_label("Racontez en peu de mots").fill("Une halle")
    page.context.set_offline(True)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("La connexion est perdue")
    expect(page.get_by_label("Votre nom")).to_have_value("Claire")
    page.context.set_offline(False)

    page.reload()
    expect(page.get_by_label("Votre nom")).to_have_value("")
    assert not problems(page, "fr", fictional=True) + axe_violations(page)
    page.get_by_role("button", name="Le reprendre").click()
    expect(page.get_by_label("Votre nom")).to_have_value("Claire")
    expect(page.get_by_label("Racontez en peu de mots")).to_have_value("Une halle")
    go_on(page)
    expect(page).to_have_url(f"{pages}/avis")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(f"{pages}/nombres")
    expect(page.get_by_label("Votre nom")).to_have_value("Claire")
    expect(page.get_by_role("button", name="Le reprendre")).to_be_hidden()


def test_what_was_typed_can_be_erased_from_the_device(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    page.goto(f"{begin(page, every_widget)}/nombres")
    page.get_by_label("Votre nom").fill("Claire")
    page.reload()
    page.get_by_role("button", name="L’effacer").click()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.get_by_role("button", name="L’effacer")).to_be_hidden()


def test_pressing_twice_sends_once(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    pages = begin(page, every_widget)
    page.get_by_label("Non", exact=True).check()
    posts = _posts(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Continuer").dblclick()
    page.wait_for_url(f"{pages}/nombres")
    assert len(posts) == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_an_entry_is_added_and_taken_out(
    platform: Platform, open_page: OpenPage, every_widget: str, javascript: bool
) -> None:
    page = open_page(platform, viewport=PHONE, javascript=javascript)
    page.goto(f"{begin(page, every_widget)}/projets")
    page.get_by_label("Oui", exact=True).check()
    if not javascript:
        go_on(page)
    names = page.get_by_label("Son nom")
    names.first.fill("Une halle")
    go_on(page, "Ajouter une entrée")
    expect(names).to_have_count(2)
    if javascript:
        expect(names.nth(1)).to_be_focused()
        expect(page.get_by_text("Combien d’emplois pour Une halle ?")).to_be_visible()
    names.nth(1).fill("Un garage")
    go_on(page, "Ajouter une entrée")
    names.nth(2).fill("Une épicerie")
    page.get_by_role("button", name=re.compile(r"^Retirer cette réponse.*\(2\)")).click()
    expect(names).to_have_count(2)
    assert [name.input_value() for name in names.all()] == ["Une halle", "Une épicerie"]


def test_options_are_ranked_with_buttons_and_the_keyboard(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform, viewport=PHONE)
    pages = begin(page, every_widget)
    page.goto(f"{pages}/avis")
    rows = page.locator("[data-code]")
    for name in ("La transition écologique", "Des emplois de qualité"):
        page.get_by_role("button", name=f"Monter : {name}").press("Enter")
    expect(page.get_by_label("Des emplois de qualité", exact=True)).to_have_value("2")
    up = page.get_by_role("button", name="Monter : Des emplois de qualité")
    up.press("Enter")
    expect(up).to_be_focused()
    expect(rows.first).to_contain_text("Des emplois de qualité")
    expect(page.get_by_label("La transition écologique", exact=True)).to_have_value("2")
    _says(page, "Des emplois de qualité : 1")
    go_on(page)
    page.goto(f"{pages}/avis")
    expect(rows.first).to_contain_text("Des emplois de qualité")


def test_a_number_is_given_with_a_slider_or_left_without_an_answer(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    page.goto(f"{begin(page, every_widget)}/nombres")
    number, slider = page.get_by_role("spinbutton"), page.get_by_role("slider")
    expect(number).to_have_value("")
    slider.press("ArrowRight")
    expect(number).to_have_value("6")
    number.fill("9")
    expect(slider).to_have_value("9")


def test_the_characters_left_are_told_near_the_limit(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    page.goto(f"{begin(page, every_widget)}/nombres")
    text = page.get_by_label("Racontez en peu de mots")
    text.fill("x" * 20)
    expect(page.get_by_text("Signes restants").first).to_be_hidden()
    text.fill("x" * 55)
    expect(page.get_by_text("Signes restants : 5").first).to_be_visible()
    _says(page, "Signes restants : 5")


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_the_language_changes_and_what_was_typed_stays(
    platform: Platform, open_page: OpenPage, every_widget: str, javascript: bool
) -> None:
    page = open_page(platform, javascript=javascript)
    page.goto(f"{begin(page, every_widget)}/nombres")
    page.get_by_label("Votre nom").fill("Claire")
    page.get_by_label("Quelle part ?").fill("beaucoup")
    with page.expect_navigation():
        page.locator("form.survey").get_by_role("button", name="English").click()
    expect(page.get_by_label("Your name")).to_have_value("Claire")
    expect(page.get_by_label("Which share?")).to_have_value("beaucoup")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Tell briefly").fill("A hall")
    page.get_by_role("button", name="Français").first.click()
    expect(page.get_by_label("Votre nom")).to_have_value("Claire")
    if javascript:
        expect(page.get_by_label("Racontez en peu de mots")).to_have_value("A hall")


def test_going_back_after_sending_makes_no_second_response(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform, viewport=PHONE)
    pages = begin(page, every_widget)
    page.get_by_label("Non", exact=True).check()
    go_on(page)
    page.get_by_label("Votre nom").fill("Claire")
    go_on(page)
    page.get_by_role("group", name="Notre travail").get_by_label("Sans avis").check()
    go_on(page)
    go_on(page)
    go_on(page, "Envoyer mes réponses")
    thanks = page.get_by_role("heading", level=1, name="Merci, vos réponses sont reçues")
    expect(thanks).to_be_visible()
    before = platform.query("SELECT count(*) FROM response")
    page.go_back()
    page.goto(f"{pages}/end")
    expect(thanks).to_be_visible()
    assert platform.query("SELECT count(*) FROM response") == before


def test_a_page_is_answered_with_the_keyboard_alone(
    platform: Platform, open_page: OpenPage, every_widget: str
) -> None:
    page = open_page(platform)
    pages = begin(page, every_widget)
    page.locator("#q-lu").focus()
    for key in ("Space", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_label("Combien de salariés ?")).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{pages}/nombres")
