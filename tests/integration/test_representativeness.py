"""Who took part beside the known population: what is counted, who may read it, its figures."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa

from app.corpus.attributes import KIND_OF_BODY, TERRITORY
from app.corpus.intake import NewContribution, NewRespondent, take_in
from app.models import (
    Channel,
    Contribution,
    ContributionState,
    KnownPopulation,
    Organisation,
    OrganisationKind,
    Respondent,
    Role,
)
from app.models.turns import ChangedMeanwhile
from app.organisations.representativeness.comparing import Dimension
from app.organisations.representativeness.population import (
    Figure,
    Population,
    population_of,
    set_population,
)
from app.organisations.representativeness.results import representativeness_of
from tests.factories import ActivityFactory, ConsultationFactory, new_contribution

pytestmark = pytest.mark.either_database

ASSOCIATION, COOPERATIVE = OrganisationKind.ASSOCIATION, OrganisationKind.COOPERATIVE
FIGURES = [
    Figure(ASSOCIATION, "Loire-Atlantique", 400),
    Figure(ASSOCIATION, "Mayenne", 80),
    Figure(COOPERATIVE, "Loire-Atlantique", 420),
    Figure(COOPERATIVE, "Mayenne", 100),
]


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    set_population(session, consultation.id, FIGURES, "Comptage", made_from=Population().mark)
    session.commit()
    return consultation


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/representativeness"


def _take_in(session, consultation, *groups, channel=Channel.QUESTIONNAIRE) -> None:
    """Let as many people as each group says give one contribution with its attributes."""
    activity = ActivityFactory(consultation_id=consultation.id, channel=channel)
    said = [
        (f"{place}-{n}", attributes)
        for place, (number, attributes) in enumerate(groups)
        for n in range(number)
    ]
    take_in(
        session,
        activity,
        [
            _contribution(f"Parole {activity.code} {key}.", NewRespondent(key, attributes))
            for key, attributes in said
        ],
    )
    session.commit()


def _contribution(text: str, respondent: NewRespondent | None) -> NewContribution:
    plain = new_contribution(text)
    return NewContribution(plain.key, plain.text, spans=plain.spans, respondent=respondent)


def _found(session, consultation, *, sees_all=True):
    return representativeness_of(session, consultation.id, sees_all=sees_all)


def test_voices_are_counted_by_family_and_territory_and_the_others_aresaid_of(
    app, session, consultation, said_of
):
    _take_in(
        session,
        consultation,
        (31, said_of(ASSOCIATION, "Loire-Atlantique")),
        (9, {KIND_OF_BODY: "cooperatives", TERRITORY: "loire atlantique"}),
        (5, {"Quelle structure ?": "Coopérative ; Mayenne"}),
        (4, said_of(OrganisationKind.STATE, "Mayenne")),
        (6, {KIND_OF_BODY: "Une licorne"}),
        (2, said_of(ASSOCIATION, "Sarthe")),
        (3, said_of(ASSOCIATION, "")),
    )
    with app.test_request_context():
        found = _found(session, consultation)
    assert found.people == 60
    by_family, by_territory = (found.comparisons[one] for one in Dimension)
    assert [line.gap.number for line in by_family.lines] == [36, 14]
    assert (by_family.people, by_family.outside, by_family.unknown) == (50, 4, 6)
    assert [line.gap.number for line in by_territory.lines] == [40, 5]
    assert (by_territory.people, by_territory.outside, by_territory.unknown) == (45, 2, 3)
    assert by_family.lines[0].gap.population_share == pytest.approx(0.48)


def test_an_organisation_is_one_voice_and_what_left_the_corpus_is_none(
    app, session, consultation, said_of
):
    _take_in(session, consultation, (12, said_of(ASSOCIATION, "Mayenne")))
    _take_in(session, consultation, (3, said_of(ASSOCIATION, "")), channel=Channel.IDEA_BOX)
    ours = Organisation(consultation_id=consultation.id, name="Une", kind=ASSOCIATION)
    session.add(ours)
    session.flush()
    three = sa.select(Respondent.id).order_by(Respondent.id.desc()).limit(3)
    first = sa.select(Respondent.id).order_by(Respondent.id).limit(1)
    ids = [*session.scalars(three), *session.scalars(first)]
    session.execute(
        sa.update(Respondent).where(Respondent.id.in_(ids)).values(organisation_id=ours.id)
    )
    withdrawn = session.scalars(
        sa.select(Contribution).where(Contribution.respondent_id.not_in(ids)).limit(2)
    )
    for one in withdrawn:
        one.state = ContributionState.WITHDRAWN
    session.commit()
    with app.test_request_context():
        found = _found(session, consultation)
    assert found.people == 1 + 11 - 2
    assert [(line.channel, line.voices) for line in found.channels] == [(Channel.QUESTIONNAIRE, 10)]
    # What it said of its place is kept, though it said nothing of it the last time.
    assert found.comparisons[Dimension.TERRITORY].people == 10


def test_words_of_nobody_and_what_was_only_read_are_no_voices(app, session, consultation, said_of):
    workshop = ActivityFactory(consultation_id=consultation.id, channel=Channel.WORKSHOP)
    take_in(session, workshop, [_contribution(f"Note {n}.", None) for n in range(7)])
    _take_in(session, consultation, (6, said_of(ASSOCIATION, "")), channel=Channel.REFERENCE)
    with app.test_request_context():
        found = _found(session, consultation)
    assert (found.people, found.nobody_known) == (0, 7)


def test_small_groups_are_masked_for_writers_and_not_for_stewards(
    session, sign_in, consultation, home, said_of
):
    _take_in(
        session,
        consultation,
        (20, said_of(ASSOCIATION, "Mayenne")),
        (3, said_of(COOPERATIVE, "Loire-Atlantique")),
    )
    steward, writer = (sign_in(consultation, role) for role in (Role.STEWARD, Role.WRITER))
    told, masked = steward.get(home).text, writer.get(home).text
    assert "V de Cramér" in told
    assert "V de Cramér" not in masked
    assert "surreprésentation" in told
    assert "Surreprésentation" not in masked
    for page in ("family.csv", "territory.csv"):
        lines = writer.get(f"{home}/{page}").get_data(as_text=True).splitlines()[1:]
        assert {line.split(";")[1] for line in lines} == {""}
    assert writer.get(f"{home}/family.svg").status_code == 404
    assert steward.get(f"{home}/family.svg").mimetype == "image/svg+xml"
    assert steward.get(f"{home}/planet.svg").status_code == 404


def test_nothing_is_told_to_writers_where_so_few_are_left_out(
    app, session, sign_in, consultation, home, said_of
):
    _take_in(
        session,
        consultation,
        (20, said_of(ASSOCIATION, "Mayenne")),
        (10, said_of(COOPERATIVE, "Mayenne")),
        (3, said_of(OrganisationKind.STATE, "Mayenne")),
    )
    with app.test_request_context():
        assert (
            _found(session, consultation, sees_all=False).comparisons[Dimension.FAMILY].is_withheld
        )
    writer = sign_in(consultation, Role.WRITER)
    assert "Montré aux pilotes seulement" in writer.get(home).text
    assert writer.get(f"{home}/family.csv").status_code == 404


def test_the_file_holds_plain_numbers_and_their_source(
    session, sign_in, consultation, home, said_of
):
    _take_in(
        session,
        consultation,
        (62, said_of(ASSOCIATION, "")),
        (38, said_of(COOPERATIVE, "")),
    )
    file = sign_in(consultation, Role.STEWARD).get(f"{home}/family.csv").get_data(as_text=True)
    row = file.splitlines()[1].split(";")
    assert row[:3] == ["Association", "62", "0.62"]
    assert row[5:8] == ["480", "0.48", "14.0"]
    assert row[-2:] == ["Surreprésentation", "Comptage"]


def test_pages_say_what_to_do_where_nothing_is_known_yet(session, sign_in):
    empty = ConsultationFactory()
    address = f"/consultations/{empty.slug}/representativeness"
    assert "Saisir la population connue" in sign_in(empty, Role.STEWARD).get(address).text
    assert "Un pilote indique" in sign_in(empty, Role.WRITER).get(address).text


def _fields(page) -> dict[str, str]:
    """What the table of figures sends."""
    found = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page.text)
    return {**dict(found), "go": "save"}


def test_a_steward_fills_the_table_in_and_adds_a_territory(session, sign_in):
    # The départements of the region that the consultation concerns are its columns.
    consultation = ConsultationFactory(territory="Bretagne")
    steward = sign_in(consultation, Role.STEWARD)
    address = f"/consultations/{consultation.slug}/representativeness/population"
    fields = {**_fields(steward.get(address)), "source": "Insee, 2024", "n-mutual-0": "1 250"}
    assert [fields[f"territory-{n}"] for n in range(4)] == [
        "Côtes-d’Armor",
        "Finistère",
        "Ille-et-Vilaine",
        "Morbihan",
    ]
    wider = steward.post(address, data={**fields, "go": "columns", "more": "Ouessant\n\n Ouessant"})
    fields = _fields(wider)
    assert fields["territory-4"] == "Ouessant"
    assert "territory-5" not in fields
    assert fields["n-mutual-0"] == "1 250"
    fields["n-association-4"] = "12"
    wrong = steward.post(address, data={**fields, "n-union-2": "beaucoup"})
    assert wrong.status_code == 422
    assert '<a href="#n-union-2">' in wrong.text
    for _ in range(2):
        assert steward.post(address, data=fields).status_code == 302
    known = population_of(session, consultation.id)
    assert known.source == "Insee, 2024"
    assert set(known.figures) == {
        Figure(OrganisationKind.MUTUAL, "Côtes-d’Armor", 1250),
        Figure(ASSOCIATION, "Ouessant", 12),
    }


def test_the_second_of_two_stewards_is_told_that_the_figures_changed(
    session, sign_in, consultation, home
):
    address = f"{home}/population"
    steward = sign_in(consultation, Role.STEWARD)
    mine = {**_fields(steward.get(address)), "n-association-0": "999"}
    theirs = [Figure(ASSOCIATION, "Sarthe", 5)]
    set_population(
        session,
        consultation.id,
        theirs,
        "Autre",
        made_from=Population(tuple(FIGURES), "Comptage").mark,
    )
    session.commit()
    answer = steward.post(address, data=mine)
    assert answer.status_code == 422
    assert "999" in answer.text
    session.rollback()
    assert population_of(session, consultation.id) == Population(tuple(theirs), "Autre")
    with pytest.raises(ChangedMeanwhile):
        set_population(session, consultation.id, [], "", made_from="")


def test_figures_come_from_a_file_into_the_table_and_wrong_rows_aresaid_of(
    session, sign_in, consultation, home, said_of
):
    steward = sign_in(consultation, Role.STEWARD)

    def sent(text: str):
        file = (io.BytesIO(text.encode()), "figures.csv")
        return steward.post(f"{home}/population/file", data={"file": file})

    page = sent("famille;territoire;nombre\nAssociation;Sarthe;15\nscop;Vendée;1 200\n")
    assert page.status_code == 200
    assert session.scalar(sa.select(sa.func.count()).select_from(KnownPopulation)) == 4
    steward.post(f"{home}/population", data=_fields(page))
    session.rollback()
    assert set(population_of(session, consultation.id).figures) == {
        Figure(ASSOCIATION, "Sarthe", 15),
        Figure(COOPERATIVE, "Vendée", 1200),
    }
    wrong = sent(
        "famille;territoire;nombre\nlicorne;Sarthe;1\nAssociation;;2\nAssociation;Sarthe;=1+1\n"
        "Association;Vendée;3\nassociations;Vendée;4\n"
    )
    assert wrong.status_code == 422
    for said in ("licorne", "ne nomme pas de territoire", "=1+1", "figurent déjà plus haut"):
        assert said in wrong.text
    assert sent("a;b\n1;2\n").status_code == 422
    assert sent("").status_code == 422
