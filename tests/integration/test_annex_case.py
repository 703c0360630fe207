"""The annex of the strategy of 2016 at the desk, once and small; its figures are in benchmarks/."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.models import CodingRound, Consultation, OrphanKind, Role
from app.strategy.evidence import Decider, keep
from app.strategy.orphans.lists import Listed, counts_of
from app.strategy.queries import objectives_of, strategy_of
from app.themes.coding.learning import ask_to_learn
from benchmarks.annex import draw_examples, give_examples, lay_out, proposals_of
from tests.factories import AccountFactory

pytestmark = pytest.mark.either_database

ACTIONS, EXAMPLES = 85, 21


def test_the_annex_of_2016_is_coded_covered_and_its_orphans_are_told(session, sign_in, work):
    account = AccountFactory()
    annex = lay_out(session, "annexe", account.id)
    examples = draw_examples(annex, seed=0)
    assert (len(annex.right), len(annex.titles), len(examples)) == (ACTIONS, 14, EXAMPLES)
    give_examples(session, annex, examples)
    # Somebody else codes them as well, one of them otherwise.
    second = replace(annex, coder=replace(annex.coder, account_id=AccountFactory().id))
    give_examples(session, second, [one for one in examples if one != examples[-1]])
    other = replace(second, right={examples[-1]: annex.themes["T2.1"]})
    give_examples(session, other, examples[-1:])
    consultation = session.get_one(Consultation, annex.coder.consultation_id)
    ask_to_learn(session, consultation.id)
    session.commit()
    work()

    session.rollback()
    (learned,) = session.scalars(sa.select(CodingRound))
    assert (learned.decisions, learned.excerpts) == (EXAMPLES, ACTIONS)
    proposed = proposals_of(session, annex)
    rest = annex.right.keys() - set(examples)
    right = sum(proposed[one].best == annex.right[one] for one in rest)
    assert right >= len(rest) / 5, "by chance it would be one in fourteen"

    client = sign_in(consultation, Role.WRITER, account=account)
    home = f"/consultations/{consultation.slug}"
    assert f"{EXAMPLES} extraits décidés sur {ACTIONS}" in _text(client.get(f"{home}/coding"))
    client.post(f"{home}/coding/next")
    page = _text(client.get(f"{home}/coding"))
    assert "Ce que propose la machine" in page
    assert any(text[:40] in page for text in annex.texts.values())

    page = _text(client.get(f"{home}/coding/agreement"))
    told = "95 % de 21 donné 3 fois, peu 0,77"
    assert f"{annex.titles[annex.themes['T2.1']]} {told}" in page
    assert "Arbitrer 1 extrait" in page

    theme_id = annex.themes["T1.1"]
    coded = [one for one in examples if annex.right[one] == theme_id]
    strategy = strategy_of(session, consultation.id)
    objective = objectives_of(session, strategy.id)[4]
    decider = Decider(consultation.id, account.id)
    keep(session, decider, theme_id=theme_id, node_id=objective.id)
    orphans = counts_of(session, Listed(consultation.id, OrphanKind.EXCERPT))
    assert orphans == (ACTIONS - len(coded), 0)
    session.commit()
    covered = _text(client.get(f"{home}/coverage?by=channel"))
    assert f"{len(coded)} / {ACTIONS}" in covered
    assert f"{ACTIONS - len(coded)} à clore" in _text(client.get(f"{home}/orphans"))


def _text(answer) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))
