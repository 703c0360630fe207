"""The tables, one class a file."""

from app.models.account import Account
from app.models.activity import Activity, Channel
from app.models.answers_import import AnswersImport
from app.models.assignment import Assignment
from app.models.attendee import Attendee
from app.models.candidate_theme import CandidateTheme
from app.models.card import Card, CardOrigin
from app.models.card_form import CardForm
from app.models.cards_import import CardsImport
from app.models.conference import Conference
from app.models.conference_session import ConferenceSession
from app.models.consultation import Consultation, ConsultationState, InvalidTransition
from app.models.contribution import IN_CORPUS, Contribution, ContributionState
from app.models.corpus_import import CorpusImport, ImportAlreadyStarted, ImportState
from app.models.document import Document, DocumentKind, DocumentState
from app.models.document_passage import DocumentPassage
from app.models.evidence_link import ACCEPTED, EvidenceLink, EvidenceStatus
from app.models.excerpt import Excerpt, Nature
from app.models.invitation import Invitation
from app.models.invitation_link import InvitationLink
from app.models.job import Job, JobKind, JobState
from app.models.membership import Membership, Role
from app.models.note import Note, NoteOrigin
from app.models.note_group import NoteGroup
from app.models.organisation import Organisation, OrganisationKind
from app.models.outgoing_mail import MailState, MailTrouble, OutgoingMail
from app.models.phase import Phase
from app.models.question_origin import QuestionOrigin
from app.models.questionnaire import Access, Questionnaire, QuestionnaireState
from app.models.questionnaire_draft import QuestionnaireDraft
from app.models.questionnaire_version import QuestionnaireVersion
from app.models.reaction import Reaction, Stance
from app.models.reference import Reference, ReferenceKind
from app.models.reference_quote import ReferenceQuote
from app.models.reference_tag import ReferenceTag
from app.models.registration import Registration, RegistrationState
from app.models.respondent import Respondent
from app.models.response import Response, ResponseOrigin, ResponseState
from app.models.room_table import RoomTable
from app.models.round import Round
from app.models.run import Run, RunState
from app.models.search_entry import SearchEntry
from app.models.seat import Seat
from app.models.strategy import Strategy
from app.models.strategy_node import NodeKind, StrategyNode
from app.models.suggestion import Suggestion
from app.models.synthesis import Synthesis, SynthesisState
from app.models.synthesis_event import SynthesisAct, SynthesisEvent
from app.models.synthesis_line import SynthesisLine
from app.models.synthesis_source import SynthesisSource
from app.models.workshop import Workshop
from app.models.workshop_series import WorkshopSeries
from app.models.workshop_theme import WorkshopTheme

__all__ = [
    "ACCEPTED",
    "IN_CORPUS",
    "Access",
    "Account",
    "Activity",
    "AnswersImport",
    "Assignment",
    "Attendee",
    "CandidateTheme",
    "Card",
    "CardForm",
    "CardOrigin",
    "CardsImport",
    "Channel",
    "Conference",
    "ConferenceSession",
    "Consultation",
    "ConsultationState",
    "Contribution",
    "ContributionState",
    "CorpusImport",
    "Document",
    "DocumentKind",
    "DocumentPassage",
    "DocumentState",
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
    "Note",
    "NoteGroup",
    "NoteOrigin",
    "Organisation",
    "OrganisationKind",
    "OutgoingMail",
    "Phase",
    "QuestionOrigin",
    "Questionnaire",
    "QuestionnaireDraft",
    "QuestionnaireState",
    "QuestionnaireVersion",
    "Reaction",
    "Reference",
    "ReferenceKind",
    "ReferenceQuote",
    "ReferenceTag",
    "Registration",
    "RegistrationState",
    "Respondent",
    "Response",
    "ResponseOrigin",
    "ResponseState",
    "Role",
    "RoomTable",
    "Round",
    "Run",
    "RunState",
    "SearchEntry",
    "Seat",
    "Stance",
    "Strategy",
    "StrategyNode",
    "Suggestion",
    "Synthesis",
    "SynthesisAct",
    "SynthesisEvent",
    "SynthesisLine",
    "SynthesisSource",
    "SynthesisState",
    "Workshop",
    "WorkshopSeries",
    "WorkshopTheme",
]
