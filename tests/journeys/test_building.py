"""A steward writes a questionnaire from nothing, tries it, opens it, and changes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import PASSWORD, Platform
from tests.journeys.steps import HOME
from tests.journeys.test_keyboard import Keyboard


class Steward:
    """Somebody who reaches everything with the tabulator."""

    def __init__(self, page: Page, javascript: bool) -> None:
        self.page, self.keyboard, self.javascript = page, Keyboard(page), javascript

    def judge(self) -> None:
        """Hold the page to what every page must be, then come to it again."""
        if self.javascript:
            found = problems(self.page, "fr", fictional=True) + axe_violations(self.page)
            assert not found, f"{self.page.url}\n" + "\n".join(found)
            self.keyboard.come(self.page.url.partition("#")[0])

    def sign_in(self) -> None:
        self.keyboard.come(f"/sign-in?next={HOME}/questionnaire-desk/new")
        self.write("Adresse électronique", steps.STEWARD)
        self.keyboard.reach("Mot de passe", "input")
        self.page.keyboard.type(PASSWORD)
        self.keyboard.press("Enter")

    def write(self, label: str, text: str, tag: str | None = None) -> None:
        self.keyboard.reach(label, tag)
        self.page.keyboard.type(text)

    def press(self, name: str, tag: str) -> None:
        self.keyboard.reach(name, tag)
        self.keyboard.press("Enter")

    def begin(self) -> None:
        """Over the header: the first thing of the page itself comes next.

        An address that names a place on its page starts there: from the top instead.
        """
        address, _mark, place = self.page.url.partition("#")
        if place:
            self.keyboard.come(address)
        self.keyboard.skip_to_content()

    def ask(self, kind: str, text: str) -> None:
        """From the types to the form of one of them, its text typed in."""
        self.begin()
        self.press(kind, "a")
        self.begin()
        self.write("Texte", text, "textarea")


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_a_questionnaire_is_written_tried_opened_and_changed_with_the_keyboard(
    platform: Platform, open_page: OpenPage, javascript: bool
) -> None:
    page = open_page(platform, javascript=javascript)
    steward = Steward(page, javascript)
    steward.sign_in()
    steward.begin()
    steward.write("Titre", f"Besoins {javascript}", "input")
    steward.press("Ajouter le questionnaire", "button")
    steward.judge()

    steward.begin()
    steward.press("Écrire la première section", "a")
    steward.begin()
    steward.write("Texte", "Votre structure", "textarea")
    steward.press("Enregistrer", "button")

    steward.judge()
    steward.ask("Un seul choix", "Employez-vous ?")
    steward.write("Choix, un par ligne", "Oui\nNon", "textarea")
    if javascript:
        expect(page.locator("[data-preview-body]")).to_contain_text("Employez-vous ?")
        expect(page.locator("[data-preview-body]")).to_contain_text("Non")
    steward.press("Enregistrer et en ajouter", "button")

    steward.ask("Nombre entier", "Combien de personnes ?")
    steward.write("Au moins", "1")
    steward.keyboard.reach("Quand est-elle posée", "summary")
    page.keyboard.press("Enter")
    steward.keyboard.reach("Condition 1", "select")
    page.keyboard.press("ArrowDown")
    steward.press("Enregistrer et en ajouter", "button")

    steward.ask("Texte Un mot", "De quoi avez-vous besoin ?")
    steward.keyboard.reach("Quelques mots", "input")
    page.keyboard.press("ArrowDown")
    steward.press("Enregistrer", "button")
    expect(page.locator(".build")).to_contain_text("Posée si « Employez-vous ? » est « Oui »")
    steward.judge()

    steward.begin()
    steward.press("Vérifier et essayer", "a")
    expect(page.get_by_text("Rien à redire")).to_be_visible()
    steward.judge()
    steward.begin()
    steward.press("Y répondre pour essayer", "button")
    _try_it(steward)

    steward.begin()
    steward.press("Revenir aux questions", "a")
    steward.begin()
    steward.press("Vérifier et essayer", "a")
    steward.begin()
    steward.press("Ouvrir aux réponses", "button")
    expect(page.get_by_text("reçoit des réponses")).to_be_visible()

    _change_what_is_harmless(steward)
    _change_what_is_not(steward)


def _try_it(steward: Steward) -> None:
    page = steward.page
    expect(page.get_by_text("Ceci est un essai")).to_be_visible()
    expect(page.get_by_label("Combien de personnes ?")).not_to_be_visible()
    steward.begin()
    steward.keyboard.reach("Oui", "input")
    page.keyboard.press("Space")
    steward.press("Continuer", "button")
    steward.begin()
    if not steward.javascript:
        # The page comes back with the question that the answer brings.
        steward.press("Continuer", "button")
        steward.begin()
    steward.press("Revenir$", "a")
    steward.begin()
    steward.write("Combien de personnes", "3")
    steward.press("Continuer", "button")
    steward.begin()
    steward.press("Envoyer mes réponses", "button")
    expect(page.get_by_text("Ceci est un essai")).to_be_visible()


def _change_what_is_harmless(steward: Steward) -> None:
    page = steward.page
    steward.begin()
    steward.press("Questions", "a")
    steward.begin()
    steward.press("De quoi avez-vous besoin", "a")
    steward.begin()
    steward.write("Aide sous le texte", "Quelques lignes suffisent.")
    steward.press("Enregistrer", "button")
    steward.begin()
    steward.press("Voir et publier les changements", "a")
    steward.judge()
    steward.begin()
    steward.press("Publier les changements", "button")
    expect(page.get_by_role("heading", name="Version 2")).to_be_visible()


def _change_what_is_not(steward: Steward) -> None:
    page = steward.page
    steward.begin()
    steward.press(".*Questions", "a")
    steward.begin()
    steward.press("Supprimer De quoi avez-vous besoin", "button")
    steward.begin()
    steward.press("Voir et publier les changements", "a")
    expect(page.get_by_text("ne peuvent pas être publiés")).to_be_visible()
    expect(page.get_by_role("button", name="Publier les changements")).to_have_count(0)
    steward.judge()
