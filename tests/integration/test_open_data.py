"""The open data: the same bytes for the same data, and nobody who can be found in it."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from itertools import combinations

import pytest

from app.models import (
    Channel,
    Contribution,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    ExcerptTheme,
    Job,
    JobKind,
    Role,
    StrategyNode,
)
from app.publication.open_data.making import reading_of
from app.publication.open_data.packing import TABLES, write_zip
from tests.action_plans import ActionPlan
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    RespondentFactory,
    ThemeFactory,
    contribution_with_excerpt,
)
from tests.governed import add_governance

DAYS = [dt.date(2016, 5, day) for day in range(1, 5)]
ATTRIBUTES = [
    {"Type de structure": "Association", "Département": "Sarthe"},
    {"Type de structure": "Coopérative", "Département": "Vendée"},
]
ALONE = {"Type de structure": "Fondation", "Département": "Mayenne"}


class Hostile:
    """A corpus in which some are alone in each of their attributes: channel, activity, question,
    day, kind of actor, territory, theme. `who` says whose each excerpt is."""

    def __init__(self, app, session) -> None:
        self.app = app
        plan = ActionPlan(session)
        self.session, self.consultation, self.node = session, plan.consultation, plan.objectives[0]
        CharterFactory(consultation_id=self.consultation.id, decisions_are_public=True)
        self.themes = [ThemeFactory(consultation_id=self.consultation.id) for _ in range(3)]
        self.ideas = self._activity("BI", Channel.IDEA_BOX)
        self.workshop = self._activity("AT", Channel.WORKSHOP)
        self.hearing = self._activity("AU", Channel.HEARING)
        self.who: dict[str, str] = {}
        for number in range(24):
            self.say(
                [self.ideas, self.workshop][number % 2],
                f"Propos {number} des bénévoles.",
                ATTRIBUTES[number % 4 // 2],
                received_on=DAYS[number % 3],
                question=["Quoi ?", "Comment ?"][number % 3 // 2],
                theme=number % 2,
            )
        self.say(self.hearing, "Seul de son canal.", ALONE, theme=2, received_on=DAYS[0])
        self.say(self.ideas, "Seul de son jour.", ATTRIBUTES[0], received_on=DAYS[3])
        self.say(self.workshop, "Seul de sa question.", ATTRIBUTES[1], question="Pourquoi ?")

    def _activity(self, code, channel):
        return ActivityFactory(consultation_id=self.consultation.id, code=code, channel=channel)

    def say(
        self, activity, text, attributes, *, theme=None, state="published", **values
    ) -> Excerpt:
        respondent = RespondentFactory(activity_id=activity.id, attributes=attributes)
        excerpt = contribution_with_excerpt(
            activity,
            text,
            respondent_id=respondent.id,
            state=ContributionState(state),
            **values,
        )
        self.who[text] = str(respondent.id)
        if theme is not None:
            row = ExcerptTheme(excerpt_id=excerpt.id, theme_id=self.themes[theme].id)
            self.session.add(row)
        self.session.flush()
        return excerpt

    def zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.bytes()))

    def bytes(self) -> bytes:
        file = io.BytesIO()
        with self.app.app_context():
            reading = reading_of(self.session, self.consultation.id)
            write_zip(file, reading, lambda _done: None)
        return file.getvalue()


@pytest.fixture
def hostile(app, session):
    return Hostile(app, session)


def _rows(archive, name):
    text = archive.read(f"csv/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_nobody_is_found_by_any_pair_of_attributes_across_the_tables(hostile):
    archive = hostile.zip()
    said = _rows(archive, "contributions")
    quasi = [
        (table.name, column.name) for table in TABLES for column in table.columns if column.is_quasi
    ]
    assert [name for name, _column in quasi] == ["contributions"] * 4
    assert len({row["channel"] for row in said}) > 1, "something is told"

    # Whoever joins excerpts to contributions learns no more than what contributions tell.
    whose = {row["id"]: hostile.who[row["text"]] for row in said}
    joined = [
        {**one, **next(row for row in said if row["id"] == one["contribution"])}
        for one in _rows(archive, "excerpts")
    ]
    for rows in (said, joined):
        for first, second in combinations([column for _name, column in quasi], 2):
            voices = defaultdict(set)
            for row in rows:
                voices[row[first], row[second]].add(whose[row["id"]])
            assert min(map(len, voices.values())) >= 5, (first, second)


def test_no_number_stands_for_fewer_than_five_and_none_can_be_worked_out(hostile):
    archive = hostile.zip()
    for row in _rows(archive, "theme_groups"):
        assert row["voices"] in ("", "0") or int(row["voices"]) >= 5
    by = defaultdict(list)
    for row in _rows(archive, "theme_groups"):
        by[row["by"], row["theme"]].append(row["voices"])
    totals = {row["id"]: row["voices"] for row in _rows(archive, "themes")}
    for (_by, theme), told in by.items():
        if totals[theme] and "" in told:
            rest = int(totals[theme]) - sum(int(one) for one in told if one)
            assert told.count("") > 1
            assert rest == 0 or rest >= 5
    assert "Fondation" not in json.dumps(_rows(archive, "theme_groups"))
    assert {row["excerpts"] for row in _rows(archive, "channels")} >= {""}


def test_only_words_that_everybody_may_read_and_without_findings_are_there(hostile):
    for state in ("submitted", "held", "withdrawn", "rejected", "draft"):
        hostile.say(hostile.ideas, f"Mots {state} secrets.", ATTRIBUTES[0], state=state)
    hostile.say(hostile.ideas, "Écrivez à jean.dupont@example.org.", ATTRIBUTES[0])
    archive = hostile.zip()

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()

    assert "secrets" not in everything
    assert "jean.dupont" not in everything
    assert [row["words_left_out"] for row in _rows(archive, "contributions")].count("True") == 1
    for one in hostile.session.query(Contribution):
        assert str(one.id) not in everything
        assert one.id.hex not in everything


def test_the_same_data_is_the_same_file_and_tells_what_became_of_words(hostile):
    add_governance(hostile.session, hostile.consultation)
    excerpt = hostile.session.query(Excerpt).order_by(Excerpt.id).first()
    node = hostile.session.get_one(StrategyNode, hostile.node.id)
    node.text = f"Cité [[e:{excerpt.id.hex}]]."
    _link(hostile, excerpt, node)
    hostile.session.flush()

    content = hostile.bytes()

    assert content == hostile.bytes()
    archive = zipfile.ZipFile(io.BytesIO(content))
    for line in archive.read("MANIFEST.sha256").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    package = json.loads(archive.read("datapackage.json"))
    assert [one["name"] for one in package["resources"]] == [one.name for one in TABLES]
    links = _rows(archive, "links")
    assert [(one["line"], one["status"], one["reason"]) for one in links] == [("O1", "kept", "Oui")]
    line = next(row for row in _rows(archive, "strategy_lines") if row["code"] == "O1")
    assert line["text"] == f"Cité [[e:{links[0]['excerpt']}]]."
    assert len(_rows(archive, "decisions")) == 1
    assert _rows(archive, "plans") == [], "a plan in preparation is for the team"


def _link(hostile, excerpt, node) -> None:
    hostile.session.add(
        EvidenceLink(
            consultation_id=hostile.consultation.id,
            excerpt_id=excerpt.id,
            node_id=node.id,
            status=EvidenceStatus.KEPT,
            motive="Oui",
        )
    )


def test_a_steward_publishes_it_and_words_that_are_withdrawn_take_it_away(
    session, sign_in, client, work, hostile
):
    home = f"/consultations/{hostile.consultation.slug}/open-data"
    session.commit()
    assert client.get(f"{home}/file.zip").status_code == 404
    steward = sign_in(hostile.consultation, Role.STEWARD)
    assert steward.post(f"{home}/make").status_code == 302
    steward.post(f"{home}/make")
    assert session.query(Job).filter_by(kind=JobKind.MAKING).count() == 1, "asked twice, made once"
    session.rollback()
    work()
    assert client.get(f"{home}/file.zip").status_code == 404
    assert steward.post(f"{home}/show").status_code == 302

    answer = client.get(f"{home}/file.zip")

    assert answer.status_code == 200
    assert "Licence Ouverte" in client.get(home).text
    zipfile.ZipFile(io.BytesIO(answer.data)).testzip()
    words = session.query(Contribution).filter_by(text="Seul de son jour.").one()
    words.state = ContributionState.WITHDRAWN
    session.commit()
    assert client.get(f"{home}/file.zip").status_code == 410
    steward.post(f"{home}/make")
    work()
    again = client.get(f"{home}/file.zip")
    assert again.status_code == 200
    assert b"Seul de son jour" not in zipfile.ZipFile(io.BytesIO(again.data)).read(
        "csv/contributions.csv"
    )


def test_a_consultation_where_nobody_said_anything_has_open_data(app, session):
    consultation = ConsultationFactory()
    session.commit()
    file = io.BytesIO()
    with app.test_request_context():
        write_zip(file, reading_of(session, consultation.id), lambda _done: None)
    with zipfile.ZipFile(file) as archive:
        header, *rows = archive.read("csv/themes.csv").decode("utf-8-sig").splitlines()
    assert header
    assert rows == []
