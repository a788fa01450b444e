"""Pages of clusters: the entrance of this room, the card, members, offices, delegations."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations import selectors, services
from thidua.organisations.facts import cluster_facts
from thidua.organisations.forms import clusters as forms
from thidua.organisations.forms.people import EndForm, ReasonForm
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.policies import may_create_cluster, may_delegate, may_keep_cluster
from thidua.organisations.rules import OFFICE_WORDS, TASKS, Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    """The entrance: my clusters first, then all clusters, units and people."""
    viewer = request.viewer
    mine = set(selectors.clusters_of(viewer).values_list("pk", flat=True))
    clusters = [(cluster, cluster.pk in mine) for cluster in selectors.all_clusters(viewer)]
    clusters.sort(key=lambda pair: not pair[1])
    context = {"clusters": clusters, "may_create": bool(viewer.working_units), "has_post": bool(viewer.seats)}
    return render(request, "organisations/home.html", context)


@require_safe
def cluster(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """One cluster: members, leader, deputy, delegations, what the deputy may do today."""
    viewer, shown = request.viewer, selectors.get_cluster_for(request.viewer, uuid)
    card = selectors.cluster_card(shown, viewer.day)
    context = {
        "cluster": shown,
        "card": card,
        "organiser": selectors.named([shown.organiser], viewer.day)[0],
        "may_keep": may_keep_cluster(viewer, card.facts),
        "may_delegate": may_delegate(viewer, card.facts),
        "events": history_of(shown.uuid, *(row.delegation.uuid for row in card.delegations)),
    }
    return render(request, "organisations/cluster.html", context)


@form_page
def create_cluster(request: ViewerRequest) -> HttpResponse:
    """A new cluster."""
    viewer = request.viewer
    mine = Unit.objects.filter(pk__in=viewer.working_units)
    if not mine:
        require(may_create_cluster(viewer, 0))
    form = forms.ClusterForm(mine, request.POST if request.method == "POST" else None)
    question = Question(_("Lập cụm thi đua"), _("Lập cụm"), reverse("organisations:home"))
    return ask(
        request,
        question,
        form,
        lambda typed: services.create_cluster(actor=viewer, now=clock.now(), **typed),
        done=_("Đã lập cụm. Hãy thêm thành viên, cụm trưởng và cụm phó."),
    )


@form_page
def correct_cluster(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A corrected name."""
    viewer, shown = _kept(request, uuid)
    form = forms.CorrectClusterForm(request.POST if request.method == "POST" else None, initial={"name": shown.name})
    return ask(
        request,
        _about(shown, _("Sửa tên: %(cluster)s"), _("Lưu tên")),
        form,
        lambda typed: services.correct_cluster(actor=viewer, now=clock.now(), cluster=shown, **typed),
        done=_("Đã sửa tên cụm."),
    )


@form_page
def change_organiser(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Another organiser."""
    viewer, shown = _kept(request, uuid)
    form = forms.OrganiserForm(viewer.day, request.POST if request.method == "POST" else None)
    lead = _("Sau khi chuyển, đơn vị bạn không còn sửa được cụm này.")
    return ask(
        request,
        _about(shown, _("Chuyển cơ quan tổ chức: %(cluster)s"), _("Chuyển"), lead, danger=True),
        form,
        lambda typed: services.change_organiser(actor=viewer, now=clock.now(), cluster=shown, **typed),
        done=_("Đã chuyển cơ quan tổ chức cụm."),
    )


@form_page
def add_member(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A unit becomes a member."""
    viewer, shown = _kept(request, uuid)
    form = forms.MemberForm(viewer.day, request.POST if request.method == "POST" else None)
    return ask(
        request,
        _about(shown, _("Thêm thành viên: %(cluster)s"), _("Thêm thành viên")),
        form,
        lambda typed: services.add_member(actor=viewer, now=clock.now(), cluster=shown, **typed),
        done=_("Đã thêm thành viên."),
    )


@form_page
def end_membership(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The last day of a membership."""
    viewer, row = request.viewer, selectors.get_membership_for(request.viewer, uuid)
    require(may_keep_cluster(viewer, cluster_facts(row.cluster, viewer.day)))
    form = EndForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        _about(row.cluster, _("Kết thúc tư cách thành viên: %(cluster)s"), _("Kết thúc"), str(row.unit), danger=True),
        form,
        lambda typed: services.end_membership(actor=viewer, now=clock.now(), membership=row, **typed),
        done=_("Đã kết thúc tư cách thành viên."),
    )


@form_page
def set_office(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """A leader or a deputy."""
    viewer, shown = _kept(request, uuid)
    members = [row.unit for row in selectors.memberships_of(shown)]
    form = forms.OfficeForm(members, request.POST if request.method == "POST" else None)
    lead = _("Quyền của cụm trưởng và cụm phó theo ngày trong quyết định.")
    return ask(
        request,
        _about(shown, _("Cụm trưởng, cụm phó: %(cluster)s"), _("Ghi nhận"), lead),
        form,
        lambda typed: services.set_office(actor=viewer, now=clock.now(), cluster=shown, **typed),
        done=_("Đã ghi nhận."),
    )


@form_page
def end_office(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The last day of a term of office."""
    viewer, row = request.viewer, selectors.get_office_for(request.viewer, uuid)
    require(may_keep_cluster(viewer, cluster_facts(row.cluster, viewer.day)))
    form = EndForm(request.POST if request.method == "POST" else None)
    lead = _("%(unit)s thôi làm %(office)s; các ủy quyền còn thời hạn cũng kết thúc cùng ngày.") % {
        "unit": row.unit,
        "office": OFFICE_WORDS[row.kind].render(_),
    }
    return ask(
        request,
        _about(row.cluster, _("Kết thúc nhiệm kỳ: %(cluster)s"), _("Kết thúc nhiệm kỳ"), lead, danger=True),
        form,
        lambda typed: services.end_office(actor=viewer, now=clock.now(), office=row, **typed),
        done=_("Đã kết thúc nhiệm kỳ."),
    )


@form_page
def delegate(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The leader hands a task to the deputy."""
    viewer, shown = request.viewer, selectors.get_cluster_for(request.viewer, uuid)
    require(may_delegate(viewer, cluster_facts(shown, viewer.day)))
    form = forms.DelegationForm(request.POST if request.method == "POST" else None, initial={"starts_on": viewer.day})
    lead = _("Cụm phó chỉ làm được đúng việc này, trong đúng những ngày này. Có thể rút bất cứ lúc nào.")
    return ask(
        request,
        _about(shown, _("Ủy quyền cho cụm phó: %(cluster)s"), _("Ủy quyền"), lead),
        form,
        lambda typed: services.delegate(actor=viewer, now=clock.now(), cluster=shown, **typed),
        done=_("Đã ủy quyền."),
    )


@form_page
def withdraw_delegation(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The leader takes a task back."""
    viewer, row = request.viewer, selectors.get_delegation_for(request.viewer, uuid)
    require(may_delegate(viewer, cluster_facts(row.cluster, viewer.day)))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    lead = TASKS[row.task].render(_)
    return ask(
        request,
        _about(row.cluster, _("Rút ủy quyền: %(cluster)s"), _("Rút ủy quyền"), lead, danger=True),
        form,
        lambda typed: services.withdraw_delegation(actor=viewer, now=clock.now(), delegation=row, **typed),
        done=_("Đã rút ủy quyền."),
    )


def _kept(request: ViewerRequest, uuid: UUID) -> tuple[Viewer, Cluster]:
    shown = selectors.get_cluster_for(request.viewer, uuid)
    require(may_keep_cluster(request.viewer, cluster_facts(shown, request.viewer.day)))
    return request.viewer, shown


def _about(cluster: Cluster, title: str, button: str, lead: str = "", *, danger: bool = False) -> Question:
    back = reverse("organisations:cluster", args=[cluster.uuid])
    return Question(title % {"cluster": cluster}, button, back, lead, danger)
