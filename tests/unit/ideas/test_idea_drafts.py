"""From the columns and cells of a file to ideas."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.corpus.tables import RowReason, TableError, TableReason, read_table
from app.ideas.importing.columns import IdeaColumn, Why, propose_columns
from app.ideas.importing.drafts import IdeaDrafts, idea_drafts
from app.ideas.importing.values import count_of, kind_of, plain_words, verdict_of
from app.models import OrganisationKind, Verdict


@pytest.fixture
def table_of(tmp_path: Path):
    def read(content: str):
        path = tmp_path / "idees.csv"
        path.write_text(content, encoding="utf-8")
        return read_table(path)

    return read


@pytest.fixture
def drafts_of(table_of):
    def read(content: str, **roles: str) -> IdeaDrafts:
        table = table_of(content)
        mapping = {
            column.index: IdeaColumn(roles.get(column.name, column.role))
            for column in propose_columns(table)
        }
        return idea_drafts(table, mapping)

    return read


def _proposed(table) -> dict[str, tuple[str, str]]:
    return {one.name: (one.role.value, one.why.value) for one in propose_columns(table)}


def test_the_columns_of_decidim_are_known_by_their_names(table_of):
    names = (
        "id,author/id,author/name,category/id,category/name/fr,scope/name/fr,title/fr,title/en,"
        "body/fr,state,answer/fr,answered_at,published_at,votes,endorsements/total_count,url"
    )
    row = (
        "{n},4,Jeanne,7,Mobilité,Alès,Un titre {n},A title {n},Des mots pour le dire {n},accepted,"
        "Merci pour cette idée,2016-06-01,2016-04-0{n},1{n},2{n},https://ville.example/{n}"
    )
    proposed = _proposed(table_of("\n".join([names, *(row.format(n=n) for n in range(1, 6))])))
    assert {name: role for name, (role, _) in proposed.items() if role != "ignore"} == {
        "id": "identifier",
        "category/name/fr": "theme",
        "scope/name/fr": "territory",
        "title/fr": "title",
        "body/fr": "words",
        "state": "state",
        "answer/fr": "answer",
        "published_at": "date",
        "votes": "supporters",
    }
    assert proposed["author/name"] == ("ignore", Why.PERSONAL)
    assert proposed["title/en"] == ("ignore", Why.SECOND)
    assert proposed["answered_at"] == ("ignore", Why.NOT_NEEDED)


def test_a_sheet_whose_names_say_nothing_gives_its_wordiest_column(table_of):
    content = "a;b\nMontpellier;Ouvrir un lieu pour tous\nNîmes;Prêter des outils entre voisins\n"
    assert _proposed(table_of(content)) == {
        "a": ("ignore", Why.NOT_NEEDED),
        "b": ("words", Why.WORDIEST),
    }


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        ("accepted", Verdict.KEPT),
        ("Acceptée", Verdict.KEPT),
        ("En cours d’évaluation", Verdict.CONSIDERED),
        ("partially_accepted", Verdict.PARTLY_KEPT),
        ("Non retenue", Verdict.SET_ASIDE),
        ("hors sujet", Verdict.OUT_OF_SCOPE),
        ("not_answered", None),
        ("on verra", None),
    ],
)
def test_states_of_other_platforms_are_read(state, verdict):
    assert verdict_of(state) is verdict


def test_kinds_of_bodies_are_read():
    assert kind_of("Coopérative") is OrganisationKind.COOPERATIVE
    assert kind_of("SCOP") is OrganisationKind.COOPERATIVE
    assert kind_of("Martien") is None


@pytest.mark.parametrize(
    ("written", "number"), [("", 0), ("12", 12), ("1 250", 1250), ("1\u202f250", 1250), ("3.0", 3)]
)
def test_numbers_of_supports_are_read(written, number):
    assert count_of(written) == number


@pytest.mark.parametrize("written", ["-1", "beaucoup", "1.5", "9" * 30, "NaN", "1e9"])
def test_what_is_no_number_of_supports_is_refused(written):
    with pytest.raises(ValueError, match=r".+"):
        count_of(written)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<p>Un.</p><p>Deux &amp; trois.</p>", "Un.\n\nDeux & trois."),
        ("Un<br>deux<script>alert(1)</script>", "Un\ndeux"),
        ("<ul><li>Un</li><li>Deux</li></ul>", "Un\nDeux"),
        ("Si a < b et b > c", "Si a < b et b > c"),
        ("Fish & chips", "Fish & chips"),
    ],
)
def test_mark_up_of_other_platforms_is_taken_away(written, plain):
    assert plain_words(written) == plain


def test_an_idea_without_a_title_has_the_beginning_of_its_words(drafts_of):
    long = "Il faudrait que toutes les associations puissent disposer de locaux partagés " * 5
    short, cut = drafts_of(f"texte\nOuvrir un lieu pour tous\n{long.strip()}\n").drafts
    assert short.title == short.text == "Ouvrir un lieu pour tous"
    assert len(cut.title) <= 150
    assert cut.title.endswith("…")
    assert cut.text == long.strip()


def test_a_title_that_is_too_long_is_kept_whole_among_the_words(drafts_of):
    title = "Pour " + "beaucoup de raisons " * 20
    (draft,) = drafts_of(f"titre,texte\n{title},Et voilà comment faire.\n").drafts
    assert draft.text == f"{title.strip()}\n\nEt voilà comment faire."
    assert title.startswith(draft.title[:-1])


def test_the_same_idea_has_the_same_key_and_counts_once(drafts_of):
    once = drafts_of("id,titre\n1,Un lieu pour tous\n2,Un lieu pour tous\n")
    content = "id,titre,votes\n1,Un lieu pour tous,4\n1,Un lieu pour tous,5\n"
    again = drafts_of(content, id="identifier")
    assert len(once.drafts) == 2
    assert again.drafts[0].key == once.drafts[0].key
    assert again.duplicates == 1


def test_an_idea_of_several_themes_has_the_first_one(drafts_of):
    themes = ("Santé", "Culture, sport", "Santé,Énergie", "Culture, sport;Santé", "Vie, mort")
    rows = "".join(f'Idée {n},"{theme}"\n' for n, theme in enumerate(themes))
    found = drafts_of("titre,theme\n" + rows)
    assert [draft.theme for draft in found.drafts] == [
        "Santé",
        "Culture, sport",
        "Santé",
        "Culture, sport",
        "Vie, mort",
    ]


GROUPS = "id,titre,parent\n1,Une,\n2,Deux,1\n3,Trois,2\n4,Quatre,5\n5,Cinq,4\n6,Six,6\n7,Sept,99\n"


def test_a_group_has_one_lead_whatever_the_chain_and_no_circle(drafts_of):
    found = drafts_of(GROUPS, parent="lead", id="identifier")
    by_key = {draft.key: draft.identifier for draft in found.drafts}
    leads = {one.identifier: by_key[one.lead_key] for one in found.drafts if one.lead_key}
    assert leads == {"2": "1", "3": "1"}
    assert found.lost_leads == 3


def test_rows_that_cannot_be_read_are_told_with_their_reason(drafts_of):
    long = "mot " * 20_000
    found = drafts_of(
        f"titre,texte,date,votes\nUne,a,hier,1\nDeux,b,2016-05-02,x\nTrois,{long},2016-05-02,1\n,,,\n",
        date="date",
        votes="supporters",
    )
    assert [(row.number, row.reason) for row in found.bad_rows] == [
        (2, RowReason.BAD_DATE),
        (3, RowReason.BAD_NUMBER),
        (4, RowReason.CELL_TOO_LONG),
    ]


def test_hidden_signs_do_not_come_along_in_titles_and_names(drafts_of):
    (draft,) = drafts_of(
        "titre,auteur\nUn\u202elieu\u200b pour tous,Jea\u200bnne\n", auteur="author"
    ).drafts
    assert (draft.title, draft.signature) == ("Unlieu pour tous", "Jeanne")


def test_a_use_is_that_of_one_column_and_something_must_hold_the_ideas(table_of):
    table = table_of("a,b\nUn lieu,Deux lieux\n")
    with pytest.raises(TableError) as twice:
        idea_drafts(table, {0: IdeaColumn.TITLE, 1: IdeaColumn.TITLE})
    assert twice.value.reason is TableReason.ROLE_GIVEN_TWICE
    with pytest.raises(TableError) as none:
        idea_drafts(table, {0: IdeaColumn.THEME})
    assert none.value.reason is TableReason.NO_IDEA_COLUMN
