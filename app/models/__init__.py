"""The tables, one class a file."""

from app.models.account import Account
from app.models.activity import Activity, Channel
from app.models.answers_import import AnswersImport
from app.models.assignment import Assignment
from app.models.candidate_theme import CandidateTheme
from app.models.consultation import Consultation, ConsultationState, InvalidTransition
from app.models.contribution import IN_CORPUS, Contribution, ContributionState
from app.models.corpus_import import CorpusImport, ImportAlreadyStarted, ImportState
from app.models.evidence_link import ACCEPTED, EvidenceLink, EvidenceStatus
from app.models.excerpt import Excerpt, Nature
from app.models.invitation import Invitation
from app.models.invitation_link import InvitationLink
from app.models.job import Job, JobKind, JobState
from app.models.membership import Membership, Role
from app.models.organisation import Organisation, OrganisationKind
from app.models.outgoing_mail import MailState, MailTrouble, OutgoingMail
from app.models.phase import Phase
from app.models.question_origin import QuestionOrigin
from app.models.questionnaire import Access, Questionnaire, QuestionnaireState
from app.models.questionnaire_draft import QuestionnaireDraft
from app.models.questionnaire_version import QuestionnaireVersion
from app.models.respondent import Respondent
from app.models.response import Response, ResponseOrigin, ResponseState
from app.models.run import Run, RunState
from app.models.strategy import Strategy
from app.models.strategy_node import NodeKind, StrategyNode
from app.models.suggestion import Suggestion

__all__ = [
    "ACCEPTED",
    "IN_CORPUS",
    "Access",
    "Account",
    "Activity",
    "AnswersImport",
    "Assignment",
    "CandidateTheme",
    "Channel",
    "Consultation",
    "ConsultationState",
    "Contribution",
    "ContributionState",
    "CorpusImport",
    "EvidenceLink",
    "EvidenceStatus",
    "Excerpt",
    "ImportAlreadyStarted",
    "ImportState",
    "InvalidTransition",
    "Invitation",
    "InvitationLink",
    "Job",
    "JobKind",
    "JobState",
    "MailState",
    "MailTrouble",
    "Membership",
    "Nature",
    "NodeKind",
    "Organisation",
    "OrganisationKind",
    "OutgoingMail",
    "Phase",
    "QuestionOrigin",
    "Questionnaire",
    "QuestionnaireDraft",
    "QuestionnaireState",
    "QuestionnaireVersion",
    "Respondent",
    "Response",
    "ResponseOrigin",
    "ResponseState",
    "Role",
    "Run",
    "RunState",
    "Strategy",
    "StrategyNode",
    "Suggestion",
]
