"""Pages of units: the tree, the card, and each thing that happens to a unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.models import valid_on
from thidua.foundation.requests import ViewerRequest
from thidua.organisations import selectors, services
from thidua.organisations.forms import units as forms
from thidua.organisations.forms.people import ReasonForm
from thidua.organisations.models import Unit
from thidua.organisations.policies import may_keep_units
from thidua.organisations.rules.lineage import KIND_WORDS

form_page = require_http_methods(["GET", "HEAD", "POST"])

#: More units than this are shown in two levels; the rest stands on each unit's card.
WHOLE_TREE = 300


@require_safe
def units(request: ViewerRequest) -> HttpResponse:
    """The tree of a day, or what a search found in it."""
    form = forms.SearchForm(request.GET)
    text, day = form.asked(request.viewer.day)
    found = selectors.tree_on(request.viewer, day, text)
    cut = not text and len(found) > WHOLE_TREE
    context = {
        "form": form,
        "day": day,
        "text": text,
        "found": [unit for unit in found if unit.depth < 2] if cut else found,
        "total": len(found),
        "cut": cut,
        "may_keep": may_keep_units(request.viewer),
    }
    return render(request, "organisations/units.html", context)


@require_safe
def unit(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One unit: its names and places through time, what it came from and became, who works there."""
    viewer, shown = request.viewer, selectors.get_unit_for(request.viewer, uuid)
    acts = list(selectors.reorganisations_of(shown))
    day, stands = viewer.day, selectors.exists_on(shown, viewer.day)
    context = {
        "unit": shown,
        "name": selectors.name_on(shown, day),
        "stands": stands,
        "names": shown.names.order_by("-starts_on"),
        "places": shown.places.select_related("parent").prefetch_related("parent__names").order_by("-starts_on"),
        "children": selectors.named(selectors.children_on(shown, day), day),
        "acts": [(KIND_WORDS[act.kind], act) for act in acts],
        "successors": [] if stands else selectors.named(selectors.successors_of(shown, day), day),
        "posts": selectors.posts_at(viewer, shown),
        "may_keep": may_keep_units(viewer),
        "events": history_of(shown.uuid, *(act.uuid for act in acts)),
    }
    return render(request, "organisations/unit.html", context)


@form_page
def add_unit(request: ViewerRequest) -> HttpResponse:
    """A new unit."""
    viewer = request.viewer
    require(may_keep_units(viewer))
    form = forms.AddUnitForm(viewer.day, request.POST if request.method == "POST" else None)

    def act(typed: dict[str, Any]) -> Unit:
        paper = {name: typed[name] for name in ("starts_on", "decision_number", "decision_on")}
        return services.add_unit(actor=viewer, now=clock.now(), new=form.new(), **paper)

    question = Question(_("Thêm đơn vị"), _("Thêm đơn vị"), reverse("organisations:units"))
    return ask(request, question, form, act, done=_("Đã thêm đơn vị."))


@form_page
def rename_unit(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Another name from a day on."""
    viewer, shown = _kept(request, uuid)
    form = forms.RenameForm(request.POST if request.method == "POST" else None)
    lead = _("Trước ngày có hiệu lực, đơn vị vẫn mang tên cũ trong mọi hồ sơ.")
    return ask(
        request,
        _about(shown, _("Đổi tên: %(unit)s"), _("Đổi tên"), lead),
        form,
        lambda typed: services.rename_unit(actor=viewer, now=clock.now(), unit=shown, **typed),
        done=_("Đã ghi nhận tên mới."),
    )


@form_page
def move_unit(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Another parent from a day on."""
    viewer, shown = _kept(request, uuid)
    form = forms.MoveForm(viewer.day, request.POST if request.method == "POST" else None)
    return ask(
        request,
        _about(shown, _("Chuyển đơn vị cấp trên: %(unit)s"), _("Chuyển")),
        form,
        lambda typed: services.move_unit(actor=viewer, now=clock.now(), unit=shown, **typed),
        done=_("Đã chuyển đơn vị."),
    )


@form_page
def merge_units(request: ViewerRequest) -> HttpResponse:
    """Several units become one."""
    viewer = request.viewer
    require(may_keep_units(viewer))
    form = forms.MergeForm(viewer.day, request.POST if request.method == "POST" else None)

    def act(typed: dict[str, Any]) -> object:
        rest = {name: typed[name] for name in ("sources", "on", "decision_number", "decision_on")}
        return services.merge_units(actor=viewer, now=clock.now(), into=form.target(), **rest)

    lead = _(
        "Đơn vị cấp dưới và chức vụ chuyển sang đơn vị mới; tư cách thành viên và nhiệm kỳ trong các cụm kết thúc "
        "để cơ quan tổ chức cụm quyết định lại. Có thể hoàn tác."
    )
    question = Question(_("Sáp nhập đơn vị"), _("Ghi nhận sáp nhập"), reverse("organisations:units"), lead)
    return ask(request, question, form, act, done=_("Đã ghi nhận sáp nhập."))


@form_page
def split_unit(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One unit becomes several."""
    viewer, shown = _kept(request, uuid)
    place = valid_on(shown.places.select_related("parent"), viewer.day).first()
    form = forms.SplitForm(
        shown,
        place.parent if place else None,
        selectors.children_on(shown, viewer.day),
        valid_on(shown.posts.select_related("person"), viewer.day),
        request.POST if request.method == "POST" else None,
    )
    return ask(
        request,
        _about(
            shown,
            _("Chia tách: %(unit)s"),
            _("Ghi nhận chia tách"),
            _("Mọi đơn vị cấp dưới và chức vụ đều phải có nơi chuyển đến. Có thể hoàn tác."),
        ),
        form,
        lambda _typed: services.split_unit(actor=viewer, now=clock.now(), source=shown, **form.goes()),
        done=_("Đã ghi nhận chia tách."),
    )


@form_page
def abolish_unit(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A unit ends without a successor."""
    viewer, shown = _kept(request, uuid)
    form = forms.AbolishForm(viewer.day, request.POST if request.method == "POST" else None)
    lead = _("Chức vụ, tư cách thành viên cụm và nhiệm kỳ kết thúc; hồ sơ các năm trước vẫn đọc được. Có thể hoàn tác.")
    return ask(
        request,
        _about(shown, _("Giải thể: %(unit)s"), _("Ghi nhận giải thể"), lead, danger=True),
        form,
        lambda typed: services.abolish_unit(actor=viewer, now=clock.now(), unit=shown, **typed),
        done=_("Đã ghi nhận giải thể."),
    )


#: What the rows are called that a reorganisation wrote.
ROW_WORDS = {
    "unit": gettext_lazy("Đơn vị mới"),
    "unitname": gettext_lazy("Tên"),
    "unitplace": gettext_lazy("Cấp trên"),
    "post": gettext_lazy("Chức vụ"),
    "membership": gettext_lazy("Thành viên cụm"),
    "office": gettext_lazy("Cụm trưởng, cụm phó"),
    "delegation": gettext_lazy("Ủy quyền"),
    "cluster": gettext_lazy("Cơ quan tổ chức cụm"),
}


@require_safe
def reorganisation(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One renaming, merging, splitting or abolishing, with every row that it touched."""
    act = selectors.get_reorganisation_for(request.viewer, uuid)
    require(may_keep_units(request.viewer))
    rows = [
        (ROW_WORDS[effect["model"]], effect["label"], effect["before"] is None)
        for effect in act.effects
        if effect["model"] in ROW_WORDS
    ]
    context = {"act": act, "kind": KIND_WORDS[act.kind], "rows": rows, "events": history_of(act.uuid)}
    return render(request, "organisations/reorganisation.html", context)


@form_page
def undo_reorganisation(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Put back what stood before."""
    viewer, act = request.viewer, selectors.get_reorganisation_for(request.viewer, uuid)
    require(may_keep_units(viewer))
    question = Question(
        _("Hoàn tác: %(act)s") % {"act": act},
        _("Hoàn tác"),
        reverse("organisations:reorganisation", args=[act.uuid]),
        _(
            "Tên, cấp trên, chức vụ, thành viên cụm, nhiệm kỳ và ủy quyền trở lại đúng như trước. "
            "Tài khoản không thay đổi."
        ),
        danger=True,
    )
    return ask(
        request,
        question,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda typed: services.undo_reorganisation(actor=viewer, now=clock.now(), act=act, **typed),
        done=_("Đã hoàn tác."),
    )


def _kept(request: ViewerRequest, uuid: UUID) -> tuple[Any, Unit]:
    shown = selectors.get_unit_for(request.viewer, uuid)
    require(may_keep_units(request.viewer))
    return request.viewer, shown


def _about(unit: Unit, title: str, button: str, lead: str = "", *, danger: bool = False) -> Question:
    back = reverse("organisations:unit", args=[unit.uuid])
    return Question(title % {"unit": unit}, button, back, lead, danger)
