"""What the desk keeps: answers, invitations, imports, documents, the strategy, exports, the log."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy.orm import Session

from app.audit.recording import record
from app.corpus.codes import new_secret
from app.models import (
    Access,
    AnswersImport,
    CandidateTheme,
    CardsImport,
    CodebookAct,
    CodebookEvent,
    CodingImport,
    Consultation,
    CorpusImport,
    Criterion,
    DeskComment,
    DeskSubject,
    DeskTask,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Invitation,
    InvitationLink,
    Job,
    JobKind,
    JobState,
    OutgoingMail,
    Point,
    PointKind,
    ReferenceImport,
    ReferenceQuote,
    ResponseState,
    Run,
    RunState,
    ScoredKind,
    Scorer,
    Scoring,
    ScoringState,
    SureList,
)
from app.models.types import new_id, now
from app.questionnaires.answering.responding import Beginning, start_response
from app.questionnaires.codes import secret_digest
from app.questionnaires.publishing import add_questionnaire
from app.questionnaires.queries import latest_version
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.editing import create
from app.themes.codebook.writing import Editor
from surveys.yaml_form import read_yaml
from tests.factories import (
    ActivityFactory,
    DocumentFactory,
    ReferenceFactory,
    ThemeFactory,
    contribution_with_excerpt,
)
from tests.security.markers import DESK, EVERYBODY, HOLDER, NOBODY, STEWARD, TEAM, Markers

SURVEY = """
code: essai
title: Essai
items:
  - group: vous
    label: Vous
    items: [{text: nom, label: Votre nom}, {text: mot, label: Votre mot}]
"""


def add_questionnaires(session: Session, mark: Markers, here, key: str) -> dict[str, Any]:
    """One that everybody answers, with an answer that was begun; one by invitation."""
    made = add_questionnaire(
        session, consultation_id=here.id, title="Questionnaire", survey=read_yaml(SURVEY)
    )
    made.open()
    response, code = start_response(
        session, made, latest_version(session, made.id), Beginning(new_secret(), is_personal=False)
    )
    response.answers = {"nom": mark("response.answers", HOLDER), "mot": "Un mot."}
    sent, _ = start_response(
        session, made, latest_version(session, made.id), Beginning(new_secret(), is_personal=False)
    )
    sent.answers = {"nom": mark("response.answers", STEWARD), "mot": mark("response.answers", TEAM)}
    sent.state, sent.submitted_at = ResponseState.SUBMITTED, now()
    invited = add_questionnaire(
        session, consultation_id=here.id, title="Sur invitation", survey=read_yaml(SURVEY)
    )
    invited.access = Access.INVITATION
    invited.open()
    invitation = Invitation(
        questionnaire_id=invited.id,
        email=mark.mail("invitation.email", STEWARD | HOLDER),
        name=mark("invitation.name", STEWARD | HOLDER),
    )
    session.add(invitation)
    session.flush()
    secret = new_secret()
    session.add(InvitationLink(invitation_id=invitation.id, digest=secret_digest(secret)))
    session.add(
        OutgoingMail(
            consultation_id=here.id,
            activity_id=invited.activity_id,
            batch_id=new_id(),
            invitation_id=invitation.id,
            recipient=mark.mail("outgoing_mail.recipient", NOBODY),
            subject=mark("outgoing_mail.subject", NOBODY),
            body=mark("outgoing_mail.body", NOBODY),
        )
    )
    return {
        "questionnaire": made,
        "response": sent,
        "response_code": code,
        "invited": invited,
        "invitation_secret": secret,
    }


def add_imports(session: Session, mark: Markers, here, added) -> dict[str, Any]:
    """A file of each kind that was sent to be taken in."""
    values = {"sha256": secrets.token_hex(32)}
    whole = {**values, "consultation_id": here.id, "size": 9}
    corpus = CorpusImport(filename=mark("corpus_import.filename", DESK) + ".csv", **whole)
    ideas = CorpusImport(
        filename=mark("corpus_import.filename", STEWARD) + ".csv",
        is_of_ideas=True,
        activity_id=added["box"].activity_id,
        source=mark("corpus_import.source", STEWARD),
        **whole,
    )
    references = ReferenceImport(
        consultation_id=here.id, filename=mark("reference_import.filename", DESK), **values
    )
    cards = CardsImport(
        form_id=added["form"].id, filename=mark("cards_import.filename", STEWARD), **values
    )
    answers = AnswersImport(
        questionnaire_id=added["questionnaire"].id,
        filename=mark("answers_import.filename", STEWARD),
        **values,
    )
    codes = CodingImport(
        consultation_id=here.id, filename=mark("coding_import.filename", DESK), **values
    )
    rows = [corpus, ideas, references, cards, answers, codes]
    session.add_all(rows)
    session.flush()
    job = Job(
        kind=JobKind.IMPORT,
        subject_id=corpus.id,
        consultation_id=here.id,
        state=JobState.DONE,
        ended_at=now(),
        step="",
    )
    session.add(job)
    session.flush()
    corpus.job_id = answers.job_id = ideas.job_id = job.id
    return {
        "job": job,
        "corpus_import": corpus,
        "idea_import": ideas,
        "reference_import": references,
        "cards_import": cards,
        "answers_import": answers,
        "coding_import": codes,
    }


def _sure_list(session: Session, here: Consultation, excerpt: Excerpt) -> SureList:
    """A list of one excerpt, whose sample is looked at."""
    made = SureList(
        consultation_id=here.id,
        theme_id=ThemeFactory(consultation_id=here.id).id,
        lowest_score=0.9,
        excerpts=[excerpt.id.hex],
        sample=[excerpt.id.hex],
    )
    session.add(made)
    session.flush()
    return made


def add_corpus(session: Session, mark: Markers, here: Consultation, nodes, job) -> dict[str, Any]:
    """A document, a reference and its quote, a hearing, an analysis and what was decided of it."""
    activity = ActivityFactory(consultation_id=here.id, channel="hearing", code="AUDITION")
    document = DocumentFactory(
        activity=activity,
        job_id=job.id,
        state="to_check",
        kind="minutes",
        filename=mark("document.filename", TEAM) + ".docx",
        title=mark("document.title", TEAM),
        text=mark("document.text", TEAM),
    )
    excerpt = contribution_with_excerpt(activity, mark("contribution.text", TEAM))
    reference = ReferenceFactory(
        consultation_id=here.id,
        title=mark("reference.title", EVERYBODY),
        abstract=mark("reference.abstract", EVERYBODY),
        publisher=mark("reference.publisher", EVERYBODY),
        url="javascript:alert(1)",
    )
    quoted = contribution_with_excerpt(
        ActivityFactory(consultation_id=here.id, channel="reference"),
        mark("contribution.text", EVERYBODY),
    )
    quote = ReferenceQuote(reference_id=reference.id, contribution_id=quoted.contribution_id)
    run = Run(
        consultation_id=here.id,
        job_id=job.id,
        state=RunState.DONE,
        ended_at=now(),
        question=mark("run.question", TEAM),
    )
    session.add_all([quote, run])
    session.flush()
    theme = CandidateTheme(
        run_id=run.id, code="T1", position=1, label=mark("candidate_theme.label", TEAM), size=1
    )
    link = EvidenceLink(
        consultation_id=here.id,
        excerpt_id=excerpt.id,
        node_id=nodes[0].id,
        status=EvidenceStatus.SET_ASIDE,
        motive=mark("evidence_link.motive", TEAM),
    )
    point = Point(
        consultation_id=here.id,
        kind=PointKind.NEED,
        key=secrets.token_hex(16),
        title=mark("point.title", TEAM),
        text=mark("point.text", TEAM),
        reason=mark("point.reason", TEAM),
    )
    session.add_all([theme, link, point])
    session.flush()
    act = _theme_of_codebook(session, mark, here)
    record(
        session,
        "test.acted",
        consultation_id=here.id,
        account_id=None,
        role=None,
        things={"thing": mark("audit_event.things", STEWARD)},
        details={"detail": mark("audit_event.details", STEWARD)},
    )
    return {
        "document": document,
        "excerpt": excerpt,
        "reference": reference,
        "quote": quote,
        "theme": theme,
        "codebook_act": act,
        "point": point,
        "hearing": activity,
        "sure_list": _sure_list(session, here, excerpt),
    }


def _theme_of_codebook(session: Session, mark: Markers, here) -> CodebookEvent:
    """A theme that somebody made, and the line of the history that tells it."""
    described = Description(
        mark("theme.title", TEAM),
        mark("theme.belongs", TEAM),
        mark("theme.excludes", TEAM),
        mark("theme.example", TEAM),
    )
    made = create(session, Editor(here.id, None, new_secret()), described, None)
    aside = CodebookEvent(
        consultation_id=here.id,
        number=2,
        key=new_secret(),
        act=CodebookAct.PASSED_OVER,
        reason=mark("codebook_event.reason", TEAM),
    )
    session.add(aside)
    assert made is not None
    return made


def add_priorities(session: Session, mark: Markers, here: Consultation, nodes, people):
    """A closed round of priorities, a comment on what it scores, and a task."""
    scoring = Scoring(
        consultation_id=here.id,
        key=secrets.token_hex(32),
        title=mark("scoring.title", TEAM),
        kind=ScoredKind.OBJECTIVES,
        state=ScoringState.CLOSED,
        subjects=[nodes[0].id.hex],
        body=mark("scoring.body", NOBODY),
    )
    about = {
        "consultation_id": here.id,
        "subject": DeskSubject.NODE,
        "subject_id": nodes[0].id,
        "account_id": people["writer"].id,
    }
    comment = DeskComment(key=secrets.token_hex(32), text=mark("desk_comment.text", TEAM), **about)
    task = DeskTask(note=mark("desk_task.note", TEAM), **about)
    session.add_all([scoring, comment, task])
    session.flush()
    criterion = Criterion(
        scoring_id=scoring.id,
        position=0,
        title=mark("criterion.title", TEAM),
        description=mark("criterion.description", TEAM),
    )
    session.add_all([criterion, Scorer(scoring_id=scoring.id, account_id=people["writer"].id)])
    session.flush()
    return {"scoring": scoring, "desk_comment": comment, "task": task}
