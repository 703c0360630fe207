"""Changes suggested for a line of the strategy: sent, followed, answered, erased."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.models import (
    Amendment,
    AmendmentState,
    NodeAct,
    NodeRevision,
    OutgoingMail,
    Role,
)
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.privacy.holdings.holding import Choice, Words
from app.privacy.holdings.participations import ParticipationHolding
from app.storage.folder import Folder
from app.strategy.amending.answering import Answer, AnsweredAlready, answer
from app.strategy.amending.letters import complete_about_suggestion
from app.strategy.amending.opening import NotTaken, open_or_close
from app.strategy.amending.suggesting import NothingSuggested, Suggested, suggest, withdraw
from app.strategy.versions.making import NewVersion, make, open_to_consultation
from app.strategy.writing.history import Writer
from app.strategy.writing.lines import word_line
from app.web.traps import stamp
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    ParticipantFactory,
    StrategyFactory,
    StrategyNodeFactory,
)
from tests.integration.counting import count_of

MARK = f"[[e:{'a' * 32}]]"
THEIRS = "Former les élues et les élus"


class Case:
    """A strategy of one line under consultation, that takes suggestions from an account."""

    def __init__(self, session):
        self.session = session
        self.consultation = ConsultationFactory()
        self.strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.node = StrategyNodeFactory(
            strategy_id=self.strategy.id, code="O1", title="Former les élus", text=f"Tous{MARK}."
        )
        self.account = AccountFactory(email="claire@asso.example")
        self.author = ParticipantFactory(
            consultation_id=self.consultation.id, account_id=self.account.id, device_digest=None
        )
        version = make(session, self.strategy, NewVersion("V1"), account_id=None, key="1")
        open_to_consultation(session, version, account_id=None)
        open_or_close(session, self.strategy, is_open=True)
        self.writer = AccountFactory()
        session.commit()

    def suggest(self, title=THEIRS, text=f"Tous{MARK}.", key="k", made_from=0) -> Amendment:
        new = Suggested(
            key, made_from or self.node.version, title, text, "Le mot manque.", "Claire"
        )
        return suggest(
            self.session,
            self.strategy,
            self.node,
            new,
            participant=self.author,
            app_key="secret",
            moment=now(),
        )

    def answer(self, made: Amendment, new: Answer, version: int | None = None) -> None:
        by = Writer(self.writer.id, "answer")
        there = self.node.version if version is None else version
        answer(self.session, made, new, by, version=there, moment=now())


@pytest.fixture
def case(session):
    return Case(session)


def test_a_suggestion_taken_in_is_the_line_and_its_author_is_told_once(session, inside, case):
    made = case.suggest()
    assert case.suggest().id == made.id
    version = case.node.version
    for _ in range(2):
        case.answer(made, Answer(AmendmentState.ACCEPTED), version)
    assert (case.node.title, made.state, made.is_public) == (THEIRS, AmendmentState.ACCEPTED, True)
    revision = session.scalars(sa.select(NodeRevision).filter_by(amendment_id=made.id)).one()
    assert (revision.act, revision.account_id) == (NodeAct.AMENDED, case.writer.id)
    mail = session.scalars(sa.select(OutgoingMail)).one()
    letter = complete_about_suggestion(session, mail)
    assert letter.recipient == "claire@asso.example"
    assert f"/strategy/changes/{made.id}" in letter.text
    with pytest.raises(AnsweredAlready):
        case.answer(made, Answer(AmendmentState.REFUSED, "Non."))


def test_an_answer_made_before_the_line_changed_changes_nothing(session, inside, case):
    made, version = case.suggest(), case.node.version
    words = {"title": "Former tout le monde", "text": "", "version": version}
    word_line(session, Writer(case.writer.id, "other"), case.node, **words)
    with pytest.raises(ChangedMeanwhile):
        case.answer(made, Answer(AmendmentState.ACCEPTED), version)
    assert (case.node.title, made.state) == ("Former tout le monde", AmendmentState.SENT)
    case.answer(made, Answer(AmendmentState.PARTLY_ACCEPTED, "Pour l’accord.", "Former toutes"))
    assert (case.node.title, made.title) == ("Former toutes", THEIRS)


def test_a_suggestion_shows_no_wording_that_is_older_than_the_form(session, inside, case):
    for title in ("Former tout le monde", "Former"):
        by = Writer(case.writer.id, title)
        word_line(session, by, case.node, title=title, text="", version=case.node.version)
    # An hour ago the form was open; three days ago nobody had it.
    assert [case.suggest(key="1", made_from=2).made_from for _ in range(2)] == [2, 2]
    session.execute(
        sa.update(NodeRevision)
        .where(NodeRevision.number == 3)
        .values(created_at=now() - dt.timedelta(days=3))
    )
    assert case.suggest(key="2", made_from=2).made_from == case.node.version


def test_nobody_suggests_a_citation_nor_what_is_there_already_nor_when_closed(session, case):
    other = f"[[e:{'b' * 32}]]"
    made = case.suggest(text=f"Tous{MARK}, partout{other}.")
    assert made.text == f"Tous{MARK}, partout."
    with pytest.raises(NothingSuggested):
        case.suggest("Former les élus", f"Tous{MARK}.{other}", "k2")
    open_or_close(session, case.strategy, is_open=False)
    with pytest.raises(NotTaken):
        case.suggest("Autre chose", key="k3")
    withdraw(session, made)
    assert (made.state, made.title, made.reason) == (AmendmentState.WITHDRAWN, "", "")
    session.commit()
    assert count_of(session, Amendment) == 1


def test_who_leaves_is_not_named_and_takes_what_waits_along(session, inside, case, tmp_path):
    waits, told = case.suggest(key="1"), case.suggest("Former", key="2")
    case.answer(told, Answer(AmendmentState.REFUSED, "Trop vague."))
    choice = Choice(Words.ANONYMOUS, Folder(tmp_path), now())
    ParticipationHolding().erase(session, case.account, choice)
    session.expire_all()
    assert (told.title, told.author, told.participant_id) == ("Former", "", None)
    assert (waits.title, waits.state) == ("", AmendmentState.WITHDRAWN)


def test_a_visitor_suggests_follows_by_code_and_the_team_answers(
    app, session, client, sign_in, case
):
    home = f"/consultations/{case.consultation.slug}"
    place = f"{home}/strategy/changes/lines/O1"
    assert "Former les élus" in client.get(place).text
    with app.app_context():
        looked_at = stamp(now() - dt.timedelta(minutes=1))
    sent = {
        "title": THEIRS,
        "text": "Tous.",
        "reason": "Le mot manque.",
        "signature": "Claire",
        "made_from": case.node.version,
        "key": new_secret(),
        "shown": looked_at,
    }
    assert client.post(place, data=sent | {"reason": ""}).status_code == 422
    shown = {client.post(place, data=sent).headers["Location"] for _ in range(2)}
    assert len(shown) == 1
    page = shown.pop()
    code = client.get(page).text.split("/strategy/changes/code/")[1].split('"')[0]
    other = app.test_client()
    assert other.get(page).status_code == 404
    found = other.post(f"{home}/receipts", data={"code": code.lower()}).headers["Location"]
    assert found.endswith(f"/strategy/changes/code/{code}")
    assert THEIRS.split()[-1] in other.get(found).text
    writer = sign_in(case.consultation, Role.WRITER)
    made = session.scalars(sa.select(Amendment)).one()
    desk = f"{home}/strategy/changes/desk"
    assert THEIRS in writer.get(f"{desk}?line=O1").text
    writer.get(f"{desk}/{made.id}")
    answered = {"state": "refused", "words": "", "version": case.node.version, "key": "x" * 32}
    assert writer.post(f"{desk}/{made.id}", data=answered).status_code == 422
    writer.post(f"{desk}/{made.id}", data=answered | {"words": "Déjà dit plus haut."})
    told = app.test_client().get(page).text
    assert "Déjà dit plus haut." in told
    assert "Claire" in told
    assert THEIRS in app.test_client().get(f"{home}/strategy/changes").text
