"""Rounds of priorities: their list, opening and changing one, closing it, freezing its ranking."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Criterion, DeskSubject, ScoredKind, Scoring, ScoringState
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.strategy.priorities import queries, rounds
from app.strategy.priorities.forms import (
    FreezeForm,
    NewRoundForm,
    RoundForm,
    freeze_form,
    usual_criteria,
)
from app.strategy.priorities.lookup import round_or_404
from app.strategy.priorities.people import asked_people, people_to_ask, scorer_of
from app.strategy.priorities.permissions import may_read_rounds, may_score, may_steer_priorities
from app.strategy.priorities.results import results_of
from app.strategy.priorities.rounds import IsFrozen, NotClosed, NothingToScore, ScoresGiven
from app.strategy.priorities.subjects import MOST, choosable
from app.talk.commenting import About, Said, say
from app.talk.news import note_news
from app.talk.queries import conversation_of
from app.web.arguments import value_argument
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, current_role, requires
from app.web.paging import Cursor

blueprint = Blueprint("priorities", __name__, url_prefix="/consultations/<slug>/priorities")


@blueprint.get("")
@requires(may_score)
def index() -> ResponseReturnValue:
    page = queries.rounds_page(
        current_session(),
        current_consultation().id,
        current_account().id,
        Cursor.from_args(request.args),
        all_rounds=may_read_rounds(current_role()),
    )
    return render_template("priorities/index.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_steer_priorities)
def new() -> ResponseReturnValue:
    session, here = current_session(), current_consultation().id
    kind = value_argument("kind", ScoredKind) or ScoredKind.OBJECTIVES
    offered, people = choosable(session, here, kind), people_to_ask(session, here)
    form = NewRoundForm()
    form.offer(people)
    form.offer_subjects(offered[:MOST])
    if not form.is_submitted():
        form.show("", usual_criteria(), [])
    if form.validate_on_submit() and (made := _opened(form, kind)):
        return _to(made)
    return render_template(
        "priorities/new.html", form=form, kind=kind, offered=offered, most=MOST
    ), status_of(form)


@blueprint.get("/<uuid:scoring_id>")
@requires(may_score)
def show(scoring_id: uuid.UUID) -> ResponseReturnValue:
    return _page(round_or_404(scoring_id))


@blueprint.route("/<uuid:scoring_id>/edit", methods=["GET", "POST"])
@requires(may_steer_priorities)
def edit(scoring_id: uuid.UUID) -> ResponseReturnValue:
    session, scoring = current_session(), round_or_404(scoring_id)
    criteria = rounds.criteria_of(session, scoring.id)
    asked = asked_people(session, scoring.id)
    form = _form_of(scoring, criteria)
    if not form.is_submitted():
        form.show(scoring.title, criteria, [one.id for one in asked])
        form.version.data = scoring.version
    seen = form.version.data
    if form.validate_on_submit() and _changed(scoring, form):
        flash(_("The round is changed."), "success")
        return _to(scoring)
    return render_template(
        "priorities/edit.html",
        form=form,
        scoring=scoring,
        criteria=criteria,
        asked=asked,
        is_stale=seen != form.version.data,
    ), (409 if seen != form.version.data else status_of(form))


@blueprint.post("/<uuid:scoring_id>/close")
@requires(may_steer_priorities)
def close(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring = round_or_404(scoring_id)
    rounds.close_round(current_session(), scoring)
    flash(_("The round is closed: the scores are shown."), "success")
    return _to(scoring)


@blueprint.post("/<uuid:scoring_id>/open")
@requires(may_steer_priorities)
def open_again(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring = round_or_404(scoring_id)
    try:
        if rounds.open_again(current_session(), scoring, now()):
            text = _("This round is open again: you may change your scores.")
            _tell_scorers(scoring, text, once=f"again-{scoring.version}")
        flash(_("The round is open again, and its scorers find it so."), "success")
    except IsFrozen:
        flash(_("This ranking is frozen: it never changes."), "warning")
    return _to(scoring)


@blueprint.post("/<uuid:scoring_id>/freeze")
@requires(may_steer_priorities)
def freeze(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring = round_or_404(scoring_id)
    form = FreezeForm()
    if form.validate() and _frozen(scoring, form):
        flash(_("The ranking is frozen."), "success")
        return _to(scoring)
    return _page(scoring, form)


def _page(scoring: Scoring, form: FreezeForm | None = None) -> ResponseReturnValue:
    """The round as it stands: who is done while it is open, then what it says."""
    session, is_open = current_session(), scoring.state is ScoringState.OPEN
    results = [] if is_open else results_of(session, scoring)
    page = render_template(
        "priorities/show.html",
        scoring=scoring,
        criteria=rounds.criteria_of(session, scoring.id),
        asked=asked_people(session, scoring.id),
        me=scorer_of(session, scoring.id, current_account().id),
        results=results,
        comments=queries.comments_by_subject(session, scoring),
        talk=conversation_of(session, scoring.consultation_id, DeskSubject.SCORING, scoring.id),
        form=form or freeze_form(scoring),
    )
    return page, status_of(form) if form else 200


def _form_of(scoring: Scoring, criteria: list[Criterion]) -> RoundForm:
    """The form of a round: once somebody scored, weights stay."""
    session = current_session()
    people = people_to_ask(session, scoring.consultation_id)
    form = RoundForm()
    form.offer(people)
    if rounds.who_scored(session, scoring.id):
        form.hold([one.weight for one in criteria])
    return form


def _opened(form: NewRoundForm, kind: ScoredKind) -> Scoring | None:
    """Open it; a reason why not is told in the form."""
    try:
        made = rounds.open_round(
            current_session(),
            current_consultation().id,
            kind,
            form.plan,
            account_id=current_account().id,
            key=form.key.data or "",
        )
    except NothingToScore:
        form.form_errors.append(_("A round wants something to score, a criterion and a scorer."))
        return None
    _tell_scorers(made, _("You are asked to score in this round."), once="asked")
    return made


def _changed(scoring: Scoring, form: RoundForm) -> bool:
    """Change it; a reason why not is told in the form, which keeps what was typed."""
    try:
        rounds.change_round(current_session(), scoring, form.plan, made_from=form.version.data or 0)
        return True
    except ChangedMeanwhile:
        form.show_again(scoring)
    except ScoresGiven:
        form.form_errors.append(_("Somebody scored meanwhile: criteria and weights stay."))
    except NothingToScore:
        form.form_errors.append(_("A round wants something to score, a criterion and a scorer."))
    except IsFrozen:
        form.form_errors.append(_("This ranking is frozen: it never changes."))
    return False


def _frozen(scoring: Scoring, form: FreezeForm) -> bool:
    try:
        rounds.freeze(
            current_session(),
            scoring,
            body=form.body.data or "",
            day=form.day.data,
            made_from=form.version.data or 0,
        )
        return True
    except ChangedMeanwhile:
        form.version.data = scoring.version
        form.form_errors.append(
            _("The round changed since this page was shown: look at the ranking, then freeze it.")
        )
    except NotClosed:
        form.form_errors.append(_("Close the round first."))
    except IsFrozen:
        form.form_errors.append(_("This ranking is frozen: it never changes."))
    return False


def _tell_scorers(scoring: Scoring, text: str, *, once: str) -> None:
    """Name the scorers in a comment on the round: those of the team find it among theirs. All are
    written to."""
    people = {one.id for one in asked_people(current_session(), scoring.id)}
    say(
        current_session(),
        About(scoring.consultation_id, DeskSubject.SCORING, scoring.id),
        Said(
            key=f"{once}-{scoring.id.hex}",
            text=text,
            people=people,
        ),
        account_id=current_account().id,
        moment=now(),
    )
    note_news(current_session(), scoring.consultation_id, people - {current_account().id})


def _to(scoring: Scoring) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, scoring_id=scoring.id))
