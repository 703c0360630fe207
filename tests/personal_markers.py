"""A consultation in which every personal column of every processing holds a marker."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from sqlalchemy.orm import Session

from app.models import (
    Amendment,
    AnswersImport,
    Appeal,
    Attendee,
    Card,
    CardForm,
    CardOrigin,
    CardsImport,
    Channel,
    CodingImport,
    Consent,
    CorpusImport,
    DocumentState,
    IdeaAnswer,
    IdeaComment,
    IdeaSupport,
    IdeaVote,
    Invitation,
    InvitationLink,
    Job,
    JobKind,
    JobState,
    Judgement,
    KeptOriginal,
    OrganisationKind,
    PrivacyRequest,
    PrivacyRequestState,
    PrivacyRight,
    ReceiptFollower,
    ReferenceImport,
    ResponseState,
    Submission,
    SubmissionState,
    Subscription,
    Synthesis,
    SynthesisAct,
    SynthesisEvent,
    Verdict,
)
from app.models.types import new_id, now
from app.privacy.processings import Processing
from app.storage.store import Store
from tests.factories import (
    ConferenceFactory,
    DocumentFactory,
    IdeaBoxFactory,
    NoteFactory,
    RegistrationFactory,
    RoomTableFactory,
    StrategyFactory,
    StrategyNodeFactory,
    SubmissionCallFactory,
    WorkshopFactory,
    WorkshopSeriesFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.markers import Markers
from tests.responding import add_response, questionnaire_with

LONG_AGO = dt.date(2016, 6, 30)


class Marked(Markers):
    """Rows of every processing, committed, of a consultation that ended long ago."""

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__(session, store)
        self.questionnaires()
        self.ideas()
        self.workshops()
        self.conferences()
        self.submissions()
        self.following()
        session.commit()

    def questionnaires(self) -> None:
        one, invited = Processing.QUESTIONNAIRE, Processing.INVITATIONS
        answers = {
            "nom": self.mark(one),
            "structure": {"name": self.mark(one), "actor_type": "asso"},
            "freins": {"codes": ["locaux", "other"], "other": self.mark(one)},
            "coopere": "oui",
            "mot": "Une parole qui reste.",
            "projets": [{"emplois": 3}],
        }
        made = questionnaire_with(self.session, [])
        self.consultation = made.consultation  # type: ignore[attr-defined]
        self.consultation.ends_on = LONG_AGO
        self.consultation.close()
        invitation = Invitation(
            questionnaire_id=made.id, email=self.mark(invited), name=self.mark(invited)
        )
        self.add(invitation)
        self.add(InvitationLink(invitation_id=invitation.id, digest=self.digest(invited)))
        self.mail(invited, invitation_id=invitation.id)
        response = add_response(self.session, made, answers)
        response.correction = {"nom": self.mark(one)}
        response.account_id, response.typed_by_id = self.account(one), self.account(one)
        response.code_digest, response.sheet = self.digest(one), self.mark(one, 40)
        response.invitation_id = invitation.id
        unsent = add_response(self.session, made, answers, state=ResponseState.IN_PROGRESS)
        unsent.code_digest = self.digest(one)
        participant = self.participant(Processing.RECEIPTS, with_account=True)
        self.receipt(made.activity_id, participant_id=participant.id)
        brought = AnswersImport(
            questionnaire_id=made.id,
            account_id=self.account(one),
            filename=self.mark(one),
            sha256=self.file(one),
        )
        self.add(brought)

    def ideas(self) -> None:
        one = Processing.IDEAS
        box = IdeaBoxFactory(activity=self.activity(Channel.IDEA_BOX))
        author, voter = (self.participant(one, with_account=known) for known in (True, False))
        self.idea = idea_of(box, participant_id=author.id, signature=self.mark(one), supporters=1)
        words = contribution_with_excerpt(box.activity, "Un commentaire.")
        strategy = StrategyFactory(consultation_id=box.activity.consultation_id)
        self.add(
            IdeaComment(
                idea_id=self.idea.id,
                key=secrets.token_hex(8),
                contribution_id=words.contribution_id,
                participant_id=voter.id,
                signature=self.mark(one),
            ),
            IdeaSupport(idea_id=self.idea.id, participant_id=voter.id, origin=self.mark(one, 16)),
            IdeaVote(idea_id=self.idea.id, participant_id=voter.id, judgement=Judgement.AGREE),
            Amendment(
                consultation_id=box.activity.consultation_id,
                node_id=StrategyNodeFactory(strategy_id=strategy.id).id,
                participant_id=voter.id,
                author=self.mark(one),
                key=secrets.token_hex(8),
                digest=secrets.token_hex(32),
                made_from=1,
                title="Une ligne",
            ),
            IdeaAnswer(
                idea_id=self.idea.id,
                key=secrets.token_hex(8),
                account_id=self.account(one),
                verdict=Verdict.KEPT,
                reason="Retenue.",
            ),
        )
        self.receipt(box.activity_id, participant_id=author.id)

    def workshops(self) -> None:
        people, notes = Processing.WORKSHOPS, Processing.WORKSHOP_NOTES
        series = WorkshopSeriesFactory(consultation_id=self.consultation.id)
        workshop = WorkshopFactory(series=series, facilitator_id=self.account(notes))
        activity_id = workshop.activity_id
        self.add(
            Attendee(
                activity_id=activity_id,
                name=self.mark(people),
                organisation=self.mark(people),
                kind=OrganisationKind.ASSOCIATION,
            )
        )
        table = RoomTableFactory(activity_id=activity_id, facilitator_id=self.account(notes))
        NoteFactory(table=table, account_id=self.account(notes), author_key=self.digest(notes))
        synthesis = Synthesis(activity_id=activity_id, validated_by=self.account(notes))
        self.add(synthesis)
        self.add(
            SynthesisEvent(
                synthesis_id=synthesis.id,
                number=1,
                line_id=new_id(),
                account_id=self.account(notes),
                act=SynthesisAct.ADDED,
            )
        )
        self.document(notes, workshop.activity)

    def document(self, processing: Processing, activity: Any) -> Any:
        return DocumentFactory(
            activity=activity,
            account_id=self.account(processing),
            validated_by=self.account(processing),
            filename=self.mark(processing),
            sha256=self.file(processing),
            state=DocumentState.VALIDATED,
        )

    def conferences(self) -> None:
        one, cards = Processing.CONFERENCE, Processing.CARDS
        conference = ConferenceFactory(activity=self.activity(Channel.CONFERENCE))
        registration = RegistrationFactory(
            conference_id=conference.id,
            name=self.mark(one),
            email=self.mark(one),
            organisation=self.mark(one),
            needs=self.mark(one),
            checked_in_by=self.account(one),
        )
        self.mail(one, registration_id=registration.id)
        form = CardForm(activity_id=conference.activity_id, title="Fiche")
        self.add(form)
        self.add(
            Card(
                form_id=form.id,
                key=secrets.token_hex(8),
                origin=CardOrigin.PAPER,
                account_id=self.account(cards),
                sheet=self.mark(cards, 40),
                answers={"a": "Une parole qui reste."},
            ),
            CardsImport(
                form_id=form.id,
                account_id=self.account(cards),
                filename=self.mark(cards),
                sha256=self.file(cards),
            ),
        )

    def submissions(self) -> None:
        one, heard = Processing.SUBMISSIONS, Processing.HEARINGS
        call = SubmissionCallFactory(activity=self.activity(Channel.SUBMISSION))
        document = self.document(one, call.activity)
        words = contribution_with_excerpt(call.activity, "Une contribution.")
        author = self.participant(one, with_account=False)
        receipt = self.receipt(call.activity_id, participant_id=author.id)
        self.add(
            Submission(
                call_id=call.id,
                key=secrets.token_hex(8),
                state=SubmissionState.SENT,
                participant_id=author.id,
                receipt_id=receipt.id,
                title="Un titre",
                signature=self.mark(one),
                may_be_published=True,
                document_id=document.id,
                contribution_id=words.contribution_id,
            ),
            Submission(
                call_id=call.id,
                key=secrets.token_hex(8),
                receipt_id=self.receipt(call.activity_id).id,
                title=self.mark(one),
                signature=self.mark(one),
                may_be_published=False,
            ),
        )
        hearing = self.activity(Channel.HEARING)
        hearing.subject = self.mark(heard)
        self.document(heard, hearing)

    def following(self) -> None:
        news, moderation, asked, brought = (
            Processing.SUBSCRIPTIONS,
            Processing.MODERATION,
            Processing.PRIVACY_REQUESTS,
            Processing.FILES,
        )
        activity = self.activity(Channel.REFERENCE)
        receipt = self.receipt(activity.id, digest=self.digest(Processing.RECEIPTS))
        self.mail(Processing.RECEIPTS, receipt_id=receipt.id)
        subscription = Subscription(
            consultation_id=self.consultation.id,
            email=self.mark(news),
            account_id=self.account(news),
        )
        self.add(subscription)
        self.add(ReceiptFollower(receipt_id=receipt.id, subscription_id=subscription.id))
        self.mail(news, subscription_id=subscription.id)
        self.markers[news].append(str(subscription.id))
        self.add(
            Consent(
                consultation_id=self.consultation.id,
                account_id=self.account(news),
                subscription_id=subscription.id,
                purpose="newsletter",
                text_digest="0" * 64,
            )
        )
        excerpt = contribution_with_excerpt(
            activity, "[masqué]", alerts=[self.mark(moderation)], has_alerts=True
        )
        self.add(
            KeptOriginal(
                contribution_id=excerpt.contribution_id,
                text=self.mark(moderation),
                erase_on=dt.date(2999, 1, 1),
            ),
            Appeal(
                contribution_id=excerpt.contribution_id,
                text=self.mark(moderation),
                reply=self.mark(moderation),
            ),
        )
        self.add(
            PrivacyRequest(
                consultation_id=self.consultation.id,
                key=secrets.token_hex(8),
                right=PrivacyRight.ACCESS,
                state=PrivacyRequestState.GRANTED,
                account_id=self.account(asked),
                email=self.mark(asked),
                message=self.mark(asked),
                answer=self.mark(asked),
                receipt_id=receipt.id,
                due_on=LONG_AGO,
                answered_by=self.account(asked),
                answered_at=now(),
            ),
            CorpusImport(
                consultation_id=self.consultation.id,
                account_id=self.account(brought),
                filename=self.mark(brought),
                sha256=self.file(brought),
                size=20,
            ),
            ReferenceImport(
                consultation_id=self.consultation.id,
                account_id=self.account(brought),
                filename=self.mark(brought),
                sha256=self.file(brought),
            ),
            CodingImport(
                consultation_id=self.consultation.id,
                account_id=self.account(brought),
                filename=self.mark(brought),
                sha256=self.file(brought),
            ),
            Job(
                consultation_id=self.consultation.id,
                account_id=self.account(brought),
                kind=JobKind.IMPORT,
                subject_id=new_id(),
                state=JobState.DONE,
            ),
        )
