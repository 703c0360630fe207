"""The forms of indicators, whether of an action of a plan or of an objective."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Indicator, StrategyNode
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
from app.strategy.plans.sentences import changed_meanwhile
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user
from charts.rendering import svg_of


@dataclass(frozen=True)
class FollowedLine:
    """The line whose indicators they are. `home` is the page that shows them, `above` the pages
    that lead there, each with its name."""

    node: StrategyNode
    name: str
    home: str
    above: tuple[tuple[str, str], ...]


def new_page(of: FollowedLine) -> ResponseReturnValue:
    form = IndicatorForm()
    if form.validate_on_submit():
        try:
            following.add_indicator(current_session(), of.node, form.terms)
            flash(_("The indicator is kept. Say what was measured."), "success")
            return redirect(of.home)
        except NameTaken:
            _refuse_name(form)
        except TooManyIndicators:
            form.form_errors.append(_("%(most)s indicators are the most.", most=MOST_INDICATORS))
    page = render_template("plans/indicator.html", form=form, of=of, one=None)
    return page, status_of(form)


def edit_page(of: FollowedLine, indicator_id: uuid.UUID) -> ResponseReturnValue:
    indicator = _indicator_or_404(of.node, indicator_id)
    form, is_stale = IndicatorForm(obj=indicator), False
    if form.validate_on_submit():
        try:
            version = form.version.data or 0
            following.change_indicator(current_session(), indicator, form.terms, version=version)
            flash(_("The indicator is changed."), "success")
            return redirect(of.home)
        except NameTaken:
            _refuse_name(form)
        except ChangedMeanwhile:
            is_stale, form.version.data = True, indicator.version
            form.form_errors.append(changed_meanwhile())
    page = render_template(
        "plans/indicator.html", form=form, of=of, one=indicator, figure=figure, is_stale=is_stale
    )
    return page, status_of(form)


def measure_page(of: FollowedLine, indicator_id: uuid.UUID) -> ResponseReturnValue:
    """What was measured on a day, or a correction of it."""
    indicator, form = _indicator_or_404(of.node, indicator_id), MeasureForm()
    if form.validate_on_submit():
        following.measure(
            current_session(),
            indicator,
            form.measured,
            account_id=account_id_of_current_user(),
            key=form.key.data or "",
        )
        flash(_("The measure is kept."), "success")
        return redirect(of.home)
    followed = next(
        one for one in followed_of(current_session(), of.node.id) if one.indicator is indicator
    )
    page = render_template("plans/measure.html", form=form, of=of, one=followed, figure=figure)
    return page, status_of(form)


def chart_of(
    node: StrategyNode, indicator_id: uuid.UUID, *, is_narrow: bool
) -> ResponseReturnValue:
    """The course of an indicator of which something was measured."""
    found = [one for one in followed_of(current_session(), node.id) if one.measures]
    one = next((one for one in found if one.indicator.id == indicator_id), None) or abort(404)
    drawn = svg_of(course_of(one), narrow=is_narrow)
    return Response(drawn, mimetype="image/svg+xml")


def _indicator_or_404(node: StrategyNode, indicator_id: uuid.UUID) -> Indicator:
    return indicator_of(current_session(), node.id, indicator_id) or abort(404)


def _refuse_name(form: IndicatorForm) -> None:
    form.name.errors = [_("There is an indicator of this name.")]
