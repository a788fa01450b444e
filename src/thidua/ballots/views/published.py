"""The list of trackers and ballots after closing: everybody finds their own, anybody counts again."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from thidua.ballots.forms import words_of
from thidua.ballots.rules.sealing import plain
from thidua.ballots.selectors import get_result_for, published_ballots
from thidua.ballots.views.lengths import even_length
from thidua.foundation.requests import ViewerRequest


@never_cache
@even_length
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def list_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The list, and the search for one's own tracker.

    The tracker is sent in the form, never in the address: an address in a log would join it to an account.
    """
    held, result = get_result_for(request.viewer, uuid)
    ballots = published_ballots(held)
    typed = request.POST.get("tracker", "").strip()[:40]
    found = [one for one in ballots if plain(one.tracker) == plain(typed)] if plain(typed) else []
    context = {"round": held, "result": result, "ballots": ballots, "typed": typed, "found": found}
    return render(request, "ballots/published.html", context)


@require_safe
def list_file(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The list as a file that any spreadsheet counts again."""
    held, _result = get_result_for(request.viewer, uuid)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="danh-sach-phieu-vong-{held.number}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer.write("\ufeff")  # spreadsheets then read Vietnamese letters rightly
    rows = csv.writer(answer)
    rows.writerow([_("Mã phiếu"), _("Hợp lệ"), _("Nội dung phiếu")])
    for one in published_ballots(held):
        words = "; ".join(words_of(text) for text in one.words)
        rows.writerow([one.tracker, _("Có") if one.valid else _("Không"), words if one.valid else f"({words})"])
    return answer
