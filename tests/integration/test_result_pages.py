"""What a steward reads: each question with its chart, narrowed down, crossed with another."""

from __future__ import annotations

import html
import re

import pytest

from app.models import Contribution, ContributionState, ResponseState, Role
from app.questionnaires.answering.corpus_answers import contributions_of
from app.questionnaires.definitions import stored
from app.questionnaires.queries import latest_version
from tests.factories import ContributionFactory
from tests.integration.test_queries_are_few import counted
from tests.responding import add_response, pictures, questionnaire_with, row

pytestmark = pytest.mark.either_database

_PROJECT = {"lieux_du_projet": ["ville", "bourg"], "projet_sur": "oui"}


def _person(n: int) -> dict:
    """Person number n of a small town, always the same."""
    return {
        "structure": {
            "name": f"Structure {n}",
            "actor_type": ("asso", "coop")[n % 2],
            "territory": "ville",
        },
        "coopere": "oui" if n % 3 else "non",
        "freins": ["tresorerie", "locaux"] if n % 2 else ["tresorerie"],
        "salaries": n,
        "ordre": ["ville", "bourg"] if n % 4 else ["bourg", "ville"],
        "debut": f"2016-0{1 + n % 3}-10",
        "visible": ("non", "moyen", "oui", "rien")[n % 4],
        "aide": "oui",
        "mot": f"Le mot de {n}.",
        "projets": [{"emplois": 2, **_PROJECT}, {"emplois": 4, **_PROJECT}] if n % 2 else [],
    }


@pytest.fixture
def made(session):
    return questionnaire_with(session, [_person(n) for n in range(12)])


@pytest.fixture
def steward(made, sign_in):
    return sign_in(made.consultation, Role.STEWARD)


def test_the_overview_tells_every_question_and_draws_it(made, steward):
    page = steward.get(f"{made.base}/results").text
    for label in ("Votre structure", "Vos freins", "Êtes-vous d’accord ?", "Emplois du projet"):
        assert label in page
    assert page.count(">Nous sommes connus.</th>") == 1, "statements stand together"
    assert row(page, "Les locaux") == ["6", "50 %", "33 %"]
    drawn = pictures(page)
    assert len(drawn) >= 8
    for address in drawn:
        for size in ("", "&narrow=1"):
            answer = steward.get(address + size)
            assert answer.status_code == 200
            assert answer.mimetype == "image/svg+xml"
            assert answer.text.startswith("<svg")


def test_a_number_has_its_centre_and_spread(made, steward):
    page = html.unescape(steward.get(f"{made.base}/results/questions/salaries").text)
    for fact, value in (("Médiane", "5,5"), ("Écart type", "3,61"), ("Le plus grand", "11")):
        assert re.search(rf"<dt>{fact}</dt><dd>{value}</dd>", page), fact


def test_ranks_are_told_by_points_and_by_first_place(made, steward):
    page = steward.get(f"{made.base}/results/questions/ordre").text
    assert row(page, "Ville") == ["9", "1,25"]
    first_places = page.split("Premières places", 1)[1]
    assert row(first_places, "Ville") == ["9", "75 %"]


def test_statements_share_one_chart_and_lead_to_their_pages(made, steward):
    page = steward.get(f"{made.base}/results/questions/avis").text
    assert row(page, "Nous sommes connus.") == ["33 %", "33 %", "33 %", "9"]
    assert len(pictures(page)) == 1
    assert f"{made.base}/results/questions/visible" in page
    alone = steward.get(f"{made.base}/results/questions/visible").text
    assert row(alone, "Sans avis") == ["3", "25 %"]


def test_a_repeat_is_counted_per_entry(made, steward):
    page = steward.get(f"{made.base}/results/questions/emplois").text
    assert "12 réponses, comptées par entrée" in page
    places = steward.get(f"{made.base}/results/questions/lieux_du_projet").text
    assert row(places, "Ville") == ["12", "1"]
    statements = steward.get(f"{made.base}/results/questions/avis_projet").text
    assert row(statements, "Il aura lieu.") == ["0 %", "0 %", "100 %", "12"]
    one = steward.get(f"{made.base}/results/questions/projet_sur").text
    assert row(one, "D’accord")[0] == "12"


def test_filters_narrow_down_and_are_kept(made, steward):
    page = steward.get(
        f"{made.base}/results?only-coopere=oui&only-structure%23actor_type=asso"
    ).text
    assert "4 réponses ont été envoyées." in page
    assert row(page, "Association") == ["4", "100 %"]
    assert re.search(r"questions/freins\?[^\"]*only-coopere=oui", page)
    assert '<option value="oui" selected>' in page


def test_filters_that_nobody_fits_say_so(made, steward):
    page = steward.get(f"{made.base}/results?only-structure%23territory=bourg").text
    assert "Personne n’a répondu ainsi" in html.unescape(page)


@pytest.mark.parametrize(
    "path",
    [
        "/results?only-coopere=peut-etre",
        "/results?only-nothing=oui",
        "/results?only-salaries=1",
        "/results/questions/nothing",
        "/results/questions/vous",
        "/results/questions/projets",
        "/results/crossing?rows=nothing&columns=freins",
        "/results/crossing?rows=mot&columns=freins",
        "/results/chart.svg",
        "/results/chart.svg?c=WyJiYXJzIl0.forged",
    ],
)
def test_what_does_not_exist_is_not_found(made, steward, path):
    assert steward.get(made.base + path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/results?after=zzz&only-=",
        "/results/questions/mot?after=x&before=y",
        "/results/crossing?rows=freins",
    ],
)
def test_odd_arguments_change_nothing(made, steward, path):
    assert steward.get(made.base + path).status_code == 200


def test_two_questions_are_crossed(made, steward):
    page = html.unescape(
        steward.get(
            f"{made.base}/results/crossing?rows=coopere&columns=structure%23actor_type"
        ).text
    )
    assert row(page, "Oui") == ["4 · 67 %", "4 · 67 %"]
    assert "V de Cramér" in page
    assert "Lisez la probabilité avec prudence" in page
    assert len(pictures(page)) == 1


def test_what_stands_out_is_marked_by_a_sign(made, steward):
    address = f"{made.base}/results/crossing?rows=freins&columns=structure%23actor_type"
    page = html.unescape(steward.get(address).text)
    assert row(page, "Les locaux") == ["0 · 0 % ▼ -3,5", "6 · 100 % ▲ +3,5"]
    assert "Pas de mesure d’association" in page


def test_numbers_are_crossed_by_classes(made, steward):
    page = steward.get(f"{made.base}/results/crossing?rows=salaries&columns=coopere").text
    assert row(page, "2 ou moins") == ["2 · 25 %", "1 · 25 %"]


def test_a_question_is_not_crossed_with_itself(made, steward):
    page = steward.get(f"{made.base}/results/crossing?rows=freins&columns=freins").text
    assert "Choisissez deux questions différentes." in html.unescape(page)


def test_words_are_listed_page_by_page(session, sign_in):
    made = questionnaire_with(session, [{"mot": f"Mot {n:02}"} for n in range(60)])
    steward = sign_in(made.consultation, Role.STEWARD)
    address, seen = f"{made.base}/results/questions/mot", []
    while address:
        page = html.unescape(steward.get(address).text)
        seen += re.findall(r"<li><p>(Mot \d\d)</p>", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following and following[1]
    assert seen == [f"Mot {n:02}" for n in range(60)]
    page = html.unescape(page)
    previous = re.search(r'href="([^"]+)" rel="prev"', page)[1]
    assert re.findall(r"<li><p>(Mot \d\d)</p>", steward.get(previous).text)[0] == "Mot 25"


def test_words_lead_to_where_they_stand_in_the_corpus(session, sign_in):
    made = questionnaire_with(session, [])
    survey = stored(latest_version(session, made.id).definition)
    kept, gone, short = (
        add_response(session, made, {name: text})
        for name, text in (("mot", "Des locaux."), ("mot", "Plus de mots."), ("nom", "Claire"))
    )
    ids = []
    for response, state in (
        (kept, ContributionState.SUBMITTED),
        (gone, ContributionState.WITHDRAWN),
    ):
        new = contributions_of(survey, response, response.submitted_at.date())[0]
        contribution = ContributionFactory(
            consultation_id=made.consultation.id,
            activity_id=made.activity_id,
            text=new.text,
            source_key=new.key,
            state=state,
        )
        ids.append(contribution.id)
    assert short.answers
    steward = sign_in(made.consultation, Role.STEWARD)
    page = steward.get(f"{made.base}/results/questions/mot").text
    assert f"/contributions/{ids[0]}" in page
    assert f"/contributions/{ids[1]}" not in page
    assert "Claire" in steward.get(f"{made.base}/results/questions/nom").text
    assert isinstance(session.get(Contribution, ids[0]), Contribution)


def test_texts_beside_a_choice_are_listed_and_escaped(session, sign_in):
    other = {"codes": ["other"], "other": "<script>alert(1)</script>"}
    made = questionnaire_with(session, [{"freins": other}])
    page = (
        sign_in(made.consultation, Role.STEWARD).get(f"{made.base}/results/questions/freins").text
    )
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_tests_withdrawn_and_unsent_responses_never_count(session, made, steward):
    add_response(session, made, {"coopere": "oui", "mot": "Essai"}, is_test=True)
    add_response(session, made, {"mot": "Retirée"}, state=ResponseState.WITHDRAWN)
    add_response(session, made, {"mot": "En route"}, state=ResponseState.IN_PROGRESS)
    session.commit()
    page = steward.get(f"{made.base}/results/questions/mot").text
    assert "12 réponses, 12 personnes interrogées" in page
    for word in ("Essai.", "Retirée", "En route"):
        assert word not in page


@pytest.mark.parametrize(
    "path",
    [
        "/results",
        "/results/questions/mot",
        "/results/questions/freins?only-coopere=oui",
        "/results/crossing?rows=freins&columns=coopere",
        "/progress",
        "/targets",
    ],
)
def test_a_page_costs_as_many_queries_with_ten_times_the_responses(session, sign_in, path):
    counts = []
    for number in (4, 40):
        made = questionnaire_with(session, [_person(n) for n in range(number)])
        client = sign_in(made.consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            assert client.get(made.base + path).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 11, counts
