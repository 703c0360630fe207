"""Searching the excerpts: what each filter finds, words in their contexts, kept searches."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa

from app.corpus.intake import NewContribution, NewRespondent, cut, source_key, take_in
from app.corpus.reading.asking import asked_in
from app.corpus.reading.concordance import Sorting, concordance_of
from app.corpus.reading.queries import found_excerpts
from app.models import (
    Account,
    Activity,
    Assignment,
    Channel,
    CodedState,
    CodingAct,
    CodingProposal,
    CodingRound,
    CodingVia,
    Consultation,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Nature,
    Organisation,
    OrganisationKind,
    Role,
    SavedSearch,
)
from app.models.coding import Coding
from app.web.paging import Cursor
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    CandidateThemeFactory,
    ConsultationFactory,
    RunFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
)
from tests.integration.counting import count_of

SAID = {
    "train": "Il faut former les bénévoles à la comptabilité.",
    "value": "Reconnaître le bénévolat dans la vie associative.",
    "lend": "Prêter des locaux aux associations de la vallée.",
    "buy": "Une vie dure : la commande publique nous oublie.",
    "gone": "Les bénévoles de la vie associative sont partis.",
}


@dataclass
class Corpus:
    """One consultation of five excerpts; `gone` was withdrawn. `ids` are those of other rows."""

    consultation: Consultation
    reader: Account
    excerpts: dict[str, Excerpt]
    ids: dict[str, object] = field(default_factory=dict)


@pytest.fixture
def corpus(session) -> Corpus:
    here = ConsultationFactory()
    letters = ActivityFactory(consultation_id=here.id, channel=Channel.SUBMISSION)
    room = ActivityFactory(consultation_id=here.id, channel=Channel.WORKSHOP)
    union = Organisation(
        consultation_id=here.id, name="U", kind=OrganisationKind.UNION, territory="Landes"
    )
    session.add(union)
    session.flush()
    # Two excerpts of one contribution: its words are not those of each.
    _take_in(session, letters, ("train", "value"), {"Type d’acteur": "Association"})
    _take_in(session, room, ("lend",), {"Département": "Gironde (33)"})
    _take_in(session, room, ("buy",), {"Département": "Gironde"}, union)
    _take_in(session, room, ("gone",), {"Département": "Gironde"})
    found = session.scalars(sa.select(Excerpt).where(Excerpt.consultation_id == here.id)).all()
    by_text = {one.contribution.text[one.start : one.end]: one for one in found}
    excerpts = {name: by_text[text] for name, text in SAID.items()}
    excerpts["gone"].contribution.state = ContributionState.WITHDRAWN
    made = Corpus(here, AccountFactory(), excerpts, {"letters": letters.id})
    _decide(session, made)
    session.commit()
    return made


def _take_in(session, activity: Activity, names, attributes, organisation=None) -> None:
    text = "\n\n".join(SAID[name] for name in names)
    who = NewRespondent(names[0], attributes, organisation.id if organisation else None)
    new = NewContribution(source_key(text), text, cut(text), nature=Nature.NEED, respondent=who)
    take_in(session, activity, [new])


def _decide(session, corpus: Corpus) -> None:
    """A theme merged into another, proposals, decisions of each kind, links."""
    here, excerpts = corpus.consultation.id, corpus.excerpts
    kept, merged = ThemeFactory(consultation_id=here), ThemeFactory(consultation_id=here)
    merged.stands_for_id = kept.id
    run = RunFactory(consultation_id=here)
    above = CandidateThemeFactory(run_id=run.id)
    below = CandidateThemeFactory(run_id=run.id, parent_id=above.id)
    node = StrategyNodeFactory(strategy_id=StrategyFactory(consultation_id=here).id)
    learnt = CodingRound(consultation_id=here)
    session.add(learnt)
    session.flush()
    for name, state in (
        ("train", CodedState.SETTLED),
        ("value", CodedState.DISPUTED),
        ("lend", CodedState.SKIPPED),
    ):
        coding = Coding(
            consultation_id=here,
            excerpt_id=excerpts[name].id,
            account_id=corpus.reader.id,
            key=name,
            act=CodingAct.CODED,
            via=CodingVia.PAGE,
        )
        session.add(coding)
        session.flush()
        counted = ExcerptCoding(
            excerpt_id=excerpts[name].id,
            consultation_id=here,
            coding_id=coding.id,
            state=state,
            coders=1,
            nature=Nature.PROPOSAL if name == "train" else None,
            is_flagged=name == "lend",
        )
        session.add(counted)
    proposed = [
        CodingProposal(
            excerpt_id=excerpts[name].id,
            consultation_id=here,
            round_id=learnt.id,
            theme_id=kept.id,
            score=0.5,
        )
        for name in ("train", "buy", "gone")
    ]
    placed = [
        Assignment(run_id=run.id, excerpt_id=excerpts[name].id, theme_id=below.id, score=1, rank=n)
        for n, name in enumerate(("lend", "gone"))
    ]
    links = [
        EvidenceLink(
            consultation_id=here, excerpt_id=excerpts[name].id, node_id=node.id, status=status
        )
        for name, status in (
            ("train", EvidenceStatus.KEPT),
            ("value", EvidenceStatus.KEPT),
            ("value", EvidenceStatus.SET_ASIDE),
            ("gone", EvidenceStatus.KEPT),
        )
    ]
    given = ExcerptTheme(excerpt_id=excerpts["train"].id, theme_id=merged.id)
    session.add_all([given, *proposed, *placed])
    for link in links:
        session.add(link)
        session.flush()
    corpus.ids |= {"kept": kept.id, "merged": merged.id, "above": above.id, "node": node.id}


CASES = [
    ({}, "train value lend buy"),
    ({"q": "bénévole"}, "train"),
    ({"q": "bénévole", "family": "1"}, "train value"),
    ({"q": "BENEVOLES former"}, "train"),
    ({"q": "vie associative"}, "value"),
    ({"q": '"vie"'}, "value buy"),
    ({"q": '"vie associative"'}, "value"),
    ({"q": '"associative vie"'}, ""),
    ({"q": '"association"'}, ""),
    ({"q": "association vallée"}, "lend"),
    ({"q": "partis"}, ""),
    ({"q": "?!"}, ""),
    ({"theme": "kept"}, "train buy"),
    ({"theme": "merged"}, "train buy"),
    ({"theme": "kept", "by": "people"}, "train"),
    ({"theme": "kept", "by": "machine"}, "buy"),
    ({"candidate": "above"}, "lend"),
    ({"activity": "letters"}, "train value"),
    ({"channel": "workshop"}, "lend buy"),
    ({"actor": "association"}, "train value"),
    ({"actor": "union"}, "buy"),
    ({"territory": "gironde"}, "lend"),
    ({"territory": "LANDES"}, "buy"),
    ({"territory": "?"}, ""),
    ({"nature": "proposal"}, "train"),
    ({"nature": "need"}, "value lend buy"),
    ({"coding": "uncoded"}, "buy"),
    ({"coding": "coded"}, "train"),
    ({"coding": "disputed"}, "value"),
    ({"coding": "skipped"}, "lend"),
    ({"coding": "flagged"}, "lend"),
    ({"link": "linked"}, "train"),
    ({"link": "unlinked"}, "value lend buy"),
    ({"objective": "node"}, "train"),
    ({"q": "vie", "link": "unlinked", "channel": "workshop"}, "buy"),
    ({"theme": "node"}, ""),
]


@pytest.mark.usefixtures("inside")
def test_each_filter_finds_what_it_should_and_never_what_was_withdrawn(session, corpus):
    names = {one.id: name for name, one in corpus.excerpts.items()}
    for args, expected in CASES:
        asked = asked_in({name: str(corpus.ids.get(value, value)) for name, value in args.items()})
        found = found_excerpts(session, corpus.consultation.id, asked, reader_id=corpus.reader.id)
        assert " ".join(names[one.excerpt_id] for one in found.page.rows) == expected, args
        assert found.total == len(expected.split()), args


def test_pages_follow_one_another_and_lines_say_their_themes_and_links(session, corpus):
    here, seen = corpus.consultation.id, []
    cursor = Cursor()
    while cursor:
        found = found_excerpts(
            session, here, asked_in({"q": "la"}), reader_id=corpus.reader.id, cursor=cursor, size=2
        )
        seen += found.page.rows
        assert found.total == 4
        cursor = Cursor(found.page.next_key) if found.page.next_key else None
    assert [one.text for one in seen] == [SAID[name] for name in ("train", "value", "lend", "buy")]
    train, *_others, buy = seen
    assert [(one.is_proposed, one.id) for one in train.themes] == [(False, corpus.ids["kept"])]
    assert [one.is_proposed for one in buy.themes] == [True]
    assert [link.node_id for link in train.links] == [corpus.ids["node"]]
    assert train.nature is Nature.PROPOSAL
    assert [text for text, place in train.parts if place] == ["la"]


def test_a_concordance_shows_a_word_in_its_contexts_in_three_orders(session, corpus):
    def words(sorting: Sorting, **paging: object) -> list[str]:
        found = concordance_of(
            session, corpus.consultation.id, asked_in({"q": "la"}), sorting, **paging
        )
        assert (found.total, found.forms, found.is_cut) == (4, (("la", 4),), False)
        return [line.context.after.split()[0] for line in found.page.rows]

    assert words(Sorting.SOURCE) == ["comptabilité.", "vie", "vallée.", "commande"]
    assert words(Sorting.AFTER) == ["commande", "comptabilité.", "vallée.", "vie"]
    # dans, de, dure, à: a word of one sign does not count
    assert words(Sorting.BEFORE)[:3] == ["comptabilité.", "vie", "vallée."]
    assert words(Sorting.AFTER, cursor=Cursor("2"), size=1) == ["vallée."]
    assert words(Sorting.AFTER, cursor=Cursor("3", backwards=True), size=1) == ["comptabilité."]


def test_a_search_is_kept_once_shared_on_purpose_and_changed_by_its_owner_only(
    session, sign_in, corpus
):
    home = f"/consultations/{corpus.consultation.slug}/excerpts"
    owner = sign_in(corpus.consultation, Role.WRITER)
    other = sign_in(corpus.consultation, Role.FACILITATOR)
    for _ in range(2):
        sent = owner.post(f"{home}/saved/new?q=vie&coding=coded", data={"title": "Vie"})
        assert sent.headers["Location"] == f"{home}?q=vie&coding=coded"
    assert count_of(session, SavedSearch) == 1
    taken = owner.post(f"{home}/saved/new?q=autre", data={"title": "Vie"})
    assert taken.status_code == 422
    search = session.scalars(sa.select(SavedSearch)).one()
    saved = f"{home}/saved/{search.id}"
    assert other.get(saved).status_code == 404
    for address in (f"{saved}/edit", f"{saved}/delete"):
        assert other.post(address, data={"title": "À moi"}).status_code == 404
    owner.post(f"{saved}/edit", data={"title": "Vies", "is_shared": "y"})
    assert "Vies" in other.get(home).text
    assert other.get(saved).headers["Location"] == f"{home}?q=vie&coding=coded"
    session.rollback()
    session.get_one(SavedSearch, search.id).asked = {"coding": "no longer known"}
    session.commit()
    assert owner.get(saved).headers["Location"] == home
    owner.post(f"{saved}/delete")
    assert count_of(session, SavedSearch) == 0


def test_whatever_stands_in_an_address_a_page_is_given(sign_in, corpus):
    home = f"/consultations/{corpus.consultation.slug}/excerpts"
    reader = sign_in(corpus.consultation, Role.FACILITATOR)
    unknown = "00000000-0000-0000-0000-000000000001"
    for args in (
        {"q": "\x0b\ufffe"},
        {"q": "m" * 10_000},
        {"q": "') OR 1=1 -- \" NEAR(a b) *", "family": "1"},
        {"territory": "\x0b%_" * 500},
        {"theme": unknown, "candidate": unknown, "objective": unknown, "activity": unknown},
        {"after": "\x0b", "before": "x" * 1000},
        {"word": '\x0b "la', "sort": "after", "after": "9" * 9},
    ):
        for page in ("", "/concordance", "/concordance.csv", "/saved/new"):
            assert reader.get(home + page, query_string=args).status_code == 200, (page, args)
    assert reader.get(home, query_string={"q": "\0"}).status_code == 400
    assert reader.get(home, query_string={"theme": "x"}).status_code == 404
    assert reader.get(f"{home}/concordance?sort=x").status_code == 404
    marked = reader.get(home, query_string={"q": "former <b>"}).text
    assert "<mark>former</mark>" in marked
    assert "<b>" not in marked
