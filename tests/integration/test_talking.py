"""What the team says to each other, and what is entrusted to whom."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from app.jobs.runner import writing
from app.models import (
    DeskComment,
    DeskSubject,
    DeskTask,
    Frequency,
    Mention,
    Subscription,
)
from app.models.types import now
from app.privacy.erasing import erase_account
from app.privacy.holdings.holding import Choice, Words
from app.talk.entrusting import themes_entrusted_to
from app.talk.news import ask_for_news
from tests.conferences import text_of
from tests.factories import ThemeFactory
from tests.invited_people import MailBox
from tests.scoring_round import ScoringRound, new_key


def test_who_is_named_in_a_comment_finds_it_until_they_have_seen_it(app, session, sign_in):
    desk = ScoringRound(session, sign_in)
    writer, steward = desk.clients["writer"], desk.clients["steward"]
    about = f"{desk.home}/talk/about/node/{desk.nodes[0].id}"
    said = {
        "key": new_key(),
        "text": "Qu’en dites-vous, @solène pilote ? <script>alert(9)</script>",
        # Nobody of the team: they are not told, and it is no reason to refuse the words.
        "people": [str(desk.people["stranger"].id), "x"],
        "back": f"{desk.home}/objectives/{desk.nodes[0].code}",
    }
    for _ in range(2):
        answer = writer.post(about, data=said)
        assert answer.headers["Location"].startswith(said["back"] + "#said-")
    assert writer.post(about, data={"text": " "}).status_code == 422
    assert desk.number_of(DeskComment) == desk.number_of(Mention) == 1
    comment = session.scalars(sa.select(DeskComment)).one()

    exchanges = steward.get(f"{desk.home}/talk").text
    assert "(1)" in exchanges
    assert "<script>alert" not in exchanges
    # The writer sees nobody else's mentions for them.
    writer.post(f"{desk.home}/talk/seen", data={"comment": [str(comment.id)]})
    assert desk.number_of(Mention, seen_at=None) == 1
    steward.post(f"{desk.home}/talk/seen", data={"comment": [str(comment.id), "x"]})
    assert desk.number_of(Mention, seen_at=None) == 0
    assert "(1)" not in steward.get(f"{desk.home}/talk").text

    gone = f"{desk.home}/talk/comments/{comment.id}/remove"
    assert steward.post(gone).status_code == 404
    assert writer.post(gone).status_code == 302
    session.rollback()
    assert (comment.text, comment.removed_at is None) == ("", False)


def test_what_is_entrusted_is_done_by_whom_it_concerns(app, session, sign_in):
    desk = ScoringRound(session, sign_in)
    theme = ThemeFactory(consultation_id=desk.consultation.id)
    merged = ThemeFactory(consultation_id=desk.consultation.id, stands_for_id=theme.id)
    session.commit()
    writer = desk.people["writer"]
    give = f"{desk.home}/talk/about/theme/{merged.id}/entrust"
    for who, status in ((writer, 302), (writer, 302), (desk.people["member"], 422)):
        answer = desk.clients["steward"].post(give, data={"person": str(who.id), "note": "À lire"})
        assert answer.status_code == status
    assert desk.number_of(DeskTask) == 1
    assert themes_entrusted_to(session, desk.consultation.id, writer.id) == [theme.id]
    assert "À lire" in desk.clients["writer"].get(f"{desk.home}/talk").text
    task = session.scalars(sa.select(DeskTask)).one()
    session.commit()
    done = f"{desk.home}/talk/tasks/{task.id}/done"
    assert desk.clients["member"].post(done).status_code == 403
    assert desk.clients["writer"].post(done).status_code == 302
    assert desk.clients["steward"].get(f"{desk.home}/talk/tasks?done=1").status_code == 200
    session.rollback()
    assert themes_entrusted_to(session, desk.consultation.id, writer.id) == []
    withdrawn = f"{desk.home}/talk/tasks/{task.id}/withdraw"
    session.commit()
    assert desk.clients["writer"].post(withdrawn).status_code == 403, "who is to do it says done"
    assert desk.clients["steward"].post(withdrawn).status_code == 302
    assert desk.number_of(DeskTask) == 0
    desk.clients["steward"].post(give, data={"person": str(writer.id), "note": "À relire"})
    assert desk.number_of(DeskTask) == 1

    # Erased, they leave their scores, and no word where they asked for that.
    about = f"{desk.home}/talk/about/{DeskSubject.THEME.value}/{theme.id}"
    desk.clients["writer"].post(about, data={"key": new_key(), "text": "Un mot."})
    desk.clients["steward"].post(about, data={"key": new_key(), "text": "Merci @Rémi Rédac !"})
    desk.score("writer", (5, 5))
    session.rollback()
    store = app.extensions["store"]
    erase_account(session, writer, Choice(Words.WITHDRAWN, store, now()))
    session.commit()
    texts = [one.text for one in session.scalars(sa.select(DeskComment).order_by(DeskComment.id))]
    assert texts[0] == ""
    assert "Rédac" not in texts[1]
    assert desk.number_of(DeskTask) == desk.number_of(Mention) == 0


def test_who_is_named_entrusted_or_asked_is_written_to_once_after_a_while(
    app, session, sign_in, work
):
    mails = MailBox(app)
    mails.empty()
    desk = ScoringRound(session, sign_in)
    theme = ThemeFactory(consultation_id=desk.consultation.id)
    writer, quiet = desk.people["writer"], desk.people["steward"]
    never = Subscription(
        consultation_id=desk.consultation.id,
        account_id=quiet.id,
        email=quiet.email,
        own=Frequency.NEVER,
    )
    session.add(never)
    session.commit()
    about = f"{desk.home}/talk/about/theme/{theme.id}"
    for words in ("@Rémi Rédac, un mot", "Encore, @Rémi Rédac"):
        desk.clients["steward"].post(about, data={"key": new_key(), "text": words})
    desk.clients["steward"].post(f"{about}/entrust", data={"person": str(writer.id)})
    desk.clients["writer"].post(about, data={"key": new_key(), "text": "Oui @Solène Pilote"})

    def sent(later: dt.timedelta) -> list[str]:
        session.rollback()
        with app.app_context(), writing():
            ask_for_news(session, now() + later)
            session.commit()
        work()
        return [text_of(one) for one in mails.messages()]

    assert sent(dt.timedelta()) == []
    (text,) = sent(dt.timedelta(hours=1))
    assert "2 commentaires" not in text, "what somebody answered they saw"
    assert "1 tâche" in text
    assert "un mot" not in text
    assert len(sent(dt.timedelta(hours=3))) == 1
