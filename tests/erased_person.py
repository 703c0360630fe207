"""Somebody who left something of theirs wherever they can, and where it is found again."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import digest_of
from app.corpus.intake import take_in_one
from app.corpus.receipts.issuing import issue
from app.extensions import db
from app.models import (
    Account,
    Activity,
    Appeal,
    BasketItem,
    Channel,
    Consent,
    Consultation,
    ContributionState,
    Document,
    DocumentKind,
    DocumentState,
    Excerpt,
    ExternalIdentity,
    Idea,
    IdeaComment,
    IdeaSupport,
    Invitation,
    KeptOriginal,
    LinkPurpose,
    MailState,
    Mandate,
    MandateSource,
    MandateState,
    OneTimeLink,
    Organisation,
    OrganisationKind,
    OutgoingMail,
    Participant,
    PrivacyRequest,
    PrivacyRequestState,
    PrivacyRight,
    RecoveryCode,
    Response,
    ResponseState,
    Role,
    RoleInvitation,
    SavedSearch,
    Submission,
    SubmissionState,
    Subscription,
)
from app.models.types import now, today
from app.questionnaires.answering.corpus_entry import enter_corpus
from app.questionnaires.codes import new_code
from app.questionnaires.definitions import stored
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from surveys.yaml_form import read_yaml
from tests.factories import (
    AccountFactory,
    ActivityFactory,
    ConferenceFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    RegistrationFactory,
    SubmissionCallFactory,
    new_contribution,
)

MARK = "Zorglub"
"""Stands in all that names them."""
SAID = "Mirabelle"
"""Stands in all that they said in public."""
SECRET = "Rutabaga"
"""Stands in what nobody reads: held, turned down, masked, drafts."""
EMAIL = f"{MARK.lower()}@ailleurs.example"
FORM = """
code: essai
title: Essai
lists: {types: {asso: Association}, lieux: {ville: Ville}}
items:
  - organisation: structure
    label: Votre structure
    list: types
    parameters: {territories: lieux}
  - text: nom
    label: Votre nom
  - text: mot
    label: Votre mot
    appearance: multiline
"""


class Person:
    """An account with something in every table that may name it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.account: Account = AccountFactory(email=EMAIL, name=f"Anne {MARK}")
        self.account.totp_secret = MARK
        self.consultation: Consultation = ConsultationFactory()
        self.participant = Participant(
            consultation_id=self.consultation.id, account_id=self.account.id, name=f"Anne {MARK}"
        )
        self.organisation = Organisation(
            siret="12345678900011", name="Le Verger", kind=OrganisationKind.ASSOCIATION
        )
        session.add_all([self.participant, self.organisation])
        session.flush()
        self.participant.organisation_id = self.organisation.id
        self._keep_an_account()
        self._talk()
        self._deposit()
        self._answer()
        self._register()
        self._read()
        session.commit()

    def _keep_an_account(self) -> None:
        own, there = self.account.id, self.consultation.id
        moment = now()
        link = OneTimeLink(
            purpose=LinkPurpose.NEW_ADDRESS,
            account_id=own,
            email=f"nouveau-{EMAIL}",
            details={"name": MARK},
            expires_at=moment,
        )
        subscription = Subscription(consultation_id=there, email=EMAIL, account_id=own)
        self.session.add_all([link, subscription])
        self.session.flush()
        self.session.add_all(
            [
                RecoveryCode(account_id=own, digest=secrets.token_hex(32)),
                ExternalIdentity(account_id=own, issuer="https://id", subject=MARK, used_at=moment),
                Mandate(
                    account_id=own,
                    organisation_id=self.organisation.id,
                    post=f"Présidente {MARK}",
                    state=MandateState.HELD,
                    source=MandateSource.DECLARED,
                ),
                RoleInvitation(
                    consultation_id=there, email=EMAIL, role=Role.WRITER, expires_at=moment
                ),
                Consent(
                    consultation_id=there, account_id=own, purpose="news", text_digest="0" * 64
                ),
                PrivacyRequest(
                    consultation_id=there,
                    key="k",
                    right=PrivacyRight.ACCESS,
                    state=PrivacyRequestState.RECEIVED,
                    account_id=own,
                    email=EMAIL,
                    message=f"Je suis {MARK}.",
                    due_on=today(),
                ),
                *(
                    OutgoingMail(
                        batch_id=own,
                        recipient=recipient,
                        subject="",
                        body=MARK,
                        state=MailState.WAITING,
                        **about,
                    )
                    for recipient, about in (
                        (EMAIL, {}),
                        (link.email, {"link_id": link.id}),
                        (EMAIL, {"subscription_id": subscription.id}),
                    )
                ),
            ]
        )

    def _receipt(self, activity: Activity) -> object:
        return issue(self.session, activity, key="key", participant_id=self.participant.id).id

    def _read(self) -> None:
        """What they put aside of what was said."""
        self.session.flush()
        excerpt = self.session.scalars(sa.select(Excerpt).limit(1)).one()
        own = {"consultation_id": self.consultation.id, "account_id": self.account.id}
        item = BasketItem(**own, excerpt_id=excerpt.id, note=MARK, place=1)
        search = SavedSearch(**own, title=MARK, asked={"q": MARK}, is_shared=True)
        self.session.add_all([item, search])

    def _talk(self) -> None:
        """An idea in public, one held, one turned down with an appeal; a comment, a support."""
        self.box = IdeaBoxFactory(activity__consultation_id=self.consultation.id)
        self.ideas = [
            self._idea(SAID, ContributionState.PUBLISHED),
            self._idea(f"{SECRET} held", ContributionState.HELD),
            self._idea(f"{SECRET} refused", ContributionState.REJECTED),
        ]
        spoken, refused = self.ideas[0].contribution_id, self.ideas[2].contribution_id
        self.session.add_all(
            [
                KeptOriginal(
                    contribution_id=spoken, title="", text=SECRET, erase_on=dt.date(2099, 1, 1)
                ),
                Appeal(contribution_id=refused, text=f"{SECRET} {MARK}"),
                IdeaComment(
                    idea_id=self.ideas[0].id,
                    key="c",
                    contribution_id=self._words(self.box.activity, f"{SAID} aussi").id,
                    participant_id=self.participant.id,
                    signature=MARK,
                ),
                IdeaSupport(
                    idea_id=self.ideas[0].id, participant_id=self.participant.id, origin="0123"
                ),
            ]
        )
        self.ideas[0].supporters = self.ideas[0].all_supporters = 1

    def _words(
        self, activity: Activity, text: str, state: ContributionState = ContributionState.PUBLISHED
    ) -> object:
        new = new_contribution(
            text,
            respondent=secrets.token_hex(8),
            title=text,
            state=state,
            receipt_id=self._receipt(activity),
        )
        return take_in_one(self.session, activity, new)

    def _idea(self, text: str, state: ContributionState) -> Idea:
        made = Idea(
            box_id=self.box.id,
            key=secrets.token_hex(8),
            contribution=self._words(self.box.activity, text, state),
            participant_id=self.participant.id,
            signature=f"Anne {MARK}",
        )
        self.session.add(made)
        self.session.flush()
        return made

    def _deposit(self) -> None:
        """A written contribution with its file, and one that was never sent."""
        call = SubmissionCallFactory(activity__consultation_id=self.consultation.id)
        for state in (SubmissionState.SENT, SubmissionState.CHECKING):
            is_sent = state is SubmissionState.SENT
            text = SAID if is_sent else SECRET
            words = self._words(call.activity, f"{text} écrit") if is_sent else None
            document = Document(
                consultation_id=self.consultation.id,
                activity_id=call.activity_id,
                kind=DocumentKind.SUBMISSION,
                filename=f"{MARK}.docx",
                sha256=("a" if is_sent else "b") * 64,
                size=1,
                state=DocumentState.VALIDATED if is_sent else DocumentState.TO_CHECK,
                text=text,
                contribution_id=words.id if words else None,
            )
            self.session.add(document)
            self.session.flush()
            self.session.add(
                Submission(
                    call_id=call.id,
                    key=state.value,
                    state=state,
                    participant_id=self.participant.id,
                    receipt_id=words.receipt_id if words else self._receipt(call.activity),
                    title=text,
                    signature=f"Anne {MARK}",
                    may_be_published=True,
                    document_id=document.id,
                    contribution_id=words.id if words else None,
                )
            )

    def _answer(self) -> None:
        questionnaire = add_questionnaire(
            self.session,
            consultation_id=self.consultation.id,
            title="Essai",
            survey=read_yaml(FORM),
        )
        questionnaire.open()
        version = latest_version(self.session, questionnaire.id)
        self.response = Response(
            questionnaire_id=questionnaire.id,
            version_id=version.id,
            code_digest=digest_of(new_code()),
            state=ResponseState.SUBMITTED,
            account_id=self.account.id,
            answers={
                "structure": {"name": MARK, "actor_type": "asso", "territory": "ville"},
                "nom": MARK,
                "mot": f"{SAID} répondu",
            },
        )
        self.response.version = version
        self.session.add(self.response)
        self.session.flush()
        survey = stored(version.definition)
        enter_corpus(self.session, questionnaire, survey, self.response, today())
        self.session.add(
            Invitation(questionnaire_id=questionnaire.id, email=EMAIL, name=MARK, has_begun=True)
        )

    def _register(self) -> None:
        conference = ConferenceFactory(
            activity=ActivityFactory(
                consultation_id=self.consultation.id, channel=Channel.CONFERENCE
            )
        )
        RegistrationFactory(
            conference_id=conference.id, email=EMAIL, name=MARK, organisation=MARK, needs=MARK
        )


def places_of(session: Session, *words: str) -> list[str]:
    """Every column of every table in which one of these words stands, whatever its case."""
    session.rollback()
    return sorted(
        {
            f"{table.name}.{column.name}"
            for table in db.metadata.tables.values()
            for column in table.columns
            if not isinstance(column.type, sa.Uuid | sa.Boolean | sa.Integer | sa.Float | sa.Date)
            for word in words
            if session.scalar(
                sa.select(sa.func.count())
                .select_from(table)
                .where(sa.func.lower(sa.cast(column, sa.Text)).contains(word.lower()))
            )
        }
    )


def files_with(directory: Path, *words: str) -> Iterator[Path]:
    """The files below a directory whose name or content holds one of these words."""
    for path in directory.rglob("*"):
        if path.is_file() and path.suffix not in (".db", ".db-wal", ".db-shm"):
            content = path.read_bytes().lower()
            if any(w.lower().encode() in content or w in path.name for w in words):
                yield path
