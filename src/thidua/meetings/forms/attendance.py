"""Forms about who was there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.core.days import HANOI
from thidua.meetings.forms.fields import HourField, ReasonField

ARRIVE, LEAVE, ABSENT = "den", "ve", "vang"


class AttendanceForm(forms.Form):
    """One note: came, left or absent; the hour only where it is not now."""

    act = forms.ChoiceField(choices=[(ARRIVE, ARRIVE), (LEAVE, LEAVE), (ABSENT, ABSENT)])
    hour = HourField(label=_("Giờ"), required=False)
    reason = forms.CharField(label=_("Lý do vắng"), max_length=300, required=False)


class CorrectionForm(forms.Form):
    """The right hours instead of wrong ones."""

    arrived = HourField(label=_("Giờ đến"), required=False, help_text=_("Để trống nếu thực tế không có mặt."))
    left = HourField(label=_("Giờ về"), required=False, help_text=_("Để trống nếu vẫn có mặt hoặc ở đến khi bế mạc."))
    reason = ReasonField()

    def typed(self, day: date) -> dict[str, Any]:
        """What the use case takes."""
        given = self.cleaned_data
        return {
            "arrived_at": moment(day, given["arrived"]),
            "left_at": moment(day, given["left"]),
            "reason": given["reason"],
        }


def moment(day: date, hour: time | None) -> datetime | None:
    """An hour of a day on a Vietnamese clock."""
    return None if hour is None else datetime.combine(day, hour, HANOI)
