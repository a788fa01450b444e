"""Pages of the ranked table: the table, one unit, one cell, what-if, comparison, print, workbook, paper."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.errors import require
from thidua.core.findings import Finding
from thidua.documents.selectors import papers_about
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.papers import render_docx, render_pdf
from thidua.scoring.rules import BASES, BLANKS, RANK_ON, score_cluster
from thidua.scoring.rules.verification import LINE
from thidua.selection.charts import Pair, paired_bars, year_chart
from thidua.selection.rules import criterion_gaps, gaps, moves, read_changes, with_changes
from thidua.selection.rules.years import criterion_lines, unit_lines
from thidua.selection.selectors import Ranking, acts_on, ranking_for
from thidua.selection.selectors.standing import not_registered
from thidua.selection.selectors.years import scored_years
from thidua.selection.services import compose_consolidated, issue_consolidated, may_issue_consolidated
from thidua.selection.tables import criterion_rows, doubts, ranked_and_apart, sections, unit_columns, with_names
from thidua.selection.workbook import ranking_workbook


def _shown(ranking: Ranking, **more: object) -> dict[str, object]:
    result = ranking.result
    competing, apart = ranked_and_apart(result, ranking.names)
    return {
        "ranking": ranking,
        "table": ranking.table,
        "result": result,
        "competing": competing,
        "apart": apart,
        "blank": BLANKS[ranking.criteria.blank],
        "rank_on": RANK_ON[result.rank_basis],
        "columns": unit_columns(result.units, ranking.names, ranking.short_names),
        "warnings": [with_names(warning, ranking.names) for warning in result.warnings],
        **more,
    }


@require_GET
def ranking_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The ranked table; every number opens what it came from."""
    ranking = ranking_for(request.viewer, table, clock.now())
    may_issue: Finding = may_issue_consolidated(request.viewer, ranking)
    shown = _shown(
        ranking,
        rows=criterion_rows(ranking.criteria, ranking.result.units),
        doubts=doubts(ranking.criteria, ranking.sheets, ranking.table.awards, ranking.names),
        unregistered=not_registered(ranking, clock.today()),
        may_issue=may_issue,
        papers=papers_about(request.viewer, ranking.table.uuid),
    )
    return render(request, "selection/ranking.html", shown)


@require_GET
def print_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The wide table for A4: one part for each group, with its head on every page."""
    ranking = ranking_for(request.viewer, table, clock.now())
    parts = sections(ranking.criteria, ranking.result.units)
    shown = _shown(ranking, sections=parts, unregistered=not_registered(ranking, clock.today()))
    return render(request, "selection/print.html", shown)


@require_GET
def unit_page(request: ViewerRequest, table: UUID, unit: str) -> HttpResponse:
    """How one unit's total came about, line by line, with the sentence of each."""
    ranking = ranking_for(request.viewer, table, clock.now())
    result = ranking.unit_result(unit)
    rows = criterion_rows(ranking.criteria, [result])
    lines = [(row, row.cells[0]) for row in rows]
    shown = _shown(ranking, unit=result, name=ranking.names[unit], lines=lines)
    return render(request, "selection/unit.html", shown)


@require_GET
def cell_page(request: ViewerRequest, table: UUID, unit: str, criterion: str) -> HttpResponse:
    """What one cell came from: what was claimed, what was established, by whom, why."""
    ranking = ranking_for(request.viewer, table, clock.now())
    result = ranking.unit_result(unit)
    if criterion not in result.lines:
        raise NotThere
    shown = _shown(
        ranking,
        unit=result,
        name=ranking.names[unit],
        criterion=ranking.criteria.by_code[criterion],
        method=ranking.criteria.by_code[criterion].method.describe(),
        line=result.lines[criterion],
        basis=BASES[result.lines[criterion].basis],
        acts=[(act, LINE.states[act.act]) for act in acts_on(ranking, unit, criterion)],
    )
    return render(request, "selection/cell.html", shown)


@require_GET
def what_if_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """A sandbox in the address: change scores, see ranks move; nothing is stored."""
    ranking = ranking_for(request.viewer, table, clock.now())
    units = [sheet.unit for sheet in ranking.sheets]
    texts = [text for text in request.GET.getlist("thu") if text]
    if request.GET.get("tieu-chi"):
        texts.append(f"{request.GET.get('don-vi', '')}:{request.GET['tieu-chi']}={request.GET.get('diem', '')}")
    changes, problems = read_changes(texts, ranking.criteria, units)
    after = score_cluster(ranking.criteria, with_changes(ranking.sheets, changes))
    shown = _shown(
        ranking,
        changes=[(one, ranking.names[one.unit], ranking.criteria.by_code[one.code]) for one in changes],
        problems=problems,
        moves=[(move, ranking.names[move.unit]) for move in moves(ranking.result, after)],
        criteria=[one for one in ranking.criteria.scored if one.kind != "gate"],
    )
    return render(request, "selection/what_if.html", shown, status=400 if problems else 200)


@require_GET
def comparison_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Self-scores beside verified ones, per unit and per criterion, as drawings with their tables."""
    ranking = ranking_for(request.viewer, table, clock.now())
    per_unit = [
        Pair(ranking.short_names[unit.unit], unit.claimed.total, unit.final.total) for unit in ranking.result.units
    ]
    chosen = request.GET.get("don-vi", "")
    if chosen:
        found = [gap for gap in gaps(ranking.unit_result(chosen)) if ranking.criteria.by_code[gap.code].kind != "gate"]
    else:
        found = criterion_gaps(ranking.result, ranking.criteria)
    per_criterion = [Pair(gap.code, gap.claimed, gap.verified) for gap in found if gap.difference]
    shown = _shown(
        ranking,
        unit_chart=paired_bars(per_unit),
        criterion_chart=paired_bars(per_criterion),
        gaps=[(gap, ranking.criteria.by_code[gap.code]) for gap in found],
        chosen_name=ranking.names.get(chosen, ""),
    )
    return render(request, "selection/comparison.html", shown)


@require_GET
def years_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """This year beside earlier ones: every unit, or one unit criterion by criterion."""
    ranking = ranking_for(request.viewer, table, clock.now())
    years = scored_years(request.viewer, ranking, clock.now())
    chosen = request.GET.get("don-vi", "")
    if chosen and chosen not in ranking.names:
        raise NotThere
    lines = unit_lines(years)
    series = [
        (ranking.short_names[one.unit], [figure.percent if figure else None for figure in one.figures]) for one in lines
    ]
    shown = _shown(
        ranking,
        years=[one.year for one in years],
        lines=[(one, ranking.names[one.unit]) for one in lines],
        criteria=criterion_lines(years, chosen) if chosen else (),
        chosen_name=ranking.names.get(chosen, ""),
        chart=year_chart([str(one.year) for one in years], series) if len(years) > 1 else None,
    )
    return render(request, "selection/years.html", shown)


@require_GET
def workbook(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The ranked table as an Excel file, numbers as numbers."""
    ranking = ranking_for(request.viewer, table, clock.now())
    return file_answer(ranking_workbook(ranking), "bang-tong-hop-diem", "xlsx")


@require_GET
def paper_preview(request: ViewerRequest, table: UUID, form: str) -> HttpResponse:
    """The paper as it would be issued now, without a number."""
    ranking = ranking_for(request.viewer, table, clock.now())
    if form not in ("pdf", "docx"):
        raise NotThere
    paper = compose_consolidated(ranking, clock.today(), demonstration=settings.DEMONSTRATION)(None, None)
    content = render_pdf(paper) if form == "pdf" else render_docx(paper)
    return file_answer(content, "du-thao-bang-tong-hop-diem", form)


@require_http_methods(["GET", "POST"])
def issue_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Say what issuing means, then do it."""
    ranking = ranking_for(request.viewer, table, clock.now())
    finding = may_issue_consolidated(request.viewer, ranking)
    require(finding)
    if request.method == "POST":
        paper = issue_consolidated(
            actor=request.viewer, now=clock.now(), ranking=ranking, demonstration=settings.DEMONSTRATION
        )
        messages.success(request, _("Đã phát hành văn bản."))
        return redirect("documents:paper", paper=paper.uuid)
    return render(request, "selection/issue.html", _shown(ranking, finding=finding))
