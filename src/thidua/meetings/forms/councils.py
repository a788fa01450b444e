"""Forms about councils and who sits in them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.meetings.forms.fields import DecisionForm, PersonChoice, ReasonField
from thidua.meetings.models import Council
from thidua.meetings.rules.councils import ROLES
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer


class CouncilForm(DecisionForm):
    """A new council of one of the viewer's units."""

    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="uuid", label=_("Đơn vị"), empty_label=None)
    name = forms.CharField(
        label=_("Tên hội đồng"), max_length=250, help_text=_("Ví dụ: Hội đồng Thi đua – Khen thưởng")
    )
    field_order = ["unit", "name"]

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=viewer.working_units).prefetch_related("names").order_by("code")
        cast(forms.ModelChoiceField, self.fields["unit"]).queryset = units


class MandateForm(DecisionForm):
    """A seat."""

    person = PersonChoice(label=_("Người"), help_text=_("Người của đơn vị và những người bạn được xem."))
    role = forms.ChoiceField(label=_("Chức danh trong hội đồng"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa xác định."))
    field_order = ["person", "role", "starts_on", "ends_on"]

    def __init__(self, people: QuerySet[Person], viewer: Viewer, council: Council, *args: Any, **kwargs: Any) -> None:
        # Most members sit by the very decision that set the council up.
        kwargs["initial"] = {
            "starts_on": council.decision_on,
            "decision_number": council.decision_number,
            "decision_on": council.decision_on,
        }
        super().__init__(*args, **kwargs)
        cast(PersonChoice, self.fields["person"]).offer(people, viewer.day)
        cast(forms.ChoiceField, self.fields["role"]).choices = [
            (code, words.render(gettext)) for code, words in ROLES.items()
        ]


class EndMandateForm(forms.Form):
    """Until when somebody sits."""

    ends_on = DayField(label=_("Ngày cuối của nhiệm kỳ"))
    reason = ReasonField()
