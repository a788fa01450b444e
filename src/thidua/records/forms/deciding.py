"""What is typed when an authority decided something later, and when people are told apart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.foundation.asking import DayField
from thidua.organisations.models import Unit
from thidua.records.forms.fields import EditionForm, ReasonField, TruthField
from thidua.records.forms.rows import said
from thidua.records.rules.kinds import CANCELLING_GROUNDS


class ConcludeForm(EditionForm):
    """How a matter was concluded."""

    concluded_on = DayField(label=_("Ngày kết luận"))
    violation = TruthField(label=_("Có vi phạm không"))
    document = forms.CharField(
        label=_("Văn bản kết luận"), max_length=300, help_text=_("Ví dụ: Kết luận số 05/KL-TTr ngày 05/06/2020")
    )


class CancelForm(EditionForm):
    """Why an award was cancelled. source: LAW-2022 Art. 93."""

    cancelled_on = DayField(label=_("Ngày hủy bỏ"))
    ground = forms.ChoiceField(label=_("Căn cứ hủy bỏ"), widget=forms.RadioSelect)
    reason = ReasonField(help_text=_("Ghi cả số, ngày của quyết định hủy bỏ. Được giữ trong lịch sử."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["ground"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        chooser.choices = said(CANCELLING_GROUNDS)


class IdentityForm(forms.Form):
    """What tells people of one name apart."""

    staff_code = forms.CharField(label=_("Mã định danh"), max_length=40, required=False)
    born_on = DayField(label=_("Ngày sinh"), required=False)
    reason = ReasonField()


class WhyForm(forms.Form):
    """Only why."""

    reason = ReasonField()


class SearchForm(forms.Form):
    """Which people: by name or code, at one unit."""

    tim = forms.CharField(label=_("Tìm theo tên hoặc mã định danh"), max_length=200, required=False)

    def asked(self) -> str:
        """What to look for."""
        self.is_valid()
        return self.cleaned_data.get("tim", "")


def unit_wanted(units: list[Unit], wanted: str) -> Unit | None:
    """The unit chosen in the address, among those offered."""
    return next((unit for unit in units if str(unit.uuid) == wanted), None)
