"""Fields that several forms share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.core.days import format_day
from thidua.core.names import fold
from thidua.foundation.asking import DayField
from thidua.foundation.models import on_day
from thidua.organisations.models import Unit, UnitName

#: How many units the browser offers while typing; all others are found by typing their code or name.
OFFERED = 300


class ReasonField(forms.CharField):
    """Why; kept in the history."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Lý do"), "help_text": _("Được giữ trong lịch sử."), **kwargs}
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class DecisionForm(forms.Form):
    """Number and day of the signed paper that something rests on."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 123/QĐ-SGDĐT"))
    decision_on = DayField(label=_("Ngày ký quyết định"))


class UnitInput(forms.TextInput):
    """A text box that offers units while typing."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.day: date | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box and the list that it offers."""
        attrs = {**(attrs or {}), "list": f"{name}-list"}
        box = super().render(name, value, attrs, renderer)
        offered = []
        if self.day is not None:
            rows = UnitName.objects.filter(on_day(self.day)).select_related("unit").order_by("search_text")
            offered = [(f"{row.unit.code} – {row.name}",) for row in rows[:OFFERED]]
        options = format_html_join("", '<option value="{}"></option>', offered)
        return format_html('{}<datalist id="{}">{}</datalist>', box, f"{name}-list", options)


class UnitField(forms.CharField):
    """One unit that stands on a day: typed as its code, as `code – name`, or by a name that only one unit has."""

    widget = UnitInput

    def __init__(self, **kwargs: Any) -> None:
        self.day: date | None = None
        help_text = kwargs.pop("help_text", _("Nhập mã hoặc tên đơn vị, có dấu hoặc không dấu."))
        super().__init__(help_text=help_text, max_length=350, **kwargs)

    def clean(self, value: Any) -> Any:
        """The unit; None when nothing is typed and nothing is needed."""
        typed = super().clean(value)
        return unit_called(typed, self.day) if typed else None


def unit_called(typed: str, day: date | None) -> Unit:
    """The unit that somebody means; raises ValidationError saying what to do."""
    if day is None:
        raise ValueError("A unit is looked up on a day.")
    names = UnitName.objects.filter(on_day(day)).select_related("unit")
    by_code = names.filter(unit__code__iexact=typed.split(" – ")[0].strip())
    found = list(by_code[:2]) or [
        row for row in names.filter(search_text__contains=fold(typed)) if _is_called(row, typed)
    ]
    if len(found) == 1:
        return found[0].unit
    words = {"typed": typed[:80], "day": format_day(day)}
    if not found:
        raise ValidationError(gettext("Không có đơn vị “%(typed)s” vào ngày %(day)s; hãy nhập mã đơn vị.") % words)
    raise ValidationError(gettext("Có nhiều đơn vị tên “%(typed)s”; hãy nhập mã đơn vị.") % words)


def _is_called(row: UnitName, typed: str) -> bool:
    return fold(typed) in (fold(row.name), fold(row.short_name))


class OnDayForm(forms.Form):
    """A form whose unit fields look units up on the viewer's day."""

    def __init__(self, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        for field in self.fields.values():
            if isinstance(field, UnitField) and isinstance(field.widget, UnitInput):
                field.day = field.widget.day = day
