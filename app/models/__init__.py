"""The tables, one class a file."""

from app.models.account import Account
from app.models.account_session import AccountSession, SignInWay
from app.models.activity import Activity, Channel
from app.models.alert import Alert, Trouble
from app.models.amendment import Amendment, AmendmentState
from app.models.answers_import import AnswersImport
from app.models.appeal import Appeal
from app.models.assignment import Assignment
from app.models.attendee import Attendee
from app.models.audit_event import AuditEvent
from app.models.basket_item import BasketItem
from app.models.body import Body
from app.models.body_member import BodyMember
from app.models.candidate_theme import CandidateTheme, Firmness
from app.models.card import Card, CardOrigin
from app.models.card_form import CardForm
from app.models.cards_import import CardsImport
from app.models.charter import Charter, ModerationTime
from app.models.charter_reason import CharterReason
from app.models.citation import Citation
from app.models.codebook_event import CodebookAct, CodebookEvent
from app.models.coding import Coding, CodingAct, CodingStance, CodingVia, ShownBecause
from app.models.coding_import import CodingImport
from app.models.coding_proposal import CodingProposal
from app.models.coding_round import CodingRound
from app.models.coding_setting import CodingSetting
from app.models.coding_theme import CodingTheme
from app.models.college import College
from app.models.conference import Conference
from app.models.conference_session import ConferenceSession
from app.models.consent import Consent
from app.models.consent_text import ConsentText
from app.models.consultation import Consultation, ConsultationState, InvalidTransition
from app.models.consultation_review import ConsultationReview
from app.models.contribution import IN_CORPUS, Contribution, ContributionState
from app.models.corpus_import import CorpusImport, ImportAlreadyStarted, ImportState
from app.models.criterion import Criterion
from app.models.decision import Decision, DecisionKind
from app.models.desk_comment import DeskComment, DeskSubject
from app.models.desk_task import DeskTask
from app.models.document import Document, DocumentKind, DocumentState
from app.models.document_passage import DocumentPassage
from app.models.document_template import DocumentTemplate
from app.models.evidence_link import ACCEPTED, EvidenceLink, EvidenceStatus
from app.models.evidence_pair import Pair
from app.models.excerpt import Excerpt, Nature
from app.models.excerpt_coding import CodedState, ExcerptCoding
from app.models.excerpt_theme import ExcerptTheme
from app.models.external_identity import ExternalIdentity
from app.models.idea import Idea
from app.models.idea_answer import IdeaAnswer, Verdict
from app.models.idea_box import IdeaBox
from app.models.idea_box_theme import IdeaBoxTheme
from app.models.idea_comment import IdeaComment
from app.models.idea_support import IdeaSupport
from app.models.idea_vote import IdeaVote, Judgement
from app.models.indicator import Indicator
from app.models.invitation import Invitation
from app.models.invitation_link import InvitationLink
from app.models.job import Job, JobKind, JobState
from app.models.kept_figure import KeptFigure
from app.models.kept_original import KeptOriginal
from app.models.known_population import KnownPopulation
from app.models.made_document import MadeDocument, MadeFormat, MadeKind
from app.models.mandate import Mandate, MandateEnding, MandateSource, MandateState
from app.models.measure import Measure
from app.models.meeting import Meeting, MeetingState
from app.models.meeting_attendance import MeetingAttendance, Presence
from app.models.meeting_document import MeetingDocument
from app.models.membership import Membership, Role
from app.models.mention import Mention
from app.models.moderation_event import ModerationAct, ModerationEvent
from app.models.node_revision import NodeAct, NodeRevision
from app.models.note import Note, NoteOrigin
from app.models.note_group import NoteGroup
from app.models.notice import Notice, NoticeKind
from app.models.one_time_link import LinkPurpose, OneTimeLink
from app.models.opening import Opening
from app.models.opinion_map import OpinionMap
from app.models.organisation import Headcount, Organisation, OrganisationKind
from app.models.orphan_answer import OrphanAnswer, OrphanKind
from app.models.outgoing_mail import MailState, MailTrouble, OutgoingMail
from app.models.participant import Participant
from app.models.personal_export import PersonalExport
from app.models.phase import Phase
from app.models.plan import Plan, PlanState
from app.models.plan_action import ActionFate, ActionState, PlanAction
from app.models.plan_action_objective import PlanActionObjective
from app.models.plan_action_partner import PartnerPart, PlanActionPartner
from app.models.plan_event import PlanEvent
from app.models.plan_import import PlanImport
from app.models.point import Point, PointKind, PointState
from app.models.privacy_policy import PrivacyPolicy
from app.models.privacy_request import PrivacyRequest, PrivacyRequestState, PrivacyRight
from app.models.progress_report import ProgressReport
from app.models.question_origin import QuestionOrigin
from app.models.questionnaire import Access, Questionnaire, QuestionnaireState
from app.models.questionnaire_draft import QuestionnaireDraft
from app.models.questionnaire_version import QuestionnaireVersion
from app.models.reaction import Reaction, Stance
from app.models.receipt import Receipt
from app.models.receipt_follower import ReceiptFollower
from app.models.recovery_code import RecoveryCode
from app.models.reference import Reference, ReferenceKind
from app.models.reference_import import ReferenceImport
from app.models.reference_list import ListKind, ReferenceList
from app.models.reference_quote import ReferenceQuote
from app.models.reference_tag import ReferenceTag
from app.models.registration import Registration, RegistrationState
from app.models.respondent import Respondent
from app.models.response import Response, ResponseOrigin, ResponseState
from app.models.retention_report import RetentionReport
from app.models.role_invitation import RoleInvitation
from app.models.room_table import RoomTable
from app.models.round import Round
from app.models.run import Run, RunState
from app.models.run_measure import RunMeasure
from app.models.run_step import RunStep
from app.models.saved_search import SavedSearch
from app.models.score import Score
from app.models.scorer import Scorer
from app.models.scoring import ScoredKind, Scoring, ScoringState
from app.models.search_entry import SearchEntry
from app.models.seat import Seat
from app.models.shown_excerpt import ShownExcerpt
from app.models.sign_in_failure import SignInFailure
from app.models.sign_of_life import SignOfLife
from app.models.strategy import Strategy
from app.models.strategy_node import STRUCTURE, NodeKind, NodeState, StrategyNode
from app.models.strategy_version import StrategyVersion, VersionState
from app.models.submission import Submission, SubmissionState
from app.models.submission_call import SubmissionCall
from app.models.subscription import Frequency, Subscription
from app.models.suggestion import Suggestion
from app.models.sure_list import SureList, SureListState
from app.models.synthesis import Synthesis, SynthesisState
from app.models.synthesis_event import SynthesisAct, SynthesisEvent
from app.models.synthesis_line import SynthesisLine
from app.models.synthesis_source import SynthesisSource
from app.models.theme import Theme, ThemeState
from app.models.theme_source import ThemeSource
from app.models.version_event import VersionAct, VersionEvent
from app.models.workshop import Workshop
from app.models.workshop_series import WorkshopSeries
from app.models.workshop_theme import WorkshopTheme

__all__ = [
    "ACCEPTED",
    "IN_CORPUS",
    "STRUCTURE",
    "Access",
    "Account",
    "AccountSession",
    "ActionFate",
    "ActionState",
    "Activity",
    "Alert",
    "Amendment",
    "AmendmentState",
    "AnswersImport",
    "Appeal",
    "Assignment",
    "Attendee",
    "AuditEvent",
    "BasketItem",
    "Body",
    "BodyMember",
    "CandidateTheme",
    "Card",
    "CardForm",
    "CardOrigin",
    "CardsImport",
    "Channel",
    "Charter",
    "CharterReason",
    "Citation",
    "CodebookAct",
    "CodebookEvent",
    "CodedState",
    "Coding",
    "CodingAct",
    "CodingImport",
    "CodingProposal",
    "CodingRound",
    "CodingSetting",
    "CodingStance",
    "CodingTheme",
    "CodingVia",
    "College",
    "Conference",
    "ConferenceSession",
    "Consent",
    "ConsentText",
    "Consultation",
    "ConsultationReview",
    "ConsultationState",
    "Contribution",
    "ContributionState",
    "CorpusImport",
    "Criterion",
    "Decision",
    "DecisionKind",
    "DeskComment",
    "DeskSubject",
    "DeskTask",
    "Document",
    "DocumentKind",
    "DocumentPassage",
    "DocumentState",
    "DocumentTemplate",
    "EvidenceLink",
    "EvidenceStatus",
    "Excerpt",
    "ExcerptCoding",
    "ExcerptTheme",
    "ExternalIdentity",
    "Firmness",
    "Frequency",
    "Headcount",
    "Idea",
    "IdeaAnswer",
    "IdeaBox",
    "IdeaBoxTheme",
    "IdeaComment",
    "IdeaSupport",
    "IdeaVote",
    "ImportAlreadyStarted",
    "ImportState",
    "Indicator",
    "InvalidTransition",
    "Invitation",
    "InvitationLink",
    "Job",
    "JobKind",
    "JobState",
    "Judgement",
    "KeptFigure",
    "KeptOriginal",
    "KnownPopulation",
    "LinkPurpose",
    "ListKind",
    "MadeDocument",
    "MadeFormat",
    "MadeKind",
    "MailState",
    "MailTrouble",
    "Mandate",
    "MandateEnding",
    "MandateSource",
    "MandateState",
    "Measure",
    "Meeting",
    "MeetingAttendance",
    "MeetingDocument",
    "MeetingState",
    "Membership",
    "Mention",
    "ModerationAct",
    "ModerationEvent",
    "ModerationTime",
    "Nature",
    "NodeAct",
    "NodeKind",
    "NodeRevision",
    "NodeState",
    "Note",
    "NoteGroup",
    "NoteOrigin",
    "Notice",
    "NoticeKind",
    "OneTimeLink",
    "Opening",
    "OpinionMap",
    "Organisation",
    "OrganisationKind",
    "OrphanAnswer",
    "OrphanKind",
    "OutgoingMail",
    "Pair",
    "Participant",
    "PartnerPart",
    "PersonalExport",
    "Phase",
    "Plan",
    "PlanAction",
    "PlanActionObjective",
    "PlanActionPartner",
    "PlanEvent",
    "PlanImport",
    "PlanState",
    "Point",
    "PointKind",
    "PointState",
    "Presence",
    "PrivacyPolicy",
    "PrivacyRequest",
    "PrivacyRequestState",
    "PrivacyRight",
    "ProgressReport",
    "QuestionOrigin",
    "Questionnaire",
    "QuestionnaireDraft",
    "QuestionnaireState",
    "QuestionnaireVersion",
    "Reaction",
    "Receipt",
    "ReceiptFollower",
    "RecoveryCode",
    "Reference",
    "ReferenceImport",
    "ReferenceKind",
    "ReferenceList",
    "ReferenceQuote",
    "ReferenceTag",
    "Registration",
    "RegistrationState",
    "Respondent",
    "Response",
    "ResponseOrigin",
    "ResponseState",
    "RetentionReport",
    "Role",
    "RoleInvitation",
    "RoomTable",
    "Round",
    "Run",
    "RunMeasure",
    "RunState",
    "RunStep",
    "SavedSearch",
    "Score",
    "ScoredKind",
    "Scorer",
    "Scoring",
    "ScoringState",
    "SearchEntry",
    "Seat",
    "ShownBecause",
    "ShownExcerpt",
    "SignInFailure",
    "SignInWay",
    "SignOfLife",
    "Stance",
    "Strategy",
    "StrategyNode",
    "StrategyVersion",
    "Submission",
    "SubmissionCall",
    "SubmissionState",
    "Subscription",
    "Suggestion",
    "SureList",
    "SureListState",
    "Synthesis",
    "SynthesisAct",
    "SynthesisEvent",
    "SynthesisLine",
    "SynthesisSource",
    "SynthesisState",
    "Theme",
    "ThemeSource",
    "ThemeState",
    "Trouble",
    "Verdict",
    "VersionAct",
    "VersionEvent",
    "VersionState",
    "Workshop",
    "WorkshopSeries",
    "WorkshopTheme",
]
