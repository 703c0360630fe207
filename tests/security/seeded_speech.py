"""What people said, some of it for few eyes: ideas, comments, written contributions, decisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from app.corpus.codes import new_secret
from app.corpus.receipts.issuing import issue, receipt_code
from app.models import (
    Appeal,
    ContributionState,
    DocumentPassage,
    IdeaAnswer,
    IdeaComment,
    KeptOriginal,
    ModerationAct,
    ModerationEvent,
    Notice,
    NoticeKind,
    OpinionMap,
    ReceiptFollower,
    Submission,
    SubmissionState,
    Subscription,
)
from app.models.idea_answer import Verdict
from app.models.types import now
from app.notifications.subscription_links import secret_of as subscription_secret
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    CharterReasonFactory,
    DocumentFactory,
    IdeaBoxFactory,
    ParticipantFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.security.markers import AUTHOR, EVERYBODY, HOLDER, NOBODY, STEWARD, TEAM, Markers
from tests.submissions import SubmissionCallFactory, submission_of


def add_ideas(session: Session, mark: Markers, here, people, key: str) -> dict[str, Any]:
    """A box with an idea that everybody reads, one that is held, one refused, one withdrawn."""
    activity = ActivityFactory(consultation_id=here.id, channel="idea_box", code="BOITE")
    box = IdeaBoxFactory(activity=activity, framing=mark("idea_box.framing", EVERYBODY))
    author = ParticipantFactory(
        consultation_id=here.id,
        account_id=people["author"].id,
        device_digest=None,
        name=mark("participant.name", AUTHOR | STEWARD),
    )

    def idea(text: str, state: ContributionState, signature: str = ""):
        receipt = issue(session, activity, key=key, participant_id=author.id)
        made = idea_of(box, text, text, state=state, participant_id=author.id, signature=signature)
        made.contribution.receipt_id = receipt.id
        return made, receipt

    # Whoever holds the code of what they gave reads it, in whatever state.
    held_readers, refused_readers = AUTHOR | STEWARD | HOLDER, AUTHOR | STEWARD | HOLDER
    open_idea, receipt = idea(
        mark("contribution.text", EVERYBODY),
        ContributionState.PUBLISHED,
        mark("idea.signature", EVERYBODY),
    )
    held, _ = idea(
        mark("contribution.text", held_readers),
        ContributionState.HELD,
        mark("idea.signature", held_readers),
    )
    refused, refused_receipt = idea(
        mark("contribution.title", refused_readers), ContributionState.REJECTED
    )
    withdrawn, _ = idea(mark("contribution.text", AUTHOR | STEWARD), ContributionState.WITHDRAWN)
    charter = CharterFactory(consultation_id=here.id, text=mark("charter.text", EVERYBODY))
    reason = CharterReasonFactory(
        charter_id=charter.id,
        title=mark("charter_reason.title", EVERYBODY),
        text=mark("charter_reason.text", EVERYBODY),
    )
    told = AUTHOR | STEWARD | HOLDER
    session.add_all(
        [
            ModerationEvent(
                consultation_id=here.id,
                contribution_id=refused.contribution_id,
                account_id=people["steward"].id,
                act=ModerationAct.REJECTED,
                reason_id=reason.id,
                message=mark("moderation_event.message", told),
                details={"before": "published"},
            ),
            KeptOriginal(
                contribution_id=refused.contribution_id,
                title=mark("kept_original.title", told),
                text=mark("kept_original.text", told),
                erase_on=dt.date(2099, 1, 1),
            ),
            Appeal(contribution_id=refused.contribution_id, text=mark("appeal.text", told)),
        ]
    )
    comment = contribution_with_excerpt(
        activity, mark("contribution.text", AUTHOR | STEWARD), state=ContributionState.HELD
    )
    comment_row = IdeaComment(
        idea_id=open_idea.id,
        key=new_secret(),
        contribution_id=comment.contribution_id,
        participant_id=author.id,
        signature=mark("idea_comment.signature", AUTHOR | STEWARD),
    )
    answer = IdeaAnswer(
        idea_id=open_idea.id,
        key=new_secret(),
        account_id=people["steward"].id,
        verdict=Verdict.CONSIDERED,
        reason=mark("idea_answer.reason", EVERYBODY),
    )
    opinions = OpinionMap(consultation_id=here.id, idea_box_id=box.id)
    session.add_all([comment_row, answer, opinions])
    subscription = Subscription(
        consultation_id=here.id,
        email=mark.mail("subscription.email", HOLDER),
        confirmed_at=now(),
    )
    newsletter = Notice(
        consultation_id=here.id,
        kind=NoticeKind.NEWSLETTER,
        is_public=True,
        title=mark("notice.title", EVERYBODY),
        text=mark("notice.text", EVERYBODY),
    )
    hidden = Notice(
        consultation_id=here.id,
        kind=NoticeKind.REJECTED,
        is_public=False,
        contribution_id=refused.contribution_id,
        title=mark("notice.title", NOBODY),
        text=mark("notice.text", NOBODY),
    )
    session.add_all([subscription, newsletter, hidden])
    session.flush()
    session.add(ReceiptFollower(receipt_id=refused_receipt.id, subscription_id=subscription.id))
    return {
        "box": box,
        "idea": open_idea,
        "held": held,
        "refused": refused,
        "withdrawn": withdrawn,
        "opinions": opinions,
        "comment": comment_row,
        "reason": reason,
        "receipt": receipt_code(key, receipt.id),
        "refused_receipt": receipt_code(key, refused_receipt.id),
        "subscription": subscription,
        "subscription_secret": subscription_secret(key, subscription.id),
        "newsletter": newsletter,
        "author": author,
    }


def add_submissions(session: Session, mark: Markers, here, added, key: str) -> dict[str, Any]:
    """A call with a contribution that everybody reads, and one that its author still checks."""
    activity = ActivityFactory(consultation_id=here.id, channel="submission", code="APPEL")
    call = SubmissionCallFactory(
        activity=activity, framing=mark("submission_call.framing", EVERYBODY)
    )
    mine = AUTHOR | STEWARD
    open_one = submission_of(
        call,
        mark("contribution.text", EVERYBODY),
        title=mark("submission.title", EVERYBODY),
        on_behalf_of=mark("submission.on_behalf_of", EVERYBODY),
        signature=mark("submission.signature", EVERYBODY),
        participant_id=added["author"].id,
    )
    held = submission_of(
        call,
        mark("contribution.text", mine),
        state=ContributionState.HELD,
        title=mark("submission.title", mine),
        on_behalf_of=mark("submission.on_behalf_of", mine),
        signature=mark("submission.signature", mine),
        participant_id=added["author"].id,
    )
    for_the_team = mine | TEAM
    private = submission_of(
        call,
        mark("contribution.text", for_the_team),
        state=ContributionState.SUBMITTED,
        title=mark("submission.title", for_the_team),
        may_be_published=False,
        participant_id=added["author"].id,
    )
    document = DocumentFactory(
        activity=activity,
        kind="submission",
        state="to_check",
        text=mark("document.text", HOLDER),
        filename=mark("document.filename", HOLDER) + ".docx",
    )
    document.text += "."
    receipt = issue(session, activity, key=key)
    session.add(
        Submission(
            call_id=call.id,
            key=new_secret(),
            receipt_id=receipt.id,
            title=mark("submission.title", HOLDER),
            document_id=document.id,
            state=SubmissionState.CHECKING,
            may_be_published=True,
        )
    )
    passage = DocumentPassage(
        document_id=document.id,
        start=0,
        end=len(document.text),
        corrected=mark("document_passage.corrected", HOLDER),
    )
    session.add(passage)
    session.flush()
    return {
        "call": call,
        "submission": open_one,
        "held_submission": held,
        "private_submission": private,
        "checked_passage": passage,
        "checked_receipt": receipt_code(key, receipt.id),
    }
