"""Who says what: read from the corpus, measured with the run, shown to those who read themes."""

from __future__ import annotations

import csv
import io

import pytest
import sqlalchemy as sa

from app.corpus.attributes import KIND_OF_BODY
from app.corpus.intake import NewContribution, NewRespondent, take_in
from app.models import Channel, Consultation, Organisation, OrganisationKind, Respondent, Role, Run
from app.themes.services import start_run
from app.themes.who_says_what.attributes import (
    ACTOR,
    ASKED,
    PLACE,
    WHERE,
    attributes_of_respondent,
    attributes_of_texts,
)
from app.themes.who_says_what.measures import key_of
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution
from tests.integration.counting import MOST, counted

pytestmark = pytest.mark.either_database

TEXTS = {
    "Les délais de versement des subventions vident la trésorerie": "la banque attend",
    "La formation des bénévoles manque de moyens": "les dirigeants apprennent seuls",
    "La commande publique ignore les clauses sociales": "les marchés vont au moins cher",
}
SIZE = "Combien de salariés ?"


def _contribution(text: str, key: str, told: dict[str, str]) -> NewContribution:
    plain = new_contribution(f"{text} ({key}).")
    return NewContribution(
        plain.key,
        plain.text,
        spans=plain.spans,
        question="Que faut-il changer ?",
        respondent=NewRespondent(key, told),
    )


@pytest.fixture
def run(session, work, said_of) -> Run:
    """Associations speak of subventions mostly, cooperatives of public orders; all of training."""
    consultation = ConsultationFactory()
    activity = ActivityFactory(
        consultation_id=consultation.id, channel=Channel.QUESTIONNAIRE, title="Enquête"
    )
    told = {
        "a": said_of(OrganisationKind.ASSOCIATION, "Mayenne") | {SIZE: "Aucun"},
        "c": {"Famille de structure": "coopérative ; autre", SIZE: "De 1 à 9"},
    }
    parts = {"a": (14, 7, 0), "c": (0, 7, 14)}
    said = [
        _contribution(f"{text}, {detail}", f"{group}{place}-{number}", told[group])
        for group, numbers in parts.items()
        for place, ((text, detail), people) in enumerate(zip(TEXTS.items(), numbers, strict=True))
        for number in range(people)
    ]
    take_in(session, activity, said)
    found = start_run(session, consultation_id=consultation.id, account_id=None, theme_count=3)
    session.commit()
    work()
    session.rollback()
    return session.get_one(Run, found.id)


def test_what_is_known_of_each_text_is_read(app, session, run):
    one = session.scalars(sa.select(Respondent).where(Respondent.key == "a0-0")).one()
    body = Organisation(
        consultation_id=run.consultation_id,
        name="Une coopérative",
        kind=OrganisationKind.COOPERATIVE,
    )
    session.add(body)
    session.flush()
    one.organisation_id = body.id
    session.flush()
    with app.app_context():
        found = sorted(attributes_of_texts(session, run).values(), key=str)
    shared = {WHERE: "Enquête", ASKED: "Que faut-il changer ?"}
    # What the organisation is counts before what was said of it.
    assert found.count({ACTOR: "cooperative", PLACE: "Mayenne", SIZE: "Aucun", **shared}) == 1
    assert found.count({ACTOR: "association", PLACE: "Mayenne", SIZE: "Aucun", **shared}) == 20
    assert found.count({ACTOR: "cooperative", SIZE: "De 1 à 9", **shared}) == 21


def test_words_of_no_family_are_kept_and_nothing_is_told_twice(app):
    def family(words: str) -> OrganisationKind | None:
        return OrganisationKind.UNION if words == "syndicat" else None

    with app.app_context():
        assert attributes_of_respondent({KIND_OF_BODY: "Amicale"}, None, "", family) == {
            ACTOR: "Amicale"
        }
        said = {"Votre structure": "syndicat", "Votre territoire": "Mayenne", "Âge": " "}
        found = attributes_of_respondent(said, None, "", family)
    assert found == {ACTOR: "union", PLACE: "Mayenne"}


def test_the_page_tells_who_speaks_more_of_what(session, sign_in, run):
    consultation = session.get_one(Consultation, run.consultation_id)
    reader = sign_in(consultation, Role.FACILITATOR)
    home = f"/consultations/{consultation.slug}/analyses/{run.id}/who-says-what"
    with counted(session.get_bind()) as statements:
        page = reader.get(home).get_data(as_text=True)
    assert len(statements) <= MOST
    assert "« Association » parle davantage de" in page
    assert "« Association » parle moins de" in page
    assert f"?by={key_of(SIZE)}" in page
    assert "(4 écarts)" in page
    assert "Trois façons de compter" in page
    picture = reader.get(f"{home}/chart.svg?by=type+of+actor")
    assert picture.mimetype == "image/svg+xml"
    rows = list(csv.reader(io.StringIO(reader.get(f"{home}/table.csv").get_data(as_text=True))))
    assert len(rows) == 1 + 3 * 2
    assert reader.get(f"{home}?by=nothing").status_code == 404


def test_a_run_of_which_nothing_is_known_says_so(session, sign_in):
    consultation = ConsultationFactory()
    run = Run(consultation_id=consultation.id)
    session.add(run)
    session.commit()
    home = f"/consultations/{consultation.slug}/analyses/{run.id}/who-says-what"
    writer = sign_in(consultation, Role.WRITER)
    assert "Personne ne peut encore être comparé" in writer.get(home).get_data(as_text=True)
    assert writer.get(f"{home}/table.csv").status_code == 404
