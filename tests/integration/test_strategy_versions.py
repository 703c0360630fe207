"""Versions of the strategy: frozen, sealed, adopted by a body, published; changes by hand found."""

from __future__ import annotations

import hashlib

import pytest
import sqlalchemy as sa

from app.corpus.receipts.issuing import issue
from app.models import (
    ContributionState,
    Decision,
    DecisionKind,
    EvidenceStatus,
    Excerpt,
    ExcerptTheme,
    Notice,
    NoticeKind,
    PointKind,
    ReceiptFollower,
    Role,
    StrategyNode,
    StrategyVersion,
    Subscription,
    VersionState,
)
from app.models.types import now
from app.notifications.telling import news_of
from app.strategy.evidence import Decider, keep
from app.strategy.governance.deciding import Wanted, decide
from app.strategy.versions.chain import Fault, verify
from app.strategy.versions.content import content_of
from app.strategy.versions.making import (
    NewVersion,
    NotInOrder,
    make,
    open_to_consultation,
    publish,
)
from app.strategy.versions.sealing import seal_of
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    PointFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
)
from tests.governed import HELD, Governed, add_governance


class Case:
    """A strategy of one objective, to which three excerpts lead, each by another way; a body."""

    def __init__(self, session):
        self.session = session
        self.consultation = ConsultationFactory()
        here = {"consultation_id": self.consultation.id}
        self.activity = ActivityFactory(**here)
        self.direct, self.by_theme, self.by_point = (
            contribution_with_excerpt(self.activity, f"Former les élus, dit le numéro {n}.")
            for n in range(3)
        )
        self.strategy = StrategyFactory(**here)
        self.node = StrategyNodeFactory(
            strategy_id=self.strategy.id,
            code="O1",
            title="Former « les élus »",
            text=f"Il le faut[[e:{self.direct.id.hex}]].",
        )
        theme, point = ThemeFactory(**here), PointFactory(**here, kind=PointKind.NEED)
        session.add(ExcerptTheme(excerpt_id=self.by_theme.id, theme_id=theme.id))
        session.flush()
        decider = Decider(self.consultation.id, None)
        keep(session, decider, excerpt_id=self.direct.id, node_id=self.node.id)
        keep(session, decider, theme_id=theme.id, node_id=self.node.id)
        keep(session, decider, excerpt_id=self.by_point.id, point_id=point.id)
        keep(session, decider, from_point_id=point.id, node_id=self.node.id)
        self.point = point
        self.governed: Governed = add_governance(session, self.consultation)
        self.version = self.governed.version
        self.home = f"/consultations/{self.consultation.slug}"
        self.page = f"{self.home}/strategy/versions/1"
        session.commit()

    def adopt(self, version: StrategyVersion | None = None) -> Decision:
        wanted = Wanted(
            body_id=self.governed.body.id,
            meeting_id=self.governed.meeting.id,
            kind=DecisionKind.ADOPT_VERSION,
            decided_on=HELD.date(),
            title="Adopte la version",
            version_id=(version or self.version).id,
        )
        id_ = self.consultation.id
        return decide(self.session, id_, wanted, account_id=None, key=f"a-{wanted.version_id}")

    def publish(self) -> None:
        self.adopt()
        publish(self.session, self.version, consultation_id=self.consultation.id, account_id=None)
        self.session.commit()


@pytest.fixture
def case(session) -> Case:
    return Case(session)


def test_a_version_holds_the_way_of_each_excerpt_and_none_of_its_words(session, case):
    session.refresh(case.version)
    line = case.version.content["nodes"][0]
    assert {one["excerpt"]: one["way"] for one in line["evidence"]} == {
        case.direct.id.hex: "direct",
        case.by_theme.id.hex: "theme",
        case.by_point.id.hex: "point",
    }
    assert {one["status"] for one in line["evidence"]} == {EvidenceStatus.KEPT}
    assert line["points"][0]["excerpts"] == [case.by_point.id.hex]
    assert "dit le numéro" not in str(case.version.content)
    # What the database gives back has the seal of what was made, on both of them.
    assert seal_of(case.version.content) == case.version.sha256
    assert content_of(session, case.strategy) == case.version.content
    session.get_one(StrategyNode, case.node.id).title = "Tout autre chose"
    session.commit()
    assert seal_of(content_of(session, case.strategy)) != case.version.sha256
    assert verify(session, case.strategy.id) == []


CHANGES = {
    "UPDATE strategy_version SET title = 'Autre' WHERE number = 1": Fault.DESCRIPTION,
    "UPDATE strategy_version SET state = 'draft' WHERE number = 1": Fault.DESCRIPTION,
    "UPDATE strategy_version SET number = 3 WHERE number = 2": Fault.VERSION_MISSING,
    "UPDATE decision SET votes_for = 99 WHERE version_id IS NOT NULL": Fault.DECISION,
    "UPDATE version_event SET act = 'made' WHERE number = 3": Fault.EVENT,
    "DELETE FROM version_event WHERE number = 2": Fault.LINK,
    "UPDATE version_event SET number = number + 10 WHERE number = 2": Fault.LINK,
    "UPDATE version_event SET previous = sha256 WHERE number = 4": Fault.LINK,
}


def test_whatever_is_changed_by_hand_is_found_and_said(app, session, case, sign_in, client):
    case.publish()
    make(session, case.strategy, NewVersion("La deuxième"), account_id=None, key="v2")
    session.commit()
    assert verify(session, case.strategy.id) == []
    for statement, fault in CHANGES.items():
        session.execute(sa.text(statement))
        found = {one.fault for one in verify(session, case.strategy.id)}
        assert fault in found, statement
        session.rollback()
    flask = app.test_cli_runner()
    good = flask.invoke(args=["strategy", "verify"])
    assert good.exit_code == 0
    seal = good.output.split("Last seal: ")[1][:64]
    assert flask.invoke(args=["strategy", "verify", "--seal", "f" * 64]).exit_code == 1
    assert "Scellée" in client.get(case.page).text
    kept_as = "JSONB" if session.get_bind().dialect.name == "postgresql" else "TEXT"
    changed = f"CAST(REPLACE(CAST(content AS TEXT), 'Former', 'Fermer') AS {kept_as})"
    session.execute(sa.text(f"UPDATE strategy_version SET content = {changed} WHERE number = 1"))
    session.commit()
    assert [one.fault for one in verify(session, case.strategy.id)] == [Fault.CONTENT]
    bad = flask.invoke(args=["strategy", "verify", "--seal", seal])
    assert bad.exit_code == 1
    assert "content, version 1" in bad.output
    shown = client.get(case.page).text
    assert "ne correspond pas à son sceau" in shown
    assert "Scellée" not in shown
    steward = sign_in(case.consultation, Role.STEWARD)
    assert "ne correspond pas à son sceau" in steward.get(f"{case.home}/desk").text


def test_a_version_goes_its_way_in_order_and_each_step_once(session, case, sign_in, client):
    steward, writer = (sign_in(case.consultation, one) for one in (Role.STEWARD, Role.WRITER))
    assert client.get(case.page).status_code == 404
    assert case.page not in client.get(f"{case.home}/strategy/versions").text
    assert writer.get(case.page).status_code == 200
    assert writer.post(f"{case.page}/publish").status_code == 403
    steward.post(f"{case.page}/publish")
    session.refresh(case.version)
    assert case.version.state is VersionState.DRAFT
    for _twice in range(2):
        steward.post(f"{case.page}/consult")
    assert client.get(case.page).status_code == 200
    session.rollback()
    decision = case.adopt()
    session.commit()
    with pytest.raises(NotInOrder):
        open_to_consultation(session, case.version, account_id=None)
    session.rollback()
    for _twice in range(2):
        steward.post(f"{case.page}/publish")
    session.rollback()
    acts = session.scalars(sa.text("SELECT act FROM version_event ORDER BY number")).all()
    assert acts == ["made", "opened", "adopted", "published"]
    told = sa.select(sa.func.count()).where(Notice.kind == NoticeKind.STRATEGY)
    assert session.scalar(told) == 1
    shown = client.get(case.page).text
    assert f"/governance/decisions/{decision.number}" in shown
    strategy = client.get(f"{case.home}/strategy").text
    assert f"{case.home}/governance/decisions/{decision.number}" in strategy
    assert case.page in strategy
    assert "Un projet" in client.get(f"{case.home}/feed.atom").text
    assert verify(session, case.strategy.id) == []


def test_who_follows_words_is_told_once_to_which_line_they_lead(session, inside, case):
    words = session.get_one(Excerpt, case.direct.id).contribution
    receipt = issue(session, case.activity, key="secret")
    words.receipt_id = receipt.id
    here = {"consultation_id": case.consultation.id}
    follows = Subscription(**here, email="a@b.fr", confirmed_at=now())
    session.add(follows)
    session.flush()
    session.add(ReceiptFollower(receipt_id=receipt.id, subscription_id=follows.id))
    charter = CharterFactory(**here, decisions_are_public=False)
    case.publish()
    publish(session, case.version, consultation_id=case.consultation.id, account_id=None)
    found = sa.select(Notice).filter_by(kind=NoticeKind.STRATEGY, is_public=False)
    theirs = session.scalars(found).all()
    assert [one.contribution_id for one in theirs] == [words.id]
    told = {"to_everybody": False}
    assert news_of(session, case.consultation, theirs, now(), **told) == []
    charter.decisions_are_public = True
    news = news_of(session, case.consultation, theirs, now(), **told)
    assert [(one.detail, one.path) for one in news] == [("O1 Former « les élus »", case.page)]


def test_withdrawn_words_leave_every_version_and_the_notes_say_so(session, case, client):
    case.publish()
    assert "Former les élus, dit le numéro 0." in client.get(case.page).text
    excerpt = session.get_one(Excerpt, case.direct.id)
    excerpt.contribution.state = ContributionState.WITHDRAWN
    session.commit()
    shown = client.get(case.page).text
    assert "dit le numéro" not in shown
    assert "Ces paroles ont été retirées." in shown
    assert verify(session, case.strategy.id) == []


def test_two_versions_are_compared_word_by_word_and_a_form_sent_twice_makes_one(
    session, case, sign_in
):
    session.get_one(StrategyNode, case.node.id).title = "Former « les élues »"
    session.commit()
    steward = sign_in(case.consultation, Role.STEWARD)
    new = {"title": "La deuxième", "note": "Au féminin.", "plan": "", "key": "k" * 32}
    for _twice in range(2):
        steward.post(f"{case.home}/strategy/versions/new", data=new)
    refused = steward.post(f"{case.home}/strategy/versions/new", data={**new, "plan": "x"})
    assert refused.status_code == 422
    numbers = session.scalars(sa.select(StrategyVersion.number)).all()
    assert sorted(numbers) == [1, 2]
    shown = steward.get(f"{case.home}/strategy/versions/2/differences").text
    assert "élus</del>" in shown.replace("(retiré :) </span>", "").replace("\n", "")
    assert "élues</ins>" in shown
    for bad in ("0", "-1", "99999999999", "deux", "1e3"):
        assert steward.get(f"{case.home}/strategy/versions/{bad}").status_code == 404
    content = steward.get(f"{case.page}/content.json").data
    assert hashlib.sha256(content).hexdigest() == case.version.sha256
