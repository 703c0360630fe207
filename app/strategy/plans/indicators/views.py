"""The indicators of an action: made, changed, measured, drawn."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Indicator, Plan, StrategyNode
from app.models.turns import ChangedMeanwhile
from app.strategy.plans.indicators import following
from app.strategy.plans.indicators.following import (
    MOST_INDICATORS,
    NameTaken,
    TooManyIndicators,
)
from app.strategy.plans.indicators.forms import IndicatorForm, MeasureForm
from app.strategy.plans.indicators.queries import followed_of, indicator_of
from app.strategy.plans.indicators.telling import course_of, figure
from app.strategy.plans.lookup import action_or_404
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.strategy.plans.sentences import changed_meanwhile
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from charts.rendering import svg_of

blueprint = Blueprint(
    "indicators",
    __name__,
    url_prefix="/consultations/<slug>/plans/<number>/actions/<code>/indicators",
)


def _node_or_404(number: str, code: str) -> tuple[Plan, StrategyNode]:
    plan, action = action_or_404(number, code)
    return plan, current_session().get_one(StrategyNode, action.node_id)


def _indicator_or_404(node: StrategyNode, indicator_id: uuid.UUID) -> Indicator:
    return indicator_of(current_session(), node.id, indicator_id) or abort(404)


def _to(number: str, code: str) -> ResponseReturnValue:
    slug = current_consultation().slug
    page = url_for("plan_actions.show", slug=slug, number=number, code=code, _anchor="indicators")
    return redirect(page)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_write_actions)
def new(number: str, code: str) -> ResponseReturnValue:
    plan, node = _node_or_404(number, code)
    form = IndicatorForm()
    if form.validate_on_submit():
        try:
            following.add_indicator(current_session(), node, form.terms)
            flash(_("The indicator is kept. Say what was measured."), "success")
            return _to(number, code)
        except NameTaken:
            form.name.errors = [_("This action has an indicator of this name.")]
        except TooManyIndicators:
            form.form_errors.append(
                _("An action has %(most)s indicators at most.", most=MOST_INDICATORS)
            )
    page = render_template("plans/indicator.html", form=form, plan=plan, code=code, one=None)
    return page, status_of(form)


@blueprint.route("/<uuid:indicator_id>", methods=["GET", "POST"])
@requires(may_write_actions)
def edit(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    plan, node = _node_or_404(number, code)
    indicator = _indicator_or_404(node, indicator_id)
    form, is_stale = IndicatorForm(obj=indicator), False
    if form.validate_on_submit():
        try:
            version = form.version.data or 0
            following.change_indicator(current_session(), indicator, form.terms, version=version)
            flash(_("The indicator is changed."), "success")
            return _to(number, code)
        except NameTaken:
            form.name.errors = [_("This action has an indicator of this name.")]
        except ChangedMeanwhile:
            is_stale, form.version.data = True, indicator.version
            form.form_errors.append(changed_meanwhile())
    page = render_template(
        "plans/indicator.html",
        form=form,
        plan=plan,
        code=code,
        one=indicator,
        figure=figure,
        is_stale=is_stale,
    )
    return page, status_of(form)


@blueprint.route("/<uuid:indicator_id>/measures", methods=["GET", "POST"])
@requires(may_write_actions)
def measure(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    """What was measured on a day, or a correction of it."""
    plan, node = _node_or_404(number, code)
    indicator, form = _indicator_or_404(node, indicator_id), MeasureForm()
    if form.validate_on_submit():
        following.measure(
            current_session(),
            indicator,
            form.measured,
            account_id=current_user.id,
            key=form.key.data or "",
        )
        flash(_("The measure is kept."), "success")
        return _to(number, code)
    followed = next(
        one for one in followed_of(current_session(), node.id) if one.indicator is indicator
    )
    page = render_template(
        "plans/measure.html", form=form, plan=plan, code=code, one=followed, figure=figure
    )
    return page, status_of(form)


@blueprint.get("/<uuid:indicator_id>/chart.svg")
@requires(may_read_plans)
def chart(number: str, code: str, indicator_id: uuid.UUID) -> ResponseReturnValue:
    _plan, node = _node_or_404(number, code)
    found = [one for one in followed_of(current_session(), node.id) if one.measures]
    one = next((one for one in found if one.indicator.id == indicator_id), None) or abort(404)
    drawn = svg_of(course_of(one), narrow="narrow" in request.args)
    return Response(drawn, mimetype="image/svg+xml")
