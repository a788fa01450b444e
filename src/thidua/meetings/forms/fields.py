"""Fields that several forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.core.days import Period
from thidua.foundation.asking import DayField
from thidua.organisations.models import Person


class ReasonField(forms.CharField):
    """Why; kept in the history."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": _("Lý do"), "help_text": _("Được giữ trong lịch sử."), **kwargs}
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class HourField(forms.TimeField):
    """An hour, typed as officials write it: 08:00, 8h30."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "08:00", "size": 6}
        super().__init__(
            widget=forms.TimeInput(format="%H:%M", attrs=attrs),
            input_formats=["%H:%M", "%Hh%M", "%Hh", "%H giờ %M", "%H giờ", "%H.%M"],
            error_messages={"invalid": _("Giờ không đọc được; hãy nhập như 08:00.")},
            **kwargs,
        )


class PersonChoice(forms.ModelChoiceField):
    """One of the people who are offered, by name and post."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="uuid", **kwargs)
        self.day: date | None = None

    def offer(self, people: QuerySet[Person], day: date) -> None:
        """Offer these people, each with the post held on a day."""
        self.queryset = people.prefetch_related("posts__unit__names")
        self.day = day

    def label_from_instance(self, obj: Any) -> str:
        """Name and post."""
        held = [p for p in obj.posts.all() if self.day is None or self.day in Period(p.starts_on, p.ends_on)]
        return f"{obj.full_name} – {held[0].title}, {held[0].unit}" if held else obj.full_name


class DecisionForm(forms.Form):
    """Number and day of the signed paper that something rests on."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 123/QĐ-SGDĐT"))
    decision_on = DayField(label=_("Ngày ký quyết định"))


class ReasonForm(forms.Form):
    """Only the reason."""

    reason = ReasonField()


def without_reason(form: forms.Form, *, asked: bool) -> None:
    """A session that was not called yet changes without a reason: the field goes."""
    if not asked:
        del form.fields["reason"]


def choices_of(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices with an empty one on top."""
    return [("", "–"), *pairs]
