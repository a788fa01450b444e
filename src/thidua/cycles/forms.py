"""What the pages of a year ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.days import format_day
from thidua.cycles.models import Stage, StatedDeadline
from thidua.cycles.rules import OPTIONAL_STEPS, STEPS
from thidua.foundation.asking import DayField
from thidua.organisations.models import Unit


class ReasonField(forms.CharField):
    """Why; everybody in the cluster reads it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Lý do"),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Mọi thành viên trong cụm đọc được."),
        )


class OpenForm(forms.Form):
    """A school year and the days of its steps."""

    start_year = forms.IntegerField(
        label=_("Năm học bắt đầu từ năm"),
        min_value=2000,
        max_value=2100,
        help_text=_("Ví dụ 2019 cho năm học 2019–2020."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, name in STEPS.items():
            words = {"step": name.render(gettext)}
            needed = step not in OPTIONAL_STEPS
            hint = "" if needed else gettext("Để trống nếu năm nay không làm bước này trong phần mềm.")
            self.fields[f"{step}-opens_on"] = DayField(
                label=gettext("%(step)s: ngày đầu") % words, required=needed, help_text=hint
            )
            self.fields[f"{step}-closes_on"] = DayField(label=gettext("%(step)s: ngày cuối") % words, required=needed)

    def days(self) -> dict[str, tuple[date, date]]:
        """What was typed, step by step."""
        typed = self.cleaned_data
        return {
            step: (typed[f"{step}-opens_on"], typed[f"{step}-closes_on"])
            for step in STEPS
            if typed.get(f"{step}-opens_on")
        }

    def clean(self) -> dict[str, Any]:
        """A step has both its days or none."""
        typed = super().clean() or {}
        for step in OPTIONAL_STEPS:
            first, last = f"{step}-opens_on", f"{step}-closes_on"
            if bool(typed.get(first)) != bool(typed.get(last)) and not {first, last} & set(self.errors):
                self.add_error(last if typed.get(first) else first, gettext("Hãy nhập cả ngày đầu và ngày cuối."))
        return typed


class DaysForm(forms.Form):
    """First and last day of one step, and the days that the form was made from."""

    opens_on = DayField(label=_("Ngày đầu"))
    closes_on = DayField(label=_("Ngày cuối"), help_text=_("Tính cả ngày này, đến 23:59:59."))
    reason = ReasonField()
    seen_opens_on = forms.DateField(widget=forms.HiddenInput)
    seen_closes_on = forms.DateField(widget=forms.HiddenInput)


class StepForm(forms.Form):
    """A step that the year was opened without, and its days."""

    step = forms.ChoiceField(label=_("Bước"), widget=forms.RadioSelect)
    opens_on = DayField(label=_("Ngày đầu"))
    closes_on = DayField(label=_("Ngày cuối"), help_text=_("Tính cả ngày này, đến 23:59:59."))
    reason = ReasonField()

    def __init__(self, steps: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step, STEPS[step].render(gettext)) for step in steps]
        cast(forms.ChoiceField, self.fields["step"]).choices = choices


class PaperForm(forms.Form):
    """What one paper says the last day is."""

    document = forms.CharField(
        label=_("Văn bản"),
        max_length=200,
        help_text=_("Tên, số và ngày, ví dụ: Kế hoạch số 01/KH-CTĐ1 ngày 25/11/2019."),
    )
    closes_on = DayField(label=_("Ngày cuối nêu trong văn bản"))


class PaperChoice(forms.ModelChoiceField):
    """One of the papers that state a deadline, by its day."""

    def label_from_instance(self, paper: StatedDeadline) -> str:
        """10/06/2020 – Quy chế số 02/QC-CTĐ1."""
        return f"{format_day(paper.closes_on)} – {paper.document}"


class ChoiceForm(forms.Form):
    """Which of the papers' days holds, and why."""

    stated = PaperChoice(
        StatedDeadline.objects.none(),
        to_field_name="uuid",
        label=_("Chọn thời hạn"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = ReasonField()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, stage: Stage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PaperChoice, self.fields["stated"]).queryset = stage.stated.order_by("closes_on", "pk")


class ExtensionForm(forms.Form):
    """A later last day for one unit or for all."""

    unit = forms.TypedChoiceField(label=_("Gia hạn cho"), required=False, empty_value="")
    closes_on = DayField(label=_("Hạn mới"), help_text=_("Tính cả ngày này, đến 23:59:59."))
    reason = ReasonField()

    def __init__(self, units: Iterable[Unit], everybody: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", gettext("Mọi đơn vị trong cụm"))] if everybody else []
        field = cast(forms.TypedChoiceField, self.fields["unit"])
        field.choices = [*first, *((str(unit.uuid), str(unit)) for unit in units)]
        field.required = not everybody


class ArchiveForm(forms.Form):
    """Why a year is put away."""

    reason = ReasonField()
