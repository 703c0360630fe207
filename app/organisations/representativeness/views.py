"""Representativeness: who took part beside the known population, and the figures of the latter."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableError
from app.extensions import current_session
from app.models import OrganisationKind
from app.models.turns import ChangedMeanwhile
from app.organisations.representativeness.comparing import Comparison, Dimension
from app.organisations.representativeness.forms import FiguresForm, PopulationForm
from app.organisations.representativeness.permissions import (
    may_read_representativeness,
    may_set_population,
)
from app.organisations.representativeness.population import (
    MOST_TERRITORIES,
    Population,
    population_of,
    set_population,
    territories_to_fill_in,
)
from app.organisations.representativeness.population_grid import (
    Grid,
    grid_of,
    sent_grid,
    territories_of_lines,
)
from app.organisations.representativeness.population_sheet import (
    LIMITS,
    ColumnsMissing,
    FiguresRead,
    TooManyTerritories,
    read_figures,
)
from app.organisations.representativeness.results import (
    Representativeness,
    comparison_sheet,
    representativeness_of,
)
from app.organisations.representativeness.sentences import row_sentences
from app.organisations.representativeness.telling import told
from app.web.downloads import download_csv
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires
from app.web.labels import label
from app.web.sent_files import kept_while_read
from charts.rendering import svg_of

blueprint = Blueprint(
    "representativeness", __name__, url_prefix="/consultations/<slug>/representativeness"
)


@blueprint.get("")
@requires(may_read_representativeness)
def show() -> ResponseReturnValue:
    found = _found()
    return render_template(
        "representativeness/show.html",
        found=found,
        told=[told(comparison) for comparison in found.comparisons.values()],
        sees_all=_sees_all(),
    )


@blueprint.get("/<dimension>.svg")
@requires(may_read_representativeness)
def picture(dimension: str) -> ResponseReturnValue:
    chart = told(_comparison_or_404(_found(), dimension)).table.chart or abort(404)
    return Response(svg_of(chart, narrow="narrow" in request.args), mimetype="image/svg+xml")


@blueprint.get("/<dimension>.csv")
@requires(may_read_representativeness)
def take_away(dimension: str) -> ResponseReturnValue:
    found, consultation = _found(), current_consultation()
    sheet = comparison_sheet(_comparison_or_404(found, dimension), found.population.source)
    name = f"{consultation.slug}-representativeness-{sheet.name}.csv"
    return download_csv(sheet, name, consultation.id)


@blueprint.route("/population", methods=["GET", "POST"])
@requires(may_set_population)
def population() -> ResponseReturnValue:
    """The table of figures; a POST adds columns, or saves."""
    known = population_of(current_session(), current_consultation().id)
    form = PopulationForm(source=known.source, made_from=known.mark)
    if not form.is_submitted():
        territories = territories_to_fill_in(current_session(), current_consultation(), known)
        return _table(form, grid_of(territories, known.figures))
    grid = sent_grid(request.form)
    if request.form.get("go") == "columns":
        more, form.more.data = territories_of_lines(form.more.data or ""), ""
        return _table(form, grid.with_territories(more))
    if form.validate() and not grid.problems:
        return _saved(form, grid)
    return _table(form, grid, problems=_problems(grid))


@blueprint.route("/population/file", methods=["GET", "POST"])
@requires(may_set_population)
def population_file() -> ResponseReturnValue:
    """Figures from a sheet, shown in the table before they are saved."""
    form = FiguresForm()
    read = _read(form) if form.validate_on_submit() else None
    if read is not None and read.is_right:
        return _table_of(read)
    if read is not None:
        form.file.errors = [_("Correct the rows that are listed below, then send the file again.")]
    page = render_template(
        "representativeness/file.html",
        form=form,
        bad=row_sentences(read) if read else [],
        limit=LIMITS.bytes,
    )
    return page, 422 if form.errors else status_of(form)


def _found() -> Representativeness:
    return representativeness_of(current_session(), current_consultation().id, sees_all=_sees_all())


def _sees_all() -> bool:
    return may_set_population(current_role())


def _comparison_or_404(found: Representativeness, dimension: str) -> Comparison:
    try:
        comparison = found.comparisons[Dimension(dimension)]
    except ValueError:
        abort(404)
    return abort(404) if comparison.is_withheld else comparison


def _table(
    form: PopulationForm, grid: Grid, problems: Sequence[tuple[str, str]] = ()
) -> ResponseReturnValue:
    page = render_template(
        "representativeness/population.html",
        form=form,
        grid=grid,
        families=list(OrganisationKind),
        most=MOST_TERRITORIES,
        problems=problems,
    )
    return page, 422 if form.errors or problems else 200


def _table_of(read: FiguresRead) -> ResponseReturnValue:
    known = population_of(current_session(), current_consultation().id)
    form = PopulationForm(formdata=None, source=known.source, made_from=known.mark)
    flash(_("The figures of the file are in the table. Nothing is saved yet."), "info")
    return _table(form, grid_of(Population(read.figures).territories, read.figures))


def _problems(grid: Grid) -> list[tuple[str, str]]:
    """The cells that are no number: their id in the page, and what to do."""
    return [
        (
            f"n-{family.value}-{place}",
            _(
                "%(family)s, %(territory)s: write a whole number, up to a million.",
                family=label(family),
                territory=territory,
            ),
        )
        for family in OrganisationKind
        for place, territory in enumerate(grid.territories)
        if (family, territory) in grid.problems
    ]


def _saved(form: PopulationForm, grid: Grid) -> ResponseReturnValue:
    consultation = current_consultation()
    try:
        set_population(
            current_session(),
            consultation.id,
            grid.figures,
            form.source.data or "",
            made_from=form.made_from.data or "",
        )
    except ChangedMeanwhile:
        form.form_errors.append(
            _("Somebody changed these figures meanwhile. Look at theirs, then start again.")
        )
        return _table(form, grid)
    flash(_("The figures of the known population are saved."), "success")
    return redirect(url_for(".show", slug=consultation.slug))


def _read(form: FiguresForm) -> FiguresRead | None:
    """What the file holds; None, and an error in the form, where it cannot be read."""
    try:
        with kept_while_read(form.file.data) as path:
            return read_figures(path)
    except TableError as error:
        form.file.errors = [table_sentence(error.reason, error.details)]
    except ColumnsMissing:
        form.file.errors = [_("The file needs the columns “family”, “territory” and “number”.")]
    except TooManyTerritories:
        most = MOST_TERRITORIES
        form.file.errors = [_("The table has room for %(most)s territories.", most=most)]
    return None
