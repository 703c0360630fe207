"""What others than stewards see of results: nothing of a group that could be recognised."""

from __future__ import annotations

import html
import itertools
import re

import pytest

from app.models import QuestionnaireState, Role
from tests.responding import add_response, pictures, questionnaire_with, row

pytestmark = pytest.mark.either_database

# 20 associations, 9 cooperatives and 3 mutuals; 3 people of the associations do not cooperate.
KINDS = ["asso"] * 20 + ["coop"] * 9 + ["mut"] * 3


def _person(n: int, kind: str) -> dict:
    return {
        "structure": {"name": f"Nom secret {n}", "actor_type": kind, "territory": "ville"},
        "coopere": "non" if n < 3 or 20 <= n < 27 else "oui",
        "freins": {"codes": ["locaux", "other"], "other": "Mot secret"} if n % 3 else ["locaux"],
        "salaries": 777_777 if n == 31 else n,
        "ordre": ["ville", "bourg"] if n else ["bourg", "ville"],
        "debut": "2016-05-10",
        "visible": ("non", "moyen", "oui")[n % 3],
        "aide": "oui" if n else "non",
        "mot": f"Parole secrète {n}.",
        "nom": f"Nom secret {n}",
        "projets": [{"emplois": 3, "lieux_du_projet": ["ville"], "projet_sur": "oui"}],
    }


@pytest.fixture
def made(session):
    people = [_person(n, kind) for n, kind in enumerate(KINDS)]
    made = questionnaire_with(session, people, days_ago=2)
    made.results_are_public = True
    session.commit()
    return made


@pytest.fixture(params=[Role.WRITER, Role.FACILITATOR, Role.VISITOR])
def reader(request, made, sign_in, client):
    if request.param is Role.VISITOR:
        return client
    return sign_in(made.consultation, request.param)


def read(client, made, path: str) -> str:
    answer = client.get(made.base + path)
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def test_small_groups_are_masked_and_another_with_each(made, reader):
    page = read(reader, made, "/results")
    assert row(page, "Association") == ["20", "62 %"]
    assert row(page, "Coopérative") == ["–", "–"], "20 of 32 would give the three away"
    assert row(page, "Mutuelle") == ["–", "–"]


def test_a_steward_sees_groups_of_any_size(made, sign_in):
    page = read(sign_in(made.consultation, Role.STEWARD), made, "/results")
    assert row(page, "Mutuelle") == ["3", "9,4 %"]


def test_nobodys_words_names_or_extremes_are_shown(made, reader):
    names = ("structure", "freins", "salaries", "debut", "mot", "nom", "emplois", "ordre", "aide")
    names += ("lieux_du_projet", "avis_projet", "projet_sur")
    pages = [read(reader, made, f"/results/questions/{name}") for name in names]
    for page in [*pages, read(reader, made, "/results")]:
        for secret in ("secret", "Distinct", "2016-05", "05/2016", "Moyenne"):
            assert secret not in page
        assert not re.search(r"777\s?777", page), "the largest number of salaries"
    assert "Médiane" in pages[2]
    assert "Réservé aux pilotes" in pages[4]


def test_points_are_not_told_where_they_give_a_first_place_away(made, reader):
    page = read(reader, made, "/results/questions/ordre")
    assert row(page, "Ville") == ["–", "–"]
    assert "Borda" not in page


def test_a_filter_that_leaves_few_people_shows_nothing(made, reader):
    page = read(reader, made, "/results?only-structure%23actor_type=mut")
    assert "Trop peu de personnes" in page
    assert "<td" not in page
    assert not pictures(page)


def test_a_filter_whose_rest_is_few_people_shows_nothing(made, reader):
    page = read(reader, made, "/results?only-structure%23actor_type=coop")
    assert "Trop peu de personnes" in page
    assert "<td" not in page


def test_only_answers_that_show_something_are_offered_as_filters(made, reader):
    page = read(reader, made, "/results")
    assert '<option value="asso">' in page
    assert '<option value="mut">' not in page
    assert '<option value="coop">' not in page


def test_filters_are_not_combined(made, reader):
    for path in ("/results", "/results/questions/freins"):
        page = read(reader, made, f"{path}?only-coopere=oui&only-structure%23actor_type=asso")
        assert "Trop de filtres" in page
        assert "<td" not in page


def test_a_crossed_table_is_not_narrowed_down(made, reader):
    page = read(reader, made, "/results/crossing?rows=coopere&columns=visible&only-aide=oui")
    assert "<td" not in page


def test_a_row_seen_by_a_filter_is_the_row_of_the_crossed_table(made, reader):
    """17 of 20 associations cooperate: neither number is shown, in whatever way it is asked."""
    crossed = read(reader, made, "/results/crossing?rows=coopere&columns=structure%23actor_type")
    assert "<td" not in crossed, "all of it would have to be masked"
    one = read(reader, made, "/results/questions/coopere?only-structure%23actor_type=asso")
    assert row(one, "Oui") == ["–", "–"]
    other = read(reader, made, "/results/questions/structure?only-coopere=oui")
    assert row(other, "Association") == ["–", "–"]
    crossed = read(reader, made, "/results/crossing?rows=freins&columns=structure%23actor_type")
    assert row(crossed, "Les locaux") == ["20 · 100 %", "–", "–"]
    one = read(reader, made, "/results/questions/freins?only-structure%23actor_type=asso")
    assert row(one, "Les locaux") == ["20", "100 %"]


def test_no_measure_is_given_from_which_masked_numbers_follow(made, reader):
    page = read(reader, made, "/results/crossing?rows=freins&columns=structure%23actor_type")
    assert "V de Cramér" not in page
    assert "retrouver des nombres masqués" in page


def test_a_crossed_table_of_dashes_is_not_shown(made, reader):
    page = read(reader, made, "/results/crossing?rows=aide&columns=coopere")
    assert "Trop peu de personnes" in page
    assert "<td" not in page


def test_pages_subtracted_from_each_other_give_no_small_group(made, reader):
    """Every filter that is offered, every question: what they leave of the whole is never few."""
    whole = read(reader, made, "/results")
    offered = re.findall(r'<select[^>]*name="(only-[^"]+)">(.*?)</select>', whole, re.S)
    assert offered
    labels = ["Association", "Oui", "Non", "Les locaux", "La trésorerie", "Autre"]

    def count(page: str, label: str) -> int | None:
        found = row(page, label)[0]
        return int(found) if found.isdigit() else None

    for name, options in offered:
        codes = [code for code in re.findall(r'value="([^"]*)"', options) if code]
        pages = [read(reader, made, f"/results?{name.replace('#', '%23')}={c}") for c in codes]
        for label in labels:
            counts = [count(page, label) for page in pages]
            for number in counts:
                assert number is None or number == 0 or number >= 5
            total = count(whole, label)
            for size in range(1, len(counts) + 1):
                for some in itertools.combinations(counts, size):
                    if total is not None and None not in some:
                        left = total - sum(some)
                        assert left <= 0 or left >= 5, (name, label, some)


def test_a_picture_holds_masked_numbers_only_and_is_not_passed_on(made, reader, sign_in):
    steward = sign_in(made.consultation, Role.STEWARD)
    all_of_it = pictures(read(steward, made, "/results"))
    masked = pictures(read(reader, made, "/results"))
    assert not set(all_of_it) & set(masked)
    for address in masked:
        assert reader.get(address).status_code == 200
    assert reader.get(all_of_it[0]).status_code == 404
    assert "3 (9" not in " ".join(reader.get(address).text for address in masked)


def test_responses_join_by_whole_days_and_five_at_a_time(session, made, reader):
    before = read(reader, made, "/results")
    assert "32 réponses ont été envoyées." in before
    for days_ago in (1, 1, 1, 0, 0, 0):
        add_response(session, made, _person(5, "asso"), days_ago=days_ago)
    session.commit()
    assert "32 réponses" in read(reader, made, "/results"), "three yesterday; today is not over"
    for _ in range(2):
        add_response(session, made, _person(5, "asso"), days_ago=1)
    session.commit()
    assert "37 réponses" in read(reader, made, "/results")


def test_fewer_than_five_responses_show_nothing(session, client):
    made = questionnaire_with(session, [_person(n, "asso") for n in range(4)], days_ago=3)
    made.results_are_public = True
    session.commit()
    page = read(client, made, "/results")
    assert "Trop peu de personnes" in page
    assert "<td" not in page


PATHS = [
    "/results",
    "/results/questions/freins",
    "/results/crossing",
    "/results/chart.svg?c=x",
]


@pytest.mark.parametrize("path", PATHS)
def test_results_that_are_not_public_are_for_those_who_work_on_them(
    session, made, client, sign_in, path
):
    made.results_are_public = False
    session.commit()
    assert client.get(made.base + path).headers["Location"].startswith("/sign-in")
    assert sign_in(made.consultation, Role.PARTICIPANT).get(made.base + path).status_code == 403
    assert sign_in(made.consultation, Role.WRITER).get(made.base + path).status_code in (200, 404)


@pytest.mark.parametrize("path", PATHS[:3])
def test_public_results_are_open_to_everybody_once_the_questionnaire_is(
    session, made, client, sign_in, path
):
    assert client.get(made.base + path).status_code == 200
    assert sign_in(made.consultation, Role.PARTICIPANT).get(made.base + path).status_code == 200
    made.state = QuestionnaireState.DRAFT
    session.commit()
    assert client.get(made.base + path).status_code == 302


def test_the_results_of_one_questionnaire_do_not_open_another(session, made, client):
    other = questionnaire_with(session, [])
    session.commit()
    assert client.get(f"{other.base}/results").status_code == 302
    shown = pictures(read(client, made, "/results"))[0]
    other.results_are_public = True
    session.commit()
    moved = shown.replace(made.base, other.base)
    assert client.get(moved).status_code == 404


def test_a_visitor_is_led_to_public_results_and_to_no_file(made, client):
    page = client.get(made.base.replace("questionnaire-desk", "questionnaires")).text
    assert f"{made.base}/results" in page
    assert ".xlsx" not in read(client, made, "/results")
    assert f"{made.base}/progress" not in read(client, made, "/results")


def test_too_few_numbers_are_not_cut_into_classes(session, client):
    """With twelve answers, the ends of classes would be somebody's own number."""
    people = [_person(n, "asso") for n in range(12)]
    made = questionnaire_with(session, people, days_ago=3)
    made.results_are_public = True
    session.commit()
    page = read(client, made, "/results/questions/salaries")
    assert row(page, "Toutes les valeurs") == ["12", "100 %"]
    assert "Médiane" in page
    assert "quartile" not in page
