"""Forms about clusters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.organisations.forms.fields import DecisionForm, OnDayForm, ReasonField, UnitField
from thidua.organisations.models import Office, Unit
from thidua.organisations.rules import TASKS


class UnitChoice(forms.ModelChoiceField):
    """One of a few units, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), to_field_name="uuid", **kwargs)


def offer(form: forms.Form, name: str, units: Iterable[Unit]) -> None:
    """Let a field of a form choose among these units."""
    numbers = [unit.pk for unit in units]
    queryset = Unit.objects.filter(pk__in=numbers).prefetch_related("names").order_by("code")
    cast(UnitChoice, form.fields[name]).queryset = queryset


class ClusterForm(forms.Form):
    """A new cluster."""

    organiser = UnitChoice(label=_("Cơ quan tổ chức"), empty_label=None)
    code = forms.CharField(label=_("Mã cụm"), max_length=40, help_text=_("Không đổi về sau; ví dụ: cum-1"))
    name = forms.CharField(label=_("Tên cụm"), max_length=200)

    def __init__(self, units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organiser", units)


class CorrectClusterForm(forms.Form):
    """A corrected name."""

    name = forms.CharField(label=_("Tên cụm"), max_length=200)
    reason = ReasonField()


class OrganiserForm(OnDayForm):
    """Another organiser."""

    organiser = UnitField(label=_("Cơ quan tổ chức mới"))
    reason = ReasonField()


class MemberForm(OnDayForm, DecisionForm):
    """A unit becomes a member."""

    unit = UnitField(label=_("Đơn vị"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    field_order = ["unit", "starts_on", "ends_on"]


class OfficeForm(DecisionForm):
    """A member becomes the leader or the deputy."""

    kind = forms.ChoiceField(
        label=_("Nhiệm vụ"),
        choices=[(Office.Kind.LEADER, _("Cụm trưởng")), (Office.Kind.DEPUTY, _("Cụm phó"))],
        widget=forms.RadioSelect,
    )
    unit = UnitChoice(label=_("Đơn vị thành viên"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Thường là hết năm học."))
    field_order = ["kind", "unit", "starts_on", "ends_on"]

    def __init__(self, members: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", members)


class DelegationForm(forms.Form):
    """One task for the deputy."""

    task = forms.ChoiceField(label=_("Việc ủy quyền"), widget=forms.RadioSelect)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"))
    reason = ReasonField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["task"])
        field.choices = [(task, words.render(gettext)) for task, words in TASKS.items()]
